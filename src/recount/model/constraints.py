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
    """

    pins: tuple[tuple[str, str], ...] = ()
    merges: tuple[tuple[str, ...], ...] = ()
    splits: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ruled."""
        return not (self.pins or self.merges or self.splits)
