from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.places import find_places
from recount.extract.when import find_when
from recount.gazetteer import UserGazetteer
from recount.model import Harm, Place, PlaceCandidate, WherePrecision
from tests.extract.scenes import figure, read


def located(
    text: str,
    *quotes: tuple[str, str] | tuple[str, str, Harm],
    headline: str = "",
    gazetteer: UserGazetteer | None = None,
) -> list[tuple[Place, ...]]:
    reading = read(text, headline=headline)
    proposals = [figure(reading, *quote) for quote in quotes]
    return find_places(reading, proposals, gazetteer)


def names(text: str, *quotes: tuple[str, str] | tuple[str, str, Harm], headline: str = "") -> list[list[str]]:
    return [[place.name for place in places] for places in located(text, *quotes, headline=headline)]


def test_the_place_of_the_clause_comes_with_what_encloses_it() -> None:
    text = "Air strikes killed nine people in the town of Tolmira in Sarel province on Monday."
    assert names(text, ("Air strikes killed nine people", "nine")) == [["Tolmira", "Sarel province"]]


def test_words_of_a_sentence_in_capitals_are_no_names() -> None:
    text = "NINE PEOPLE WERE KILLED IN AN AIR RAID NEAR THE MARKET OF TOLMIRA ON MONDAY."
    assert names(text, ("NINE PEOPLE WERE KILLED", "NINE")) == [["TOLMIRA"]]


def test_all_places_of_a_list_are_kept() -> None:
    text = "Shelling killed nine people in the villages of Ubrin, Tolmira and Beit Qorr."
    assert names(text, ("Shelling killed nine people", "nine")) == [["Ubrin", "Tolmira", "Beit Qorr"]]


def test_each_figure_of_a_sentence_has_its_own_place() -> None:
    text = "Raids killed 12 people in Tolmira, while seven others were killed in Beit Qorr."
    assert names(text, ("Raids killed 12 people", "12"), ("seven others were killed", "seven")) == [
        ["Tolmira"],
        ["Beit Qorr"],
    ]


def test_the_place_that_opens_a_sentence_is_for_all_its_figures() -> None:
    text = "In Sarel province, four people were killed and six injured in a raid on the village of Ubrin."
    assert names(text, ("four people were killed", "four"), ("six injured", "six")) == [
        ["Ubrin", "Sarel province"],
        ["Ubrin", "Sarel province"],
    ]


def test_where_a_speaker_is_is_not_where_the_harm_is() -> None:
    text = "Shells killed nine people in Tolmira. Four more were killed, an official told Reuters from Sarel."
    assert names(text, ("Four more were killed", "Four")) == [["Tolmira"]]


def test_where_fighters_stand_is_not_where_their_shells_fall() -> None:
    text = "Fighters positioned in the village of Ubrin shelled the town of Tolmira, killing nine people."
    assert names(text, ("killing nine people", "nine")) == [["Tolmira"]]


@pytest.mark.parametrize(
    "text",
    [
        "Some 300 people left the villages of Ubrin and Tolmira for Sarel.",
        "Some 300 people were evacuated from the villages of Ubrin and Tolmira towards Sarel.",
    ],
)
def test_people_are_displaced_where_they_left(text: str) -> None:
    quote = ("Some 300 people left" if "left" in text else "Some 300 people were evacuated", "Some 300")
    assert names(text, (*quote, Harm.DISPLACED)) == [["Ubrin", "Tolmira"]]


def test_a_displaced_figure_without_an_origin_is_not_given_one() -> None:
    text = "Shells killed nine people in Tolmira. In all 3000 people were evacuated."
    assert names(text, ("3000 people were evacuated", "3000", Harm.DISPLACED)) == [[]]


def test_the_scene_is_carried_to_the_next_sentence() -> None:
    text = "Rockets fell on the town of Tolmira in Sarel. Nine people were killed. Six were wounded."
    assert names(text, ("Nine people were killed", "Nine"), ("Six were wounded", "Six")) == [
        ["Tolmira", "Sarel"],
        ["Tolmira", "Sarel"],
    ]


def test_the_city_points_back_to_the_city() -> None:
    text = "The city of Sarel is under siege. The town of Tolmira fell. Nine people were killed in the city."
    assert names(text, ("Nine people were killed", "Nine")) == [["Sarel"]]


def test_a_quarter_alone_takes_its_city_from_the_account() -> None:
    text = "Shells fell on the city of Sarel. Nine people were killed in the al-Marwa neighbourhood."
    assert names(text, ("Nine people were killed", "Nine")) == [["al-Marwa", "Sarel"]]


def test_areas_without_a_name_do_not_inherit_the_quarters_of_the_sentence_before() -> None:
    text = (
        "Nine people were killed in the al-Marwa neighbourhood of the city of Sarel. "
        "Seventy people were killed in rebel-held areas last week."
    )
    assert names(text, ("Nine people were killed", "Nine"), ("Seventy people were killed", "Seventy")) == [
        ["al-Marwa", "Sarel"],
        ["Sarel"],
    ]


def test_a_town_named_later_is_the_one_spoken_of() -> None:
    text = "Strikes on a town near Sarel killed nine people. The raids hit a market in the town of Tolmira."
    assert names(text, ("Strikes on a town near Sarel killed nine people", "nine")) == [["Tolmira", "Sarel"]]


def test_a_headline_keeps_its_own_place() -> None:
    text = "Nine people were killed in the town of Tolmira, near Sarel, on Monday."
    headline = "Raid kills nine in Sarel"
    quotes = (("Raid kills nine", "nine"), ("Nine people were killed", "Nine"))
    assert names(text, *quotes, headline=headline)[0] == ["Sarel"]


def test_a_headline_without_a_place_takes_that_of_the_lead() -> None:
    text = "Nine people were killed in the town of Tolmira on Monday."
    quotes = (("Raid kills nine", "nine"), ("Nine people were killed", "Nine"))
    assert names(text, *quotes, headline="Raid kills nine")[0] == ["Tolmira"]


@pytest.mark.parametrize(
    "sentence",
    [
        "More than 90000 people have been killed since the Malian conflict began.",
        "The war in Mali has killed more than 90000 people.",
    ],
)
def test_a_toll_of_the_conflict_lies_in_its_country(sentence: str) -> None:
    text = f"Nine people were killed in Tolmira. {sentence} Mali has seen no peace since."
    quote = (
        "More than 90000 people have been killed"
        if sentence.startswith("More")
        else "killed more than 90000 people"
    )
    count = "More than 90000" if sentence.startswith("More") else "more than 90000"
    assert names(text, (quote, count)) == [["Mali"]]


def test_a_country_that_only_an_adjective_names_has_no_words() -> None:
    text = "More than 90000 people have been killed since the Malian conflict began."
    ((place,),) = located(text, ("More than 90000 people have been killed", "More than 90000"))
    assert (place.name, place.start, place.end) == ("Mali", None, None)


def test_the_country_spoken_of_most_is_not_taken_for_the_place_of_a_war() -> None:
    text = (
        "French, French and French again: the French army spoke of France. "
        "More than 90000 people have been killed since the war began."
    )
    assert names(text, ("More than 90000 people have been killed", "More than 90000")) in ([[]], [["France"]])
    quiet = "French troops stayed. More than 90000 people have been killed since the war began."
    assert names(quiet, ("More than 90000 people have been killed", "More than 90000")) == [[]]


def test_no_place_is_better_than_a_guess() -> None:
    assert names("Nine people were killed on Monday.", ("Nine people were killed", "Nine")) == [[]]


def test_places_are_the_exact_words_of_the_text() -> None:
    text = "Air strikes killed nine people in the town of Tolmira in eastern Sarel."
    ((first, second),) = located(text, ("Air strikes killed nine people", "nine"))
    for place in (first, second):
        assert place.start is not None
        assert text[place.start : place.end] == place.name
    assert second.name == "eastern Sarel"


def test_a_quarter_is_looked_up_inside_its_city() -> None:
    def entry(name: str, kind: str, lat: float, *parents: str) -> tuple[PlaceCandidate, tuple[str, ...]]:
        candidate = PlaceCandidate(
            gazetteer="test", place_id=f"{name}{lat}", name=name, kind=kind, lat=lat, lon=33.0, country="ML",
            parents=parents,
        )  # fmt: skip
        return candidate, ()

    gazetteer = UserGazetteer(
        "test",
        [
            entry("Sarel", "city", 12.0),
            entry("al-Marwa", "quarter", 12.02, "Sarel"),
            entry("al-Marwa", "village", 16.0),
        ],
    )
    text = "Mali mourns. Shells killed nine people in the al-Marwa neighbourhood of Sarel and in Ubrin."
    ((quarter, *_),) = located(text, ("Shells killed nine people", "nine"), gazetteer=gazetteer)
    assert quarter.resolved is not None
    assert quarter.resolved.lat == 12.02
    assert quarter.where_precision is WherePrecision.EXACT


def test_proposals_and_places_are_aligned() -> None:
    reading = read("Nine people were killed in Tolmira.")
    assert find_places(reading, []) == []


@given(
    st.text(alphabet="AaMali bc ,.'-’é²٣ا\n", max_size=60),
    st.text(alphabet="Tom al-X of in 9km²,.", max_size=60),
)
def test_whatever_stands_around_a_figure_its_places_are_words_of_the_text(before: str, after: str) -> None:
    reading = read(f"{before}\nShells killed nine people in {after}")
    proposal = figure(reading, "Shells killed nine people", "nine")
    for place in find_places(reading, [proposal])[0]:
        if place.start is None:
            assert place.where_precision is WherePrecision.UNKNOWN
        else:
            assert reading.text[place.start : place.end] == place.name


@pytest.mark.parametrize(
    "part", ["In the al-Qorr neighbourhood alone,", "In Qorr Street neighbourhood alone"]
)
def test_one_place_of_several_is_not_carried_to_the_whole(part: str) -> None:
    text = f"Shells fell on the town of Tolmira. {part} 14 people were killed. Seventy people were wounded."
    found = names(text, ("14 people were killed", "14"), ("Seventy people were wounded", "Seventy"))
    assert found[0]
    assert found[0] != found[1] == ["Tolmira"]


def test_a_short_sentence_full_of_capitals_is_no_title() -> None:
    text = (
        "Shells fell on the town of Tolmira on Monday. Nine people were killed. Two shops burned. Rain fell."
    )
    assert names(text, ("Nine people were killed", "Nine"), headline="Eight killed") == [["Tolmira"]]


def test_those_who_fight_near_a_place_are_none() -> None:
    text = "Nine people were killed in clashes with Dorun Vesk near Mali."
    assert names(text, ("Nine people were killed", "Nine")) == [["Mali"]]


def test_people_die_off_a_coast() -> None:
    assert names("Nine people died off the coast of Tolmira.", ("Nine people died", "Nine")) == [["Tolmira"]]


def test_another_event_is_not_placed_where_the_last_one_was() -> None:
    text = (
        "A raid on the town of Tolmira killed nine people. Another raid hit a market during the day, "
        "killing four people."
    )
    assert names(text, ("killed nine people", "nine"), ("killing four people", "four")) == [["Tolmira"], []]


def test_another_event_is_placed_where_its_text_says_further_on() -> None:
    text = (
        "A raid on the town of Tolmira killed nine people. Another raid hit a village, killing four people. "
        "The village of Ubrin lies in the north."
    )
    assert names(text, ("killing four people", "four")) == [["Ubrin"]]


def test_another_figure_of_the_event_is_placed_with_it() -> None:
    text = "A raid on the town of Tolmira killed nine people. Another four died in hospital."
    assert names(text, ("Another four died", "four")) == [["Tolmira"]]


def test_the_place_of_what_was_answered_is_not_carried() -> None:
    text = (
        "A missile hit the village of Ubrin. The army called it a response to the attack on the town of Tolmira. "
        "Five people were killed, medics said."
    )
    assert names(text, ("Five people were killed", "Five")) == [["Ubrin"]]


def test_an_event_of_another_day_is_not_placed_where_the_last_one_was() -> None:
    reading = read(
        "On Thursday a raid on the town of Tolmira killed nine people. On Monday a car bombing killed four people."
    )
    figures = [figure(reading, "killed nine people", "nine"), figure(reading, "killed four people", "four")]
    found = find_places(reading, figures, None, find_when(reading, figures))
    assert [[place.name for place in places] for places in found] == [["Tolmira"], []]


def test_a_figure_of_another_day_of_the_same_fighting_is_placed_with_it() -> None:
    reading = read(
        "On Thursday a raid on the town of Tolmira killed nine people. The shelling killed four people on Monday."
    )
    figures = [figure(reading, "killed nine people", "nine"), figure(reading, "killed four people", "four")]
    found = find_places(reading, figures, None, find_when(reading, figures))
    assert [[place.name for place in places] for places in found] == [["Tolmira"], ["Tolmira"]]


def test_the_place_of_what_was_answered_is_carried_where_no_other_is_told() -> None:
    text = (
        "The council debates strikes in response to an attack on the town of Tolmira. "
        "It blames the army for the attack, which killed 14 people."
    )
    assert names(text, ("killed 14 people", "14")) == [["Tolmira"]]


def test_the_place_of_an_earlier_attack_is_not_that_of_the_later_one() -> None:
    text = (
        "Nine people were killed just hours after an attack left dozens dead in the town of Tolmira. "
        "Four of them were children."
    )
    figures = ("Nine people were killed", "Nine"), ("left dozens dead", "dozens"), ("Four of them", "Four")
    assert names(text, *figures) == [[], ["Tolmira"], []]


def test_a_list_is_joined_by_a_sign_as_well() -> None:
    text = "Shelling killed nine people in Ubrin, Tolmira & Beit Qorr."
    assert names(text, ("Shelling killed nine people", "nine")) == [["Ubrin", "Tolmira", "Beit Qorr"]]


def test_a_town_named_again_lies_in_the_province_it_was_named_in() -> None:
    text = (
        "Raids killed 12 people in the town of Tolmira in Sarel province on Monday. "
        "Medics in Tolmira said that a number of people were injured in Tolmira."
    )
    quotes = (
        ("Raids killed 12 people", "12"),
        ("a number of people were injured", "a number of", Harm.INJURED),
    )
    assert names(text, *quotes) == [["Tolmira", "Sarel province"], ["Tolmira", "Sarel province"]]
