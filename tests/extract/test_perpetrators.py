from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.extract.grammar import propose_claims
from recount.extract.perpetrators import find_perpetrators

from .scenes import read

Found = tuple[list[str], bool]


def perpetrators(text: str, headline: str = "") -> list[Found]:
    reading = read(text, headline=headline)
    found = find_perpetrators(reading, propose_claims(reading))
    for parties, _ in found:
        for party in parties:
            assert party.start is not None
            assert reading.text[party.start : party.end] == party.name
    return [([party.name for party in parties], alleged) for parties, alleged in found]


def last(text: str, headline: str = "") -> list[str]:
    return perpetrators(text, headline)[-1][0]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # subject of the verb
        ("Rebels killed 12 people in Karsem.", ["Rebels"]),
        ("Redlandian jets bombed Karsem, killing 12 people.", ["Redlandian jets"]),
        ("The army has shelled Karsem, killing 12 people.", ["army"]),
        ("Militants positioned in the hills fired shells on Karsem, killing 12 people.", ["Militants"]),
        ("Israel struck a depot, killing 12 people.", ["Israel"]),
        ("Twelve people were killed when government troops attacked Karsem.", ["government troops"]),
        # before what was done
        ("Redlandian air strikes killed 12 people.", ["Redlandian"]),
        ("Government barrel bomb attacks killed 12 people.", ["Government"]),
        ("A US-led coalition air strike killed 12 people.", ["US-led coalition"]),
        ("Twelve people were killed in rebel shelling.", ["rebel"]),
        ("The army's shelling killed 12 people.", ["army"]),
        ("The regimes shelling killed 12 people.", ["regime"]),
        ("In Dolvar rebel attacks killed 12 people.", ["rebel"]),
        # by
        ("Twelve people were killed by gunmen in Karsem.", ["gunmen"]),
        ("Twelve people were killed in shelling by rebels.", ["rebels"]),
        ("Twelve people were killed in a raid carried out by the army.", ["army"]),
        ("An attack claimed by Hezbollah killed 12 people.", ["Hezbollah"]),
        ("Fire from army posts killed 12 people.", ["army"]),
        ("Warplanes of the Redlandian air force killed 12 people.", ["Redlandian air force"]),
        # stripped to the party
        ("ISIS militants killed 12 people.", ["ISIS"]),
        ("Redlandian army soldiers killed 12 people.", ["Redlandian army"]),
        ("A fighter from the Nusra Front killed 12 people.", ["Nusra Front"]),
        ("Government warplanes killed 12 people.", ["Government"]),
        # coordinated
        ("Redlandian and Bluelandish jets killed 12 people.", ["Redlandian", "Bluelandish jets"]),
        ("The army and allied militias killed 12 people.", ["army", "allied militias"]),
        # its strikes
        ("The coalition acknowledged the deaths of 12 civilians in its strikes.", ["coalition"]),
        # nobody
        ("Shells killed 12 people in Karsem.", []),
        ("Warplanes killed 12 people in Karsem.", []),
        ("Clashes between the army and rebels killed 12 people.", []),
        ("Twelve rebels were killed in clashes with the army.", []),
        ("Nine rebels killed in Karsem.", []),
        ("An area held by rebels was hit by shells, killing 12 people.", []),
        ("Civilian casualties of 12 were reported.", []),
        ("Shelling of army posts killed 12 people.", []),
    ],
)
def test_who_is_said_to_have_done_it(text: str, parties: list[str]) -> None:
    assert last(text) == parties


@pytest.mark.parametrize(
    ("text", "alleged"),
    [
        ("Redlandian jets killed 12 people.", False),
        ("Activists said Redlandian jets killed 12 people.", False),
        ("Air strikes believed to have been carried out by Redlandian jets killed 12 people.", True),
        ("Suspected rebel shelling killed 12 people.", True),
        ("Redlandian or Bluelandish jets killed 12 people.", True),
        ("Twelve people were killed in a raid blamed on the army.", True),
        ("Activists accused the army of killing 12 people.", True),
        ("The army was behind the attack that killed 12 people, a minister said.", True),
    ],
)
def test_hedges_blame_and_alternatives_make_it_alleged(text: str, alleged: bool) -> None:  # noqa: FBT001
    parties, is_alleged = perpetrators(text)[-1]
    assert parties
    assert is_alleged is alleged


@pytest.mark.parametrize(
    ("first", "second", "parties"),
    [
        ("Rebels shelled Karsem.", "Twelve people were killed.", ["Rebels"]),
        ("Rebels shelled Karsem. The town has no hospital.", "The attack killed 12 people.", ["Rebels"]),
        ("Rebels shelled Karsem.", "Twelve people were killed in an air strike on Dolvar.", []),
        ("Rebels shelled Karsem.", "Elsewhere 12 people were killed.", []),
        ("Rebels shelled Karsem.", "The war has killed 300,000 people since it began in 2011.", []),
        ("Rebels seized Karsem.", "Twelve people were killed.", []),
        ("Rebels shelled Karsem.", "Twelve people fled the town.", []),
        ("Twelve people were killed by shells.", "The attack was blamed on the army.", ["army"]),
    ],
)
def test_a_party_carries_over_within_one_account_only(first: str, second: str, parties: list[str]) -> None:
    assert last(f"{first} {second}") == parties


def test_a_headline_takes_the_party_of_the_lead() -> None:
    assert perpetrators("Rebels shelled Karsem on Monday.", "Twelve killed in Karsem")[0][0] == ["Rebels"]


def test_a_party_given_by_an_adjective_goes_by_its_noun_where_the_report_has_it() -> None:
    text = "Twelve people were killed. The terrorists fled."
    assert perpetrators(text, "Terrorist attack kills 12 in Karsem")[0][0] == ["terrorists"]


def test_the_victims_are_not_their_own_killers() -> None:
    assert last("Army raids hit Karsem. Twelve army soldiers were killed.") == []


def test_those_displaced_or_detained_need_a_party_that_did_just_that() -> None:
    assert last("Twelve people fled Karsem, which is besieged by the army.") == []
    assert last("Rebels abducted 12 people.") == ["Rebels"]


def test_the_same_figure_told_twice_is_of_one_event() -> None:
    text = "Twelve people were killed in a raid by the army. Elsewhere rain fell. The toll of 12 dead stands."
    assert perpetrators(text)[0][0] == perpetrators(text)[-1][0] == ["army"]


PIECES = st.sampled_from(
    [
        "12 people were killed",
        "rebels",
        "the army",
        "Redlandian",
        "jets",
        "and",
        "or",
        "by",
        "from",
        "of",
        "bombed",
        "raids",
        "ISIS",
        "militants",
        ",",
        ".",
        "its",
        "strikes",
        "blamed on",
        "accused",
        "was behind",
        "Karsem",
        "has",
        "killing 3",
        "positioned in",
        "loyal to",
        "Ilan Varo",
        "clashes",
        "another attack",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.booleans())
def test_any_order_of_words_is_read_without_failing(pieces: list[str], has_headline: bool) -> None:  # noqa: FBT001
    reading = read(" ".join(pieces), headline="Shells kill 12" if has_headline else "")
    proposals = propose_claims(reading)
    found = find_perpetrators(reading, proposals)
    assert len(found) == len(proposals)
    for parties, alleged in found:
        assert parties or not alleged
        for party in parties:
            assert party.start is not None
            assert reading.text[party.start : party.end] == party.name != ""
