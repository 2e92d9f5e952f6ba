from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recount.model import Count, Harm, Selector
from recount.publish.excerpt import CONTEXT_LIMIT, QUOTE_LIMIT, excerpt, pieces, sentences_of
from recount.text.spans import Span
from tests.publish import invented


def marked(shown: tuple[object, ...], claim_id: str) -> str:
    return "".join(piece.text for piece in shown if claim_id in piece.claim_ids)  # type: ignore[attr-defined]


def test_the_count_is_marked_and_the_sentence_is_whole() -> None:
    claim = invented.PART_TWO
    shown = excerpt(invented.FIRST, sentences_of(invented.FIRST), claim)
    text = "".join(piece.text for piece in shown.pieces)
    assert text == "Seven children were among 71 civilians killed on Monday and Tuesday, the Monitor said."
    assert marked(shown.pieces, claim.id) == "71"
    assert not shown.cut_start
    assert not shown.cut_end


def test_a_long_sentence_is_cut_and_says_so() -> None:
    text = "along " * 80 + "killed 12 people " + "below " * 80
    source = invented.report(text, "Daily", invented.MOMENT.date())
    claim = invented.claim(source, "killed 12 people", "12", 12, 12, Harm.KILLED)
    shown = excerpt(source, sentences_of(source), claim)
    assert shown.cut_start
    assert shown.cut_end
    shown_text = "".join(piece.text for piece in shown.pieces)
    assert shown_text.startswith("along along")
    assert shown_text.endswith("below below")
    assert 2 * CONTEXT_LIMIT - 12 <= len(shown_text) - len("killed 12 people") <= 2 * CONTEXT_LIMIT


def test_a_quote_without_end_is_cut_around_its_count() -> None:
    text = "killed 12 " + "people " * 2000
    source = invented.report(text, "Daily", invented.MOMENT.date())
    claim = invented.claim(source, text.strip(), "12", 12, 12, Harm.KILLED)
    shown = excerpt(source, sentences_of(source), claim)
    assert marked(shown.pieces, claim.id) == "12"
    assert sum(len(piece.text) for piece in shown.pieces) <= 2 * QUOTE_LIMIT + 2


@st.composite
def anchored(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int, int]]]:
    text = draw(st.text(min_size=4, max_size=120))
    spans = []
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        count_start = draw(st.integers(start, end - 1))
        spans.append((start, end, count_start, draw(st.integers(count_start + 1, end))))
    return text, spans


@given(anchored())
def test_pieces_give_the_text_exactly_and_mark_exactly_the_counts(
    case: tuple[str, list[tuple[int, int, int, int]]],
) -> None:
    text, spans = case
    claims = [
        replace(
            invented.MARKET,
            id=f"c_{index}",
            quote=Selector.at(text, start, end),
            count_selector=Selector.at(text, count_start, count_end),
            count=Count(low=1, high=1, words=text[count_start:count_end]),
        )
        for index, (start, end, count_start, count_end) in enumerate(spans)
    ]
    shown = pieces(text, Span(0, len(text)), claims)
    assert "".join(piece.text for piece in shown) == text
    for claim in claims:
        assert marked(shown, claim.id) == claim.count.words
