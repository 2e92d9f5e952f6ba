from __future__ import annotations

import pytest

from recount.model import CountKind
from recount.text.quantities import read_count


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("at least 84", CountKind.DIGITS, (84, None, False)),
        ("about 20", CountKind.DIGITS, (20, 20, True)),
        ("2016", CountKind.DIGITS, (2016, 2016, False)),
        ("twenty-five", CountKind.WORDS, (25, 25, False)),
        ("nearly a dozen", CountKind.WORDS, (None, 12, True)),
        ("four more", CountKind.WORDS, (4, 4, False)),
        ("another 659", CountKind.DIGITS, (659, 659, False)),
        ("dozens", CountKind.VAGUE, (24, None, False)),
        ("No", CountKind.ZERO, (0, 0, False)),
        ("rebel fighters", CountKind.BARE_PLURAL, (2, None, False)),
        ("deaths", CountKind.NONE_STATED, (1, None, False)),
        ("a", CountKind.SINGULAR, (1, 1, False)),
        ("one", CountKind.SINGULAR, (1, 1, False)),
        ("the pilot", CountKind.SINGULAR, (1, 1, False)),
        ("his", CountKind.SINGULAR, (1, 1, False)),
        ("A man and his young daughter", CountKind.NAME_LIST, (2, 2, False)),
    ],
)
def test_the_number_is_read_from_the_words_by_the_rule_of_its_kind(
    words: str, kind: CountKind, expected: tuple[int | None, int | None, bool]
) -> None:
    assert read_count(words, kind) == expected


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("84 civilians", CountKind.DIGITS),
        ("at least", CountKind.DIGITS),
        ("84", CountKind.WORDS),
        ("eighty", CountKind.DIGITS),
        ("from 14", CountKind.DIGITS),
        ("218-11", CountKind.DIGITS),
        ("", CountKind.DIGITS),
        ("25 fighters", CountKind.BARE_PLURAL),
        ("no casualties", CountKind.NONE_STATED),
        ("", CountKind.BARE_PLURAL),
        ("the pilots", CountKind.SINGULAR),
        ("civilians", CountKind.SINGULAR),
        ("two", CountKind.SINGULAR),
        ("a man and a woman", CountKind.SINGULAR),
        ("a man", CountKind.NAME_LIST),
        ("women and children", CountKind.NAME_LIST),
        ("25", CountKind.COMPUTED),
    ],
)
def test_words_that_do_not_give_a_count_of_that_kind_are_refused(words: str, kind: CountKind) -> None:
    assert read_count(words, kind) is None


def test_the_convention_decides_again_when_words_are_read_again() -> None:
    assert read_count("dozens", CountKind.VAGUE, convention="ucdp") == (1, None, False)
    assert read_count("civilians", CountKind.BARE_PLURAL, convention="ucdp") == (1, None, False)
