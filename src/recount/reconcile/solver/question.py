"""A question to the record: how many people, of what status and group, in which place, on which days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recount.errors import UsageError
from recount.model import Group, Harm, Incident, Status
from recount.reconcile.solver.places import Atlas, Node
from recount.reconcile.solver.reading import harms_of, statuses_of
from recount.reconcile.solver.regions import EARLIEST, LATEST, Region

_SHOWN = 8  # names offered when a place is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whom to count. Everything but the harm may be left open.

    Attributes:
        harm: what happened to them; casualties are killed and injured together.
        status: civilian or combatant; ``None`` for all people.
        groups: they belong to all of these ("child").
        place: name of a place that claims of the record name.
        first, last: days, both included.
        incident: id of an incident of the record.
    """

    harm: Harm = Harm.KILLED
    status: Status | None = None
    groups: tuple[Group, ...] = ()
    place: str | None = None
    first: date | None = None
    last: date | None = None
    incident: str | None = None


def target_of(question: Question, atlas: Atlas, incidents: Sequence[Incident]) -> Region:
    """Return the region a question asks about.

    Raises:
        UsageError: the days end before they begin, or the record names no such place or incident.
    """
    if question.first and question.last and question.last < question.first:
        raise UsageError(
            f"the days end ({question.last}) before they begin ({question.first}).",
            next_move="Give the first day first.",
        )
    if question.incident is not None and question.incident not in {item.id for item in incidents}:
        raise UsageError(
            f"the record holds no incident {question.incident!r}.",
            next_move="Copy its id from the page of the incident or from incidents.csv.",
        )
    if question.status not in {None, Status.CIVILIAN, Status.COMBATANT}:
        raise UsageError(
            f"status {question.status} tells nobody apart.",
            next_move="Ask for civilian, combatant, or neither.",
        )
    return Region(
        harms=harms_of(question.harm),
        statuses=statuses_of(question.status or Status.UNKNOWN),
        groups=tuple(frozenset({group}) for group in sorted(question.groups)),
        places=None if question.place is None else frozenset({_find(question.place, atlas).id}),
        first=question.first or EARLIEST,
        end=LATEST if question.last is None else question.last + timedelta(days=1),
        incident=question.incident,
    )


def _find(name: str, atlas: Atlas) -> Node:
    """Return the place meant: of several, the smallest that a gazetteer knows."""
    found = atlas.find(name)
    if not found:
        known = sorted({node.name for node in atlas.nodes.values()})
        offered = ", ".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
        raise UsageError(
            f"no claim of the record is set in {name!r}.",
            next_move=f"Use a name that claims use: {offered}." if known else "Leave the place out.",
        )
    return found[0]
