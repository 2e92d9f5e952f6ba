"""Figures greater than any number of people: refused and counted; what they count is not read without them.

"Killed 99999999999 people" claims neither nothing nor "people".
"""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.grammar.words import find_harm_words
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Rejection, RejectionReason
from recount.text.quantities import find_unread
from recount.text.spans import Span

_BESIDE = 2  # code points between a figure and the noun it counts
_SHOWN = 80


def refuse_unread(reading: Reading, proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Rejection]]:
    """Return the proposals that stand, and a rejection for each figure that is too great, beside a word of harm."""
    unread = list(find_unread(reading.text, language=reading.report.language))
    if not unread:
        return list(proposals), []
    kept = [proposal for proposal in proposals if not _is_beside(proposal.quantity.span, unread)]
    return kept, [_reject(reading, span) for span in unread if _tells_of_harm(reading, span)]


def _is_beside(count: Span, unread: Sequence[Span]) -> bool:
    return any(span.overlaps(count) or 0 <= count.start - span.end <= _BESIDE for span in unread)


def _tells_of_harm(reading: Reading, span: Span) -> bool:
    index = reading.sentence_at(span.start)
    if index is None:
        return False
    sentence = reading.sentences[index].span
    return any(find_harm_words(reading.text, sentence, reading.report.language))


def _reject(reading: Reading, span: Span) -> Rejection:
    report, words = reading.report, reading.words(span)[:_SHOWN]
    return Rejection(
        stage="extract",
        reason=RejectionReason.COUNT_NOT_REREAD,
        detail=f"{words!r} at {span.start}: there are not so many people.",
        origin=report.external_id or report.capture.origin,
        report_id=report.id,
        capture_sha256=report.capture.sha256,
        words=f"{words} at {span.start}",
    )
