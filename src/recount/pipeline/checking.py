"""The bench: rulings judged against what they name, read by id; the rules themselves are in ``review``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from recount.codebook.originators import Originators
from recount.errors import DecisionError
from recount.model import Claim, Decision, DecisionKind, Incident, Report
from recount.pipeline.desks import (
    SOURCE_SUBJECT,
    IncidentDesk,
    Scene,
    incident_desk,
    scene_of,
    source_version,
    version_from,
)
from recount.review import (
    additions_of,
    check_signature,
    check_source,
    decision_from_json,
    originators_for,
    state_of,
    subject_of,
)
from recount.review.signing import SIGNATURES
from recount.store import Store
from recount.store.logged import Logged

_FROM_WORDS = frozenset({DecisionKind.ADD.value, DecisionKind.PART.value})


class Bench:
    """What some rulings name, and the judging of them, one after the other."""

    def __init__(self, store: Store, rulings: Sequence[Mapping[str, Any]]) -> None:
        self._store = store
        claims = [name for ruling in rulings for name in _claims_named(ruling)]
        self._report_of = store.lookup.reports_naming(claims)
        reports = [name for ruling in rulings for name in _reports_named(ruling)]
        self._scene = scene_of(store, (*self._report_of.values(), *reports))
        self._claims: dict[str, Claim] = dict(self._scene.known)
        self._names = {key: subject_of(claim) for key, claim in self._scene.original.items()}
        self._reports = store.lookup.reports(
            [
                self._report_of.get(str(ruling.get("claim")), _reports_of_words(ruling))
                for ruling in rulings
                if ruling.get("kind") in _FROM_WORDS or ruling.get("words") is not None
            ]
        )
        self._ruled: list[Decision] = []
        self._desks: dict[str, IncidentDesk | None] = {}

    def judge(self, ruling: Mapping[str, Any], now: datetime) -> Decision:
        """Return the decision that a ruling is.

        Raises:
            DecisionError: it cannot stand.
        """
        kind = ruling.get("kind")
        if kind in {signature.value for signature in SIGNATURES}:
            ruling = self._covering(ruling)
        decision = decision_from_json(
            ruling,
            self._claims,
            now=now,
            reports=self._reports,
            convention=self._convention,
            names=self._names,
        )
        self._check_incidents(decision)
        self._check_reports(decision)
        self._check_superseded(decision)
        self._check_parted(decision)
        if decision.kind is DecisionKind.SOURCE:
            check_source(decision, self._table)
        if decision.kind in SIGNATURES:
            self._check_signature(decision)
        for addition in additions_of([decision]):
            self._claims[addition.claim_id] = addition.claim()
            self._names[addition.claim_id] = addition.subject
        self._ruled.append(decision)
        return decision

    def versions(self, subjects: Iterable[str]) -> dict[str, str]:
        """Return the version of each subject that is there now."""
        found: dict[str, str] = {}
        for subject in dict.fromkeys(subjects):
            version = self._version(subject)
            if version is not None:
                found[subject] = version
        return found

    def about(self, subject: str) -> list[Logged]:
        """Return the decisions on a subject, in the order of the log."""
        lookup = self._store.lookup
        if subject.startswith(SOURCE_SUBJECT):
            return lookup.decisions_about("source", [subject.removeprefix(SOURCE_SUBJECT)])
        if subject.startswith("r_"):
            return lookup.decisions_about("report", [subject])
        if subject.startswith("i_"):
            desk = self._desk(subject)
            return list(desk.logged) if desk else lookup.decisions_about("incident", [subject])
        return self._scene_for(subject).about.get(subject, [])

    @cached_property
    def _convention(self) -> str:
        return self._store.get_scope().convention

    @cached_property
    def _table(self) -> Originators:
        logged = self._store.lookup.decisions_about("source")
        return originators_for(entry.decision for entry in logged)

    def _version(self, subject: str) -> str | None:
        if subject.startswith(SOURCE_SUBJECT):
            return source_version(self._store, subject.removeprefix(SOURCE_SUBJECT))
        if subject.startswith("i_"):
            desk = self._desk(subject)
            return None if desk is None else desk.versions.get(subject)
        if subject.startswith("r_"):
            return version_from(self.about(subject))
        scene = self._scene_for(subject)
        return scene.version_of(subject) if subject in scene.known else None

    def _scene_for(self, claim_id: str) -> Scene:
        if claim_id in self._scene.known:
            return self._scene
        return scene_of(self._store, self._store.lookup.reports_naming([claim_id]).values())

    def _desk(self, incident_id: str) -> IncidentDesk | None:
        if incident_id not in self._desks:
            self._desks[incident_id] = incident_desk(self._store, incident_id)
        return self._desks[incident_id]

    def _covering(self, ruling: Mapping[str, Any]) -> Mapping[str, Any]:
        """Fill in what a signature covers: what stands now, unless the signer says what they saw."""
        if ruling.get("replacement"):
            return ruling
        named = ruling.get("incidents") or [None]
        desk = self._desk(str(named[0])) if named[0] else None
        claim = self._claims.get(str(ruling.get("claim")))
        if desk is not None:
            return {**ruling, "replacement": {"covers": desk.state}}
        return ruling if claim is None else {**ruling, "replacement": {"covers": state_of([claim])}}

    def _check_signature(self, decision: Decision) -> None:
        if decision.incident_ids:
            desk = self._desk(decision.incident_ids[0])
            if desk is not None:
                check_signature(decision, desk.rulings, desk.state)
            return
        claim = next(self._claims[key] for key, name in self._names.items() if name == decision.claim)
        standing = {ruling.id for ruling in self._scene.standing}
        about = [entry.decision for entry in self._scene.about.get(claim.id, ())]
        check_signature(decision, [one for one in about if one.id in standing], state_of([claim]))

    def _check_incidents(self, decision: Decision) -> None:
        if not decision.incident_ids:
            return
        live = self._store.lookup.incidents(decision.incident_ids)
        for incident_id in decision.incident_ids:
            if incident_id in live:
                continue
            now: Incident | None = self._store.lookup.incident(incident_id)
            raise DecisionError(
                f"there is no incident {incident_id!r}."
                if now is None
                else f"{incident_id} is now part of {now.id} ({now.label}).",
                next_move="Its page and incidents.csv, which `recount publish` writes, show its id.",
            )

    def _check_reports(self, decision: Decision) -> None:
        if not decision.report_ids:
            return
        known: Mapping[str, Report] = self._store.lookup.reports(decision.report_ids)
        for report_id in decision.report_ids:
            if report_id not in known:
                raise DecisionError(
                    f"there is no report {report_id!r}.", next_move="Copy the id from the report's page."
                )

    def _check_superseded(self, decision: Decision) -> None:
        if decision.supersedes is None or any(one.id == decision.supersedes for one in self._ruled):
            return
        if self._store.lookup.decision(decision.supersedes) is None:
            raise DecisionError(
                f"there is no decision {decision.supersedes!r}.", next_move="See 'recount log' for its id."
            )

    def _check_parted(self, decision: Decision) -> None:
        """A claim whose parts took its place counts again only when that ruling is taken back."""
        if decision.kind not in {DecisionKind.ACCEPT, DecisionKind.CORRECT, DecisionKind.PART}:
            return
        parted = set(self._scene.adjudicated.parted)
        for claim_id in parted & self._claims.keys():
            if self._names.get(claim_id) == decision.claim:
                raise DecisionError(
                    f"claim {claim_id} was split into parts.",
                    next_move="Rule on the parts, or take the split back by superseding it.",
                )


def _claims_named(ruling: Mapping[str, Any]) -> list[str]:
    several = ruling.get("claims")
    named = [ruling.get("claim"), ruling.get("like"), *(several if isinstance(several, list) else ())]
    return [name for name in named if isinstance(name, str)]


def _reports_named(ruling: Mapping[str, Any]) -> list[str]:
    several = ruling.get("claims")
    words = [ruling.get("words"), ruling.get("claim"), *(several if isinstance(several, list) else ())]
    reports = ruling.get("reports")
    found = [item.get("report_id") for item in words if isinstance(item, Mapping)]
    return [str(name) for name in (*found, *(reports if isinstance(reports, list) else ())) if name]


def _reports_of_words(ruling: Mapping[str, Any]) -> str:
    return next(iter(_reports_named(ruling)), "")
