"""The words of a claim within their sentence, cut into pieces that are highlighted or not.

Pieces joined give the stretch of the report's text exactly; what is left out is said by ``cut_start`` and
``cut_end``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recount.model import Claim, Report
from recount.text.sentences import split_sentences
from recount.text.spans import Sentence, Span

CONTEXT_LIMIT = 200  # code points kept on either side of a quote: a sentence, not a passage (copyright)
QUOTE_LIMIT = 600  # code points kept on either side of a count, should a quote be longer than any clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text between two borders.

    Attributes:
        text: the words.
        in_quote: inside the clause of at least one claim.
        claim_ids: claims whose count expression covers it.
    """

    text: str
    in_quote: bool = False
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Pieces in order, and whether the sentence goes on beyond them."""

    pieces: tuple[Piece, ...]
    cut_start: bool = False
    cut_end: bool = False


def sentences_of(report: Report) -> tuple[Sentence, ...]:
    """Split a report where its segments and its sentences end."""
    breaks = tuple(segment.start for segment in report.segments if segment.start > 0)
    return split_sentences(report.text, breaks=breaks, language=report.language)


def excerpt(report: Report, sentences: Sequence[Sentence], claim: Claim) -> Excerpt:
    """Return a claim's words within the sentence, or sentences, that hold them."""
    whole = _sentence_span(sentences, claim)
    start = max(whole.start, claim.quote.start - CONTEXT_LIMIT, claim.count_selector.start - QUOTE_LIMIT)
    end = min(whole.end, claim.quote.end + CONTEXT_LIMIT, claim.count_selector.end + QUOTE_LIMIT)
    start = _next_word(report.text, start, claim.quote.start) if start > whole.start else start
    end = _last_word(report.text, claim.quote.end, end) if end < whole.end else end
    shown = Span(start, max(end, claim.count_selector.end))
    return Excerpt(
        pieces=pieces(report.text, shown, [claim]),
        cut_start=shown.start > whole.start,
        cut_end=shown.end < whole.end,
    )


def pieces(text: str, shown: Span, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    """Cut ``text`` inside ``shown`` at every border of a claim's quote and count."""
    borders = {shown.start, shown.end}
    for claim in claims:
        for selector in (claim.quote, claim.count_selector):
            borders.update(
                position for position in (selector.start, selector.end) if shown.start < position < shown.end
            )
    ordered = sorted(borders)
    return tuple(_piece(text, start, end, claims) for start, end in pairwise(ordered) if start < end)


def _piece(text: str, start: int, end: int, claims: Sequence[Claim]) -> Piece:
    return Piece(
        text=text[start:end],
        in_quote=any(claim.quote.start <= start and end <= claim.quote.end for claim in claims),
        claim_ids=tuple(
            claim.id
            for claim in claims
            if claim.count_selector.start <= start and end <= claim.count_selector.end
        ),
    )


def _next_word(text: str, start: int, limit: int) -> int:
    """Return where the first whole word after a cut begins, at most ``limit``; a long word is cut."""
    space = text.find(" ", start, max(start, limit))
    return start if space < 0 else space + 1


def _last_word(text: str, limit: int, end: int) -> int:
    """Return where the last whole word before a cut ends, at least ``limit``; a long word is cut."""
    space = text.rfind(" ", min(limit, end), end)
    return end if space < 0 else space


def _sentence_span(sentences: Sequence[Sentence], claim: Claim) -> Span:
    """The stretch from the start of the first sentence to the end of the last that hold the quote."""
    starts = [sentence.span.start for sentence in sentences]
    first = bisect_right(starts, claim.quote.start) - 1
    last = bisect_right(starts, claim.quote.end - 1) - 1
    start = sentences[first].span.start if first >= 0 else claim.quote.start
    end = sentences[last].span.end if last >= 0 else claim.quote.end
    return Span(min(start, claim.quote.start), max(end, claim.quote.end))
