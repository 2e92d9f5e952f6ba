from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recount.extract.gate import passes_gate
from recount.extract.grammar import propose_claims

from .scenes import read


def test_news_without_a_word_of_harm_is_stopped() -> None:
    assert not passes_gate("The bank raised its rate to 4 percent on Monday, 12 analysts said.", "en")


def test_a_word_of_harm_passes_in_any_case_and_over_a_line_break() -> None:
    assert passes_gate("SIX MINERS DIED.", "en")
    assert passes_gate("Forty people lost\n  their lives.", "en")


VOCABULARY = (
    "12 people left Drell were evacuated toll rose 40 figure at put dead no the of and . "
    "lost destroyed a number village fate unknown claims forced homes from dozen"
)


@given(
    st.lists(
        st.sampled_from(VOCABULARY.split()),
        max_size=40,
    )
)
def test_the_gate_is_never_stricter_than_the_grammar(words: list[str]) -> None:
    reading = read(" ".join(words) or "x")
    if propose_claims(reading):
        assert passes_gate(reading.text, "en")
