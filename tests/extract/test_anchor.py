from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recount.extract.anchor import Anchor, anchor_proposal, rereads
from recount.extract.grammar import propose_claims
from recount.model import Count, CountKind, Qualifier, Rejection, RejectionReason
from recount.text.spans import Span

from .scenes import read

TEXT = "At least 84 people were killed in Drell on Monday."


def test_an_anchor_holds_and_its_count_lies_in_the_quote() -> None:
    reading = read(TEXT)
    (proposal,) = propose_claims(reading)
    anchor = anchor_proposal(reading.report, proposal)
    assert isinstance(anchor, Anchor)
    assert anchor.quote.exact == "At least 84 people were killed"
    assert anchor.count_selector.exact == anchor.count.words == "At least 84"
    assert anchor.quote.contains(anchor.count_selector)
    assert anchor.quote.holds_in(TEXT)


def test_a_quote_that_does_not_hold_the_count_is_refused() -> None:
    reading = read(TEXT)
    (proposal,) = propose_claims(reading)
    for quote in (Span(12, 30), Span(5, 5), Span(0, 1000)):
        refused = anchor_proposal(reading.report, replace(proposal, quote=quote))
        assert isinstance(refused, Rejection)
        assert refused.reason is RejectionReason.QUOTE_NOT_FOUND
        assert refused.words == "At least 84"
        assert refused.report_id == reading.report.id


def test_a_number_that_its_words_do_not_give_is_refused() -> None:
    reading = read(TEXT)
    (proposal,) = propose_claims(reading)
    for change in (
        {"low": 85},
        {"high": 84},
        {"kind": CountKind.WORDS},
        {"span": Span(9, 18)},
        {"approx": True},
    ):
        quantity = replace(proposal.quantity, **change)
        refused = anchor_proposal(reading.report, replace(proposal, quantity=quantity))
        assert isinstance(refused, Rejection)
        assert refused.reason is RejectionReason.COUNT_NOT_REREAD


def test_a_computed_count_is_never_from_the_words() -> None:
    count = Count(low=84, high=84, words="84", qualifier=Qualifier.EXACT, kind=CountKind.COMPUTED)
    assert not rereads(count, language="en")


VOCABULARY = (
    "12 1,200 at least nearly dozens several no a one man woman children people soldiers were killed "
    "wounding and of them including death toll 3 million , . bodies Mara "
)


@given(
    st.lists(
        st.sampled_from(VOCABULARY.split()),
        max_size=40,
    )
)
def test_every_proposal_is_anchored_or_refused_with_a_reason(words: list[str]) -> None:
    reading = read(" ".join(words) or "x")
    for proposal in propose_claims(reading):
        anchor = anchor_proposal(reading.report, proposal)
        assert isinstance(anchor, Anchor), anchor
        assert rereads(anchor.count, language="en")
        assert anchor.count_selector.holds_in(reading.text)
