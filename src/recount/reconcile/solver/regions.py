"""Regions: which victims a figure or a question counts, by harm, status, group, place, days and incident."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from recount.model import Group, Harm, Status

EARLIEST, LATEST = date.min, date.max  # stand for open ends: nothing is known of the days beyond
STATUSES = (Status.CIVILIAN, Status.COMBATANT, Status.UNKNOWN)  # of one victim: the last is "neither is said"
OUTSIDE = ""  # stands for no incident of the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A set of victims, given by what holds for each of them.

    Attributes:
        harms: any of these happened to them.
        statuses: they have any of these.
        groups: of each set, they belong to any; none given: all people.
        places: they were harmed in any of these; ``None`` for anywhere.
        first, end: on a day from the first to the one before the end.
        incident: in this incident of the record (``OUTSIDE``: in none); ``None`` for any and none.
    """

    harms: frozenset[Harm]
    statuses: frozenset[Status] = frozenset(STATUSES)
    groups: tuple[frozenset[Group], ...] = ()
    places: frozenset[str] | None = None
    first: date = EARLIEST
    end: date = LATEST
    incident: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nobody can be in it."""
        return not self.harms or not self.statuses or self.places == frozenset() or self.first >= self.end

    def shares_days(self, other: Region) -> bool:
        """Whether some day is in both."""
        return self.first < other.end and other.first < self.end

    def of_people_of(self, whole: Region) -> Region:
        """Return the region of a part, whose people are people of the whole, on its days."""
        people = replace(
            self,
            statuses=(self.statuses & whole.statuses) or self.statuses,
            groups=tuple(dict.fromkeys((*self.groups, *whole.groups))),
        )
        if not self.shares_days(whole):
            return people
        return replace(people, first=max(self.first, whole.first), end=min(self.end, whole.end))
