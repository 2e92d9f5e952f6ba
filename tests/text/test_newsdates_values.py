"""What days the time expressions of news stand for."""

from __future__ import annotations

from datetime import date

import pytest

from recount.errors import CodebookError
from recount.model import DatePrecision
from recount.text.newsdates import DateMention, find_dates

THURSDAY = date(2016, 10, 13)


def days(text: str, reference: date | None = THURSDAY, convention: str = "literal") -> list[str]:
    """The days of all mentions, as "first/last"."""
    return [_days(mention) for mention in find_dates(text, reference, convention=convention)]


def _days(mention: DateMention) -> str:
    first, last = mention.start, mention.last_day
    if first is not None and first == last:
        return first.isoformat()
    return f"{first or ''}/{last or ''}"


def only(text: str, reference: date | None = THURSDAY, convention: str = "literal") -> DateMention:
    """The single mention of a text."""
    (mention,) = find_dates(text, reference, convention=convention)
    return mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets hit Tarvik on Thursday.", "2016-10-13"),
        ("Jets hit Tarvik early on Thursday.", "2016-10-13"),
        ("Jets hit Tarvik on Friday.", "2016-10-07"),
        ("Wednesday's blast killed two.", "2016-10-12"),
        ("Wednesdays blast killed two.", "2016-10-12"),
        ("Wednesday’s blast killed two.", "2016-10-12"),
        ("A blast late Monday killed two.", "2016-10-10"),
        ("A raid on Monday night killed two.", "2016-10-10"),
        ("A raid last Thursday killed two.", "2016-10-06"),
        ("A raid overnight on Monday killed two.", "2016-10-10"),
        ("A raid on Tuesday of last week killed two.", "2016-10-04"),
        ("Last week on Tuesday a raid killed two.", "2016-10-04"),
    ],
)
def test_a_weekday_is_the_most_recent_one_the_report_day_included(text: str, expected: str) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys will meet in Ostel on Saturday.", ["2016-10-15"]),
        ("Officials on Wednesday said they would meet on Saturday.", ["2016-10-12", "2016-10-15"]),
        ("Talks are due to resume on Monday.", ["2016-10-17"]),
        ("On Saturday the envoys will meet.", ["2016-10-15"]),
        ("The deal is expected to be signed on Friday.", ["2016-10-14"]),
        ("They vote next Thursday.", ["2016-10-20"]),
        ("Dozens may have died on Saturday.", ["2016-10-08"]),
        ("He said on Wednesday that the truce will hold.", ["2016-10-12"]),
        ("It was the second to be hit after a raid on Saturday damaged another.", ["2016-10-08"]),
        ("They will meet after the talks on Saturday, envoys said.", ["2016-10-15"]),
    ],
)
def test_a_weekday_after_a_future_verb_is_the_coming_one(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys will meet in Ostel on December 1.", ["2016-12-01"]),
        ("The council will vote on January 5.", ["2017-01-05"]),
        ("The draft would condemn a September 21 attack on Ostel.", ["2016-09-21"]),
    ],
)
def test_a_day_after_a_future_verb_is_the_coming_one_unless_most_of_a_year_ahead(
    text: str, expected: list[str]
) -> None:
    assert days(text) == expected


def test_a_day_before_a_body_is_a_day_behind_its_preposition() -> None:
    assert days("On April 7 Coalition planes struck.") == ["2016-04-07"]


@pytest.mark.parametrize(
    "text",
    [
        "Protests are held every Friday.",
        "The crash of Black Monday.",
        "He may march on.",
        "A shell fell on April 7th Street.",
        "The bus station in 29 May Square was hit.",
        "The March 14 Alliance spoke.",
    ],
)
def test_words_that_are_no_dates_yield_none(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "killed seven on Saturday and continued on Sunday",
        "an offensive that began long ago, killed seven on Saturday and continued on Sunday",
    ],
)
def test_what_goes_on_the_day_after_a_harm_gives_the_harm_no_range(text: str) -> None:
    assert days(text) == ["2016-10-08", "2016-10-09"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed on Tuesday and Wednesday", "2016-10-11/2016-10-12"),
        ("between Monday and Wednesday", "2016-10-10/2016-10-12"),
        ("from Friday to Sunday", "2016-10-07/2016-10-09"),
        ("overnight Saturday into Sunday", "2016-10-08/2016-10-09"),
        ("shells fell overnight Monday and into Tuesday morning", "2016-10-10/2016-10-11"),
        ("clashes on Saturday and late into Sunday", "2016-10-08/2016-10-09"),
        ("strikes which began Saturday and continued Sunday", "2016-10-08/2016-10-09"),
        ("the fighting flared up on Sunday and continued into Monday", "2016-10-09/2016-10-10"),
        ("an offensive that began on Friday and was continuing on Saturday", "2016-10-07/2016-10-08"),
        ("on Monday, Tuesday and Wednesday", "2016-10-10/2016-10-12"),
        ("between Sept. 14 to Sept. 17", "2016-09-14/2016-09-17"),
        ("between 4 and 7 April", "2016-04-04/2016-04-07"),
        ("on April 4-7, 2015", "2015-04-04/2015-04-07"),
        ("from March to June 2015", "2015-03-01/2015-06-30"),
        ("between December 28 and January 3, 2016", "2015-12-28/2016-01-03"),
        ("between 2012 and 2014", "2012-01-01/2014-12-31"),
        ("2012-2014", "2012-01-01/2014-12-31"),
    ],
)
def test_two_dates_joined_are_one_range(text: str, expected: str) -> None:
    mention = only(text)
    assert mention.kind == "range"
    assert _days(mention) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since Tuesday", "2016-10-11/2016-10-13"),
        ("since September 22", "2016-09-22/2016-10-13"),
        ("since early September", "2016-09-01/2016-10-13"),
        ("since 2011", "2011-01-01/2016-10-13"),
        ("since March 2011", "2011-03-01/2016-10-13"),
        ("since the start of the year", "2016-01-01/2016-10-13"),
        ("since the war in Norland began in March 2011", "2011-03-01/2016-10-13"),
        ("since it was launched on September 15", "2016-09-15/2016-10-13"),
    ],
)
def test_since_runs_from_the_first_day_to_the_report_day(text: str, expected: str) -> None:
    mention = only(text)
    assert mention.kind == "since"
    assert mention.words.startswith("since")
    assert _days(mention) == expected


def test_since_then_takes_up_the_time_before_it() -> None:
    found = days("The war broke out in early 2011. Since then thousands have died.")
    assert found == ["2011-01-01/2011-04-30", "2011-01-01/2016-10-13"]


def test_since_of_another_sentence_does_not_reach_a_date() -> None:
    assert [m.kind for m in find_dates("Since the war began. It started in 2012.", THURSDAY)] == ["year"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2016-10-13"),
        ("yesterday's raid", "2016-10-12"),
        ("last night", "2016-10-12"),
        ("overnight", "2016-10-12/2016-10-13"),
        ("this morning", "2016-10-13"),
        ("earlier this week", "2016-10-10/2016-10-12"),
        ("this week", "2016-10-10/2016-10-13"),
        ("last week", "2016-10-03/2016-10-09"),
        ("last month", "2016-09-01/2016-09-30"),
        ("this year", "2016-01-01/2016-10-13"),
        ("last year", "2015-01-01/2015-12-31"),
        ("over the weekend", "2016-10-08/2016-10-09"),
        ("in the past week", "2016-10-06/2016-10-13"),
        ("in the past 24 hours", "2016-10-12/2016-10-13"),
        ("the past two days", "2016-10-11/2016-10-13"),
        ("over the past five years", "2011-10-13/2016-10-13"),
        ("over the past few days", "/2016-10-13"),
        ("a week ago", "2016-10-06"),
        ("three days ago", "2016-10-10"),
        ("two months ago", "2016-08-01/2016-08-31"),
        ("a year ago", "2015-01-01/2015-12-31"),
        ("over the next 60 days", "2016-10-13/2016-12-12"),
    ],
)
def test_times_told_from_the_report_day(text: str, expected: str) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 4 April", "2016-04-04"),
        ("on April 4", "2016-04-04"),
        ("the 4th of April", "2016-04-04"),
        ("on November 15", "2015-11-15"),
        ("on Monday, April 3, 2017", "2017-04-03"),
        ("Fri Jul 1 2016", "2016-07-01"),
        ("Friday 12 Sep 2014", "2014-09-12"),
        ("Oct 032015", "2015-10-03"),
        ("2016-04-04", "2016-04-04"),
        ("07.08.2015", "2015-08-07"),
        ("04-09-2014", "2014-09-04"),
        ("13/10/2016", "2016-10-13"),
        ("10/13/2016", "2016-10-13"),
        ("04/04/2016", "2016-04-04"),
        ("in June", "2016-06-01/2016-06-30"),
        ("in October", "2016-10-01/2016-10-13"),
        ("in December", "2015-12-01/2015-12-31"),
        ("last October", "2015-10-01/2015-10-31"),
        ("in October last year", "2015-10-01/2015-10-31"),
        ("in late September", "2016-09-21/2016-09-30"),
        ("in mid-March", "2016-03-11/2016-03-20"),
        ("in the last week of July", "2016-07-25/2016-07-31"),
        ("in February 1982", "1982-02-01/1982-02-28"),
        ("in 1982", "1982-01-01/1982-12-31"),
        ("early 2015", "2015-01-01/2015-04-30"),
        ("the 1980s", "1980-01-01/1989-12-31"),
        ("summer 2014", "2014-01-01/2014-12-31"),
        ("last summer", "2015-01-01/2016-10-13"),
        ("in the spring", "2015-01-01/2016-10-13"),
        ("since the winter", "2015-01-01/2016-10-13"),
        ("this summer", "2016-01-01/2016-10-13"),
    ],
)
def test_dates_written_out(text: str, expected: str) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "the fall of the town",
        "in the fall of the town",
        "a summer offensive",
        "in winter clothes",
        "next summer",
    ],
)
def test_a_season_is_a_date_only_where_it_says_when(text: str) -> None:
    assert [mention for mention in find_dates(text, THURSDAY) if mention.start is not None] == []


def test_slashed_dates_that_can_be_read_both_ways_hold_both_readings() -> None:
    mention = only("on 04/05/2016")
    assert (mention.start, mention.last_day) == (date(2016, 4, 5), date(2016, 5, 4))
    assert mention.precision is DatePrecision.MONTH


@pytest.mark.parametrize(
    "text",
    [
        "In March 15 civilians were killed.",
        "In March 15 people died.",
        "By May 20 soldiers had been captured.",
    ],
)
def test_a_count_after_a_month_is_no_day(text: str) -> None:
    (mention,) = find_dates(text, THURSDAY)
    assert mention.kind == "month"


@pytest.mark.parametrize(
    "text", ["as many as 2000 people", "in 2000 homes", "about 1990 metres", "killed 2015"]
)
def test_a_number_without_a_cue_is_no_year(text: str) -> None:
    assert days(text) == []


def test_a_day_earlier_counts_from_the_day_last_told_of() -> None:
    found = days("A raid killed two on Monday. A day earlier a mortar killed one.")
    assert found == ["2016-10-10", "2016-10-09"]


def test_a_day_after_before_a_clause_dates_that_clause() -> None:
    found = find_dates("A raid killed two on Monday, a day after shells hit Ostel.", THURSDAY)
    assert [(m.kind, _days(m)) for m in found] == [("weekday", "2016-10-10"), ("offset", "2016-10-09")]


def test_two_days_after_a_date_is_two_days_after_it() -> None:
    assert days("He died two days after Monday's raid.") == ["2016-10-12"]


@pytest.mark.parametrize(
    "text", ["days after a bombing", "30 hours after the truce", "three years of war", "for two days"]
)
def test_times_the_text_does_not_place_have_no_days(text: str) -> None:
    mention = only(text)
    assert not mention.is_resolved
    assert mention.precision is DatePrecision.UNKNOWN


def test_ages_are_no_durations() -> None:
    assert days("a 13-year-old girl") == []


def test_without_a_reference_only_dates_with_their_year_have_days() -> None:
    text = "On Monday, on 4 April, yesterday, last week, since Tuesday and on 4 April 2016."
    assert days(text, None) == ["2016-04-04"]


def test_since_without_a_reference_has_an_open_end() -> None:
    mention = only("since March 2011", None)
    assert (mention.start, mention.end) == (date(2011, 3, 1), None)


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("recently", "2016-10-10/2016-10-12", 2),
        ("last night", "2016-10-12", 1),
        ("over the past few days", "2016-10-10/2016-10-12", 2),
        ("around 2 July", "2016-07-01/2016-07-03", 2),
        ("over the weekend", "2016-10-08/2016-10-09", 2),
        ("this week", "2016-10-10/2016-10-13", 3),
        ("in the past 24 hours", "2016-10-12/2016-10-13", 2),
        ("in the past 48 hours", "2016-10-11/2016-10-13", 2),
        ("in the past 72 hours", "2016-10-11/2016-10-13", 2),
        ("in the past two days", "2016-10-11/2016-10-12", 2),
        ("a four-day offensive", "2016-10-10/2016-10-13", 2),
        ("last week", "2016-10-03/2016-10-09", 3),
        ("in the past week", "2016-10-07/2016-10-13", 3),
        ("early March", "2016-03-01/2016-03-10", 4),
        ("mid March", "2016-03-10/2016-03-20", 4),
        ("late March", "2016-03-15/2016-03-31", 4),
        ("earlier this month", "2016-10-01/2016-10-12", 4),
        ("in 1995", "1995-01-01/1995-12-31", 5),
        ("mid 1999", "1999-05-01/1999-08-31", 5),
    ],
)
def test_the_ucdp_table(text: str, expected: str, precision: int) -> None:
    mention = only(text, convention="ucdp")
    assert (_days(mention), int(mention.precision)) == (expected, precision)


def test_ucdp_months_do_not_reach_into_the_year_before() -> None:
    mention = only("in the past three months", date(2016, 2, 10), "ucdp")
    assert mention.start == date(2016, 1, 1)


def test_a_mention_becomes_an_interval_of_the_record() -> None:
    interval = only("since Tuesday").to_interval()
    assert (interval.start, interval.last_day, interval.words, interval.basis) == (
        date(2016, 10, 11),
        THURSDAY,
        "since Tuesday",
        "words",
    )


def test_an_unknown_convention_is_an_error() -> None:
    with pytest.raises(CodebookError):
        find_dates("today", THURSDAY, convention="none")


def test_a_language_without_a_lexicon_yields_iso_dates_only() -> None:
    assert [m.words for m in find_dates("am 2016-04-04 und Monday, 2016-13-40", THURSDAY, language="xx")] == [
        "2016-04-04"
    ]


def test_earlier_this_week_on_its_first_day_is_no_day() -> None:
    for text in ("earlier this week", "earlier this month"):
        mention = only(text, date(2016, 8, 1))
        assert not mention.is_resolved, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 10 previous weeks", "2016-08-04/2016-10-13"),
        ("in the three past days", "2016-10-10/2016-10-13"),
        ("in March in 2015", "2015-03-01/2015-03-31"),
        ("overnight between Sunday and Monday", "2016-10-09/2016-10-10"),
        ("in the early hours of Tuesday", "2016-10-11"),
    ],
)
def test_word_orders_of_news(text: str, expected: str) -> None:
    assert days(text) == [expected]


def test_a_fortnight_ago_is_less_exact_than_a_week() -> None:
    mention = only("a fortnight ago", convention="ucdp")
    assert (_days(mention), int(mention.precision)) == ("2016-09-29", 4)
