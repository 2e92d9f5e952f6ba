"""``cluster`` for a piece of which all pairs are scored, on arrays: the same clusters, joined in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from recount.link.cluster import Pair, weld
from recount.link.tables import Bars, Scores

_NONE = -np.inf  # the average of two that are not to be joined


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
        # The averages of each with those of larger numbers that it may be joined with; with others, none.
        self._averages = np.where(np.triu(~barred, 1), sums, _NONE)
        self._partner = self._averages.argmax(axis=1)  # the best of each, of equals the first
        self._best = self._averages.max(axis=1)

    def clusters(self) -> Iterable[list[int]]:
        """Return the items of each cluster."""
        return self._members.values()

    def run(self, threshold: float) -> None:
        """Join the pair of clusters with the best average until none reaches the threshold."""
        while True:
            one = int(self._best.argmax())
            if self._best[one] < threshold:
                break
            two = int(self._partner[one])
            self._join(one, two)
            self._look_again(one, two)

    def _join(self, one: int, two: int) -> None:
        self._members[one] += self._members.pop(two)
        self._sizes[one] += self._sizes[two]
        for square in (self._sums, self._barred):
            square[one] += square[two]
            square[two] = 0
            square[:, one], square[:, two] = square[one], 0
            square[one, one] = 0

    def _look_again(self, one: int, two: int) -> None:
        """Find who is best with whom, after ``two`` went into ``one``; who is gone scores 0, which joins nobody."""
        averages = self._averages
        averages[two] = averages[:, two] = _NONE
        with_one = self._sums[one] / (self._sizes * len(self._members[one]))
        with_one[self._barred[one]] = _NONE
        averages[one, one + 1 :] = with_one[one + 1 :]
        averages[:one, one] = with_one[:one]
        lost = (self._partner == one) | (self._partner == two)
        lost[[one, two]] = True
        which = np.flatnonzero(lost)
        self._partner[which] = averages[which].argmax(axis=1)
        self._best[which] = averages[which, self._partner[which]]
        before, best = with_one[:one], self._best[:one]
        won = (before > best) | ((before == best) & (one < self._partner[:one]))
        self._partner[:one][won] = one
        self._best[:one][won] = before[won]
