"""``cluster`` for a piece of which all pairs are scored, on arrays: the same clusters, joined in the same order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

import numpy as np

from recount.link.cluster import Pair, Promise, weld
from recount.link.tables import Bars, Scores


def cluster_table(
    keys: Sequence[str],
    scores: Scores,
    barred: Bars,
    *,
    threshold: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """Return the clusters of ``keys``, each sorted, in order of their first key.

    Args:
        keys: the items, in order.
        scores, barred: of each two of them (``table_of``).
        threshold, together, apart: as ``cluster`` has them; ``apart`` besides those barred.
    """
    number = {key: index for index, key in enumerate(keys)}
    barred = barred.copy()
    for one, two in apart:
        barred[number[one], number[two]] = barred[number[two], number[one]] = True
    items = weld(keys, together)
    order = [number[key] for item in items for key in item]
    begins = np.cumsum([0, *(len(item) for item in items[:-1])])
    state = _State(_folded(scores, order, begins, np.maximum), _folded(barred, order, begins, np.logical_or))
    state.run(threshold)
    found = (tuple(sorted(key for index in members for key in items[index])) for members in state.clusters())
    return sorted(found)


def best_links(
    keys: Sequence[str], clusters: Iterable[Sequence[str]], scores: Scores
) -> dict[str, tuple[float, str]]:
    """Return, for each key, the score of the one of its cluster that it scores best with, and that one."""
    number = {key: index for index, key in enumerate(keys)}
    best: dict[str, tuple[float, str]] = {}
    for members in clusters:
        if len(members) == 1:
            continue
        where = [number[key] for key in members]
        among = scores[np.ix_(where, where)]
        np.fill_diagonal(among, -np.inf)
        for index, other in enumerate(among.argmax(axis=1)):
            best[members[index]] = float(among[index, other]), members[other]
    return best


def _folded(square: np.ndarray, order: Sequence[int], begins: np.ndarray, ufunc: np.ufunc) -> np.ndarray:
    """Return a square over items, each of one or more rows: what the best of their rows say."""
    if len(begins) == len(square):
        return square.copy()
    by_item = square[np.ix_(order, order)]
    return ufunc.reduceat(ufunc.reduceat(by_item, begins, axis=0), begins, axis=1)


class _State:
    """Clusters under way, by number; a cluster keeps the number of its first item."""

    def __init__(self, sums: Scores, barred: Bars) -> None:
        np.fill_diagonal(sums, 0.0)
        self._sums = sums  # between clusters, over the pairs of their items
        self._barred = barred
        self._sizes = np.ones(len(sums), dtype=np.int64)
        self._members = {number: [number] for number in range(len(sums))}

    def clusters(self) -> Iterable[list[int]]:
        """Return the items of each cluster."""
        return self._members.values()

    def run(self, threshold: float) -> None:
        """Join the pair of clusters with the best average until none reaches the threshold."""
        firsts, seconds = np.nonzero(np.triu((self._sums >= threshold) & ~self._barred, 1))
        averages = self._sums[firsts, seconds]
        heap: list[Promise] = [
            (-average, one, two, 1, 1)
            for average, one, two in zip(averages.tolist(), firsts.tolist(), seconds.tolist(), strict=True)
        ]
        heapq.heapify(heap)
        members = self._members
        while heap:
            _, one, two, first, second = heapq.heappop(heap)
            if one not in members or two not in members or len(members[one]) != first:
                continue
            if len(members[two]) != second or self._barred[one, two]:
                continue
            self._join(one, two)
            self._promise(heap, one, threshold)

    def _promise(self, heap: list[Promise], one: int, threshold: float) -> None:
        averages = self._sums[one] / (self._sizes * len(self._members[one]))
        found = np.flatnonzero((averages >= threshold) & ~self._barred[one])
        for other, average in zip(found.tolist(), averages[found].tolist(), strict=True):
            first, second = (one, other) if one < other else (other, one)
            item = (-average, first, second, len(self._members[first]), len(self._members[second]))
            heapq.heappush(heap, item)

    def _join(self, one: int, two: int) -> None:
        self._members[one] += self._members.pop(two)
        self._sizes[one] += self._sizes[two]
        for square in (self._sums, self._barred):
            square[one] += square[two]
            square[two] = 0
            square[:, one], square[:, two] = square[one], 0
            square[one, one] = 0
