"""What a gazetteer is, what it is told about the report, and how several are asked as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from recount.model import PlaceCandidate


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


@dataclass(frozen=True, slots=True)
class CombinedGazetteer:
    """Several gazetteers asked in order; at equal score an earlier one wins, so users' files come first."""

    members: Sequence[Gazetteer]

    def find(
        self, name: str, *, context: PlaceContext | None = None, limit: int = 5
    ) -> tuple[PlaceCandidate, ...]:
        """Return the best candidates of all members."""
        found = [
            entry for member in self.members for entry in member.find(name, context=context, limit=limit)
        ]
        found.sort(key=lambda entry: -entry.score)  # stable: the order of members breaks ties
        return tuple(found[:limit])
