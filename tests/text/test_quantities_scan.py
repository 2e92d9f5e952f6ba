from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import CodebookError
from recount.model import CountKind, Qualifier
from recount.text.quantities import Quantity, find_quantities, read_count

Ends = tuple[int | None, int | None]


def only(text: str, convention: str = "literal") -> Quantity:
    found = find_quantities(text, convention=convention)
    assert len(found) == 1, [quantity.span.of(text) for quantity in found]
    return found[0]


def ends(quantity: Quantity) -> Ends:
    return quantity.low, quantity.high


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("At least 84 civilians died in Ardun", "At least 84", (84, None)),
        ("strikes kill over 80 in Ardun", "over 80", (81, None)),
        ("Up to 300,000 people are trapped", "Up to 300,000", (None, 300_000)),
        ("as many as 40 people died", "as many as 40", (None, 40)),
        ("no fewer than 12 people died", "no fewer than 12", (12, None)),
        ("fewer than 20 people died", "fewer than 20", (None, 19)),
        ("nearly 75 fighters died", "nearly 75", (None, 75)),
        ("close to 90 people died", "close to 90", (None, 90)),
        ("some 500 people fled", "some 500", (500, 500)),
        ("an estimated 900 people fled", "an estimated 900", (900, 900)),
        ("at least some 60 people fled", "at least some 60", (60, None)),
        ("20 or more people died", "20 or more", (20, None)),
        ("70+ wounded", "70+", (70, None)),
        ("80-odd people died", "80-odd", (80, 80)),
        ("100 or so were hurt", "100 or so", (100, 100)),
        ("a toll that exceeded 300 by night", "exceeded 300", (301, None)),
        ("more than a dozen died", "more than a dozen", (13, None)),
    ],
)
def test_a_qualifier_is_part_of_the_expression_and_sets_the_ends(
    text: str, words: str, expected: Ends
) -> None:
    quantity = only(text)
    assert quantity.span.of(text) == words
    assert ends(quantity) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("between 20 and 30 people died", "between 20 and 30", (20, 30)),
        ("from 20 to 30 people died", "from 20 to 30", (20, 30)),
        ("20 to 30 people died", "20 to 30", (20, 30)),
        ("20-30 people died", "20-30", (20, 30)),
        ("20–30 people died", "20–30", (20, 30)),
        ("two or three men died", "two or three", (2, 3)),
        ("two to three million people fled", "two to three million", (2_000_000, 3_000_000)),
        ("killed from 500 to well over 1000 people", "from 500 to well over 1000", (500, None)),
    ],
)
def test_ranges_have_both_ends(text: str, words: str, expected: Ends) -> None:
    quantity = only(text)
    assert quantity.span.of(text) == words
    assert ends(quantity) == expected
    assert quantity.qualifier is Qualifier.BETWEEN


def test_a_toll_that_rose_from_one_figure_to_another_is_two_figures() -> None:
    text = "The toll has risen from 14 to 25, a doctor in Ardun said"
    assert [ends(quantity) for quantity in find_quantities(text)] == [(14, 14), (25, 25)]


def test_figures_of_two_groups_between_whom_there_was_a_clash_are_no_range() -> None:
    text = "a clash between 20 guards and 30 raiders"
    assert [ends(quantity) for quantity in find_quantities(text)] == [(20, 20), (30, 30)]


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("dozens of people died", "dozens", 24, None),
        ("several dozen were hurt", "several dozen", 36, None),
        ("several hundred fled", "several hundred", 300, None),
        ("a few hundred fled", "a few hundred", 300, 900),
        ("hundreds of thousands fled", "hundreds of thousands", 200_000, None),
        ("tens of thousands fled", "tens of thousands", 20_000, None),
        ("a number of people died", "a number of", 2, None),
        ("numbers of people died", "numbers of", 2, None),
        ("a large number of people died", "a large number of", 10, None),
        ("big numbers of people died", "big numbers of", 10, None),
        ("most were executed", "most", 2, None),
        ("an as yet unknown number of people died", "an as yet unknown number of", 2, None),
        ("so many people died", "so many", 10, None),
        ("a few people died", "a few", 3, 9),
        ("a couple of people died", "a couple", 2, 2),
        ("some of them died", "some", 2, None),
        ("most of them died", "most", 2, None),
    ],
)
def test_vague_words_take_their_numbers_from_the_convention(
    text: str, words: str, low: int, high: int | None
) -> None:
    quantity = only(text)
    assert (quantity.span.of(text), *ends(quantity)) == (words, low, high)
    assert quantity.kind is CountKind.VAGUE
    assert quantity.qualifier is Qualifier.VAGUE


def test_one_counts_after_that() -> None:
    assert ends(only("they said that one man died")) == (1, 1)


def test_another_convention_gives_other_numbers_to_the_same_words() -> None:
    quantity = only("dozens died", convention="ucdp")
    assert ends(quantity) == (1, None)
    assert quantity.convention == "ucdp"


@pytest.mark.parametrize(
    ("text", "words", "more"),
    [
        ("five more died", "five", "more"),
        ("another five died", "five", "another"),
        ("at least another 20 died", "at least another 20", "another"),
        ("dozens of others were hurt", "dozens", "others"),
        ("60, in addition to six civilians", "six", "in addition to"),
        ("five people died", "five", None),
    ],
)
def test_words_of_increment_are_kept_beside_the_expression(text: str, words: str, more: str | None) -> None:
    quantity = find_quantities(text)[-1]
    assert quantity.span.of(text) == words
    assert quantity.more == more


@pytest.mark.parametrize(
    "text", ["No civilians were hurt", "None were hurt", "Not a single man was hurt", "zero dead"]
)
def test_zero_must_be_said_and_is_a_number(text: str) -> None:
    quantity = only(text)
    assert ends(quantity) == (0, 0)
    assert quantity.kind is CountKind.ZERO


def test_a_half_told_count_is_not_a_half_of_people() -> None:
    assert find_quantities("half of the town was hit") == []


def test_a_qualifier_belongs_to_the_number_after_it_where_one_follows() -> None:
    text = "killing 20 at least 30 wounded"
    assert [quantity.span.of(text) for quantity in find_quantities(text)] == ["20", "at least 30"]


def test_an_expression_never_crosses_an_empty_line() -> None:
    text = "The shelling is over\n\n80 people fled"
    assert only(text).span.of(text) == "80"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(CodebookError):
        find_quantities("20", language="xx")


FRAGMENTS = """
20 30 3,000 2016 two a dozen dozens hundred half million no some several number most at least more than over
up to and or of between from others another so + - , . May aged km
"""
FRAGMENTS_AND_BREAKS = (*FRAGMENTS.split(), "\n", "2 000")


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS_AND_BREAKS), max_size=12).map(" ".join)))
def test_quantities_are_ordered_inside_the_text_and_read_again_the_same(text: str) -> None:
    position = 0
    for quantity in find_quantities(text):
        assert position <= quantity.span.start <= quantity.core.start < quantity.core.end <= quantity.span.end
        assert quantity.span.end <= len(text)
        position = quantity.span.end
        if quantity.low is not None and quantity.high is not None:
            assert 0 <= quantity.low <= quantity.high
        again = read_count(quantity.span.of(text), quantity.kind)
        assert again == (quantity.low, quantity.high, quantity.approx)


@given(st.integers(min_value=1, max_value=999_999))
def test_bounds_move_with_their_number(number: int) -> None:
    lows = [only(f"at least {value} died").low for value in (number, number + 1)]
    highs = [only(f"up to {value} died").high for value in (number, number + 1)]
    assert lows == highs == [number, number + 1]
