"""Clusters of an array are those of a table of pairs, and so are the best links inside them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recount.link.cluster import Pair, cluster
from recount.link.cluster_table import best_links, cluster_table

KEYS = [f"k{number}" for number in range(9)]
PAIRS = list(combinations(KEYS, 2))
THRESHOLD = 3.0
some_pairs = st.lists(st.sampled_from(PAIRS), max_size=5)
# Few values, so that many averages are equal and the order decides.
all_scores = st.lists(st.sampled_from([-5.0, 0.0, 0.1, 2.9, 3.0, 3.3, 7.0]), min_size=36, max_size=36)


def squares(values: list[float], barred: list[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Return values of pairs, and which are barred, as squares."""
    rows, columns = np.triu_indices(len(KEYS), 1)
    scores, bars = np.zeros((9, 9)), np.zeros((9, 9), dtype=bool)
    scores[rows, columns] = scores[columns, rows] = values
    for one, two in barred:
        first, second = KEYS.index(one), KEYS.index(two)
        bars[first, second] = bars[second, first] = True
    return scores, bars


@given(all_scores, some_pairs, some_pairs, some_pairs)
def test_an_array_is_clustered_as_its_pairs_are(
    values: list[float], barred: list[Pair], together: list[Pair], apart: list[Pair]
) -> None:
    scores, bars = squares(values, barred)
    before = scores.copy(), bars.copy()
    found = cluster_table(KEYS, scores, bars, threshold=THRESHOLD, together=together, apart=apart)
    pairs = dict(zip(PAIRS, values, strict=True))
    assert found == cluster(KEYS, pairs, threshold=THRESHOLD, together=together, apart=[*barred, *apart])
    assert np.array_equal(scores, before[0])
    assert np.array_equal(bars, before[1])


@given(all_scores, st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_the_best_link_is_the_first_of_the_best(values: list[float], homes: list[int]) -> None:
    clusters = [[key for key, home in zip(KEYS, homes, strict=True) if home == one] for one in set(homes)]
    found = best_links(KEYS, clusters, squares(values, [])[0])
    pairs = dict(zip(PAIRS, values, strict=True))
    for members in clusters:
        for key in members:
            others = [(-pairs[min(key, two), max(key, two)], two) for two in members if two != key]
            assert (key in found) == bool(others)
            if others:
                score, other = min(others)
                assert found[key] == (-score, other)
