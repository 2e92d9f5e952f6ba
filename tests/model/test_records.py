"""What the records promise, whatever values they hold."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount import model
from recount.model import (
    Claim,
    Count,
    CountKind,
    DatePrecision,
    Harm,
    Selector,
    TimeInterval,
    claim_id,
    content_id,
    dump_json,
    dump_record,
    load_json,
    load_record,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
RECORDS = [
    thing for thing in vars(model).values() if isinstance(thing, type) and dataclasses.is_dataclass(thing)
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen_slotted_and_keyword_only(record: type) -> None:
    parameters = record.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert "__slots__" in vars(record)
    assert all(field.kw_only for field in dataclasses.fields(record))


@given(st.text(), st.data())
def test_a_selector_holds_in_its_text_and_nowhere_else_by_accident(text: str, data: st.DataObject) -> None:
    if not text or "\x00" in text:  # the character put in below
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = Selector.at(text, start, end)
    assert selector.holds_in(text)
    assert text.startswith(selector.prefix + selector.exact + selector.suffix, start - len(selector.prefix))
    assert not selector.holds_in(text[:start] + "\x00" + text[start:])


def test_a_selector_outside_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not inside a text of 3"):
        Selector.at("abc", 1, 4)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_count_never_has_its_ends_the_wrong_way_round(one: int, other: int) -> None:
    if one > other:
        with pytest.raises(ValueError, match="exceeds high"):
            Count(low=one, high=other, words="x")
    else:
        assert Count(low=one, high=other, words="x").is_exact == (one == other)


def test_an_open_end_is_not_zero_and_not_the_other_end() -> None:
    at_least = Count(low=84, high=None, words="at least 84")
    assert not at_least.is_exact
    assert at_least.greatest_stated == 84
    assert Count(low=None, high=30, words="up to 30").greatest_stated == 30


@given(DAYS, st.integers(0, 800))
def test_an_interval_of_days_ends_after_its_last_day(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    when = TimeInterval.of_days(first, last)
    assert when.last_day == last
    assert when.end == last + timedelta(days=1)
    assert (when.precision is DatePrecision.DAY) == (length == 0)


@given(DAYS, DAYS)
def test_the_gap_between_two_days_is_symmetric_and_zero_only_for_the_same_day(one: date, other: date) -> None:
    a, b = TimeInterval.of_days(one, one), TimeInterval.of_days(other, other)
    assert a.gap_days(b) == b.gap_days(a) == abs((one - other).days)


def test_an_empty_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="empty interval"):
        TimeInterval(start=date(2031, 5, 4), end=date(2031, 5, 4))


def test_unknown_blank_and_zero_are_three_things() -> None:
    assert Count(low=0, high=0, words="no", kind=CountKind.ZERO) != Count(low=None, high=None, words="no")
    assert content_id("c", None) != content_id("c", "")


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_ids_from_content_differ_when_the_content_does(one: list[str], other: list[str]) -> None:
    assert (content_id("c", *one) == content_id("c", *other)) == (one == other)


TEXT = "At least 84 people were killed."


def make_claim(**changes: object) -> Claim:
    fields: dict[str, object] = {
        "id": claim_id("r_1", 0, 11, Harm.KILLED),
        "report_id": "r_1",
        "quote": Selector.at(TEXT, 0, 30),
        "count_selector": Selector.at(TEXT, 0, 11),
        "count": Count(low=84, high=None, words="At least 84"),
        "harm": Harm.KILLED,
        "when": TimeInterval.of_days(date(2031, 5, 3), date(2031, 5, 4)),
    }
    return Claim(**(fields | changes))  # type: ignore[arg-type]


def test_a_claim_survives_json_unchanged() -> None:
    claim = make_claim()
    assert load_json(Claim, dump_json(claim)) == claim
    assert load_record(Claim, dump_record(claim)) == claim


def test_a_claim_whose_count_lies_outside_its_quote_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the quote"):
        make_claim(quote=Selector.at(TEXT, 12, 30))


def test_a_claim_whose_words_are_not_the_selected_ones_is_refused() -> None:
    with pytest.raises(ValueError, match="not the selected words"):
        make_claim(count=Count(low=84, high=None, words="at least 84"))


def test_json_with_a_wrong_field_is_refused_with_its_name() -> None:
    plain = dump_record(make_claim())
    plain["harm"] = "hurt"
    with pytest.raises(ValueError, match=r"not a Claim.*harm"):
        load_record(Claim, plain)
