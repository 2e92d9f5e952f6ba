"""How far people have come with each incident: grades, reviews and sign-offs, told from the log.

The log only grows, so what was read once is kept and only later entries are read again; no table can fall behind.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from recount.model import Decision, DecisionKind, Incident, IncidentKind, load_json
from recount.store.models import IncidentRow, LogBodyRow
from recount.store.record import stored
from recount.store.trouble import plain_errors
from recount.store.work_models import DecisionSubjectRow, WorkItemRow, WorkPlaceRow, WorkReasonRow

_KEPT = frozenset({DecisionKind.GRADE, DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF, DecisionKind.NOTE})
_CHUNK = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What people settled on one incident: grades by code list, and whether somebody signed it off."""

    grades: tuple[tuple[str, str], ...] = ()
    has_second_review: bool = False
    is_signed: bool = False

    def grade(self, scheme: str) -> str:
        """Return the grade settled in one code list, empty for none."""
        return dict(self.grades).get(scheme, "")


class Standings:
    """The standing of all incidents of one store on which anybody ruled."""

    def __init__(self, alias: str, url: str) -> None:
        self._alias, self._url = alias, url
        self._lock = threading.Lock()
        self._last = 0
        self._decisions: dict[str, Decision] = {}
        self._found: dict[str, Standing] = {}

    def all(self) -> dict[str, Standing]:
        """Return the standing of each live incident on which anybody ruled, by id."""
        with plain_errors(self._url), self._lock:
            if self._read_on():
                self._found = self._made()
            return self._with_live_ids(self._found)

    def ruled(self) -> set[str]:
        """Return the incidents with a claim on which a ruling stands; the list of work must be up to date."""
        done = WorkItemRow.objects.using(self._alias).filter(kind="claim", state="done")
        with plain_errors(self._url):
            known = done.filter(incident_id__isnull=False).values_list("incident_id", flat=True)
            return {str(key) for key in known.distinct()}

    def ruled_claims(self, claim_ids: Iterable[str]) -> set[str]:
        """Return those of some claims on which a ruling stands; the list of work must be up to date."""
        wanted, found = list(dict.fromkeys(claim_ids)), set[str]()
        rows = WorkItemRow.objects.using(self._alias).filter(kind="claim", state="done")
        with plain_errors(self._url):
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                found.update(rows.filter(subject__in=chunk).values_list("subject", flat=True))
        return found

    def waiting(self, incident_ids: Iterable[str]) -> set[str]:
        """Return those of some incidents that wait on the list of work; one that is signed off does not."""
        wanted, found = list(dict.fromkeys(incident_ids)), set[str]()
        rows = WorkItemRow.objects.using(self._alias).filter(kind="incident", state="open")
        with plain_errors(self._url):
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                found.update(rows.filter(subject__in=chunk).values_list("subject", flat=True))
        return found

    def with_reason(self, reason: str) -> set[str]:
        """Return the incidents that stand on the list of work for a reason."""
        items = WorkItemRow.objects.using(self._alias).filter(kind="incident", incident_id__isnull=False)
        reasons = WorkReasonRow.objects.using(self._alias).filter(reason=reason).values("item_id")
        with plain_errors(self._url):
            return {str(key) for key in items.filter(id__in=reasons).values_list("incident_id", flat=True)}

    def doubtful_pairs(self, incident_id: str, limit: int = 20) -> list[tuple[str, str]]:
        """Return the pairs of claims, one of them in this incident, of which rules cannot tell whether they are one."""
        beside = WorkPlaceRow.objects.using(self._alias).filter(place=incident_id)
        with plain_errors(self._url):
            # By key: a database that keeps no statistics would rather walk through the whole list.
            keys = list(beside.values_list("item_id", flat=True))
            rows = WorkItemRow.objects.using(self._alias).in_bulk(keys).values()
            found = sorted(
                (row for row in rows if row.kind == "link" and row.state == "open"),
                key=lambda row: (-row.priority, row.id),
            )
        pairs = [row.subject.split(" ") for row in found[:limit]]
        return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]

    def _read_on(self) -> bool:
        """Read the decisions on incidents that were appended since; whether there were any."""
        rows = DecisionSubjectRow.objects.using(self._alias).filter(kind="incident", seq__gt=self._last)
        seqs = sorted(set(rows.values_list("seq", flat=True)))
        for start in range(0, len(seqs), _CHUNK):
            chunk = seqs[start : start + _CHUNK]
            bodies = LogBodyRow.objects.using(self._alias).filter(seq__in=chunk, body__isnull=False)
            for body in bodies.order_by("seq").values_list("body", flat=True):
                decision = load_json(Decision, str(body))
                if decision.kind in _KEPT:
                    self._decisions[decision.id] = decision
        self._last = max((self._last, *seqs))
        return bool(seqs)

    def _made(self) -> dict[str, Standing]:
        gone = {decision.supersedes for decision in self._decisions.values() if decision.supersedes}
        standing = sorted(
            (decision for decision in self._decisions.values() if decision.id not in gone),
            key=lambda decision: (decision.decided_at, decision.id),
        )
        grades: dict[str, dict[str, str]] = {}
        signed: dict[str, set[DecisionKind]] = {}
        for decision in standing:
            for incident_id in decision.incident_ids:
                signed.setdefault(incident_id, set()).add(decision.kind)
                if decision.kind is DecisionKind.GRADE:
                    ruled = {scheme: code.strip('"') for scheme, code in decision.replacement}
                    grades.setdefault(incident_id, {}).update(ruled)
        return {
            incident_id: Standing(
                grades=tuple(grades.get(incident_id, {}).items()),
                has_second_review=DecisionKind.SECOND_REVIEW in kinds,
                is_signed=DecisionKind.SIGN_OFF in kinds,
            )
            for incident_id, kinds in signed.items()
        }

    def _with_live_ids(self, found: dict[str, Standing]) -> dict[str, Standing]:
        """Name incidents by the ids they have now, where they were merged since."""
        rows = IncidentRow.objects.using(self._alias).filter(retired_at__isnull=True)
        live = set(rows.values_list("id", flat=True)) if found else set()
        gone = [key for key in found if key not in live]
        if not gone:
            return found
        now: dict[str, str] = {}
        for key, body in rows.exclude(body__contains='"previous_ids":[]').values_list("id", "body"):
            now |= dict.fromkeys(stored(Incident, body, f"incident {key}").previous_ids, key)
        renamed = {now[key]: found[key] for key in gone if key in now}
        return renamed | {key: item for key, item in found.items() if key in live}


def aggregates_between(alias: str, first: date | None, last: date | None) -> list[str]:
    """Return the ids of the live totals that begin between two days, both included, undated ones last."""
    rows = IncidentRow.objects.using(alias).filter(retired_at__isnull=True, kind=IncidentKind.AGGREGATE.value)
    if first is not None:
        rows = rows.filter(start__gte=first)
    if last is not None:
        rows = rows.filter(start__lte=last)
    return list(rows.order_by(F("start").asc(nulls_last=True), "id").values_list("id", flat=True))
