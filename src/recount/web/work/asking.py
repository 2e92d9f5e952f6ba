"""Which part of the list of work is asked for: the address says it, so that a filter is kept by keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, QueryDict

from recount.codebook.originators import name_key
from recount.model import Harm
from recount.model.work import WorkFilter, WorkKind, WorkReason
from recount.web.access import actor_of
from recount.web.asked import Asked

ME, NOBODY, SOMEBODY = "@me", "@nobody", "@somebody"
"""What stands in addresses and forms for whoever asks, for no name, and for a name chosen beside it."""
NAMES: Final = ("reason", "kind", "harm", "outlet", "place", "from", "to", "who", "done")
"""What a filter may say in an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter, as the list takes it and as the address says it."""

    filter: WorkFilter
    problems: tuple[str, ...]
    query: str


def wanted_of(request: HttpRequest, query: str | None = None) -> Wanted:
    """Return the filter of a page's address, or of one that a form brought back."""
    values = request.GET if query is None else QueryDict(query[:2000])
    asked = Asked(request, values)
    who = asked.text("who")
    place = asked.text("place")
    found = WorkFilter(
        kind=asked.code("kind", WorkKind),
        reason=asked.code("reason", WorkReason),
        harm=asked.code("harm", Harm),
        outlet=asked.text("outlet"),
        place=None if place is None else name_key(place) or None,
        day_from=asked.day("from"),
        day_to=asked.day("to"),
        assignee=actor_of(request) if who == ME else "" if who == NOBODY else who,
        is_done=asked.one_of("done", ("1",)) is not None,
    )
    return Wanted(filter=found, problems=tuple(asked.problems), query=_kept(values))


def _kept(values: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    for name in NAMES:
        if value := values.get(name):
            kept[name] = value
    return kept.urlencode()
