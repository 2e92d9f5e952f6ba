from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from recount.link.cluster import Pair, cluster

KEYS = [f"k{number}" for number in range(9)]


def test_pairs_above_the_threshold_are_joined_and_others_stay_alone() -> None:
    scores = {("a", "b"): 5.0, ("b", "c"): 1.0}
    assert cluster("abc", scores, threshold=3.0) == [("a", "b"), ("c",)]


def test_a_cluster_is_joined_by_its_average_not_by_its_best_pair() -> None:
    scores = {("a", "b"): 6.0, ("b", "c"): 4.0, ("a", "c"): -4.0}
    assert cluster("abc", scores, threshold=3.0) == [("a", "b"), ("c",)]


def test_a_chain_of_good_pairs_is_no_cluster_where_its_ends_do_not_fit() -> None:
    chain = {("a", "b"): 4.0, ("b", "c"): 4.0, ("c", "d"): 4.0}
    ends = [("a", "c"), ("a", "d"), ("b", "d")]
    assert cluster("abcd", chain | dict.fromkeys(ends, -1.0), threshold=3.0) == [("a", "b"), ("c", "d")]
    assert cluster("abcd", chain | dict.fromkeys(ends, 3.5), threshold=3.0) == [("a", "b", "c", "d")]


def test_what_excludes_each_other_is_never_joined_even_through_a_third() -> None:
    scores = {("a", "b"): 9.0, ("b", "c"): 9.0, ("a", "c"): 9.0}
    assert cluster("abc", scores, threshold=3.0, apart=[("a", "c")]) == [("a", "b"), ("c",)]


def test_what_must_be_together_is_joined_whatever_it_scores() -> None:
    assert cluster("abc", {("a", "b"): -9.0}, threshold=3.0, together=[("a", "b")]) == [("a", "b"), ("c",)]


def test_what_excludes_each_other_and_was_joined_by_ruling_is_joined_on_as_any_other() -> None:
    scores = {("a", "b"): 9.0, ("a", "c"): 9.0, ("b", "c"): -9.0}
    joined = cluster("abc", scores, threshold=3.0, together=[("b", "c")], apart=[("b", "c")])
    assert joined == [("a", "b", "c")]


def test_what_is_joined_by_ruling_keeps_what_its_members_exclude() -> None:
    scores = {("b", "c"): 9.0, ("a", "c"): 9.0}
    joined = cluster("abc", scores, threshold=3.0, together=[("a", "b")], apart=[("a", "c")])
    assert joined == [("a", "b"), ("c",)]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(-6, 8).map(float),
        max_size=30,
    ),
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] < pair[1]),
        max_size=4,
    ),
    st.randoms(),
)
def test_the_order_of_the_input_changes_nothing_and_no_cannot_link_is_broken(
    scores: dict[Pair, float], apart: list[Pair], random: Random
) -> None:
    keys, items, barred = list(KEYS), list(scores.items()), list(apart)
    expected = cluster(keys, scores, threshold=2.0, apart=apart)
    random.shuffle(keys)
    random.shuffle(items)
    random.shuffle(barred)
    assert cluster(keys, dict(items), threshold=2.0, apart=barred) == expected
    assert sorted(key for members in expected for key in members) == KEYS
    for members in expected:
        assert not any(one in members and two in members for one, two in apart)
