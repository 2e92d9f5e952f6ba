"""Readings and figures of short reports written for the tests of dates and scopes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from recount.extract.proposal import Proposal
from recount.extract.reading import Reading, read_report
from recount.model import Capture, Harm, Modality, OffsetMap, Report, Segment, SegmentKind
from recount.text.quantities import Quantity, bare_plural_quantity, none_stated_quantity, singular_quantity
from recount.text.spans import Span

THURSDAY = date(2016, 10, 13)


def read(text: str, *, reference: date | None = THURSDAY, headline: str = "") -> Reading:
    """Read a report whose first line, when given, is its headline."""
    whole = f"{headline}\n\n{text}" if headline else text
    start = len(headline)
    kinds = [(0, start, SegmentKind.HEADLINE), (start, len(whole), SegmentKind.BODY)]
    capture = Capture(
        sha256="0" * 64,
        media_type="text/plain",
        size=len(whole),
        origin="-",
        captured_at=datetime(2016, 10, 14, tzinfo=UTC),
    )
    return read_report(
        Report(
            id="r_test",
            capture=capture,
            text=whole,
            text_sha256="0" * 64,
            received_text=whole,
            offsets=OffsetMap(normalised=(0, len(whole)), received=(0, len(whole))),
            segments=tuple(Segment(start=a, end=b, kind=kind) for a, b, kind in kinds if a < b),
            language="en",
            published=reference,
        )
    )


def figure(
    reading: Reading,
    quote: str,
    words: str,
    harm: Harm = Harm.KILLED,
    *,
    modality: Modality = Modality.ASSERTED,
    occurrence: int = 0,
) -> Proposal:
    """A figure of a reading: its clause, its count expression inside the clause, and its harm."""
    start = -1
    for _ in range(occurrence + 1):
        start = reading.text.index(quote, start + 1)
    count = start + quote.index(words)
    sentence = reading.sentence_at(count)
    assert sentence is not None
    return Proposal(
        sentence=sentence,
        quantity=_quantity(reading, Span(count, count + len(words))),
        harm=harm,
        trigger=Span(start + len(quote) - 1, start + len(quote)),
        quote=Span(start, start + len(quote)),
        modality=modality,
    )


def _quantity(reading: Reading, span: Span) -> Quantity:
    for quantity in reading.quantities:
        if quantity.span == span or quantity.core == span:
            return quantity
    is_one = reading.words(span).lower() in {"a", "an"}
    for make in (singular_quantity,) if is_one else (bare_plural_quantity, none_stated_quantity):
        made = make(reading.text, span)
        if made is not None:
            return made
    raise AssertionError(f"no count expression: {reading.words(span)!r}")
