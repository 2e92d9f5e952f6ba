"""Days of stretches, and days that date something else."""

from __future__ import annotations

from dataclasses import replace

from recount.extract.proposal import RelationHint
from recount.model import RelationType
from tests.extract.scenes import figure, read
from tests.extract.test_when import when


def test_a_total_up_to_now_takes_the_stretch_told_of_behind_it() -> None:
    text = (
        "More than 120 people have been killed as the army stepped up its raids. "
        "Planes dropped 40 bombs on Tarvik during the past two weeks."
    )
    reading = read(text)
    assert when(reading, figure(reading, "More than 120 people have been killed", "120")) == [
        "2016-09-29/2016-10-13"
    ]


def test_a_day_of_speaking_does_not_hide_the_stretch_of_a_total() -> None:
    text = (
        "The network said in a report released today that raiders have held Tarvik since 10 August. "
        "Raiders have executed 36 people in the town."
    )
    reading = read(text)
    assert when(reading, figure(reading, "executed 36 people", "36")) == ["2016-08-10/2016-10-13"]


def test_a_day_counted_from_an_attack_without_a_day_is_none() -> None:
    text = "The blast in Tarvik came a day after air raids killed 26 people in Ostel."
    reading = read(text)
    assert when(reading, figure(reading, "killed 26 people", "26")) == ["-"]


def test_what_was_so_by_a_day_came_about_before() -> None:
    text = (
        "Troops entered Tarvik on Tuesday in an attack. By Wednesday raiders had retaken the town. "
        "The fighting killed 12 people."
    )
    reading = read(text)
    assert when(reading, figure(reading, "killed 12 people", "12")) == ["2016-10-11"]


def test_the_day_of_a_diplomat_s_act_is_not_that_of_the_attack() -> None:
    text = "The envoy on Wednesday renewed his call for a probe of the attack. It killed 12 people."
    reading = read(text)
    assert when(reading, figure(reading, "killed 12 people", "12")) == ["-"]


def test_a_part_has_the_day_its_whole_gets_from_a_repeat() -> None:
    reading = read(
        "The count in Tarvik is 25 dead, 1 of them a nurse. On Tuesday 25 people were killed there, a monitor said."
    )
    whole = figure(reading, "25 dead", "25")
    part = replace(
        figure(reading, "1 of them", "1"),
        hint=RelationHint(type=RelationType.SUBSET_OF, target=whole.quantity.span.start, cue="of them"),
    )
    again = figure(reading, "25 people were killed", "25")
    assert when(reading, whole, part, again) == ["2016-10-11"] * 3
