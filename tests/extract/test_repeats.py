from __future__ import annotations

from recount.extract.grammar import propose_claims
from recount.extract.repeats import drop_repeats

from .scenes import read


def kept(text: str, *, headline: str = "") -> list[int]:
    reading = read(text, headline=headline)
    return [proposal.quantity.span.start for proposal in drop_repeats(reading, propose_claims(reading))]


def test_a_headline_set_again_in_the_text_claims_once() -> None:
    headline = "Eight killed in rocket attack on Drell market"
    assert kept(f"Monday 3 May {headline}. Police spoke.", headline=headline) == [0]


def test_a_sentence_that_stands_twice_claims_once() -> None:
    sentence = "Rockets killed eight people at a market in Drell on Monday."
    assert kept(f"{sentence} Then: {sentence}") == [15]


def test_the_same_figure_in_other_words_is_a_claim_of_its_own() -> None:
    assert len(kept("Rockets killed eight people in Drell. Eight people were killed, police said.")) == 2
    shared = "At least 40 miners are said to be trapped in one of the lower shafts"
    assert len(kept(f"{shared} of the Drell pit. {shared} of another mine.")) == 2


def test_short_phrases_recur_by_chance() -> None:
    assert len(kept("Two men were killed. It rained. Two men were killed.")) == 2


def test_a_huge_sentence_that_says_the_same_over_and_over_counts_it_a_few_times() -> None:
    clause = "and rockets killed eight people at a market in Drell "
    reading = read("It is said that " + clause * 3000)
    proposals = propose_claims(reading)
    assert len(proposals) > 1000
    kept_of_many = drop_repeats(reading, proposals)
    assert len(kept_of_many) < 20
