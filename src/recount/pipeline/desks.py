"""Desks: what a page or a ruling needs of one report, claim or incident, read by id and never the whole record.

The decisions on a claim all name its report, so the claims of a report can be adjudicated from that report
alone; that gives the same effective claims as a run over the whole record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recount.model import Claim, Decision, DecisionKind, Incident, Report, Toll, content_id
from recount.review import (
    Adjudicated,
    ClaimIndex,
    Settled,
    Signature,
    apply_decisions,
    in_force,
    settled_grades,
    signatures,
    state_of,
    subjects_of,
    with_additions,
    withdrawals,
)
from recount.review.signing import SIGNATURES
from recount.store import Store
from recount.store.logged import Logged

SOURCE_SUBJECT = "source:"
"""Before the id of a source, where subjects of all kinds stand together."""


OUT_OF_COUNT = frozenset({"rejected", "parted", "withdrawn"})
"""What became of claims that count no longer."""


class Scene:
    """The claims of some reports, with all that was ruled on them."""

    def __init__(self, read: Iterable[Claim], logged: Iterable[Logged]) -> None:
        self.read: tuple[Claim, ...] = tuple(read)
        self.logged: tuple[Logged, ...] = tuple(logged)
        self.standing: tuple[Decision, ...] = tuple(in_force(entry.decision for entry in self.logged))

    @cached_property
    def adjudicated(self) -> Adjudicated:
        """The claims as people left them."""
        return apply_decisions(self.read, self.standing)

    @cached_property
    def original(self) -> dict[str, Claim]:
        """All claims by id as they were read, or added: decisions name them by these words and this harm."""
        claims, _ = with_additions(self.read, self.standing)
        return {claim.id: claim for claim in claims}

    @cached_property
    def known(self) -> dict[str, Claim]:
        """All claims by id, those that count no longer among them; corrections applied where they count."""
        effective = {claim.id: claim for claim in self.adjudicated.claims}
        return {claim_id: effective.get(claim_id, claim) for claim_id, claim in self.original.items()}

    @cached_property
    def states(self) -> dict[str, str]:
        """What became of each claim: "open", "accepted", "corrected", "added", "rejected", "parted", "withdrawn"."""
        states = dict.fromkeys(self.known, "open")
        done = self.adjudicated
        for name, ids in (
            ("accepted", done.accepted),
            ("corrected", done.corrected),
            ("added", done.added),
            ("rejected", done.rejected),
            ("parted", done.parted),
            ("withdrawn", done.withdrawn),
        ):
            states.update(dict.fromkeys(ids, name))
        return states

    @cached_property
    def about(self) -> dict[str, list[Logged]]:
        """The decisions on each claim, superseded ones too, in the order of the log."""
        index = ClaimIndex(self.original.values())
        by_decision: dict[str, set[str]] = {}
        found: dict[str, list[Logged]] = {claim_id: [] for claim_id in self.known}
        of_report: dict[str, list[str]] = {}
        for claim in self.known.values():
            of_report.setdefault(claim.report_id, []).append(claim.id)
        for entry in self.logged:
            decision = entry.decision
            named = [index.find(subject) for subject in subjects_of(decision)]
            touched = {claim.id for claim in named if claim is not None}
            for report_id in decision.report_ids:
                touched.update(of_report.get(report_id, ()))
            touched |= by_decision.get(decision.supersedes or "", set())
            by_decision[decision.id] = touched
            for claim_id in touched:
                found[claim_id].append(entry)
        return found

    def version_of(self, claim_id: str) -> str:
        """Return the version of a claim: it changes with every ruling on it, and when it is read anew."""
        claim = self.known[claim_id]
        return version_from(self.about[claim_id], state_of([claim]), self.states[claim_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDesk:
    """One report with its claims and all that was ruled on them.

    Attributes:
        read: the machine's claims; claims: the effective ones; known: all by id, also those out of count.
        states: what became of each claim ("open", "accepted", …).
        rulings: decisions in force; about: all decisions on each claim.
        withdrawal: the ruling by which the report was withdrawn.
        incident_of: the incident of each effective claim.
        versions: of each claim and of the report, for ``decide``.
    """

    report: Report
    read: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    known: Mapping[str, Claim]
    states: Mapping[str, str]
    rulings: tuple[Decision, ...]
    about: Mapping[str, list[Logged]]
    withdrawal: Decision | None
    incident_of: Mapping[str, Incident]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDesk:
    """One incident with its claims, reports and tolls, and all that was ruled on them.

    Attributes:
        incident: the live one.
        claims: its effective claims, in its order.
        set_aside: claims that stood in it and that people rejected, split into parts, or withdrew.
        reports: of all of these, by id.
        rulings: decisions in force about the incident or one of its claims.
        signatures: second reviews and sign-offs of the incident, lapsed ones too.
        grades: settled, by code list.
        state: what a signature given now covers.
        versions: of the incident and of each claim, for ``decide``.
    """

    incident: Incident
    claims: tuple[Claim, ...]
    set_aside: tuple[Claim, ...]
    reports: Mapping[str, Report]
    tolls: tuple[Toll, ...]
    states: Mapping[str, str]
    rulings: tuple[Decision, ...]
    logged: tuple[Logged, ...]
    signatures: tuple[Signature, ...]
    grades: Mapping[str, Settled]
    state: str
    versions: Mapping[str, str]


def scene_of(store: Store, report_ids: Iterable[str]) -> Scene:
    """Return the claims of some reports with the decisions about them."""
    wanted = list(dict.fromkeys(report_ids))
    return Scene(store.lookup.claims_of(wanted), store.lookup.decisions_about("report", wanted))


def report_desk(store: Store, report_id: str) -> ReportDesk:
    """Return one report with its claims.

    Raises:
        StoreError: there is no such report.
    """
    report = store.get_report(report_id)
    scene = scene_of(store, [report_id])
    versions = {claim_id: scene.version_of(claim_id) for claim_id in scene.known}
    versions[report_id] = version_from(_moving(scene.logged))
    claims = scene.adjudicated.claims
    return ReportDesk(
        report=report,
        read=scene.read,
        claims=claims,
        known=scene.known,
        states=scene.states,
        rulings=scene.standing,
        about=scene.about,
        withdrawal=withdrawals(scene.standing).get(report_id),
        incident_of=store.lookup.incidents_of(claim.id for claim in claims),
        versions=versions,
    )


def claim_desk(store: Store, claim_id: str) -> tuple[Claim, ReportDesk] | None:
    """Return a claim, effective where it counts, and its report's desk; ``None`` when there is none."""
    report_id = store.lookup.reports_naming([claim_id]).get(claim_id)
    if report_id is None:
        return None
    desk = report_desk(store, report_id)
    claim = desk.known.get(claim_id)
    return None if claim is None else (claim, desk)


def incident_desk(store: Store, incident_id: str) -> IncidentDesk | None:
    """Return an incident, also by an id that it had before; ``None`` when there is none."""
    incident = store.lookup.incident(incident_id)
    if incident is None:
        return None
    former = _former_of(store, incident)
    reports = dict.fromkeys((*incident.report_ids, *store.lookup.reports_naming(former).values()))
    scene = _scene_around(store, (*incident.claim_ids, *former), reports)
    own = _about(store, incident)
    claims = tuple(scene.known[claim_id] for claim_id in incident.claim_ids if claim_id in scene.known)
    aside = [scene.known[claim_id] for claim_id in former if scene.states.get(claim_id) in OUT_OF_COUNT]
    tolls = tuple(store.lookup.tolls_of([incident.id]))
    logged = _in_order(own, scene, (*claims, *aside))
    rulings = in_force(entry.decision for entry in logged)
    state = state_of(claims, tolls)
    mine = {entry.decision.id for entry in own}
    return IncidentDesk(
        incident=incident,
        claims=claims,
        set_aside=tuple(aside),
        reports=store.lookup.reports(
            dict.fromkeys((*incident.report_ids, *(claim.report_id for claim in aside)))
        ),
        tolls=tolls,
        states={claim.id: scene.states[claim.id] for claim in (*claims, *aside)},
        rulings=tuple(rulings),
        logged=tuple(logged),
        signatures=tuple(signatures((ruling for ruling in rulings if ruling.id in mine), state)),
        grades=settled_grades(rulings, [incident]).get(incident.id, {}),
        state=state,
        versions=_Versions(scene, incident.id, version_from(logged, state), (*claims, *aside)),
    )


Rulings = tuple[list[Decision], bool]
"""Decisions in force about an incident or its claims, and whether people ruled on all of these."""


def rulings_on(store: Store, incident: Incident) -> Rulings | None:
    """Return what people ruled on an incident, as ``rulings_on_each`` does."""
    return rulings_on_each(store, [incident])[incident.id]


def rulings_on_each(store: Store, incidents: Sequence[Incident]) -> dict[str, Rulings | None]:
    """Return what people ruled on each of some incidents.

    Much less is read than for a desk: nothing of the reports on which nobody ruled, and all incidents at once.
    ``None`` where somebody signed the incident: what a signature covers only a desk can tell.
    """
    families = {one.id: (one.id, *one.previous_ids) for one in incidents}
    about = store.lookup.decisions_about_each("incident", [key for ids in families.values() for key in ids])
    own = {key: [entry for one in ids for entry in about.get(one, ())] for key, ids in families.items()}
    unsigned = [one for one in incidents if not any(_is_signature(entry) for entry in own[one.id])]
    held = store.lookup.former_claims_of_each({one.id: families[one.id] for one in unsigned})
    former = {one.id: _without(held[one.id], one.claim_ids) for one in unsigned}
    named = store.lookup.reports_naming([claim for ids in former.values() for claim in ids])
    reports = [report_id for one in unsigned for report_id in one.report_ids]
    scene = _scene_around(store, (), dict.fromkeys((*reports, *named.values())))
    found: dict[str, Rulings | None] = {one.id: None for one in incidents}
    return found | {one.id: _ruled(scene, one, former[one.id], own[one.id]) for one in unsigned}


def _ruled(scene: Scene, incident: Incident, former: Iterable[str], own: Iterable[Logged]) -> Rulings:
    states = scene.states
    aside = [key for key in former if states.get(key) in OUT_OF_COUNT]
    ruled = [scene.known[key] for key in (*incident.claim_ids, *aside) if key in scene.known]
    rulings = in_force(entry.decision for entry in _in_order(own, scene, ruled))
    is_ruled = all(states.get(key, "open") != "open" for key in incident.claim_ids)
    return rulings, is_ruled and bool(incident.claim_ids)


def _is_signature(entry: Logged) -> bool:
    return entry.decision.kind in SIGNATURES


def _without(ids: Iterable[str], others: Iterable[str]) -> list[str]:
    left_out = set(others)
    return [key for key in ids if key not in left_out]


def _former_of(store: Store, incident: Incident) -> list[str]:
    """Return the claims that stood in an incident before and no longer do."""
    found = store.lookup.former_claims((incident.id, *incident.previous_ids))
    return _without(found, incident.claim_ids)


def _about(store: Store, incident: Incident) -> list[Logged]:
    return store.lookup.decisions_about("incident", (incident.id, *incident.previous_ids))


def _in_order(own: Iterable[Logged], scene: Scene, claims: Iterable[Claim]) -> list[Logged]:
    """Return the decisions on an incident and on some claims in the order of the log."""
    found = {entry.seq: entry for claim in claims for entry in scene.about[claim.id]}
    return [entry for _, entry in sorted((found | {entry.seq: entry for entry in own}).items())]


def _scene_around(store: Store, claim_ids: Sequence[str], report_ids: Iterable[str]) -> Scene:
    """Return some claims with the decisions on their reports.

    Of a report on which nobody ruled only these claims are read: what the others say changes nothing of them.
    """
    wanted = list(dict.fromkeys(report_ids))
    logged = store.lookup.decisions_about("report", wanted)
    ruled = {key for entry in logged for key in _reports_in(entry.decision)}.intersection(wanted)
    own = [claim for claim in store.lookup.claims(claim_ids).values() if claim.report_id not in ruled]
    return Scene([*(store.lookup.claims_of(ruled) if ruled else ()), *own], logged)


def _reports_in(decision: Decision) -> Iterator[str]:
    yield from decision.report_ids
    yield from (subject.report_id for subject in subjects_of(decision))


class _Versions(Mapping[str, str]):
    """The versions of an incident and its claims; those of claims are made when they are asked for."""

    def __init__(self, scene: Scene, incident_id: str, version: str, claims: Iterable[Claim]) -> None:
        self._scene, self._incident_id, self._version = scene, incident_id, version
        self._ids = dict.fromkeys((*(claim.id for claim in claims), incident_id))

    def __getitem__(self, subject: str) -> str:
        if subject == self._incident_id:
            return self._version
        if subject not in self._ids:
            raise KeyError(subject)
        return self._scene.version_of(subject)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def source_version(store: Store, source_id: str) -> str:
    """Return the version of a source."""
    return version_from(store.lookup.decisions_about("source", [source_id]))


def version_from(logged: Iterable[Logged], *said: object) -> str:
    """Return a version: the last entry of the log that moved a thing, and a hash over what it says."""
    last = max((entry.seq for entry in _moving(logged)), default=0)
    return f"{last}-{content_id('v', *said)[2:14]}"


def seq_of(version: str) -> int:
    """Return the last log entry that a version knows of."""
    seq, _, _ = version.partition("-")
    return int(seq) if seq.isdigit() else 0


def _moving(logged: Iterable[Logged]) -> list[Logged]:
    """Leave out remarks: they change nothing that somebody else may be looking at."""
    return [
        entry for entry in logged if entry.decision.kind is not DecisionKind.NOTE or entry.decision.supersedes
    ]
