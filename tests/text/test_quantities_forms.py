from __future__ import annotations

from collections.abc import Callable

import pytest

from recount.model import CountKind, Qualifier
from recount.text.quantities import (
    Quantity,
    bare_plural_quantity,
    name_list_quantity,
    none_stated_quantity,
    read_count,
    singular_quantity,
)
from recount.text.spans import Span

Maker = Callable[[str, Span], Quantity | None]


def make(maker: Maker, text: str, words: str) -> Quantity | None:
    start = text.index(words)
    return maker(text, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("maker", "words", "kind", "ends"),
    [
        (bare_plural_quantity, "civilians", CountKind.BARE_PLURAL, (2, None)),
        (none_stated_quantity, "deaths", CountKind.NONE_STATED, (1, None)),
        (singular_quantity, "a", CountKind.SINGULAR, (1, 1)),
        (name_list_quantity, "his wife and two children", CountKind.NAME_LIST, (3, 3)),
        (name_list_quantity, "a father a mother and a son", CountKind.NAME_LIST, (3, 3)),
        (name_list_quantity, "a clerk a cook", CountKind.NAME_LIST, (2, 2)),
        (name_list_quantity, "a man woman and child", CountKind.NAME_LIST, (3, 3)),
        (name_list_quantity, "a man of a village and a clerk", CountKind.NAME_LIST, (2, 2)),
        (name_list_quantity, "Ivo Tarn and Ada al-Brels", CountKind.NAME_LIST, (2, 2)),
    ],
)
def test_a_form_makes_a_quantity_that_reads_again_the_same(
    maker: Maker, words: str, kind: CountKind, ends: tuple[int, int | None]
) -> None:
    quantity = make(maker, f"It hurt {words} in Ardun", words)
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.kind) == (*ends, kind)
    assert read_count(words, kind) == (*ends, False)


def test_what_leaves_the_number_open_is_marked_vague() -> None:
    quantity = make(bare_plural_quantity, "civilians died", "civilians")
    assert quantity is not None
    assert quantity.qualifier is Qualifier.VAGUE


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("a man and his young daughter", 2),
        ("a man, his wife and their two children", 4),
        ("Tal Odran, Mira Sel and Ona Belk", 3),
        ("a nurse as well as three patients", 4),
        ("three men and a woman", 4),
    ],
)
def test_the_members_of_a_list_are_added_up(words: str, persons: int) -> None:
    quantity = make(name_list_quantity, f"It killed {words}.", words)
    assert quantity is not None
    assert (quantity.low, quantity.high) == (persons, persons)


@pytest.mark.parametrize(
    "words", ["women and children", "a man and at least two boys", "Tal Odran", "a man and dozens"]
)
def test_a_list_with_a_member_of_no_exact_number_makes_no_quantity(words: str) -> None:
    assert make(name_list_quantity, f"It killed {words}.", words) is None


@pytest.mark.parametrize("words", ["25 soldiers", "no soldiers", "two"])
def test_no_form_hides_a_number_that_stands_in_the_words(words: str) -> None:
    for maker in (bare_plural_quantity, none_stated_quantity, singular_quantity):
        assert make(maker, f"It hurt {words} there", words) is None
