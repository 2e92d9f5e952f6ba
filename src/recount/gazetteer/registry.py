"""What a gazetteer is, what it is told about the report, and how several are asked as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from recount.model import PlaceCandidate

STANDS = 0.6  # score that no entry reaches which lies outside the place the report sets the name in
BEHIND = 0.1  # by which others stay behind an entry of the record's own


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What is known about where a report is set, when one of its names is looked up.

    Attributes:
        countries: ISO 3166-1 alpha-2 codes the report names, the most named first.
        within: the places said to enclose the name, already resolved, nearest first.
        beside: places the text lists with the name, already resolved.
        names: other place names of the report, as written; a quarter counts only beside its town.
        kind: kind the text gives the name ("quarter", "adm1" …), ``None`` when it gives none.
    """

    countries: tuple[str, ...] = ()
    within: tuple[PlaceCandidate, ...] = ()
    beside: tuple[PlaceCandidate, ...] = ()
    names: tuple[str, ...] = ()
    kind: str | None = None


NO_CONTEXT = PlaceContext()


class Gazetteer(Protocol):
    """A register of places."""

    def find(
        self, name: str, *, context: PlaceContext | None = None, limit: int = 5
    ) -> tuple[PlaceCandidate, ...]:
        """Return the entries a name may mean, best first; empty when the register has none."""
        ...


@runtime_checkable
class OwnGazetteer(Gazetteer, Protocol):
    """A register of the record's own places: where it has a name, that is what the record means by it."""

    def has(self, name: str) -> bool:
        """Whether the register has this very name, as the name of an entry or as an alias."""
        ...


@dataclass(frozen=True, slots=True)
class CombinedGazetteer:
    """Several gazetteers asked in order, the record's own first.

    A name that one of the record's own has stands out over the entries of those after it, unless the report
    sets it elsewhere; else, at equal score, an earlier member wins.
    """

    members: Sequence[Gazetteer]

    def find(
        self, name: str, *, context: PlaceContext | None = None, limit: int = 5
    ) -> tuple[PlaceCandidate, ...]:
        """Return the best candidates of all members."""
        found: list[PlaceCandidate] = []
        most = 1.0
        for member in self.members:
            entries = member.find(name, context=context, limit=limit)
            found += [
                entry if entry.score <= most else replace(entry, score=round(most, 4)) for entry in entries
            ]
            if (
                entries
                and entries[0].score >= STANDS
                and isinstance(member, OwnGazetteer)
                and member.has(name)
            ):
                most = min(most, entries[0].score - BEHIND)
        found.sort(key=lambda entry: -entry.score)  # stable: the order of members breaks ties
        return tuple(found[:limit])
