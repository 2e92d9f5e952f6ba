"""How much violence a figure covers."""

from __future__ import annotations

import pytest

from recount.extract.grammar import propose_claims
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.extract.scope import find_scope
from recount.extract.when import find_when
from recount.model import Harm, Scope
from tests.extract.scenes import figure, read


def scopes(reading: Reading, *proposals: Proposal) -> list[Scope]:
    """The scope of each figure, with the dates it is given."""
    return find_scope(reading, proposals, find_when(reading, proposals))


def test_no_figures_no_scopes() -> None:
    assert find_scope(read("Nothing happened."), [], []) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A car bomb killed 12 people in Tarvik on Monday.", Scope.INCIDENT),
        ("Strikes on Tarvik killed 12 people on Monday.", Scope.INCIDENT),
        ("A car bomb in Tarvik killed 12 people.", Scope.INCIDENT),
        ("Jets killed 12 people on Monday in raids on Tarvik and its countryside.", Scope.DAY),
        ("Rocket attacks on several neighbourhoods killed 12 people on Monday.", Scope.DAY),
        ("Strikes killed 12 people in the past 24 hours.", Scope.DAY),
        ("Separate air raids across Norland killed 12 people on Monday.", Scope.DAY),
        ("The offensive killed 12 people on Monday.", Scope.DAY),
        ("Raiders killed 12 people in Ostel and Tarvik on Monday.", Scope.DAY),
        ("Shelling killed 12 people in rebel areas on Monday.", Scope.DAY),
        ("A push by the army to take Tarvik killed 12 people on Monday.", Scope.DAY),
        ("Raiders killed 12 people in clashes near Tarvik overnight.", Scope.INCIDENT),
        ("An attack on Tarvik in July killed 12 people.", Scope.INCIDENT),
        (
            "Earlier this week a raid by jets on the market of Tarvik near the river killed 12 people.",
            Scope.INCIDENT,
        ),
        ("In July two blasts near the market of Tarvik killed 12 people.", Scope.INCIDENT),
        ("Since Monday a raid a day on the market of Tarvik has killed 12 people.", Scope.PERIOD),
        ("Hunger under army siege killed 12 people in the past year.", Scope.PERIOD),
        ("Strikes killed 12 people on Monday and Tuesday.", Scope.PERIOD),
        ("Strikes killed 12 people overnight between Monday and Tuesday.", Scope.DAY),
        ("Shelling overnight Monday and into Tuesday morning killed 12 people.", Scope.DAY),
        ("Strikes killed 12 people on the night of Monday to Tuesday.", Scope.DAY),
        ("Strikes killed 12 people over the past week.", Scope.PERIOD),
        ("Bombing has killed 12 people over the past few days.", Scope.PERIOD),
        ("Strikes killed 12 people this year.", Scope.PERIOD),
        ("The assault has killed 12 people since it was launched on September 15.", Scope.CAMPAIGN),
        ("Fighters killed 12 people since Saturday in the battle for the base.", Scope.CAMPAIGN),
        ("The party's strikes have killed 12 people since 2014.", Scope.CAMPAIGN),
        ("The war has killed 12 people since 2011.", Scope.CONFLICT),
        ("Fighting has killed 12 people over the past five years.", Scope.CONFLICT),
    ],
)
def test_the_length_and_the_words_decide(text: str, expected: Scope) -> None:
    reading = read(text)
    assert scopes(reading, figure(reading, "killed 12 people", "12")) == [expected]


def test_a_war_total_without_a_date_is_one_of_the_war() -> None:
    reading = read("The civil war has killed at least 400,000 people.")
    assert scopes(reading, figure(reading, "killed at least 400,000 people", "at least 400,000")) == [
        Scope.CONFLICT
    ]


def test_a_war_total_up_to_now_is_one_of_the_war() -> None:
    reading = read(
        "The ministry said the conflict has killed more than 100,000 people. It began in a quarry."
    )
    quote = "killed more than 100,000 people"
    assert scopes(reading, figure(reading, quote, "more than 100,000")) == [Scope.CONFLICT]


def test_a_part_has_the_scope_of_the_whole_named_with_it() -> None:
    reading = read("Raiders killed 12 people including a child in Ostel and Tarvik on Monday.")
    proposals = propose_claims(reading)
    assert scopes(reading, *proposals) == [Scope.DAY, Scope.DAY]


def test_one_person_harmed_in_a_year_is_one_incidents() -> None:
    reading = read("He had rescued a baby from the rubble in 2014.")
    assert scopes(reading, figure(reading, "rescued a baby", "a", Harm.TRAPPED)) == [Scope.INCIDENT]


@pytest.mark.parametrize(
    ("text", "quote", "words", "harm", "expected"),
    [
        (
            "Up to 300,000 people are trapped.",
            "300,000 people are trapped",
            "300,000",
            Harm.TRAPPED,
            Scope.CAMPAIGN,
        ),
        (
            "Ten people are trapped in a cellar.",
            "Ten people are trapped",
            "Ten",
            Harm.TRAPPED,
            Scope.INCIDENT,
        ),
        ("Residents are trapped there.", "Residents are trapped", "Residents", Harm.TRAPPED, Scope.UNCLEAR),
        ("Thousands fled the fighting.", "Thousands fled", "Thousands", Harm.DISPLACED, Scope.UNCLEAR),
        ("A convoy carried 500 evacuees.", "carried 500 evacuees", "500", Harm.DISPLACED, Scope.INCIDENT),
        (
            "The war displaced 11 million people.",
            "displaced 11 million",
            "11 million",
            Harm.DISPLACED,
            Scope.CONFLICT,
        ),
    ],
)
def test_people_trapped_or_moved_without_a_date(
    text: str, quote: str, words: str, harm: Harm, expected: Scope
) -> None:
    reading = read(text)
    assert scopes(reading, figure(reading, quote, words, harm)) == [expected]


def test_attacks_in_several_places_without_a_date_are_unclear() -> None:
    reading = read("Raids on the towns of Ostel and Tarvik killed 35 people.")
    assert scopes(reading, figure(reading, "killed 35 people", "35")) == [Scope.UNCLEAR]


def test_a_headline_has_the_scope_of_the_statement_it_sums_up() -> None:
    reading = read(
        "Raids on Tarvik and its countryside killed 30 people on Monday.", headline="Raids kill 30 in Tarvik"
    )
    figures = (figure(reading, "kill 30", "30"), figure(reading, "killed 30 people", "30"))
    assert scopes(reading, *figures) == [Scope.DAY, Scope.DAY]


@pytest.mark.parametrize("night", ["overnight", "overnight between Monday and Tuesday"])
def test_a_night_is_one_day_also_for_figures_that_take_its_date_over(night: str) -> None:
    reading = read(f"Gunmen killed 14 people in Tarvik {night}. Among the dead were seven women.")
    figures = (
        figure(reading, "killed 14 people", "14"),
        figure(reading, "Among the dead were seven women", "seven"),
    )
    assert scopes(reading, *figures) == [Scope.DAY, Scope.DAY]


def test_a_total_of_some_days_is_one_whatever_day_its_sentence_tells() -> None:
    reading = read("Monday's raids brought to 12 the number of people killed in two days of attacks.")
    assert scopes(reading, figure(reading, "12 the number of people killed", "12")) == [Scope.PERIOD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Several air strikes on Tarvik killed 12 people on Monday.", Scope.INCIDENT),
        ("Air strikes killed 12 people in two main battlegrounds on Monday.", Scope.DAY),
    ],
)
def test_several_strikes_on_one_town_are_one_incident(text: str, expected: Scope) -> None:
    reading = read(text)
    assert scopes(reading, figure(reading, "killed 12 people", "12")) == [expected]


def test_a_sum_of_hundreds_that_nothing_ties_to_an_event_is_of_unclear_scope() -> None:
    reading = read("The group has killed hundreds of tribesmen.")
    assert scopes(reading, figure(reading, "killed hundreds", "hundreds")) == [Scope.UNCLEAR]


def test_the_fighting_of_an_offensive_is_a_campaign() -> None:
    reading = read("Raiders attacked Tarvik on Tuesday in an offensive. The heavy fighting killed 12 people.")
    assert scopes(reading, figure(reading, "killed 12 people", "12")) == [Scope.CAMPAIGN]


def test_a_headline_of_two_towns_keeps_the_day_where_the_body_tells_one_by_one() -> None:
    reading = read(
        "A bomb killed 12 people in Ostel on Thursday.", headline="Attacks kill 12 in Tarvik and Ostel"
    )
    figures = (figure(reading, "kill 12", "12"), figure(reading, "killed 12 people", "12"))
    assert scopes(reading, *figures) == [Scope.DAY, Scope.INCIDENT]
