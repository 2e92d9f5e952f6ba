"""Agglomerative clustering with average linkage and cannot-links, over a sparse graph of scored pairs.

Clusters are a pure function of the pairs: ties are broken by the keys of the items, so the order of the input
changes nothing. Only clusters between which some pair was scored are ever joined; before they are, the pairs
that blocking left out are scored too, so that the average is a true one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from itertools import product

Pair = tuple[str, str]
Item = tuple[str, ...]


def cluster(
    keys: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    threshold: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    score: Callable[[str, str], float] = lambda _one, _two: 0.0,
) -> list[tuple[str, ...]]:
    """Return the clusters of ``keys``, each sorted, in order of their first key.

    Args:
        keys: the items.
        scores: of the candidate pairs, each in order.
        threshold: the least average score at which two clusters are joined.
        together: pairs that are joined whatever they score; others are then compared with the joined items
            as with one, by the best score, so that a ruling does not push later items away.
        apart: pairs that are never joined, unless ``together`` says so.
        score: gives the score of a pair, in order, that is not among ``scores``.
    """
    state = _State(sorted(set(keys)), scores, apart, score)
    for one, two in sorted(together):
        state.weld(one, two)
    state.run(threshold)
    return sorted(tuple(sorted(state.members(name))) for name in state.items)


class _State:
    """Clusters under way; each is named by its smallest key and made of items, most of a single key."""

    def __init__(
        self,
        keys: list[str],
        scores: Mapping[Pair, float],
        apart: Iterable[Pair],
        score: Callable[[str, str], float],
    ) -> None:
        self.items: dict[str, list[Item]] = {key: [(key,)] for key in keys}
        self.name: dict[str, str] = {key: key for key in keys}
        self.known: dict[Pair, float] = dict(scores)
        self.score = score
        self.near: dict[str, set[str]] = {key: set() for key in keys}
        self.barred: dict[str, set[str]] = {key: set() for key in keys}
        for one, two in scores:
            self.near[one].add(two)
            self.near[two].add(one)
        for one, two in apart:
            self.barred[one].add(two)
            self.barred[two].add(one)

    def members(self, name: str) -> list[str]:
        """Return the keys of a cluster."""
        return [key for item in self.items[name] for key in item]

    def average(self, one: str, two: str, *, fill: bool) -> float:
        """Average score over the pairs of items of two clusters.

        Without ``fill`` only over the pairs already scored: an estimate that decides what to look at first.
        """
        total, count = 0.0, 0
        for pair in product(self.items[one], self.items[two]):
            found = [value for keys in product(*pair) if (value := self._score(keys, fill=fill)) is not None]
            if found:
                total += max(found)
                count += 1
        return total / count if count else 0.0

    def _score(self, keys: tuple[str, ...], *, fill: bool) -> float | None:
        pair = (min(keys), max(keys))
        found = self.known.get(pair)
        if found is None and fill:
            found = self.known[pair] = self.score(*pair)
        return found

    def weld(self, one: str, two: str) -> None:
        """Join the clusters of two keys into what counts as a single item."""
        one, two = sorted((self._root(one), self._root(two)))
        if one != two:
            self._absorb(one, two)
            self.items[one] = [tuple(sorted(self.members(one)))]

    def join(self, one: str, two: str) -> str:
        """Join two clusters and return the name of the result."""
        one, two = sorted((one, two))
        self._absorb(one, two)
        return one

    def _absorb(self, one: str, two: str) -> None:
        self.items[one] += self.items.pop(two)
        self.name[two] = one
        for links in (self.near, self.barred):
            for other in links.pop(two):
                links[other].discard(two)
                if other != one:
                    links[one].add(other)
                    links[other].add(one)

    def run(self, threshold: float) -> None:
        """Join the best pair of clusters until none reaches the threshold."""
        heap: list[tuple[float, bool, str, str, int]] = []
        for one in self.items:
            for two in self.near[one]:
                if one < two:
                    self._push(heap, one, two, threshold, fill=False)
        while heap:
            _, promised, one, two, size = heapq.heappop(heap)
            if not self._is_current(one, two, size):
                continue
            if promised:
                self._push(heap, one, two, threshold, fill=True)
                continue
            joined = self.join(one, two)
            for other in self.near[joined]:
                self._push(heap, joined, other, threshold, fill=False)

    def _push(
        self,
        heap: list[tuple[float, bool, str, str, int]],
        one: str,
        two: str,
        threshold: float,
        *,
        fill: bool,
    ) -> None:
        average = self.average(one, two, fill=fill)
        if average >= threshold and two not in self.barred[one]:
            size = len(self.items[one]) + len(self.items[two])
            heapq.heappush(heap, (-average, not fill, min(one, two), max(one, two), size))

    def _is_current(self, one: str, two: str, size: int) -> bool:
        """Whether a pair on the heap is still as it was when it was put there."""
        if one not in self.items or two not in self.items or two in self.barred[one]:
            return False
        return len(self.items[one]) + len(self.items[two]) == size

    def _root(self, key: str) -> str:
        while self.name[key] != key:
            key = self.name[key]
        return key
