"""What hangs together: pieces of a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from recount.link.cluster import Pair


def pieces_of(
    keys: Iterable[str], ties: Mapping[Pair, float], threshold: float, welds: Iterable[Pair]
) -> list[list[str]]:
    """Return the pieces in which every key hangs on another by a tie of at least the threshold, or a weld.

    No two clusters with an average of the threshold lie in different pieces.
    """
    parent = {key: key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for one, two in (*welds, *(pair for pair, score in ties.items() if score >= threshold)):
        first, second = sorted((root(one), root(two)))
        parent[second] = first
    pieces: dict[str, list[str]] = defaultdict(list)
    for key in sorted(parent):
        pieces[root(key)].append(key)
    return list(pieces.values())
