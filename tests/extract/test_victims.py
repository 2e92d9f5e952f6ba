from __future__ import annotations

import pytest

from recount.extract.grammar import propose_claims
from recount.extract.victims import Victims, find_victims
from recount.model import Group, Status, StatusBasis

from .scenes import read


def victims(text: str) -> list[Victims]:
    reading = read(text)
    return find_victims(reading, propose_claims(reading))


@pytest.mark.parametrize(
    ("text", "status", "basis"),
    [
        ("Shells killed 12 civilians.", Status.CIVILIAN, StatusBasis.STATED),
        ("Shells killed 12 soldiers.", Status.COMBATANT, StatusBasis.STATED),
        ("Shells killed 12 members of the armed group.", Status.COMBATANT, StatusBasis.STATED),
        ("Shells killed 12 people.", Status.UNKNOWN, StatusBasis.NONE),
        ("Shells killed 12 women.", Status.UNKNOWN, StatusBasis.NONE),
        ("Shells killed 12 children.", Status.CIVILIAN, StatusBasis.RULE),
        ("Shells killed two nurses.", Status.CIVILIAN, StatusBasis.RULE),
        ("Shells killed two citizens.", Status.CIVILIAN, StatusBasis.STATED),
        ("Shells killed three civil defence workers.", Status.CIVILIAN, StatusBasis.RULE),
        ("Shells killed three ambulance drivers.", Status.CIVILIAN, StatusBasis.RULE),
        ("Shells killed 12 members of the Islamic State group.", Status.COMBATANT, StatusBasis.STATED),
        ("Six of the dead were rebels.", Status.COMBATANT, StatusBasis.STATED),
        ("All those killed were civilians.", Status.CIVILIAN, StatusBasis.STATED),
        (
            "Jets hit gatherings of militants in Drell, killing several of them.",
            Status.COMBATANT,
            StatusBasis.STATED,
        ),
        ("Police shot dead three protesters.", Status.CIVILIAN, StatusBasis.RULE),
        ("A baker and his young son were killed.", Status.CIVILIAN, StatusBasis.RULE),
        ("500 people including fighters were evacuated.", Status.MIXED, StatusBasis.STATED),
        ("Shells killed 12.", Status.UNKNOWN, StatusBasis.NONE),
        ("At least 12 people, none of them civilians, were killed.", Status.UNKNOWN, StatusBasis.NONE),
        ("Shells killed 12 people, not including civilians.", Status.UNKNOWN, StatusBasis.NONE),
        ("Shells fell without any casualties among civilians.", Status.CIVILIAN, StatusBasis.STATED),
        ("No Redlandian soldiers were killed.", Status.COMBATANT, StatusBasis.STATED),
    ],
)
def test_status_is_as_claimed_and_says_where_it_comes_from(
    text: str, status: Status, basis: StatusBasis
) -> None:
    (found,) = victims(text)
    assert (found.status, found.basis) == (status, basis)


def test_people_are_civilians_where_their_sentence_says_civilians() -> None:
    (found,) = victims("Mines blew up lorries full of civilians, killing 70 people.")
    assert (found.status, found.basis) == (Status.CIVILIAN, StatusBasis.STATED)


def test_others_and_parts_are_like_the_people_before_them() -> None:
    assert [found.status for found in victims("A blast killed 35 soldiers and injured many more.")] == [
        Status.COMBATANT,
        Status.COMBATANT,
    ]
    whole, part = victims("Twelve soldiers, three of them officers, died.")
    assert part.status is whole.status is Status.COMBATANT


def test_others_are_like_the_people_before_them_only_as_stated() -> None:
    assert [found.status for found in victims("Shells killed 12 soldiers and injured others.")] == [
        Status.COMBATANT,
        Status.COMBATANT,
    ]
    assert [found.status for found in victims("Shells killed a child and injured five others.")] == [
        Status.CIVILIAN,
        Status.UNKNOWN,
    ]


def test_most_speaks_of_the_figure_of_the_sentence_before() -> None:
    _, most = victims("Raiders killed 30 guards. Most were killed in the yard.")
    assert most.status is Status.COMBATANT


def test_people_with_fighters_counted_among_them_are_mixed() -> None:
    statuses = [found.status for found in victims("13 rebels were among 48 people killed in Drell.")]
    assert statuses == [Status.COMBATANT, Status.MIXED]


def test_one_person_harmed_twice_has_one_status() -> None:
    assert [found.status for found in victims("12 soldiers captured in Drell were executed.")] == [
        Status.COMBATANT,
        Status.COMBATANT,
    ]


def test_a_rule_does_not_reach_the_bare_numbers_beside_it() -> None:
    assert [found.status for found in victims("Shells killed 12 children and injured 30.")] == [
        Status.CIVILIAN,
        Status.UNKNOWN,
    ]


def test_groups_are_those_the_words_name() -> None:
    assert victims("Shells killed 52 people, including nine children and a nurse.")[0].groups == (
        Group.CHILD,
        Group.MEDICAL,
    )
    assert victims("Shells killed 22 people, most of them women and children.")[0].groups == (
        Group.WOMAN,
        Group.CHILD,
    )
    assert victims("Shells killed 22 people.")[0].groups == ()


def test_the_text_of_the_victims_leaves_out_the_count() -> None:
    assert (
        victims("At least 30 members of the coast guard were killed.")[0].text == "members of the coast guard"
    )
    assert victims("At least 30 were killed.")[0].text is None


@pytest.mark.parametrize(
    "text",
    [
        "Shells killed 12 people and damaged the citizens houses.",
        "Rockets on civilian areas killed 12 people.",
        "Raids on civilian neighbourhoods killed 12 people.",
    ],
)
def test_what_civilians_own_does_not_make_the_dead_civilians(text: str) -> None:
    (found,) = victims(text)
    assert (found.status, found.basis) == (Status.UNKNOWN, StatusBasis.NONE)
