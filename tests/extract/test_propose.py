"""Several proposers, one list: who goes first stands, who agrees is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recount.extract.proposal import Proposal
from recount.extract.propose import add_suggested, unite
from recount.model import Harm, RejectionReason

from .scenes import figure, read

TEXT = "Shelling killed at least 12 people and wounded 30 in Drell, and 7 more were missing."
READING = read(TEXT)


def seen(words: str, harm: Harm, proposer: str) -> Proposal:
    return replace(figure(READING, TEXT, words, harm), proposer=proposer)


GRAMMAR = seen("at least 12", Harm.KILLED, "grammar:verb")


def names(proposals: Sequence[Proposal]) -> list[tuple[str, Harm, tuple[str, ...]]]:
    return [(READING.words(p.quantity.span), p.harm, (p.proposer, *p.agreeing)) for p in proposals]


def test_each_adds_what_the_other_does_not_see_in_the_order_of_the_counts() -> None:
    later, parse = seen("7", Harm.MISSING, "grammar:verb"), seen("30", Harm.INJURED, "parse:object")
    assert names(unite([GRAMMAR, later], [parse])) == [
        ("at least 12", Harm.KILLED, ("grammar:verb",)),
        ("30", Harm.INJURED, ("parse:object",)),
        ("7", Harm.MISSING, ("grammar:verb",)),
    ]


def test_who_reads_the_same_interval_agrees_once() -> None:
    parse = seen("at least 12", Harm.KILLED, "parse:object")
    assert names(unite([GRAMMAR], [parse, parse], [parse])) == [
        ("at least 12", Harm.KILLED, ("grammar:verb", "parse:object"))
    ]


def test_of_two_readings_of_the_same_words_the_first_proposers_stands_alone() -> None:
    exact = replace(GRAMMAR.quantity, low=12, high=12)
    parse = replace(GRAMMAR, quantity=exact, proposer="parse:object")
    assert unite([GRAMMAR], [parse]) == [GRAMMAR]
    assert unite([parse], [GRAMMAR]) == [parse]


def test_rules_may_read_two_harms_of_the_same_people() -> None:
    detained = seen("at least 12", Harm.DETAINED, "parse:object")
    assert len(unite([GRAMMAR], [detained])) == 2


def test_a_model_agrees_adds_or_is_overruled() -> None:
    model = [
        seen("at least 12", Harm.KILLED, "llm:m"),
        seen("30", Harm.INJURED, "llm:m"),
        seen("at least 12", Harm.MISSING, "llm:m"),
    ]
    united, (refused,) = add_suggested(READING, [GRAMMAR], model)
    assert names(united) == [
        ("at least 12", Harm.KILLED, ("grammar:verb", "llm:m")),
        ("30", Harm.INJURED, ("llm:m",)),
    ]
    assert refused.reason is RejectionReason.OVERRULED
    assert "llm:m reads missing" in refused.detail
    assert refused.words == f"at least 12 missing at {TEXT.index('at least')}"


PROPOSALS = st.lists(
    st.builds(
        seen,
        st.sampled_from(["at least 12", "30", "7"]),
        st.sampled_from([Harm.KILLED, Harm.INJURED]),
        st.just("grammar:verb"),
    ),
    unique_by=lambda proposal: (proposal.quantity.span, proposal.harm),
    max_size=6,
)


@given(PROPOSALS, PROPOSALS)
def test_every_figure_of_either_is_there_once(first: list[Proposal], second: list[Proposal]) -> None:
    united = [(p.quantity.span, p.harm) for p in unite(first, second)]
    assert len(united) == len(set(united))
    assert set(united) == {(p.quantity.span, p.harm) for p in (*first, *second)}
