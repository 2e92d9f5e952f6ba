"""Figures as constraints over cells: the counts in some cells together are at least, or at most, a number.

A cell is a kind of victim: one harm, one stretch of days, one part of a place, one set of statuses, groups and
incidents. Every person counted lies in exactly one cell, so that parts of a whole, disjoint or overlapping,
need no rule of their own: they are sets of cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from recount.reconcile.originate import OUTLET

Cells = frozenset[int]


class End(StrEnum):
    """Which end of a count a figure binds."""

    FLOOR = "floor"
    CAP = "cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What one claim (or claims that a text adds up) says of some cells.

    Attributes:
        end: at least, or at most.
        cells: the cells counted.
        value: the number of people.
        claim_ids: the claim; several when their text adds them up.
        originators: who says it.
        units: for each originator, the unit in which it is believed or not: the originator in one matter.
    """

    end: End
    cells: Cells
    value: int
    claim_ids: tuple[str, ...]
    originators: tuple[str, ...]
    units: tuple[str, ...]

    def is_believed(self, believed: Collection[str] | None) -> bool:
        """Whether one of its units is among those believed (``None``: all are)."""
        return believed is None or any(unit in believed for unit in self.units)

    def voices(self, believed: Collection[str] | None) -> Iterator[str]:
        """Yield the originators that say it and are believed in this matter."""
        for voice, unit in zip(self.originators, self.units, strict=True):
            if believed is None or unit in believed:
                yield voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure, whoever gives it: all bindings of one end, number and set of cells."""

    end: End
    cells: Cells
    value: int
    claim_ids: tuple[str, ...]
    originators: tuple[str, ...]

    @property
    def sign(self) -> int:
        """1 for a floor, -1 for a cap: the direction in which it pushes a count."""
        return 1 if self.end is End.FLOOR else -1

    def holds_for(self, counts: Mapping[int, int]) -> bool:
        """Whether whole numbers in the cells satisfy the figure."""
        total = sum(counts.get(cell, 0) for cell in self.cells)
        return total >= self.value if self.end is End.FLOOR else total <= self.value


def rows_of(bindings: Iterable[Binding], believed: Collection[str] | None = None) -> list[Row]:
    """Return the figures that bind, in an order that does not depend on the order given.

    Figures that more originators and more claims give come first, those that only outlets give in their own
    voice last. A floor of 0 binds nothing.

    Args:
        bindings: what the claims say.
        believed: units taken at their word; ``None`` for all.
    """
    merged: dict[tuple[End, int, tuple[int, ...]], list[Binding]] = defaultdict(list)
    for item in bindings:
        if item.is_believed(believed) and (item.end is End.CAP or item.value > 0):
            merged[item.end, item.value, tuple(sorted(item.cells))].append(item)
    rows = [
        Row(
            end=end,
            cells=frozenset(cells),
            value=value,
            claim_ids=tuple(sorted({claim for item in said for claim in item.claim_ids})),
            originators=tuple(sorted({voice for item in said for voice in item.voices(believed)})),
        )
        for (end, value, cells), said in merged.items()
    ]
    return sorted(rows, key=_preference)


def _preference(row: Row) -> tuple[object, ...]:
    named = [voice for voice in row.originators if not voice.startswith(OUTLET)]
    return -len(named), -len(row.originators), -len(row.claim_ids), row.end, row.value, row.claim_ids
