from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.codebook.resources import load_yaml
from recount.extract.gate import passes_gate
from recount.extract.grammar import propose_claims
from recount.extract.grammar.words import frame_words, harm_words

from .scenes import read


def test_news_without_a_word_of_harm_is_stopped() -> None:
    assert not passes_gate("The bank raised its rate to 4 percent on Monday, 12 analysts said.", "en")


def test_a_word_of_harm_passes_in_any_case_and_over_a_line_break() -> None:
    assert passes_gate("SIX MINERS DIED.", "en")
    assert passes_gate("Forty people lost\n  their lives.", "en")


@pytest.mark.parametrize(
    "text",
    [
        "The assassination of the mayor Osk Harran on Monday shook Drell.",
        "Osk Harran was murdered in Drell.",
        "OSK HARRAN, SLAIN IN DRELL, WAS BURIED.",
        "Bodies lay in the streets of Drell.",
        "The body of Osk Harran was found near Drell.",
        "Osk Harran was shot in Drell.",
        "No casualties were reported in Drell.",
        "The toll in Drell rose to 40.",
        "The strike on Drell was fatal.",
    ],
)
def test_single_named_victims_bodies_and_denials_pass(text: str) -> None:
    assert passes_gate(text, "en")


@pytest.mark.parametrize(
    ("harm", "other"),
    [
        ("The army eliminated four gunmen near Drell.", "The new rule eliminated a tax on grain."),
        ("Residents mourn the loss of two teachers.", "The bank reported a loss of 4 million."),
        ("Four hurt in Drell blast", "The tax will hurt growth."),
        ("The village lost 13 of its young men.", "The index lost 13 points."),
        ("The flood forced 3,000 from their homes.", "The strike forced 3,000 flights to wait."),
        ("The fate of 250 is unknown.", "The fate of the bill is unknown."),
        ("A raid claims 11 children.", "She claims 11 titles."),
        ("Police shot a teacher in Drell.", "The film, shot in Drell, won."),
        ("Soldiers hang a prisoner.", "The Hang Seng rose, a Russian trader said."),
        ("Two rebels were taken out.", "The loan was taken out in March."),
    ],
)
def test_words_that_say_much_else_pass_only_beside_people(harm: str, other: str) -> None:
    assert passes_gate(harm, "en")
    assert not passes_gate(other, "en")


def test_people_in_the_next_sentence_do_not_stand_beside_a_weak_word() -> None:
    assert not passes_gate("The bank reported a loss. Soldiers marched in Drell.", "en")


def test_every_word_the_gate_asks_more_of_is_a_word_of_the_rules() -> None:
    data = load_yaml("recount.extract", "data/en/gate.yml")
    assert set(data["beside_people"]) <= harm_words("en")
    beside_people = {*data["beside_people"], *data["also_beside_people"]}
    assert {*data["beside_number"], *data["after_number"]} <= beside_people
    assert {*data["before_homes"], *data["before_number"]} <= frame_words("en")


@given(
    st.sampled_from(sorted(harm_words("en"))), st.sampled_from(["12 soldiers", "A teacher", "Many civilians"])
)
def test_any_word_of_harm_passes_beside_people(word: str, people: str) -> None:
    assert passes_gate(f"{people} {word} in Drell.", "en")


VOCABULARY = (
    "12 people left Drell were evacuated toll rose 40 figure at put dead no the of and . "
    "lost destroyed a number village fate unknown claims forced homes from dozen "
    "soldiers child hurt life lives taken body bodies remains heads murder assassination"
)


@given(
    st.lists(
        st.sampled_from(VOCABULARY.split()),
        max_size=40,
    )
)
def test_the_gate_stops_no_report_in_which_the_grammar_finds_people_harmed(words: list[str]) -> None:
    reading = read(" ".join(words) or "x")
    if propose_claims(reading):
        assert passes_gate(reading.text, "en")
