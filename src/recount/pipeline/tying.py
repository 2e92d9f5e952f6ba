"""The ties of the groups that are looked at, each asked of the store once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from recount.link.grouping import THRESHOLD
from recount.store import Store

Pair = tuple[int, int]


class Ties:
    """What groups score with others, from a margin below the threshold on; to be forgotten when that changes."""

    def __init__(self, store: Store) -> None:
        self._hood = store.neighbourhood
        self.forget()

    def forget(self) -> None:
        """Ties changed."""
        self._near: dict[int, dict[int, float]] = {}  # of those asked for, all
        self._asked: set[int] = set()

    def tied(self, numbers: Iterable[int]) -> set[int]:
        """Return who is tied to some groups by a score of at least the threshold."""
        self._ask(wanted := list(numbers))
        found = (self._near.get(one, {}) for one in wanted)
        return {other for row in found for other, score in row.items() if score >= THRESHOLD}

    def among(self, numbers: Iterable[int]) -> dict[Pair, float]:
        """Return the ties between some groups, the smaller number first."""
        self._ask(inside := set(numbers))
        return {
            (one, two): score
            for one in inside
            for two, score in self._near.get(one, {}).items()
            if one < two and two in inside
        }

    def around(self, numbers: Collection[int]) -> dict[Pair, float]:
        """Return the ties of some groups, the smaller number first."""
        self._ask(numbers)
        return {
            (one, two) if one < two else (two, one): score
            for one in numbers
            for two, score in self._near.get(one, {}).items()
        }

    def _ask(self, numbers: Iterable[int]) -> None:
        new = set(numbers) - self._asked
        self._asked |= new
        for (one, two), score in self._hood.ties(new).items():
            self._near.setdefault(one, {})[two] = score
            self._near.setdefault(two, {})[one] = score
