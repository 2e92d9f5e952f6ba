"""What happened to an incident: decisions, and how its tolls moved, by the moment at which each was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from recount.model import Decision, DecisionKind, Toll
from recount.pipeline.desks import IncidentDesk
from recount.review import in_force
from recount.web.incidents.phrases import label, shown, wording
from recount.web.incidents.tolls import Change, TollWords

Version = tuple[datetime, datetime | None, Toll]

OF_INCIDENTS = frozenset(
    {
        DecisionKind.MERGE,
        DecisionKind.SPLIT,
        DecisionKind.PIN,
        DecisionKind.GRADE,
        DecisionKind.NOTE,
        DecisionKind.SECOND_REVIEW,
        DecisionKind.SIGN_OFF,
    }
)
"""Kinds that are taken back here, as is the point of an incident; those on claims are, on the report's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingLine:
    """One decision.

    Attributes:
        about: the words of the claim it names, with its report; empty for one on the whole incident.
        is_undoing: whether it only takes another one back.
        in_force: whether no later one replaced it.
        may_undo: whether it is taken back on this page.
    """

    id: str
    kind: str
    by: str
    reason: str
    about: str
    report_id: str
    is_undoing: bool
    in_force: bool
    may_undo: bool
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """All that was recorded at one moment.

    Attributes:
        as_of: how an address names the moment.
    """

    at: str
    as_of: str
    rulings: tuple[RulingLine, ...]
    changes: tuple[Change, ...]


def moments_of(desk: IncidentDesk, versions: Sequence[Version]) -> list[Moment]:
    """Return the history of an incident, the newest first."""
    standing = {decision.id for decision in in_force(entry.decision for entry in desk.logged)}
    rulings: dict[datetime, list[RulingLine]] = {}
    for entry in desk.logged:
        rulings.setdefault(entry.at, []).append(_line(entry.decision, standing))
    words = TollWords(desk.claims, desk.reports)
    changes = _changes(words, versions)
    return [
        Moment(
            at=wording().moment(at),
            as_of=at.isoformat(),
            rulings=tuple(rulings.get(at, ())),
            changes=tuple(changes.get(at, ())),
        )
        for at in sorted({*rulings, *changes}, reverse=True)
    ]


def _changes(words: TollWords, versions: Sequence[Version]) -> dict[datetime, list[Change]]:
    before: dict[tuple[datetime, str, str], Toll] = {}
    for _, until, toll in versions:
        if until is not None:
            before[until, toll.harm.value, str(toll.status)] = toll
    pairs: dict[datetime, list[tuple[Toll | None, Toll | None]]] = {}
    for since, _, toll in versions:
        earlier = before.pop((since, toll.harm.value, str(toll.status)), None)
        if earlier is None or _ends(earlier) != _ends(toll):
            pairs.setdefault(since, []).append((earlier, toll))
    for (until, _, _), toll in before.items():
        pairs.setdefault(until, []).append((toll, None))
    return {at: words.changes(found) for at, found in pairs.items()}


def _ends(toll: Toll) -> tuple[object, ...]:
    return (toll.low, toll.best, toll.high, toll.high_open, toll.vague)


def _is_undone_here(decision: Decision) -> bool:
    is_placing = decision.kind is DecisionKind.CORRECT and decision.claim is None
    return is_placing or decision.kind in OF_INCIDENTS


def _line(decision: Decision, standing: set[str]) -> RulingLine:
    is_undoing = decision.kind is DecisionKind.NOTE and decision.supersedes is not None
    subject = decision.claim or (decision.claims[0] if decision.claims else None)
    codes = (value.strip('"') for _, value in decision.replacement)
    return RulingLine(
        id=decision.id,
        kind=label("decision_kind", decision.kind.value),
        by=shown(decision.reviewer),
        reason=shown(decision.reason),
        about=shown(subject.selector.exact) if subject else "",
        report_id=subject.report_id if subject else "",
        is_undoing=is_undoing,
        in_force=decision.id in standing,
        may_undo=decision.id in standing and _is_undone_here(decision) and not is_undoing,
        grades=tuple(map(shown, codes)) if decision.kind is DecisionKind.GRADE else (),
    )
