"""Scores that this process has worked out before: a pair of groups that are as they were scores as it did.

Only a help: what another process changed has another body, and what was forgotten is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

Pair = tuple[str, str]
Version = tuple[str, int]
_Pair = tuple[int, int, float]

MOST = 1_000_000  # pairs
_scores: dict[_Pair, tuple[float, bool]] = {}


class Recall:
    """What is known of pairs of some groups (``link.grouping.Known``)."""

    def __init__(self, versions: Mapping[str, Version], copies: Mapping[Pair, float]) -> None:
        """Begin.

        Args:
            versions: report, and version of the body, of each group by key.
            copies: containment of reports in each other.
        """
        self._versions = versions
        self._copies = copies

    def get(self, pair: Pair, /) -> tuple[float, bool] | None:
        """Return score and exclusion of a pair, ``None`` when they are not known."""
        return _scores.get(self._key(pair))

    def items(self) -> Iterable[tuple[Pair, tuple[float, bool]]]:
        """Return what is known of all pairs of these groups."""
        for pair in combinations(sorted(self._versions), 2):
            if (found := self.get(pair)) is not None:
                yield pair, found

    def __setitem__(self, pair: Pair, found: tuple[float, bool], /) -> None:
        if len(_scores) >= MOST:
            _scores.clear()
        _scores[self._key(pair)] = found

    def _key(self, pair: Pair) -> _Pair:
        (one, first), (two, second) = self._versions[pair[0]], self._versions[pair[1]]
        return first, second, self._copies.get((min(one, two), max(one, two)), 0.0)
