"""What holds for the date layer on any text."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recount.text.newsdates import find_dates, find_text_date
from recount.text.newsdates.calendar_rules import YEAR_TOLERANCE_DAYS

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
_SOME = """
Monday Tuesday on and since last week 4 April 31 February 2016 May early a day after before two past hours
between from to overnight ago month killed , . the 12/04/2015 2016-02-30 30.02.2016 this year 999 years
earlier then until of 1800 decades weekend night around
"""
WORDS = st.sampled_from([*_SOME.split(), "\n"])
NEWS = st.lists(WORDS, max_size=14).map(" ".join)


@given(st.text(max_size=200), DAYS)
def test_any_text_is_read_without_an_error(text: str, reference: date) -> None:
    for mention in find_dates(text, reference):
        assert text[mention.span.start : mention.span.end] == mention.words
    find_text_date(text, reference)


@given(NEWS, st.one_of(st.none(), DAYS), st.sampled_from(["literal", "ucdp"]))
def test_mentions_are_in_order_inside_the_text_and_do_not_overlap(
    text: str, reference: date | None, convention: str
) -> None:
    end = 0
    for mention in find_dates(text, reference, convention=convention):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.words == mention.span.of(text)
        end = mention.span.end
        if mention.start is not None and mention.end is not None:
            assert mention.start < mention.end
        mention.to_interval()


@given(NEWS, DAYS)
def test_nothing_told_as_past_is_after_the_report(text: str, reference: date) -> None:
    latest = reference + timedelta(days=YEAR_TOLERANCE_DAYS)
    for mention in find_dates(text, reference):
        if mention.kind in {"weekday", "partial", "since"} and not mention.is_future and mention.last_day:
            assert mention.last_day <= latest


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)), st.one_of(st.none(), DAYS))
def test_iso_dates_come_back_as_they_went_in(day: date, reference: date | None) -> None:
    (mention,) = find_dates(f"It was {day.isoformat()}.", reference)
    assert (mention.start, mention.last_day) == (day, day)


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d %Y", "%B %d, %Y", "%a %b %d %Y", "%A %d %B %Y", "%d.%m.%Y"]),
)
def test_full_dates_do_not_depend_on_the_reference(day: date, form: str) -> None:
    (mention,) = find_dates(f"It was {day.strftime(form)}.", None)
    assert (mention.start, mention.last_day) == (day, day)


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_at_most_six_days_back_and_has_its_name(reference: date, number: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    (mention,) = find_dates(f"A raid killed two on {name}.", reference)
    assert mention.start is not None
    assert mention.start.weekday() == number
    assert 0 <= (reference - mention.start).days <= 6
