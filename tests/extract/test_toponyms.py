from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.places import Role, Toponym, find_toponyms
from recount.gazetteer import UserGazetteer
from recount.model import PlaceCandidate
from tests.extract.scenes import read


def found(text: str, *known: str, headline: str = "") -> list[Toponym]:
    entries = [
        (PlaceCandidate(gazetteer="test", place_id=name, name=name, kind="town", lat=1.0, lon=2.0), ())
        for name in known
    ]
    return find_toponyms(read(text, headline=headline), UserGazetteer("test", entries) if known else None)


def names(text: str, *known: str, headline: str = "") -> list[str]:
    return [name.name for name in found(text, *known, headline=headline)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell in Tolmira overnight.", ["Tolmira"]),
        ("The town of Kafr Zorana was hit.", ["Kafr Zorana"]),
        ("Clashes broke out in Sarel province.", ["Sarel province"]),
        ("A blast shook the al-Marwa neighbourhood of Sarel.", ["al-Marwa", "Sarel"]),
        ("Fighting went on ten km north of Ostrava Bay.", ["Ostrava Bay"]),
        ("Jets bombed eastern Sarel.", ["eastern Sarel"]),
        ("Planes flew over Mali and Niger.", ["Mali", "Niger"]),
        ("Raids hit rebel-held Tolmira.", ["Tolmira"]),
        ("Three died at the Sendiya refugee camp.", ["Sendiya refugee camp"]),
        ("They fled the villages of Ubrin, Tolmira and Beit Qorr.", ["Ubrin", "Tolmira", "Beit Qorr"]),
        ("Shells hit several districts, including al-Marwa, Bab Ostra and al-Sendiya, officials said.",
         ["al-Marwa", "Bab Ostra", "al-Sendiya"]),
        ("A bus burned on the outskirts of Tolmira, in Sarel.", ["Tolmira", "Sarel"]),
    ],
)  # fmt: skip
def test_places_are_known_by_their_surroundings(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Tolmira Media Center published a list.",
        "The Sarel Observatory counted the dead.",
        "The figure was given by Anders Kolm on Monday.",
        "Colonel Anders Kolm spoke to Reuters in March.",
        "Fighters of the Free Valley Army attacked at dawn.",
        "He spoke in Arabic and the Taliban answered in January.",
    ],
)
def test_bodies_people_and_days_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raids hit districts including al-Marwa Bab Ostra and al-Sendiya on Monday",
         ["al-Marwa", "Bab Ostra", "al-Sendiya"]),
        ("Strikes were aimed at the neighbourhoods of Ubrin Marwa Tolmira Ostra and Karm Sendiya",
         ["Ubrin", "Marwa", "Tolmira", "Ostra", "Karm Sendiya"]),
        ("Ministers came from Mali Niger Burkina Faso and Chad", ["Mali", "Niger", "Burkina Faso", "Chad"]),
    ],
)  # fmt: skip
def test_names_are_parted_where_commas_are_missing(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_lost_apostrophe_is_not_part_of_the_name() -> None:
    text = "Shells fell in Tolmira. Many of Tolmiras houses burned, and Malis army left."
    assert names(text) == ["Tolmira", "Tolmira", "Mali"]


def test_a_name_that_counted_once_counts_everywhere() -> None:
    assert names("Tolmira burned for days. Few are left in Tolmira.") == ["Tolmira", "Tolmira"]
    assert names("Tolmira burned for days.") == []


def test_the_gazetteer_vouches_for_names_in_weak_surroundings() -> None:
    text = "Warplanes struck Tolmira at dawn."
    assert names(text) == []
    assert names(text, "Tolmira") == ["Tolmira"]


def test_a_headline_in_capitals_keeps_only_names_the_text_bears_out() -> None:
    body = "Six people were killed in Tolmira. The bombing was condemned. Nobody claimed it yet."
    assert names(body, headline="Six Killed in Tolmira Bombing as Talks Resume in Heavy Rain") == [
        "Tolmira",
        "Tolmira",
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Five died in the town of Tolmira.", Role.AT),
        ("Raids on the town of Tolmira went on.", Role.TARGET),
        ("The army moved south of Tolmira.", Role.BESIDE),
        ("Families left the town of Tolmira.", Role.AWAY),
        ("They were granted safe passage out of Tolmira.", Role.AWAY),
        ("Buses went to the town of Tolmira.", Role.TOWARD),
        ("The town of Tolmira burned.", Role.MENTION),
    ],
)
def test_each_name_has_the_part_it_plays(text: str, role: Role) -> None:
    assert [name.role for name in found(text)] == [role]


def test_the_kind_of_a_list_is_shared() -> None:
    kinds = [name.kind for name in found("Rockets fell on al-Marwa and al-Sendiya neighbourhoods.")]
    assert kinds == ["quarter", "quarter"]


def test_another_language_has_no_rules_and_no_names() -> None:
    reading = read("Shells fell in Tolmira.")
    object.__setattr__(reading.report, "language", "xx")
    assert find_toponyms(reading) == []


@given(st.text(alphabet="Aabc ,.'-’éاТ\n", max_size=80), st.sampled_from(["in ", "near the town of ", ""]))
def test_every_name_is_found_at_its_span(text: str, opening: str) -> None:
    reading = read(f"Shells fell {opening}{text}")
    for name in find_toponyms(reading):
        assert reading.words(name.span) == name.name
        assert reading.sentences[name.sentence].span.contains(name.span)


def test_a_people_is_no_place_but_where_a_noun_shows_one() -> None:
    assert names("Raiders killed many of the al-Sorana tribe in Tolmira.") == ["Tolmira"]
    assert names("Many of the al-Sorana tribe died. They fled al-Sorana towns.") == ["al-Sorana"]
