"""What changed since the last run of linking, as the log tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from recount.model import Decision, DecisionKind, parse_json
from recount.review.adjudicate import may_take_back
from recount.review.sources import is_rating
from recount.store import Store

_NO_EFFECT = frozenset(
    {DecisionKind.GRADE, DecisionKind.NOTE, DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF}
)
_EVERYWHERE = frozenset({"scope", "incidents"})
"""Kinds of entries after which all is linked anew: other rules, or incidents that were not written by linking."""


@dataclass(slots=True, kw_only=True)
class Touched:
    """What is to be looked at again.

    Attributes:
        new_reports: came in.
        reports: their claims changed, or what people ruled of them.
        incidents: people ruled on them, by any id they have or had.
    """

    new_reports: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.new_reports or self.reports or self.incidents)


def touched_since(store: Store, seq: int) -> Touched | None:
    """Return what changed after an entry of the log; ``None`` when that may be anything."""
    touched = Touched()
    intakes: list[int] = []
    decisions: list[str] = []
    for number, kind, subject in store.lookup.entries_since(seq):
        if kind in _EVERYWHERE or (
            kind == "erasure" and not subject
        ):  # an entry's body: it may be a decision's
            return None
        if kind == "intake":
            intakes.append(number)
        elif kind == "claims":
            touched.reports.add(subject)
        elif kind == "decision":
            decisions.append(subject)
    bodies = store.neighbourhood.log_bodies(intakes)
    for body in bodies:
        if body is None:
            return None
        touched.new_reports.update(_reports_of(body))
    return touched if touch_decisions(store, touched, decisions) else None


def touch_decisions(store: Store, touched: Touched, ids: Iterable[str]) -> bool:
    """Add what some decisions are about; return False when that may be anything."""
    waiting, seen = list(ids), set[str]()
    while waiting:
        decision_id = waiting.pop()
        if decision_id in seen:
            continue
        seen.add(decision_id)
        logged = store.lookup.decision(decision_id)
        if logged is None or (
            logged.decision.kind is DecisionKind.SOURCE and moves_figures(store, logged.decision)
        ):
            return False  # erased meanwhile, or about a body that may speak anywhere
        if moves_figures(store, logged.decision):
            _touch(touched, logged.decision)
        if logged.decision.supersedes:
            waiting.append(logged.decision.supersedes)
    return True


def moves_figures(store: Store, decision: Decision) -> bool:
    """Whether a decision by itself can change an incident or a toll; what it supersedes is another question.

    Accepting a claim only makes it sure, which neither linking nor reconciling looks at, unless it takes a
    rejection back; and a grade of how reliable a body is settles no figure.
    """
    if decision.kind is not DecisionKind.ACCEPT:
        return decision.kind not in _NO_EFFECT and not is_rating(decision)
    reports = reports_named(decision)
    about = [entry.decision for entry in store.lookup.decisions_about("report", reports)]
    if not any(one.kind is DecisionKind.REJECT for one in about):
        return False
    return may_take_back(store.lookup.claims_of(reports), about, decision)


def reports_named(decision: Decision) -> set[str]:
    """Return the reports that a decision is about, by their claims or as such."""
    claims = [*([decision.claim] if decision.claim else []), *decision.claims]
    return {subject.report_id for subject in claims} | set(decision.report_ids)


def rules_on_grouping(decision: Decision) -> bool:
    """Whether a decision may say what belongs to which incident; where an incident is says nothing of that."""
    is_placing = decision.kind is DecisionKind.CORRECT
    return bool(decision.incident_ids) and decision.kind not in _NO_EFFECT and not is_placing


def _touch(touched: Touched, decision: Decision) -> None:
    if decision.kind not in _NO_EFFECT:
        touched.reports |= reports_named(decision)
        touched.incidents.update(decision.incident_ids)


def _reports_of(body: str) -> list[str]:
    plain = parse_json(body)
    reports = plain.get("reports") if isinstance(plain, dict) else None
    return [str(report_id) for report_id in reports] if isinstance(reports, list) else []
