"""Days an account gives its figures, and days that are none of it."""

from __future__ import annotations

import pytest

from recount.extract.grammar import propose_claims
from recount.extract.when import find_when
from recount.model import Harm, SegmentKind
from tests.extract.scenes import figure, read
from tests.extract.test_when import when


def test_the_event_of_a_year_before_is_taken_up_in_the_next_sentence() -> None:
    reading = read(
        "Shells hit Velim on Tuesday. Gas was used in Oskra in 2013. "
        "Redland blamed Velmia for that attack, which killed 140."
    )
    assert when(reading, figure(reading, "killed 140", "140")) == ["2013-01-01/2013-12-31"]


def test_a_new_event_does_not_take_the_year_told_before() -> None:
    reading = read("Shells hit Velim on Tuesday. Gas was used in Oskra in 2013. A blast killed 14.")
    assert when(reading, figure(reading, "killed 14", "14")) == ["2016-10-11"]


def test_a_figure_of_another_year_told_beside_the_account_leaves_its_day() -> None:
    reading = read(
        "Shells hit Velim on Tuesday. In 1988 raids killed 300 people in Oskra. Twelve people died."
    )
    assert when(
        reading, figure(reading, "killed 300", "300"), figure(reading, "Twelve people", "Twelve")
    ) == [
        "1988-01-01/1988-12-31",
        "2016-10-11",
    ]


@pytest.mark.parametrize(
    ("clause", "days"),
    [
        ("the worst strike there since May 2015, when rockets killed 29 people", "2015-05-01/2015-05-31"),
        ("the worst strike there since 14 March, in which 29 people died", "2016-03-14"),
        ("the worst strike there since June when 29 people died", "2016-06-01/2016-06-30"),
        ("on a town last hit in February, when 29 people died", "2016-02-01/2016-02-29"),
    ],
)
def test_what_happened_when_an_earlier_day_is_told_has_that_day(clause: str, days: str) -> None:
    text = f"A missile killed 23 people in Tarvik on Monday. It was {clause}."
    assert days_by_words(text, Harm.KILLED) == {"23": "2016-10-10", "29": days}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Two people were killed on Friday, when the army said 29 people had died on Wednesday.",
            {"Two": "2016-10-07", "29": "2016-10-12"},
        ),
        (
            "Since Sunday, when the army attacked, 300 people have been killed.",
            {"300": "2016-10-09/2016-10-13"},
        ),
        ("Since April, in which the truce was signed, 29 people died on Monday.", {"29": "2016-10-10"}),
    ],
)
def test_what_is_told_behind_such_a_clause_or_has_a_day_itself_has_not_that_day(
    text: str, days: dict[str, str]
) -> None:
    assert days_by_words(text, Harm.KILLED) == days


def test_the_account_goes_on_behind_a_time_it_is_compared_with() -> None:
    text = (
        "A missile killed 23 people in Tarvik on Monday. It was the worst strike there since 14 March, when 29 people "
        "died. Thirty people were killed in the next strike."
    )
    assert days_by_words(text, Harm.KILLED)["Thirty"] == "2016-10-10"


def days_by_words(text: str, harm: Harm) -> dict[str, str]:
    """The days of the claims of one harm in a text, by the words of their counts."""
    reading = read(text)
    found = [proposal for proposal in propose_claims(reading) if proposal.harm is harm]
    days = when(reading, *found)
    return {reading.words(proposal.quantity.span): day for proposal, day in zip(found, days, strict=True)}


def test_people_stuck_on_the_way_have_not_the_day_on_which_others_left() -> None:
    text = (
        "The evacuation of Velim went on. Some 300 residents left on Tuesday. "
        "Thousands of evacuees were stuck on the road. Hundreds of residents left for Oskra."
    )
    assert days_by_words(text, Harm.DISPLACED) == {
        "Some 300": "2016-10-11",
        "Thousands": "-",
        "Hundreds": "2016-10-11",
    }


def test_people_described_as_displaced_have_not_the_day_of_what_is_told_of_them() -> None:
    text = (
        "A bomb on Tuesday hit 40 people evacuated from Oskra. "
        "A bomb hit a convoy of 300 people evacuated from Velim on Tuesday."
    )
    assert days_by_words(text, Harm.DISPLACED) == {"300": "2016-10-11", "40": "-"}


def test_the_day_of_what_came_before_is_not_that_of_the_attack() -> None:
    reading = read(
        "A bomb killed 15 people near Velim. It was a bus. The attack in Velim came a day after raids on Oskra."
    )
    assert when(reading, figure(reading, "killed 15", "15")) == ["-"]


def test_a_day_on_which_something_else_was_done_in_a_battle_is_no_day_of_the_event() -> None:
    reading = read(
        "Raids killed 21 people in Velim. "
        "Oskra lies near a hill that raiders seized on October 5 in a battle that cost 30 lives."
    )
    assert when(reading, figure(reading, "killed 21", "21"), figure(reading, "cost 30", "30")) == [
        "-",
        "2016-10-05",
    ]


def test_a_crime_with_its_day_begins_an_account() -> None:
    reading = read(
        "The council condemns the crime committed by jets in Velim on Monday October 10. Over 40 people were killed."
    )
    assert when(reading, figure(reading, "Over 40 people", "Over 40")) == ["2016-10-10"]


def test_the_day_below_a_picture_is_that_of_nothing_else() -> None:
    text = "Jets hit Oskra on August 6 2016. A bomb killed 15 people near Velim."
    reading = read(text)
    proposal = figure(reading, "killed 15", "15")
    assert [str(found.start) for found in find_when(reading, [proposal])] == ["2016-08-06"]
    pictured = type(reading)(
        report=reading.report,
        sentences=reading.sentences,
        kinds=(SegmentKind.CAPTION, SegmentKind.BODY),
        quantities=reading.quantities,
    )
    assert [found.start for found in find_when(pictured, [proposal])] == [None]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On April 7, gunmen killed 14 herders.", "2016-04-07"),
        ("The last attack on April 7 killed 14 herders.", "2016-04-07"),
        ("In April 14 people were killed.", "2016-04-01/2016-04-30"),
        ("Police said that on Monday, gunmen killed 14 herders.", "2016-10-10"),
        ("A bomb on Sunday, the deadliest this year, killed 14 people.", "2016-10-09"),
        ("The attack on Sunday, the third since August, killed 14 people.", "2016-10-09"),
        ("In the first six months of 2015 raids killed 14 people.", "2015-01-01/2015-12-31"),
    ],
)
def test_the_day_of_the_deed_is_told_from_times_beside_it(text: str, days: str) -> None:
    assert days_by_words(text, Harm.KILLED) == {"14": days}


def test_figures_told_day_by_day_have_each_their_own() -> None:
    text = "Twelve people were killed on Monday, and five more on Tuesday."
    assert days_by_words(text, Harm.KILLED) == {"Twelve": "2016-10-10", "five": "2016-10-11"}
