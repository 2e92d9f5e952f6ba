"""Relations by the classes of wording and of place found over reports that were never looked at before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recount.extract import Extractor
from recount.extract.relations import give_parties
from recount.model import Claim, Harm, Means, Perpetrator, Place, PlaceCandidate, Scope, Status
from tests.extract.scenes import read
from tests.extract.test_relations import MORE, SAME, SUBSET, THURSDAY, WEDNESDAY, Scene, credited, places

PERIOD = (date(2016, 10, 6), THURSDAY)
WEEKS_BEFORE = (date(2016, 9, 20), date(2016, 10, 4))


def known(name: str, kind: str, lat: float, *, lon: float = 30.0, land: str = "Ardunia") -> Place:
    """A place that a gazetteer knows, with its point."""
    entry = PlaceCandidate(
        gazetteer="test", place_id=name, name=name, kind=kind, lat=lat, lon=lon, country="XX", parents=(land,)
    )
    return Place(name=name, resolved=entry, candidates=(entry,))


LAND = Place(
    name="Ardunia",
    resolved=PlaceCandidate(gazetteer="test", place_id="XX", name="Ardunia", kind="country", country="XX"),
)


@pytest.mark.parametrize(("lat", "is_part"), [(50.2, True), (53.0, False)])
def test_a_town_near_a_city_lies_in_its_province(lat: float, *, is_part: bool) -> None:
    scene = Scene(read("Raids on Velim killed 135 people this week. In Oskra ten people died on Thursday."))
    whole = scene.add(
        "killed 135", "135", days=PERIOD, scope=Scope.PERIOD, places=(known("Velim", "city", 50.0),)
    )
    part = scene.add("ten people died", "ten", scope=Scope.INCIDENT, places=(known("Oskra", "town", lat),))
    assert scene.edge(part) == ((SUBSET, whole) if is_part else None)


def test_a_town_said_to_lie_in_another_province_is_not_near() -> None:
    scene = Scene(read("Raids on Velim killed 135 people this week. In Oskra ten people died on Thursday."))
    scene.add("killed 135", "135", days=PERIOD, scope=Scope.PERIOD, places=(known("Velim", "city", 50.0),))
    oskra = (known("Oskra", "town", 50.2), *places("Tarnow"))
    assert scene.edge(scene.add("ten people died", "ten", scope=Scope.INCIDENT, places=oskra)) is None


def test_the_country_of_a_headline_does_not_hold_what_happened_elsewhere_in_it() -> None:
    scene = Scene(read("A bomb killed three people in Oskra.", headline="Raid on Velim in Ardunia kills 18"))
    scene.add("kills 18", "18", places=(known("Velim", "city", 50.0), LAND))
    bomb = scene.add("killed three people", "three", places=(known("Oskra", "city", 55.0),))
    assert scene.edge(bomb) is None


def test_a_number_too_small_for_the_vague_word_of_a_headline_is_a_part() -> None:
    scene = Scene(
        read("At least 10 people died in Velim on Thursday.", headline="Dozens killed in raids on Velim")
    )
    head = scene.add("Dozens killed", "Dozens", places=places("Velim"))
    body = scene.add("At least 10 people died", "At least 10", places=places("Velim"))
    assert scene.edge(body) == (SUBSET, head)


def test_figures_told_right_behind_another_one_that_they_add_up_to_are_its_parts() -> None:
    scene = Scene(read("Over 80 died in Velim. Three civilians two women and a man were killed in Oskra."))
    scene.add("Over 80 died", "Over 80", places=places("Velim"))
    whole = scene.add("Three civilians", "Three", places=places("Oskra"))
    women = scene.add("two women", "two", places=places("Oskra"))
    man = scene.add("a man", "a", places=places("Oskra"))
    assert scene.edge(women) == scene.edge(man) == (SUBSET, whole)


def test_figures_behind_another_one_that_are_not_its_sum_are_no_parts_of_it() -> None:
    scene = Scene(read("Nine guards two women and a man were killed in Oskra."))
    scene.add("Nine guards", "Nine")
    assert scene.edge(scene.add("two women", "two")) is None
    assert scene.edge(scene.add("a man", "a")) is None


def test_another_body_s_vague_word_repeats_a_number_and_its_number_does_not() -> None:
    for words, relation in (("Dozens", SAME), ("Thirty", None)):
        scene = Scene(
            read(f"The monitor said 56 people died in Velim. The army said {words} people died there.")
        )
        first = scene.add("56 people died", "56", attribution=credited("the monitor"))
        again = scene.add(f"{words} people died", words, attribution=credited("The army"))
        assert scene.edge(again) == (None if relation is None else (relation, first))


def test_who_was_also_killed_is_no_part_of_the_figure_before() -> None:
    scene = Scene(read("The guards killed six raiders near Velim. They also shot a raider in Oskra."))
    scene.add("killed six raiders", "six", places=places("Velim"))
    also = scene.add("shot a raider", "a", places=places("Oskra", "Velim"))
    assert scene.edge(also) is None


def test_one_counted_and_named_is_the_one_named_again() -> None:
    reading = read(
        "The army killed one of its leaders Tarn Oskel in Velim. Raiders confirmed the killing of Tarn Oskel."
    )
    one, again = (claim for claim in Extractor().extract(reading.report) if isinstance(claim, Claim))
    assert again.relation is not None
    assert (again.relation.type, again.relation.to) == (SAME, one.id)


def test_a_heading_run_into_its_text_is_one_figure_told_twice() -> None:
    scene = Scene(read("Two people killed in a raid on Velim Two people were killed on Thursday in Velim."))
    first = scene.add("Two people killed", "Two", places=places("Velim"), victims_text="people")
    second = scene.add("Two people were killed", "Two", places=places("Velim"), victims_text="people")
    assert scene.edge(second) == (SAME, first)


def test_a_bare_figure_of_a_heading_run_into_its_text_is_told_again_with_its_people() -> None:
    scene = Scene(read("Three killed in raid on Velim Three clerks were killed in a raid on Velim."))
    first = scene.add("Three killed", "Three", places=places("Velim"))
    again = scene.add("Three clerks were killed", "Three", victims_text="clerks", places=places("Velim"))
    assert scene.edge(again) == (SAME, first)


def test_two_figures_of_one_sentence_with_different_victims_are_no_repeat() -> None:
    scene = Scene(read("In Velim five soldiers and five drivers were killed."))
    scene.add("five soldiers", "five", places=places("Velim"), victims_text="soldiers")
    second = scene.add("five drivers were killed", "five", places=places("Velim"), victims_text="drivers")
    assert scene.edge(second) is None


def test_vague_words_for_other_people_are_no_repeat() -> None:
    scene = Scene(read("Several raiders died in Velim. Later many pilots died in Velim."))
    scene.add("Several raiders died", "Several", places=places("Velim"), victims_text="raiders")
    pilots = scene.add("many pilots died", "many", places=places("Velim"), victims_text="pilots")
    assert scene.edge(pilots) is None


def test_what_is_only_feared_is_no_part_and_neither_is_none() -> None:
    scene = Scene(read("A blast in Velim killed 25 people. The blast caused no deaths in Velim."))
    scene.add("killed 25 people", "25", places=places("Velim"))
    none = scene.add("no deaths", "no", places=places("Velim"), attribution=credited("Monitor"))
    assert scene.edge(none) is None


def test_nobody_is_no_part_that_makes_a_sum() -> None:
    scene = Scene(read("Rockets wounded one person. A boy was hurt later. The raids caused no injuries."))
    scene.add("wounded one person", "one", harm=Harm.INJURED)
    scene.add("A boy was hurt", "A", harm=Harm.INJURED)
    assert scene.edge(scene.add("no injuries", "no", harm=Harm.INJURED)) is None


def test_people_hurt_in_the_blast_and_treated_elsewhere_are_a_part() -> None:
    scene = Scene(
        read("A bomb near Velim injured 25 people. Four people injured in the blast are treated in Oskra.")
    )
    whole = scene.add("injured 25 people", "25", Harm.INJURED, places=places("Velim"))
    part = scene.add("Four people injured", "Four", Harm.INJURED, places=places("Oskra"))
    assert scene.edge(part) == (SUBSET, whole)


def test_most_of_people_called_by_another_word_are_of_those_just_told() -> None:
    scene = Scene(read("Raiders executed 50 troops in Velim. Most of the soldiers were shot, it said."))
    whole = scene.add(
        "executed 50 troops", "50", places=places("Velim"), victims_text="troops", status=Status.COMBATANT
    )
    most = scene.add(
        "Most of the soldiers",
        "Most",
        places=places("Velim"),
        victims_text="soldiers",
        status=Status.COMBATANT,
    )
    assert scene.edge(most) == (SUBSET, whole)


def test_a_total_of_a_rounded_week_holds_another_counted_from_a_day_before() -> None:
    scene = Scene(
        read("Since last Thursday 545 people were killed in Velim. Over the week 374 died in Oskra.")
    )
    whole = scene.add(
        "545 people were killed", "545", days=PERIOD, scope=Scope.PERIOD, places=places("Velim")
    )
    part = scene.add(
        "374 died",
        "374",
        days=(date(2016, 10, 5), THURSDAY),
        scope=Scope.PERIOD,
        places=places("Oskra", "Velim"),
    )
    assert scene.edge(part) == (SUBSET, whole)


def test_a_total_that_begins_days_before_another_is_no_part_of_it() -> None:
    scene = Scene(read("Since last Thursday 545 people were killed in Velim. Over weeks 374 died in Oskra."))
    scene.add("545 people were killed", "545", days=PERIOD, scope=Scope.PERIOD, places=places("Velim"))
    other = scene.add(
        "374 died", "374", days=WEEKS_BEFORE, scope=Scope.PERIOD, places=places("Oskra", "Velim")
    )
    assert scene.edge(other) is None


def test_meanwhile_another_attack_is_no_part_of_the_first() -> None:
    scene = Scene(
        read("Meanwhile two people died when shells hit Velim.", headline="29 raiders dead in Velim car bomb")
    )
    scene.add("29 raiders dead", "29", places=places("Velim"), means=Means.CAR_BOMB, scope=Scope.INCIDENT)
    shells = scene.add("two people died", "two", places=places("Velim"), means=Means.SHELLING)
    assert scene.edge(shells) is None


def test_a_figure_of_another_speaker_and_other_means_is_no_part() -> None:
    scene = Scene(
        read("Medics said 33 people in Velim were hurt by gas. The Monitor said shells hurt 10 there.")
    )
    scene.add(
        "33 people in Velim were hurt",
        "33",
        Harm.INJURED,
        places=places("Velim"),
        means=Means.CHEMICAL,
        attribution=credited("Medics"),
    )
    shells = scene.add(
        "hurt 10",
        "10",
        Harm.INJURED,
        places=places("Velim"),
        means=Means.SHELLING,
        attribution=credited("Monitor"),
    )
    assert scene.edge(shells) is None


def test_a_part_has_the_parties_of_its_whole_and_an_addition_has_not() -> None:
    scene = Scene(
        read(
            "Raiders killed 42 people including seven children in Velim on Wednesday. Another five died in Oskra."
        )
    )
    raiders = (Perpetrator(name="Raiders"),)
    whole = scene.add(
        "killed 42 people",
        "42",
        days=(WEDNESDAY, WEDNESDAY),
        alleged_perpetrators=raiders,
        perpetrator_alleged=True,
    )
    part = scene.add("including seven children", "seven", hint=(SUBSET, "42", "including"))
    more = scene.add("Another five died", "five", hint=(MORE, None, "another"))
    given = {claim.id: claim for claim in give_parties(scene.claims, scene.relations())}
    assert given[part.id].alleged_perpetrators == raiders
    assert given[part.id].perpetrator_alleged
    assert given[more.id].alleged_perpetrators == ()
    assert given[whole.id].relation is None
    assert given[part.id].relation is not None


@pytest.mark.parametrize(
    ("of_whole", "of_part", "has_party"),
    [
        ({}, {}, True),
        ({"attribution": credited("the monitor")}, {}, True),
        ({"attribution": credited("the monitor")}, {"attribution": credited("the monitor")}, True),
        ({"attribution": credited("the monitor")}, {"attribution": credited("the clinic")}, False),
        ({"scope": Scope.CAMPAIGN}, {}, False),
    ],
)
def test_a_part_has_no_parties_from_a_campaign_nor_from_another_speaker(
    of_whole: dict[str, Any], of_part: dict[str, Any], *, has_party: bool
) -> None:
    scene = Scene(read("Raiders killed 42 people, the monitor said, seven of them at the clinic, it said."))
    raiders = (Perpetrator(name="Raiders"),)
    scene.add("killed 42 people", "42", alleged_perpetrators=raiders, **of_whole)
    part = scene.add("seven of them", "seven", hint=(SUBSET, "42", "of them"), **of_part)
    given = {claim.id: claim for claim in give_parties(scene.claims, scene.relations())}
    assert given[part.id].relation is not None
    assert given[part.id].alleged_perpetrators == (raiders if has_party else ())


PARTS = (
    "In Oskra seven people were injured by shells on Thursday. In Tarnow nine people were injured by mortar rounds. "
    "A person was injured in Karsem."
)


@pytest.mark.parametrize(
    ("headline", "are_parts"),
    [
        ("17 people injured in attacks on several towns", True),
        ("18 people injured in attacks on several towns", False),
    ],
)
def test_all_that_stands_alone_below_a_headline_and_adds_up_to_its_figure_is_counted_there(
    headline: str, *, are_parts: bool
) -> None:
    scene = Scene(read(PARTS, headline=headline))
    whole = scene.add(f"{headline[:2]} people injured", headline[:2], harm=Harm.INJURED)
    parts = [
        scene.add("seven people were injured", "seven", harm=Harm.INJURED, places=places("Oskra")),
        scene.add("nine people were injured", "nine", harm=Harm.INJURED, places=places("Tarnow")),
        scene.add("A person was injured", "A", harm=Harm.INJURED, places=places("Karsem")),
    ]
    edges = [scene.edge(part) for part in parts]
    assert (edges == [(SUBSET, whole)] * 3) is are_parts


def test_others_told_again_right_behind_a_headline_set_within_the_text_are_the_same() -> None:
    text = (
        "Two killed six others injured in Ostra Two people were killed and six others were injured on Monday by shells "
        "in Ostra."
    )
    claims = [claim for claim in Extractor().extract(read(text).report) if isinstance(claim, Claim)]
    first, again = (claim for claim in claims if claim.harm is Harm.INJURED)
    assert again.relation is not None
    assert (again.relation.type, again.relation.to) == (SAME, first.id)
