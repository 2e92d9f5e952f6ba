"""Claims found by rules over a parse, where the token grammar has no words for the people."""

from __future__ import annotations

import pytest

from recount.extract.grammar import propose_claims
from recount.extract.proposal import Proposal
from recount.extract.syntax import propose_by_syntax
from recount.model import CountKind, Harm, Modality, RelationType
from tests.extract.scenes import read


def propose(text: str) -> list[Proposal]:
    return propose_by_syntax(read(text))


def counts(text: str) -> list[tuple[str, str]]:
    return [(proposal.quantity.span.of(text), proposal.harm.value) for proposal in propose(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The murder of Osk Harran shocked the town.", "Osk Harran"),
        ("Residents condemned the murder of Mayor Osk Harran.", "Osk Harran"),
        ("THE ASSASSINATION OF LIBERAL LEADER OSK HARRAN WAS CONDEMNED.", "OSK HARRAN"),
        ("Osk Harran, who was killed on Monday, led the council.", "Osk Harran"),
        ("Osk Harran's death was reported by the council.", "Osk Harran"),
        ("The attack claimed the life of Osk Harran.", "Osk Harran"),
    ],
)
def test_a_named_person_is_one_person(text: str, name: str) -> None:
    found = propose(text)
    assert [(proposal.quantity.span.of(text), proposal.harm) for proposal in found] == [(name, Harm.KILLED)]
    assert found[0].quantity.kind is CountKind.SINGULAR
    assert (found[0].quantity.low, found[0].quantity.high) == (1, 1)


def test_any_noun_in_the_place_of_the_victim_is_counted() -> None:
    assert counts("Three archimandrites were killed by a shell.") == [("Three", "killed")]


def test_the_object_of_an_active_verb_is_counted() -> None:
    assert counts("The blast wounded seven beekeepers in Varda.") == [("seven", "injured")]


def test_who_does_it_is_no_victim() -> None:
    assert counts("The army killed seven beekeepers.") == [("seven", "killed")]


def test_everyone_in_a_list_is_found() -> None:
    text = "The blast killed three archimandrites and two beekeepers."
    assert counts(text) == [("three", "killed"), ("two", "killed")]


def test_a_named_part_is_tied_to_its_whole() -> None:
    text = "The blast killed nine archimandrites, including Osk Harran."
    part = next(proposal for proposal in propose(text) if proposal.quantity.kind is CountKind.SINGULAR)
    assert part.quantity.span.of(text) == "Osk Harran"
    assert part.hint is not None
    assert part.hint.type is RelationType.SUBSET_OF
    assert part.hint.target == text.index("nine")


def test_a_group_within_a_whole_is_no_number() -> None:
    text = "The blast killed nine archimandrites, including women."
    assert counts(text) == [("nine", "killed")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bride was among the dead, her cousin said.", ["The bride"]),
        ("Among the dead are Osk Harran and three archimandrites.", ["Osk Harran", "three"]),
        ("Among the wounded was a reporter for the National Wire.", ["a"]),
    ],
)
def test_people_said_to_be_among_the_victims_are_found(text: str, found: list[str]) -> None:
    assert [proposal.quantity.span.of(text) for proposal in propose(text)] == found


def test_whoever_buries_the_dead_is_none_of_them() -> None:
    assert counts("The town of Orlava buries its dead.") == []
    assert counts("Orlava buries its dead") == []


def test_an_age_is_no_number_of_people() -> None:
    assert counts("Osk Harran, 65, was killed near his home.") == [("Osk Harran", "killed")]


def test_a_name_the_report_uses_as_a_place_is_no_person() -> None:
    text = "Fighting went on in Varda. The killing of Varda must end, a poster said."
    assert counts(text) == []


def test_a_body_of_people_is_no_person() -> None:
    assert counts("The killing of the Council was feared.") == []


def test_people_counted_before_are_not_counted_again() -> None:
    text = "Six priests were murdered in Varda. The priests were killed at night."
    assert counts(text) == [("Six", "killed")]


def test_what_another_proposer_has_read_is_left_to_it() -> None:
    reading = read("At least 12 people were killed in Varda.")
    known = propose_claims(reading)
    assert known
    assert propose_by_syntax(reading, known) == []


def test_an_attempt_is_not_asserted() -> None:
    found = propose("They tried to murder Osk Harran on Monday.")
    assert [proposal.modality for proposal in found] == [Modality.HYPOTHETICAL]


def test_a_count_lies_in_its_quote_with_the_word_of_harm() -> None:
    text = "Officials said the murder on Monday of Osk Harran would be looked into."
    found = propose(text)
    assert found
    for proposal in found:
        assert proposal.quote.contains(proposal.quantity.span)
        assert proposal.quote.contains(proposal.trigger)


def test_the_agent_after_by_is_kept() -> None:
    text = "Three archimandrites were killed by militia gunfire."
    agent = propose(text)[0].agent
    assert agent is not None
    assert agent.of(text) == "militia gunfire"


def test_sentences_without_a_word_of_harm_give_nothing() -> None:
    assert propose("Osk Harran opened the market on Monday.") == []
