"""Rules on texts and anchors: every figure stands in a text that is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from recount.codebook.conventions import list_conventions
from recount.model import CountKind, SegmentKind, Selector, sha256_hex
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_report, counted

_NOT_TOLD = frozenset({SegmentKind.FURNITURE, SegmentKind.REPEATED})


def text_differs_from_hash(record: Record) -> Iterator[Notice]:
    """The text of a report is the text that was hashed when it was taken in."""
    for report in record.reports.values():
        if sha256_hex(report.text.encode("utf-8", "surrogatepass")) != report.text_sha256:
            yield at_report(report), "its text is not the text that was hashed"


def anchor_not_in_text(record: Record) -> Iterator[Notice]:
    """The quote and the count of a claim stand, letter by letter, at their places in the report's text."""
    for claim in record.claims.values():
        report = record.reports.get(claim.report_id)
        for selector in (claim.quote, claim.count_selector) if report else ():
            if report and not selector.holds_in(report.text):
                yield at_claim(claim), f"{selector.exact!r} does not stand at {selector.start} of its report"


def context_differs_from_text(record: Record) -> Iterator[Notice]:
    """The words that a claim keeps before and after its quote are those that surround it in the text."""
    for claim in record.claims.values():
        report = record.reports.get(claim.report_id)
        if report and claim.quote.holds_in(report.text) and not _is_framed(claim.quote, report.text):
            yield at_claim(claim), "the words kept around its quote are not those of the text"


def _is_framed(quote: Selector, text: str) -> bool:
    before, after = text[: quote.start], text[quote.end :]
    return before.endswith(quote.prefix) and after.startswith(quote.suffix)


def claim_without_report(record: Record) -> Iterator[Notice]:
    """Every claim comes from a report that the record holds."""
    for claim in record.claims.values():
        if claim.report_id not in record.reports:
            yield at_claim(claim), f"its report {claim.report_id} is not in the record"


def figure_read_twice(record: Record) -> Iterator[Notice]:
    """One count in the text is one claim for each harm: two that overlap would count people twice."""
    for claims in record.claims_of_report.values():
        for harm in sorted({claim.harm for claim in claims}):
            for one, two in pairwise(claim for claim in claims if claim.harm is harm):
                if two.count_selector.start < one.count_selector.end:
                    yield (
                        at_claim(two),
                        f"{two.count.words!r} overlaps {one.count.words!r} of {at_claim(one)}",
                    )


def figure_outside_the_story(record: Record) -> Iterator[Notice]:
    """A figure stands in the report's own story, not in menus, related links or repeated passages."""
    for report in record.reports.values():
        aside = [segment for segment in report.segments if segment.kind in _NOT_TOLD]
        for claim in record.claims_of_report.get(report.id, ()) if aside else ():
            place = claim.count_selector.start
            kind = next((item.kind for item in aside if item.start <= place < item.end), None)
            if kind is not None:
                yield at_claim(claim), f"{claim.count.words!r} stands in a passage marked {kind.value}"


def words_read_by_another_convention(record: Record) -> Iterator[Notice]:
    """One record reads vague words by one convention; mixed ones make totals that cannot be compared."""
    for claim in record.claims.values():
        used = claim.count.convention
        if claim.count.kind is not CountKind.COMPUTED and used != record.scope.convention:
            known = "" if used in list_conventions() else ", which is not known"
            what = f"{counted(claim.count)} was read by {used!r}{known}; the record uses {record.scope.convention!r}"
            yield at_claim(claim), what
