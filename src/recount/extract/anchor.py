"""The anchor: a claim's words stand in the report, its count lies in its quote and is re-read from its words.

A proposal that fails is a rejection with its reason; it is never stored as "from source".
"""

from __future__ import annotations

from dataclasses import dataclass

from recount.extract.proposal import Proposal
from recount.model import Claim, Count, Rejection, RejectionReason, Report, Selector
from recount.text.quantities import Quantity, read_count
from recount.text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a claim stands, and its count."""

    quote: Selector
    count_selector: Selector
    count: Count


def anchor_proposal(report: Report, proposal: Proposal, *, quote: Span | None = None) -> Anchor | Rejection:
    """Anchor a proposal in its report, or say why it cannot be.

    Args:
        quote: words to quote instead of the proposal's.
    """
    quantity = proposal.quantity
    clause = quote or proposal.quote
    if not _inside(report.text, clause, quantity.span):
        return _reject(report, quantity, RejectionReason.QUOTE_NOT_FOUND, "the count lies outside its quote")
    anchor = Anchor(
        quote=Selector.at(report.text, clause.start, clause.end),
        count_selector=Selector.at(report.text, quantity.span.start, quantity.span.end),
        count=_count(report.text, quantity),
    )
    if not rereads(anchor.count, language=report.language):
        return _reject(
            report, quantity, RejectionReason.COUNT_NOT_REREAD, f"not {quantity.low} to {quantity.high}"
        )
    return anchor


def verify_claim(claim: Claim, report: Report) -> RejectionReason | None:
    """Check a stored claim against its report; ``None`` when everything holds."""
    if not (claim.quote.holds_in(report.text) and claim.count_selector.holds_in(report.text)):
        return RejectionReason.QUOTE_NOT_FOUND
    if not rereads(claim.count, language=report.language):
        return RejectionReason.COUNT_NOT_REREAD
    return None


def rereads(count: Count, *, language: str) -> bool:
    """Whether the words of a count alone give its numbers again, by the rule of its kind."""
    read = read_count(count.words, count.kind, language=language, convention=count.convention)
    return read == (count.low, count.high, count.approx)


def _inside(text: str, clause: Span, count: Span) -> bool:
    return 0 <= clause.start < clause.end <= len(text) and clause.contains(count) and count.start < count.end


def _count(text: str, quantity: Quantity) -> Count:
    return Count(
        low=quantity.low,
        high=quantity.high,
        words=quantity.span.of(text),
        qualifier=quantity.qualifier,
        kind=quantity.kind,
        approx=quantity.approx,
        convention=quantity.convention,
    )


def _reject(report: Report, quantity: Quantity, reason: RejectionReason, detail: str) -> Rejection:
    words = quantity.span.of(report.text)
    return Rejection(
        stage="extract",
        reason=reason,
        detail=f"{words!r} at {quantity.span.start}: {detail}.",
        origin=report.external_id or report.capture.origin,
        report_id=report.id,
        capture_sha256=report.capture.sha256,
        words=words,
    )
