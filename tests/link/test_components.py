from __future__ import annotations

import pytest

from recount.link import grouping
from recount.link.components import pieces_of
from tests.link.test_incidents import STRIKE, groups, told


def test_a_piece_hangs_together_by_scores_of_the_threshold_or_by_welds() -> None:
    ties = {("a", "b"): 3.0, ("b", "c"): 2.9, ("d", "e"): 8.0}
    assert pieces_of("abcdef", ties, 3.0, []) == [["a", "b"], ["c"], ["d", "e"], ["f"]]
    assert pieces_of("abcdef", ties, 3.0, [("c", "f"), ("a", "c")]) == [["a", "b", "c", "f"], ["d", "e"]]


def test_the_order_of_the_input_changes_no_piece() -> None:
    ties = {("a", "c"): 4.0, ("b", "d"): 4.0, ("a", "d"): 5.0}
    assert pieces_of("dcba", dict(reversed(ties.items())), 3.0, []) == pieces_of("abcd", ties, 3.0, [])


def test_a_piece_too_large_to_score_every_pair_is_clustered_by_its_ties(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = told("The toll in Quessa reached 19.", 19, "Quessa", "Tarvena", outlet="Tribune")
    second = told("Quessa counts 14.", 14, "Quessa", "Tarvena", outlet="Gazette")
    whole = groups(STRIKE, first, second)
    monkeypatch.setattr(grouping, "LARGEST_TABLE", 2)
    assert groups(STRIKE, first, second) == whole
