from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.relations.figures import band_of, same_number
from recount.model import Count
from recount.text.quantities import find_quantities

WORDS = [
    "14",
    "at least 14",
    "more than 14",
    "up to 14",
    "nearly 14",
    "about 14",
    "dozens",
    "several",
    "hundreds",
    "10 to 14",
]


def count(words: str) -> Count:
    (quantity,) = find_quantities(words)
    return Count(
        low=quantity.low,
        high=quantity.high,
        words=words,
        qualifier=quantity.qualifier,
        kind=quantity.kind,
        approx=quantity.approx,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [("over 80", "at least 84"), ("more than 500", "at least 545"), ("dozens", "58"), ("nearly 75", "75")],
)
def test_figures_that_may_be_one_toll_meet(first: str, second: str) -> None:
    assert band_of(count(first)).meets(band_of(count(second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [("at least 58", "more than 100"), ("17", "42"), ("dozens", "500"), ("hundreds", "20")],
)
def test_figures_that_cannot_be_one_toll_do_not_meet(first: str, second: str) -> None:
    assert not band_of(count(first)).meets(band_of(count(second)))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("14", "at least 14", True),
        ("more than 500", "500", True),
        ("14", "15", False),
        ("dozens", "24", False),
    ],
)
def test_one_number_is_one_whatever_stands_around_it(first: str, second: str, *, same: bool) -> None:
    assert same_number(count(first), count(second)) is same


@given(st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_meeting_is_mutual_and_a_whole_is_never_a_part_of_its_stated_part(first: str, second: str) -> None:
    one, other = band_of(count(first)), band_of(count(second))
    assert one.meets(other) == other.meets(one)
    assert one.low <= one.high
    if one.stated is not None and other.stated is not None:
        assert not (one.exceeds(other) and other.exceeds(one))
