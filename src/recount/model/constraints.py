"""What people ruled about the grouping of claims, as plain data that ``link`` obeys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkConstraints:
    """Rulings on the grouping; ``review`` makes them from decisions, ``link`` obeys them in every run.

    Attributes:
        pins: (claim, incident): the claim belongs to that incident, whatever the features say.
        merges: incidents that are one; the first id survives.
        splits: (incident, claims that leave it together).
        merges_before: for each split how many merges had been ruled before it; those after it count for more.
            Empty: all had been.
    """

    pins: tuple[tuple[str, str], ...] = ()
    merges: tuple[tuple[str, ...], ...] = ()
    splits: tuple[tuple[str, tuple[str, ...]], ...] = ()
    merges_before: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ruled."""
        return not (self.pins or self.merges or self.splits)

    def merges_after(self, index: int) -> tuple[tuple[str, ...], ...]:
        """Return the merges ruled after a split, by its position."""
        return self.merges[self.merges_before[index] :] if self.merges_before else ()
