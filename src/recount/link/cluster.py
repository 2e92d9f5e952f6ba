"""Agglomerative clustering with average linkage and cannot-links, over a full table of scores.

Clusters are a pure function of the scores: ties are broken by the keys of the items, so the order of the input
changes nothing. The average of two clusters is kept as a sum, so that joining n items takes about n² log n steps.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Pair = tuple[str, str]
_Promise = tuple[float, int, int, int, int]


def cluster(
    keys: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    threshold: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """Return the clusters of ``keys``, each sorted, in order of their first key.

    Args:
        keys: the items.
        scores: of the pairs, each in order; a pair that is not there scores 0.
        threshold: the least average score at which two clusters are joined; positive.
        together: pairs that are joined whatever they score; others are then compared with the joined items
            as with one, by the best score, so that a ruling does not push later items away.
        apart: pairs that are never joined, unless ``together`` says so.
    """
    items = _weld(sorted(set(keys)), together)
    index = {key: number for number, item in enumerate(items) for key in item}
    barred = {(index[one], index[two]) for one, two in apart}
    state = _State([_row(item, items, scores) for item in items], barred)
    state.run(threshold)
    found = (
        tuple(sorted(key for number in numbers for key in items[number])) for numbers in state.clusters()
    )
    return sorted(found)


def _weld(keys: Sequence[str], together: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return the items: keys, those joined beforehand as one."""
    joined = {key: {key} for key in keys}
    for one, two in together:
        if joined[one] is not joined[two]:
            joined[one] |= joined[two]
            joined.update(dict.fromkeys(joined[two], joined[one]))
    return sorted({tuple(sorted(group)) for group in joined.values()})


def _row(
    item: tuple[str, ...], items: Sequence[tuple[str, ...]], scores: Mapping[Pair, float]
) -> list[float]:
    """Return the scores of one item with all, each by the best pair of their keys."""
    return [
        max(scores.get((one, two) if one < two else (two, one), 0.0) for one, two in product(item, other))
        for other in items
    ]


class _State:
    """Clusters under way, by number; a cluster keeps the number of its first item."""

    def __init__(self, sums: list[list[float]], barred: Iterable[tuple[int, int]]) -> None:
        self._sums = sums  # between clusters, over the pairs of their items
        self._members = {number: [number] for number in range(len(sums))}
        self._barred: dict[int, set[int]] = {number: set() for number in self._members}
        for one, two in barred:
            self._barred[one].add(two)
            self._barred[two].add(one)

    def clusters(self) -> Iterable[list[int]]:
        """Return the items of each cluster."""
        return self._members.values()

    def run(self, threshold: float) -> None:
        """Join the pair of clusters with the best average until none reaches the threshold."""
        heap: list[_Promise] = []
        for one in self._members:
            for two in range(one + 1, len(self._sums)):
                self._promise(heap, one, two, threshold)
        while heap:
            _, one, two, first, second = heapq.heappop(heap)
            if self._size(one) != first or self._size(two) != second or two in self._barred[one]:
                continue
            self._join(one, two)
            for other in self._members:
                if other != one:
                    self._promise(heap, min(one, other), max(one, other), threshold)

    def _promise(self, heap: list[_Promise], one: int, two: int, threshold: float) -> None:
        total = self._sums[one][two]
        if total < threshold:  # most pairs; no average is above its sum
            return
        first, second = len(self._members[one]), len(self._members[two])
        average = total / (first * second)
        if average >= threshold and two not in self._barred[one]:
            heapq.heappush(heap, (-average, one, two, first, second))

    def _size(self, number: int) -> int:
        return len(self._members.get(number, ()))

    def _join(self, one: int, two: int) -> None:
        self._members[one] += self._members.pop(two)
        for other in self._members:
            self._sums[one][other] += self._sums[two][other]
            self._sums[other][one] = self._sums[one][other]
        for other in self._barred.pop(two):
            self._barred[other].discard(two)
            if other != one:
                self._barred[one].add(other)
                self._barred[other].add(one)
