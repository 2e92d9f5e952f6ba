"""Figures that are not read: refused and counted; what they count is not read without them.

"Killed 99999999999 people" claims neither nothing nor "people"; nor does "22§ people were hurt", where something
stands between the number and its noun.
"""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.grammar.words import find_harm_words
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import CountKind, Rejection, RejectionReason
from recount.text.quantities import find_unread
from recount.text.spans import Span

_BESIDE = 2  # code points between a figure and the noun it counts
_MARK = 4  # code points before a number in which the sentence before it ends
_SHOWN = 80
_STATED = frozenset({CountKind.DIGITS, CountKind.WORDS})
_PLURAL = CountKind.BARE_PLURAL
_STOPS = frozenset(".,;:!?\n")
_TOO_GREAT = "there are not so many people."
_APART = "something stands between the number and what it counts. Read the passage and add the claim by hand."


def refuse_unread(reading: Reading, proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Rejection]]:
    """Return the proposals that stand, and a rejection for each figure that is too great, beside a word of harm."""
    proposals, refused = _refuse_uncounted(reading, proposals)
    unread = list(find_unread(reading.text, language=reading.report.language))
    if not unread:
        return proposals, refused
    kept = [proposal for proposal in proposals if not _is_beside(proposal.quantity.span, unread)]
    refused += [_reject(reading, span, _TOO_GREAT) for span in unread if _tells_of_harm(reading, span)]
    return kept, refused


def _refuse_uncounted(
    reading: Reading, proposals: Sequence[Proposal]
) -> tuple[list[Proposal], list[Rejection]]:
    """Leave out plurals right behind a number that nothing joined to them; refuse it where no claim has it."""
    ends = {quantity.span.end: quantity.span for quantity in reading.quantities if quantity.kind in _STATED}
    kept: list[Proposal] = []
    numbers: list[Span] = []
    for proposal in proposals:
        number = ends.get(_end_before(reading.text, proposal)) if proposal.quantity.kind is _PLURAL else None
        if number is None or _is_list_mark(reading.text, number):
            kept.append(proposal)
        else:
            numbers.append(number)
    counted = {proposal.quantity.span for proposal in kept}
    return kept, [_reject(reading, number, _APART) for number in numbers if number not in counted]


def _end_before(text: str, proposal: Proposal) -> int:
    """Return where the word before a plural ends, marks between them left out."""
    at = proposal.quantity.span.start
    while at > 0 and not text[at - 1].isalnum() and text[at - 1] not in _STOPS:
        at -= 1
    return at


def _is_list_mark(text: str, number: Span) -> bool:
    """Whether a number only numbers an item of a list ("1) |Soldiers were killed", "(2) |Medics")."""
    before = text[max(0, number.start - _MARK) : number.start].rstrip(" (")
    return text[number.end : number.end + 1] == ")" and (not before or before[-1] in _STOPS)


def _is_beside(count: Span, unread: Sequence[Span]) -> bool:
    return any(span.overlaps(count) or 0 <= count.start - span.end <= _BESIDE for span in unread)


def _tells_of_harm(reading: Reading, span: Span) -> bool:
    index = reading.sentence_at(span.start)
    if index is None:
        return False
    sentence = reading.sentences[index].span
    return any(find_harm_words(reading.text, sentence, reading.report.language))


def _reject(reading: Reading, span: Span, why: str) -> Rejection:
    report, words = reading.report, reading.words(span)[:_SHOWN]
    return Rejection(
        stage="extract",
        reason=RejectionReason.COUNT_NOT_REREAD,
        detail=f"{words!r} at {span.start}: {why}",
        origin=report.external_id or report.capture.origin,
        report_id=report.id,
        capture_sha256=report.capture.sha256,
        words=f"{words} at {span.start}",
    )
