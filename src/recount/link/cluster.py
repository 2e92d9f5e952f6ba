"""Agglomerative clustering with average linkage and cannot-links.

Clusters are a pure function of the scores: ties are broken by the keys of the items, so the order of the input
changes nothing. The average of two clusters is kept as a sum, so that joining n items takes about n² log n steps.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Pair = tuple[str, str]
Promise = tuple[float, int, int, int, int]
_Rows = list[dict[int, float]]


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
    items = weld(sorted(set(keys)), together)
    index = {key: number for number, item in enumerate(items) for key in item}
    barred = {(index[one], index[two]) for one, two in apart if index[one] != index[two]}
    state = _State(_rows(items, index, scores), barred)
    state.run(threshold)
    found = (
        tuple(sorted(key for number in numbers for key in items[number])) for numbers in state.clusters()
    )
    return sorted(found)


def weld(keys: Sequence[str], together: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return the items: keys, those joined beforehand as one."""
    joined = {key: {key} for key in keys}
    for one, two in together:
        if joined[one] is not joined[two]:
            joined[one] |= joined[two]
            joined.update(dict.fromkeys(joined[two], joined[one]))
    return sorted({tuple(sorted(group)) for group in joined.values()})


def _rows(items: Sequence[tuple[str, ...]], index: Mapping[str, int], scores: Mapping[Pair, float]) -> _Rows:
    """Return, for each item, what it scores with each other it was compared with, by the best pair of their keys."""
    rows: _Rows = [{} for _ in items]
    if all(len(item) == 1 for item in items):
        for (first, second), score in scores.items():
            one, two = index[first], index[second]
            rows[one][two] = rows[two][one] = score
        return rows
    met = {(index[one], index[two]) for one, two in scores}
    for one, two in met:
        if one != two:
            pairs = product(items[one], items[two])
            rows[one][two] = rows[two][one] = max(
                scores.get((first, second) if first < second else (second, first), 0.0)
                for first, second in pairs
            )
    return rows


class _State:
    """Clusters under way, by number; a cluster keeps the number of its first item."""

    def __init__(self, sums: _Rows, barred: Iterable[tuple[int, int]]) -> None:
        self._sums = sums  # between clusters, over the pairs of their items; 0 where there is none
        self._members = {number: [number] for number in range(len(sums))}
        self._barred: dict[int, set[int]] = {}
        for one, two in barred:
            self._barred.setdefault(one, set()).add(two)
            self._barred.setdefault(two, set()).add(one)

    def clusters(self) -> Iterable[list[int]]:
        """Return the items of each cluster."""
        return self._members.values()

    def run(self, threshold: float) -> None:
        """Join the pair of clusters with the best average until none reaches the threshold."""
        heap: list[Promise] = [
            (-score, one, two, 1, 1)
            for one, row in enumerate(self._sums)
            for two, score in row.items()
            if one < two and score >= threshold and two not in self._barred.get(one, ())
        ]
        heapq.heapify(heap)
        members = self._members
        while heap:
            _, one, two, first, second = heapq.heappop(heap)
            if one not in members or two not in members or len(members[one]) != first:
                continue
            if len(members[two]) != second or two in self._barred.get(one, ()):
                continue
            self._join(one, two)
            for other, total in self._sums[one].items():
                if total >= threshold:  # no average is above its sum
                    self._promise(heap, one, other, total, threshold)

    def _promise(self, heap: list[Promise], one: int, other: int, total: float, threshold: float) -> None:
        first, second = (one, other) if one < other else (other, one)
        average = total / (len(self._members[first]) * len(self._members[second]))
        if average >= threshold and other not in self._barred.get(one, ()):
            heap_item = (-average, first, second, len(self._members[first]), len(self._members[second]))
            heapq.heappush(heap, heap_item)

    def _join(self, one: int, two: int) -> None:
        self._members[one] += self._members.pop(two)
        own, gone = self._sums[one], self._sums[two]
        self._sums[two] = {}
        own.pop(two, None)
        for other, score in gone.items():
            if other != one:
                row = self._sums[other]
                del row[two]
                row[one] = own[other] = own.get(other, 0.0) + score
        for other in self._barred.pop(two, ()):
            self._barred[other].discard(two)
            if other != one:
                self._barred.setdefault(one, set()).add(other)
                self._barred[other].add(one)
