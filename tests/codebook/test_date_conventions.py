"""The tables by which time expressions become days."""

from __future__ import annotations

import pytest

from recount.codebook.conventions import list_conventions
from recount.codebook.date_conventions import list_date_conventions, load_date_convention
from recount.errors import CodebookError
from recount.model import DatePrecision


def test_every_convention_of_the_package_loads_under_its_own_name() -> None:
    names = list_date_conventions()
    assert {"literal", "ucdp"} <= set(names)
    assert [load_date_convention(name).name for name in names] == list(names)


def test_all_conventions_know_the_same_expressions() -> None:
    literal, ucdp = load_date_convention("literal"), load_date_convention("ucdp")
    assert set(literal.expressions) == set(ucdp.expressions)
    assert set(literal.past) == set(ucdp.past)


def test_literal_adds_no_date_where_the_text_gives_none() -> None:
    assert load_date_convention("literal").undated is None


def test_ucdp_dates_a_harm_without_a_time_to_the_three_days_before_the_report() -> None:
    undated = load_date_convention("ucdp").undated
    assert undated is not None
    assert (undated.first, undated.last, undated.precision) == (-3, -1, DatePrecision.DAYS_2_TO_6)


def test_offsets_are_in_order() -> None:
    for name in list_date_conventions():
        for offsets in load_date_convention(name).expressions.values():
            if offsets.first is not None and offsets.last is not None:
                assert offsets.first <= offsets.last


def test_an_unknown_convention_names_those_that_exist() -> None:
    with pytest.raises(CodebookError, match="literal, ucdp"):
        load_date_convention("guesswork")


@pytest.mark.parametrize("name", list_conventions())
def test_every_convention_for_words_has_dates_that_go_with_it(name: str) -> None:
    expected = name if name in list_date_conventions() else "literal"
    assert load_date_convention(name).name == expected
