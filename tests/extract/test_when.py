"""Which day a figure's harm is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.grammar import propose_claims
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.extract.when import find_when
from recount.model import DatePrecision, Harm, Modality, TimeInterval
from recount.text.newsdates import find_text_date
from tests.extract.scenes import THURSDAY, figure, read


def when(reading: Reading, *proposals: Proposal) -> list[str]:
    """The days of each figure, as "first/last", one day or "-"."""
    return [_days(interval) for interval in find_when(reading, proposals)]


def _days(interval: TimeInterval) -> str:
    if not interval.is_known:
        return "-"
    first, last = interval.start, interval.last_day
    if first is not None and first == last:
        return first.isoformat()
    return f"{first or ''}/{last or ''}"


def test_no_figures_no_dates() -> None:
    assert find_when(read("Nothing happened."), []) == []


def test_each_figure_of_a_sentence_takes_its_own_date() -> None:
    reading = read("Shells killed 13 on Thursday and 71 on Tuesday and Wednesday, medics said.")
    assert when(reading, figure(reading, "killed 13", "13"), figure(reading, "71 on", "71")) == [
        "2016-10-13",
        "2016-10-11/2016-10-12",
    ]


def test_figures_joined_share_the_date_after_both() -> None:
    reading = read("A raid killed 3 people and wounded 5 others on Monday.")
    figures = (
        figure(reading, "killed 3 people", "3"),
        figure(reading, "wounded 5 others", "5", Harm.INJURED),
    )
    assert when(reading, *figures) == ["2016-10-10", "2016-10-10"]


def test_a_date_in_the_words_of_the_figure_is_told_so() -> None:
    reading = read("A raid killed 3 people on Monday.")
    (interval,) = find_when(reading, [figure(reading, "killed 3 people", "3")])
    assert (interval.words, interval.basis, interval.precision) == ("Monday", "words", DatePrecision.DAY)


def test_the_day_of_speaking_is_not_the_day_of_the_harm() -> None:
    for text in (
        "The ministry said on Tuesday that 14 people were killed.",
        "The ministry said in a statement on Tuesday that 14 people were killed.",
        "Officials on Tuesday said 14 people were killed.",
        "A doctor told a news conference Tuesday that 14 people were killed.",
        "14 people were killed, a monitor said Tuesday.",
        "According to a February report 14 people were killed.",
    ):
        reading = read(text)
        assert when(reading, figure(reading, "14 people were killed", "14")) == ["-"], text


def test_a_deed_before_said_keeps_its_day() -> None:
    reading = read("Jets killed 14 people in Tarvik early on Thursday said a monitor.")
    assert when(reading, figure(reading, "killed 14 people", "14")) == ["2016-10-13"]


def test_since_runs_to_the_report() -> None:
    reading = read("More than 170 soldiers had died since Tuesday in the fight over the base.")
    assert when(reading, figure(reading, "More than 170 soldiers had died", "More than 170")) == [
        "2016-10-11/2016-10-13"
    ]


def test_what_began_on_a_day_runs_to_the_report() -> None:
    reading = read("Infighting that began on Tuesday left dozens killed.")
    assert when(reading, figure(reading, "left dozens killed", "dozens")) == ["2016-10-11/2016-10-13"]


def test_what_began_with_something_on_a_day_may_have_ended_on_it() -> None:
    reading = read("The protest began with a march on Tuesday and police killed 5 people.")
    assert when(reading, figure(reading, "police killed 5 people", "5")) == ["2016-10-11"]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("A bomb went off on Tuesday.", "2016-10-11"),
        ("A survey was carried out on Tuesday.", "-"),
        ("The operation was carried out on Tuesday.", "2016-10-11"),
    ],
)
def test_a_day_told_before_is_that_of_the_harm_where_violence_is_told_of_it(told: str, day: str) -> None:
    reading = read(f"{told} Police said 12 people died.")
    assert when(reading, figure(reading, "12 people died", "12")) == [day]


def test_war_totals_run_from_the_first_day_of_the_war() -> None:
    reading = read("More than 400,000 people have been killed since the war broke out in March 2011.")
    assert when(
        reading, figure(reading, "More than 400,000 people have been killed", "More than 400,000")
    ) == ["2011-03-01/2016-10-13"]


def test_a_clause_about_a_place_does_not_date_the_figure() -> None:
    reading = read(
        "On Monday shells hit Ostel. Shells killed two people in a city that has been divided since 2012."
    )
    assert when(reading, figure(reading, "killed two people", "two")) == ["2016-10-10"]


def test_a_future_date_is_no_day_of_harm() -> None:
    reading = read("Talks will open on Saturday after a raid killed 12 people.")
    assert when(reading, figure(reading, "killed 12 people", "12")) == ["-"]


def test_an_expected_harm_has_its_coming_date() -> None:
    reading = read("Some 30,000 people will be evacuated over the next 60 days.")
    expected = figure(
        reading, "30,000 people will be evacuated", "30,000", Harm.DISPLACED, modality=Modality.EXPECTED
    )
    assert when(reading, expected) == ["2016-10-13/2016-12-12"]


def test_a_day_after_dates_only_what_follows_it() -> None:
    reading = read("Tanks shelled Ostel on Monday killing four, a day after troops killed 80 there.")
    assert when(
        reading, figure(reading, "killing four", "four"), figure(reading, "killed 80 there", "80")
    ) == ["2016-10-10", "2016-10-09"]


@pytest.mark.parametrize(
    "text",
    [
        "A day after troops shelled Tarvik, a mine in Ostel killed four.",
        "A mine in Ostel killed four a day after troops shelled Tarvik.",
    ],
)
def test_what_happened_a_day_after_something_has_not_the_day_of_that(text: str) -> None:
    reading = read(text)
    assert when(reading, figure(reading, "killed four", "four")) == ["-"]


def test_a_day_on_which_somebody_came_or_met_is_not_that_of_the_account() -> None:
    reading = read("Shells fell near the inspectors, who arrived three days ago. Twelve people were killed.")
    assert when(reading, figure(reading, "Twelve people were killed", "Twelve")) == ["-"]


def test_days_after_leaves_the_day_open_and_so_does_what_follows() -> None:
    reading = read(
        "Buses left on Wednesday, days after a bombing killed 120 evacuees. Many guards were also killed."
    )
    figures = (
        figure(reading, "killed 120 evacuees", "120"),
        figure(reading, "Many guards were also killed", "Many"),
    )
    assert when(reading, *figures) == ["-", "-"]


def test_a_figure_without_a_date_takes_the_day_of_its_account() -> None:
    reading = read("Gunmen fired rockets at Tarvik on Monday. Eight people were killed and 80 were injured.")
    figures = (
        figure(reading, "Eight people were killed", "Eight"),
        figure(reading, "80 were injured", "80", Harm.INJURED),
    )
    intervals = find_when(reading, figures)
    assert [_days(interval) for interval in intervals] == ["2016-10-10", "2016-10-10"]
    assert [interval.basis for interval in intervals] == ["carried", "carried"]
    assert [interval.words for interval in intervals] == [None, None]


def test_a_reported_figure_with_another_days_speech_is_not_carried() -> None:
    reading = read(
        "Shells killed two people on Monday. "
        "A general said in a statement on Wednesday that 14 men were killed."
    )
    figures = (figure(reading, "killed two people", "two"), figure(reading, "14 men were killed", "14"))
    assert when(reading, *figures) == ["2016-10-10", "-"]


def test_a_reported_figure_of_the_same_attack_is_carried() -> None:
    reading = read("A bomb killed two people on Monday. A doctor said on Tuesday the blast killed 14 men.")
    figures = (figure(reading, "killed two people", "two"), figure(reading, "killed 14 men", "14"))
    assert when(reading, *figures) == ["2016-10-10", "2016-10-10"]


def test_an_event_told_first_gets_its_day_from_further_down() -> None:
    reading = read("A bomb killed six people in Tarvik. Nobody gave a reason for Wednesday's blast.")
    (interval,) = find_when(reading, [figure(reading, "killed six people", "six")])
    assert (_days(interval), interval.basis) == ("2016-10-12", "carried")


def test_another_event_further_down_gives_no_day() -> None:
    reading = read(
        "Soldiers killed 18 rebels in Ostel. Troops fought in Tarvik on Tuesday killing an officer."
    )
    figures = (figure(reading, "killed 18 rebels", "18"), figure(reading, "killing an officer", "an"))
    assert when(reading, *figures) == ["-", "2016-10-11"]


def test_another_account_does_not_take_the_day_before() -> None:
    reading = read(
        "Shells killed two people on Monday. Elsewhere troops stormed Ostel. Five men were killed there."
    )
    figures = (figure(reading, "killed two people", "two"), figure(reading, "Five men were killed", "Five"))
    assert when(reading, *figures) == ["2016-10-10", "-"]


def test_war_totals_take_no_day_from_the_account_and_run_up_to_the_report() -> None:
    reading = read("A raid killed two people on Monday. The war has killed at least 400,000 people.")
    figures = (
        figure(reading, "killed two people", "two"),
        figure(reading, "The war has killed at least 400,000 people", "at least 400,000"),
    )
    assert when(reading, *figures) == ["2016-10-10", "/2016-10-13"]


def test_what_follows_a_long_total_takes_no_day_before_it() -> None:
    reading = read(
        "A raid killed two people on Monday. Raids killed 900 people over the past year. "
        "Shells killed 70 people."
    )
    figures = (
        figure(reading, "killed two people", "two"),
        figure(reading, "killed 900 people", "900"),
        figure(reading, "killed 70 people", "70"),
    )
    assert when(reading, *figures) == ["2016-10-10", "2015-10-13/2016-10-13", "-"]


def test_strikes_of_an_operation_have_killed_up_to_now() -> None:
    reading = read(
        "Shells killed two people on Monday. Raids for the operation have killed hundreds of civilians."
    )
    figures = (
        figure(reading, "killed two people", "two"),
        figure(reading, "Raids for the operation have killed hundreds of civilians", "hundreds"),
    )
    assert when(reading, *figures) == ["2016-10-10", "/2016-10-13"]


def test_people_trapped_take_no_day_from_an_attack() -> None:
    reading = read("Shells killed two people on Monday. Up to 3,000 people are trapped in Tarvik.")
    figures = (
        figure(reading, "killed two people", "two"),
        figure(reading, "Up to 3,000 people are trapped", "Up to 3,000", Harm.TRAPPED),
    )
    assert when(reading, *figures) == ["2016-10-10", "-"]


def test_a_sum_has_the_days_of_its_parts() -> None:
    reading = read(
        "Bombs have killed at least 84 people. Raids killed 13 people on Thursday. "
        "Shells killed 71 people on Tuesday and Wednesday."
    )
    figures = (
        figure(reading, "killed at least 84 people", "at least 84"),
        figure(reading, "killed 13 people", "13"),
        figure(reading, "killed 71 people", "71"),
    )
    assert when(reading, *figures)[0] == "2016-10-11/2016-10-13"


def test_the_same_figure_has_the_same_day() -> None:
    reading = read(
        "At least 23 people were killed, officials said Tuesday. A strike on Monday killed 23 people."
    )
    figures = (
        figure(reading, "At least 23 people were killed", "At least 23"),
        figure(reading, "killed 23 people", "23"),
    )
    assert when(reading, *figures) == ["2016-10-10", "2016-10-10"]


def test_a_headline_has_the_day_of_the_statement_it_sums_up() -> None:
    reading = read(
        "Shells killed three people on Monday. On Wednesday a bomb killed 30 people.",
        headline="Bomb kills over 29 in Tarvik",
    )
    figures = (
        figure(reading, "kills over 29", "over 29"),
        figure(reading, "killed three people", "three"),
        figure(reading, "killed 30 people", "30"),
    )
    assert when(reading, *figures) == ["2016-10-12", "2016-10-10", "2016-10-12"]


def test_a_headline_over_a_report_without_a_day_has_none() -> None:
    reading = read("A bomb killed 30 people.", headline="Bomb kills 30 in Tarvik")
    figures = (figure(reading, "kills 30", "30"), figure(reading, "killed 30 people", "30"))
    assert when(reading, *figures) == ["-", "-"]


def test_the_reports_own_date_is_no_day_of_harm() -> None:
    reading = read("13.10.2016(updated 2042 13.10.2016) A shelling of Tarvik left six people dead.")
    assert when(reading, figure(reading, "six people dead", "six")) == ["-"]


def test_without_a_reference_relative_dates_give_no_day() -> None:
    reading = read("A raid killed 3 people on Monday.", reference=None)
    assert when(reading, figure(reading, "killed 3 people", "3")) == ["-"]


def test_ucdp_dates_what_the_text_does_not() -> None:
    reading = read("A bomb killed 30 people.")
    (interval,) = find_when(reading, [figure(reading, "killed 30 people", "30")], convention="ucdp")
    assert (interval.start, interval.last_day, interval.basis) == (
        date(2016, 10, 10),
        date(2016, 10, 12),
        "report_date",
    )


def test_a_total_of_the_war_runs_from_its_outbreak_to_the_report() -> None:
    reading = read(
        "Norland has been mired in civil war since 2011. The war has killed more than 20,000 people."
    )
    assert when(reading, figure(reading, "killed more than 20,000 people", "more than 20,000")) == [
        "2011-01-01/2016-10-13"
    ]


def test_a_total_of_a_war_of_which_no_outbreak_is_told_has_an_open_start() -> None:
    reading = read("The war has killed more than 20,000 people.")
    assert when(reading, figure(reading, "killed more than 20,000 people", "more than 20,000")) == [
        "/2016-10-13"
    ]


def test_what_is_told_beside_an_account_does_not_move_it() -> None:
    reading = read(
        "A bomber killed 4 people on Sunday. The attack came as monitors said troops killed 48 people last week. "
        "Two clerks were killed in the attack."
    )
    figures = [
        figure(reading, "killed 4 people", "4"),
        figure(reading, "killed 48 people", "48"),
        figure(reading, "Two clerks were killed", "Two"),
    ]
    assert when(reading, *figures)[::2] == ["2016-10-09", "2016-10-09"]


def test_the_day_a_toll_rose_is_not_the_day_of_the_harm() -> None:
    reading = read("On Monday raiders stormed the oilfield. On Wednesday the death toll rose to 115.")
    assert when(reading, figure(reading, "toll rose to 115", "115")) == ["2016-10-10"]


def test_a_day_of_months_before_in_a_clause_of_its_own_is_left_aside() -> None:
    for text in (
        "After the town fell last month raiders killed 17 people.",
        "Raiders in the town from which they were driven out last month killed 17 people.",
    ):
        reading = read(text)
        assert when(reading, figure(reading, "killed 17 people", "17")) == ["-"], text


def test_a_figure_since_an_event_counts_from_it() -> None:
    reading = read("Fires killed 70 people since the council met last month.")
    assert when(reading, figure(reading, "killed 70 people", "70")) == ["2016-09-01/2016-10-13"]
    reading = read("Hundreds of people have been killed since talks broke off.")
    assert when(reading, figure(reading, "Hundreds of people have been killed", "Hundreds")) == [
        "/2016-10-13"
    ]


def test_since_wins_over_the_day_of_speaking() -> None:
    reading = read("At least 84 miners have been killed since Tuesday the ministry said on Thursday.")
    assert when(reading, figure(reading, "At least 84 miners have been killed", "At least 84")) == [
        "2016-10-11/2016-10-13"
    ]


def test_a_part_has_the_days_of_its_whole() -> None:
    reading = read("Raiders killed 48 people last week among them 10 children. On Monday rain fell.")
    whole, part = propose_claims(reading)
    days = when(reading, whole, part)
    assert days[0] == days[1] != "-"


def test_most_has_the_day_of_those_told_of_before() -> None:
    reading = read("An attack in July left 270 guards dead. Most were killed at the gate.")
    assert len(set(when(reading, *propose_claims(reading)))) == 1


def test_another_event_elsewhere_has_no_day_of_the_account() -> None:
    reading = read("A blast killed 4 people on Sunday. Elsewhere raiders killed six people.")
    assert when(reading, figure(reading, "killed six people", "six")) == ["-"]


def test_equal_vague_words_are_no_repeat_of_a_number() -> None:
    reading = read("Troops killed 10 raiders. On Monday guards killed many raiders.")
    assert when(reading, figure(reading, "killed 10 raiders", "10")) == ["-"]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "A raid killed 12 people on Monday.",
            "Shells killed 3 people.",
            "The war has killed 20,000 people since 2011.",
            "Officials said Tuesday 15 people died.",
            "Days after a blast killed 5 people, talks opened.",
            "Elsewhere troops stormed Ostel.",
            "The blast on Friday hit a market.",
            "Between May and June 40 people were killed.",
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(SENTENCES, st.dates(min_value=date(2012, 1, 1), max_value=date(2030, 1, 1)))
def test_every_figure_gets_an_ordered_interval_not_after_the_report(
    sentences: list[str], reference: date
) -> None:
    reading = read(" ".join(sentences), reference=reference)
    proposals = [
        Proposal(
            sentence=index,
            quantity=quantity,
            harm=Harm.KILLED,
            trigger=quantity.span,
            quote=quantity.span,
        )
        for quantity in reading.quantities
        if (index := reading.sentence_at(quantity.span.start)) is not None
    ]
    found = find_when(reading, proposals)
    assert len(found) == len(proposals)
    for interval in found:
        if interval.last_day is not None:
            assert interval.last_day <= reference
        assert (interval.basis == "none") <= (not interval.is_known)
        assert (interval.words is None) or interval.basis in {"words", "carried"}


def test_the_reference_of_these_tests_is_a_thursday() -> None:
    assert THURSDAY.strftime("%A") == "Thursday"


def test_earlier_this_week_takes_the_day_its_event_is_given_further_on() -> None:
    reading = read(
        "Troops executed 48 people earlier this week in Ostel. The killings took place on Tuesday. Rain fell."
    )
    assert when(reading, figure(reading, "executed 48 people", "48")) == ["2016-10-11"]


def test_another_event_further_on_does_not_narrow_earlier_this_week() -> None:
    reading = read("Troops executed 48 people earlier this week in Ostel. Envoys met in Tarvik on Tuesday.")
    assert when(reading, figure(reading, "executed 48 people", "48")) == ["2016-10-10/2016-10-12"]


def test_a_day_outside_the_time_told_does_not_narrow_it() -> None:
    reading = read("Troops executed 48 people last month in Ostel. The killings took place on Tuesday.")
    assert when(reading, figure(reading, "executed 48 people", "48")) == ["2016-09-01/2016-09-30"]


def test_since_is_not_narrowed_to_a_day_inside() -> None:
    reading = read("Shells killed 48 people since Monday. The attack took place on Tuesday.")
    assert when(reading, figure(reading, "killed 48 people", "48")) == ["2016-10-10/2016-10-13"]


def test_another_statement_of_a_narrowed_figure_has_its_day() -> None:
    reading = read(
        "A monitor said troops executed 48 people earlier this week. Buses left. Rain fell. Snow fell. "
        "Troops executed 48 people in Ostel earlier this week. The killings took place on Tuesday."
    )
    first = figure(reading, "executed 48 people", "48")
    second = figure(reading, "executed 48 people", "48", occurrence=1)
    assert when(reading, first, second) == ["2016-10-11", "2016-10-11"]


def test_days_of_fighting_are_not_the_day_they_ended() -> None:
    text = "Rebels took the base on Wednesday after days of fighting that cost 500 lives."
    reading = read(text)
    assert when(reading, figure(reading, "cost 500 lives", "500")) == ["-"]
    reading = read(f"{text} Soldiers had held out since Sunday in the fight.")
    assert when(reading, figure(reading, "cost 500 lives", "500")) == ["2016-10-09/2016-10-13"]


def test_a_days_fighting_keeps_its_day() -> None:
    reading = read("Rebels took the base on Wednesday after fighting that cost 500 lives.")
    assert when(reading, figure(reading, "cost 500 lives", "500")) == ["2016-10-12"]


def test_an_offensive_of_which_the_first_day_is_told_has_an_open_end() -> None:
    for text in (
        "Raiders attacked the road on Monday. Soldiers in a counter-offensive killed 29 raiders.",
        "Raiders began their offensive by shelling the road on Monday. The heavy fighting killed 29 raiders.",
    ):
        reading = read(text)
        assert when(reading, figure(reading, "killed 29 raiders", "29")) == ["2016-10-10/"], text
    reading = read(
        "Raiders attacked the road on Thursday. Soldiers in a counter-offensive killed 29 raiders."
    )
    assert when(reading, figure(reading, "killed 29 raiders", "29")) == ["2016-10-13"]


def test_people_under_rubble_have_the_day_of_the_attack() -> None:
    reading = read("Shells killed two people on Monday. Ten people are trapped under the rubble.")
    figures = (
        figure(reading, "killed two people", "two"),
        figure(reading, "Ten people are trapped", "Ten", Harm.TRAPPED),
    )
    assert when(reading, *figures) == ["2016-10-10", "2016-10-10"]


def test_a_war_total_of_an_older_report_has_no_end() -> None:
    text = "According to a February report the conflict has killed over 470,000 people."
    reading = read(text)
    assert when(reading, figure(reading, "killed over 470,000 people", "over 470,000")) == ["-"]
    reading = read(f"The war broke out in March 2011. {text}")
    assert when(reading, figure(reading, "killed over 470,000 people", "over 470,000")) == ["2011-03-01/"]


def test_a_metadata_date_gives_way_to_the_dateline() -> None:
    reading = read("TARVIK, Oct 5 (Agency) - A raid killed 3 people on Monday.")
    claims = figure(reading, "killed 3 people", "3")
    own = find_text_date(reading.text, THURSDAY)
    assert own is not None
    reading = replace(reading, report=replace(reading.report, text_date=own.date))
    assert when(reading, claims) == ["2016-10-03"]


def test_a_figure_of_the_event_since_which_something_is_so_has_its_day() -> None:
    reading = read(
        "It was the first death in Tarvik since a suspected attack on Tuesday that killed 14 people. "
        "It was the worst attack since gas killed 200 people in Ostel in August 2013."
    )
    figures = figure(reading, "killed 14 people", "14"), figure(reading, "killed 200 people", "200")
    assert when(reading, *figures) == ["2016-10-11", "2013-08-01/2013-08-31"]


def test_a_figure_since_an_event_that_killed_nobody_counts_from_it() -> None:
    reading = read("Shells have killed 14 people since the attack on Tuesday.")
    assert when(reading, figure(reading, "killed 14 people", "14")) == ["2016-10-11/2016-10-13"]


def test_the_day_of_what_was_answered_is_not_the_day_of_the_account() -> None:
    reading = read(
        "The raid hit Tarvik on Wednesday. The general said the attack was a response to the shelling of Ostel "
        "on Monday. Five people were killed in the raid."
    )
    assert when(reading, figure(reading, "Five people were killed", "Five")) == ["2016-10-12"]


def test_an_attack_that_killed_and_was_answered_keeps_its_day() -> None:
    reading = read("Jets hit Tarvik in response to an attack on Monday that killed five people.")
    assert when(reading, figure(reading, "killed five people", "five")) == ["2016-10-10"]


def test_a_day_that_leads_to_what_was_confirmed_is_one_of_speaking() -> None:
    reading = read(
        "The attack on Tarvik took place on 4 October. On Tuesday similar findings were confirmed by medics. "
        "Five people were killed in the attack."
    )
    assert when(reading, figure(reading, "Five people were killed", "Five")) == ["2016-10-04"]


def test_a_stretch_that_has_killed_runs_on() -> None:
    reading = read("Tarvik has been under bombardment since Monday, which has killed 14 people.")
    assert when(reading, figure(reading, "has killed 14 people", "14")) == ["2016-10-10/2016-10-13"]


def test_the_day_of_what_was_answered_is_carried_where_no_other_is_told() -> None:
    reading = read(
        "The council debates strikes in response to an attack on Monday. It blames the army for the attack, "
        "which killed 14 people."
    )
    assert when(reading, figure(reading, "killed 14 people", "14")) == ["2016-10-10"]
