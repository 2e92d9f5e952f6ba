from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.quantities import find_quantities

WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
SMALL, TENS = WORDS.split()[:20], WORDS.split()[20:]


def spell(number: int, joiner: str, hyphen: str) -> str:
    """Write a number below a million in words."""
    if number >= 1000:
        head = f"{spell(number // 1000, joiner, hyphen)} thousand"
        rest = number % 1000
        between = f" {joiner} " if joiner and 0 < rest < 100 else " "
        return head + (between + spell(rest, joiner, hyphen) if rest else "")
    if number >= 100:
        head = f"{SMALL[number // 100]} hundred"
        between = f" {joiner} " if joiner else " "
        return head + (between + spell(number % 100, joiner, hyphen) if number % 100 else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (hyphen + SMALL[number % 10] if number % 10 else "")
    return SMALL[number]


def values(text: str) -> list[tuple[int | None, int | None]]:
    return [(quantity.low, quantity.high) for quantity in find_quantities(text)]


@given(
    st.integers(min_value=1, max_value=999_999),
    st.sampled_from(["and", ""]),
    st.sampled_from(["-", " ", ""]),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_every_number_below_a_million_is_read_from_its_words(
    number: int, joiner: str, hyphen: str, case: object
) -> None:
    words = spell(number, joiner, hyphen)
    words = case(words) if callable(case) else words
    text = f"In Ardun {words} people died"
    found = find_quantities(text)
    assert [(quantity.low, quantity.high) for quantity in found] == [(number, number)]
    assert found[0].span.of(text) == words


@given(st.integers(min_value=1000, max_value=999_999))
def test_a_blank_between_thousands_parts_no_number_of_people(number: int) -> None:
    words = f"{number:,}".replace(",", " ")
    text = f"there {words} people died"
    assert [(found.low, found.span.of(text)) for found in find_quantities(text)] == [(number, words)]


@given(st.integers(min_value=0, max_value=9_999_999), st.sampled_from([",", "\u00a0", "\u202f", "’"]))
def test_digits_are_read_with_and_without_separators(number: int, separator: str) -> None:
    for words in (f"{number}", f"{number:,}".replace(",", separator)):
        text = f"there {words} people died"
        found = find_quantities(text)
        assert [(quantity.low, quantity.high) for quantity in found] == [(number, number)]
        assert found[0].span.of(text) == words


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a hundred", 100),
        ("half a dozen", 6),
        ("a dozen", 12),
        ("three dozen", 36),
        ("1.5 million", 1_500_000),
        ("2m", 2_000_000),
        ("300k", 300_000),
        ("300 000", 300_000),
        ("1 234 567", 1_234_567),
        ("3 500", 3_500),
        ("12 345", 12_345),
        ("10.000", 10_000),
        ("1,2 million", 1_200_000),
        ("22 (twenty-two)", 22),
        ("seventeen (17)", 17),
        ("5 thousand", 5_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("half a million", 500_000),
        ("two hundred and six", 206),
        ("two\nhundred", 200),
        ("٢٥", 25),
    ],
)
def test_other_ways_to_write_a_number(words: str, number: int) -> None:
    assert values(f"there {words} people fled") == [(number, number)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("one hundred and two hundred", [100, 200]),
        ("two and three", [2, 3]),
        ("five, two", [5, 2]),
        ("two three", [2, 3]),
        ("brigades 101 102 and 103", [101, 102, 103]),
        ("on 3 May 500 people", [500]),
        ("12 (thirteen)", [12, 13]),
        ("blasts killed 25 140 wounded", [25, 140]),
        ("shells kill 45 120 fighters", [45, 120]),
    ],
)
def test_numbers_that_only_stand_together_stay_apart(words: str, numbers: list[int]) -> None:
    assert values(words) == [(number, number) for number in numbers]


@pytest.mark.parametrize(
    "words", ["2.5 people", "0.125 people", "9" * 5000, "two and a half", "99999999999999"]
)
def test_what_is_no_whole_number_of_people_is_not_read(words: str) -> None:
    assert values(words) == []
