"""Newswire in capitals: names, lists, asides, and what tells no event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.grammar import propose_claims
from recount.extract.proposal import Proposal
from recount.extract.propose import unite
from recount.extract.reading import Reading
from recount.extract.syntax import propose_by_syntax
from recount.model import Modality, RelationType

from .scenes import read

Figure = tuple[str, str, int | None, int | None]


def proposals(text: str, *, headline: str = "") -> tuple[Reading, list[Proposal]]:
    reading = read(text, headline=headline)
    grammar = propose_claims(reading)
    return reading, unite(grammar, propose_by_syntax(reading, grammar))


def figures(text: str, *, headline: str = "") -> list[Figure]:
    reading, found = proposals(text, headline=headline)
    return [
        (
            reading.words(proposal.quantity.span),
            proposal.harm.value,
            proposal.quantity.low,
            proposal.quantity.high,
        )
        for proposal in found
        if proposal.modality is Modality.ASSERTED
    ]


NAMES: dict[str, list[Figure]] = {
    "FORMER OSKARIA MAYOR OSK HARRAN, 45, WAS SHOT TO DEATH.": [("OSK HARRAN", "killed", 1, 1)],
    "JUDGE ELA VARN WAS KILLED ON MONDAY.": [("ELA VARN", "killed", 1, 1)],
    "THE POLICE SAID OSK HARRAN, A TARVALE VENDOR, WAS KILLED.": [("OSK HARRAN", "killed", 1, 1)],
    "LABOR LEADER OSK HARRAN AND SEVEN OTHER PERSONS WERE KILLED.": [
        ("OSK HARRAN", "killed", 1, 1),
        ("SEVEN", "killed", 7, 7),
    ],
    "OSK HARRAN AND ELA VARN WERE KILLED.": [("OSK HARRAN AND ELA VARN", "killed", 2, 2)],
    "THE GUARDS OSK HARRAN, ELA VARN, AND RUDO MENK WERE WOUNDED.": [
        ("OSK HARRAN, ELA VARN, AND RUDO MENK", "injured", 3, 3)
    ],
    "SECURITY WAS TIGHTENED AFTER CANDIDATE OSK HARRAN'S MURDER.": [("OSK HARRAN", "killed", 1, 1)],
    "HE SPOKE OF THE MURDER CASE OF FORMER MINISTER OSK HARRAN.": [("OSK HARRAN", "killed", 1, 1)],
    "THE MURDER ON THE EVENING OF 27 FEBRUARY OF SIX PEASANTS WAS CONDEMNED.": [("SIX", "killed", 6, 6)],
    "MORE THAN 50 UP MEMBERS HAVE BEEN KILLED.": [("MORE THAN 50", "killed", 51, None)],
    "TWO POLICEMEN GUARDING THE CONSULATE IN TARVALE WERE KILLED.": [("TWO", "killed", 2, 2)],
    "TWO POLICEMEN WHO WERE ON DUTY THERE AND A PRIVATE CITIZEN WERE WOUNDED.": [
        ("TWO", "injured", 2, 2),
        ("A", "injured", 1, 1),
    ],
    "OSK HARRAN WAS KILLED NEAR HIS HOME IN TARVALE, ALONG WITH TWO OF HIS BODYGUARDS.": [
        ("OSK HARRAN", "killed", 1, 1),
        ("TWO", "killed", 2, 2),
    ],
    "SEVERAL GUNMEN KILLED OSK HARRAN, WHO WORKED THERE.": [("OSK HARRAN", "killed", 1, 1)],
    "THEY MURDERED, AT GUNPOINT, A SOLDIER.": [("A", "killed", 1, 1)],
    "FOUR PEOPLE HAVE BULLET WOUNDS AS A RESULT OF THE CLASHES.": [("FOUR", "injured", 4, 4)],
    "FIVE JUDGES AND MAGISTRATES HAVE BEEN KILLED.": [("FIVE", "killed", 5, 5)],
    "THE REPORT NOTES 17 CASUALTIES, INCLUDING NINE WOUNDED SOLDIERS.": [
        ("17", "casualties", 17, 17),
        ("NINE", "injured", 9, 9),
    ],
    "ALL THE PARTIES REJECTED THE MURDER OF OSK HARRAN.": [("OSK HARRAN", "killed", 1, 1)],
    "THE DEATH LIST GREW. HE UNFORTUNATELY PASSED AWAY.": [("HE", "killed", 1, 1)],
}


@pytest.mark.parametrize("text", NAMES)
def test_people_of_a_wire_are_counted(text: str) -> None:
    assert figures(text) == NAMES[text]


@pytest.mark.parametrize(
    "text",
    [
        "HE SPOKE FOR A GOVERNMENT THAT KILLS PRIESTS AND BISHOPS.",
        "THEIR MISSION WAS TO KILL LEADERS OF THE UNION.",
        "THE PLAN INCLUDES THE MURDER OF OFFICIALS AND THEIR RELATIVES.",
        "THE THREAT POSED BY THE DEATH SQUADS OF DRUG TRAFFICKERS GROWS.",
        "THEY ASKED HIM TO EVACUATE THE WOUNDED AND MAIMED GUERRILLAS.",
        "THE BEST CHILDREN OF THE COUNTRY WILL CONTINUE TO DIE.",
        "MANY CIVILIANS FACE THE RISK OF BEING KILLED.",
        "THE FRONT HAD THE MISSION OF ASSASSINATING PRESIDENT OSK HARRAN.",
        "THEY WANTED TO ARREST HIM.",
    ],
)
def test_what_tells_no_event_is_not_asserted(text: str) -> None:
    assert figures(text) == []


def test_a_headline_in_the_present_tells_an_event() -> None:
    assert ("soldiers", "killed", 2, None) in figures("It was Monday.", headline="Strike kills soldiers")


def test_an_age_is_no_count() -> None:
    assert ("45", "killed", 45, 45) not in figures("OSK HARRAN, 45, A FORMER MAYOR, WAS MURDERED.")


def test_a_person_known_by_name_is_not_counted_again_by_a_pronoun() -> None:
    assert figures("Osk Harran was killed in Drell. He was killed by a shell.") == [
        ("Osk Harran", "killed", 1, 1)
    ]


def test_priests_who_are_counted_elsewhere_are_no_new_figure() -> None:
    text = "THE MURDER OF THE PRIESTS WAS CONDEMNED. SIX PRIESTS WERE KILLED ON MONDAY."
    assert figures(text) == [("SIX", "killed", 6, 6)]


def test_bodies_of_people_who_are_counted_are_no_new_figure() -> None:
    text = "FIVE PEASANTS WERE KILLED IN DRELL. THE PEASANTS' CORPSES WERE FOUND ON MONDAY."
    assert figures(text) == [("FIVE", "killed", 5, 5)]


def parts(text: str) -> list[tuple[str, str]]:
    reading, found = proposals(text)
    starts = {
        proposal.quantity.span.start: reading.words(proposal.quantity.span) for proposal in reversed(found)
    }
    return [
        (reading.words(proposal.quantity.span), starts[proposal.hint.target])
        for proposal in found
        if proposal.hint is not None
        and proposal.hint.type is RelationType.SUBSET_OF
        and proposal.hint.target is not None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SIX MONKS (FIVE SAILORS AND ONE VILLAGER) AND TWO WOMEN WERE KILLED.",
        "ON FRIDAY SIX MONKS -- FIVE SAILORS AND ONE VILLAGER -- AND TWO WOMEN WERE KILLED.",
        "Six people died in Drell on Monday: five sailors and one villager, the council said.",
        "Six people, five men and one woman, were killed in Drell.",
        "SIX BODIES WERE SEEN ON THE STREETS; FIVE SAILORS AND A VILLAGER.",
    ],
)
def test_parts_told_beside_a_whole_belong_to_it(text: str) -> None:
    found = [(part.lower(), whole.lower()) for part, whole in parts(text)]
    assert len(found) == 2
    assert found[0][0] == "five"
    assert found[0][1].startswith("six")


@given(first=st.integers(2, 40), second=st.integers(2, 40), off=st.integers(-3, 3))
def test_only_what_adds_up_is_a_part(first: int, second: int, off: int) -> None:
    whole = first + second + off
    text = f"{whole} monks ({first} sailors and {second} villagers) were killed in Drell."
    expected = [(str(first), str(whole)), (str(second), str(whole))] if off == 0 else []
    assert parts(text) == expected
