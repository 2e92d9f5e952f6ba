"""A report prepared for reading once, shared by all proposers and slots."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recount.model import Report, Segment, SegmentKind
from recount.text.quantities import Quantity, find_quantities
from recount.text.sentences import split_sentences
from recount.text.spans import Sentence, Span

SILENT = frozenset({SegmentKind.CREDIT, SegmentKind.FURNITURE, SegmentKind.REPEATED})
MOST_LINKS = 16
"""Headlines of other reports that are read each by itself; no page has more, and a hostile one costs no more time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report with its sentences and quantities.

    Attributes:
        sentences: in order; none lies in a silent segment (furniture, credits, repeated lines).
        kinds: the segment kind of each sentence.
        quantities: all numbers and vague quantities of the text, in order.
        convention: how words became numbers.
        whole: the sentences of the whole report where only a part of it is read (``parts``), else none.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    kinds: tuple[SegmentKind, ...]
    quantities: tuple[Quantity, ...]
    convention: str = "literal"
    whole: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.report.text

    @property
    def reference_date(self) -> date | None:
        """The date relative expressions are resolved against."""
        return self.report.reference_date

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.report.text[span.start : span.end]

    def sentence_at(self, position: int) -> int | None:
        """Return the index of the sentence that holds a position, ``None`` between sentences."""
        index = bisect_right(self.sentences, position, key=lambda sentence: sentence.span.start) - 1
        if index < 0 or position >= self.sentences[index].span.end:
            return None
        return index

    def parts(self) -> Iterator[Reading]:
        """Yield the report without the headlines of other reports, then each of these by itself, as a headline."""
        rows = list(zip(self.sentences, self.kinds, strict=True))
        own = [row for row in rows if row[1] is not SegmentKind.LINK]
        yield self if len(own) == len(rows) else self._of(own)
        links = [(sentence, SegmentKind.HEADLINE) for sentence, kind in rows if kind is SegmentKind.LINK]
        yield from (self._of([link]) for link in links[:MOST_LINKS])
        if len(links) > MOST_LINKS:
            yield self._of(links[MOST_LINKS:])

    def _of(self, rows: Sequence[tuple[Sentence, SegmentKind]]) -> Reading:
        """Return a reading of some sentences only."""
        return replace(
            self,
            sentences=tuple(sentence for sentence, _ in rows),
            kinds=tuple(kind for _, kind in rows),
            whole=self.sentences,
        )

    def is_headline(self, index: int) -> bool:
        """Whether a sentence is (part of) the headline."""
        return self.kinds[index] is SegmentKind.HEADLINE


def read_report(report: Report, *, convention: str = "literal") -> Reading:
    """Prepare a report: split it, drop silent segments, find the quantities."""
    kept: list[Sentence] = []
    kinds: list[SegmentKind] = []
    for sentence in split_sentences(report.text, breaks=_breaks(report.segments)):
        kind = _kind_at(report.segments, sentence.span.start)
        if kind not in SILENT:
            kept.append(sentence)
            kinds.append(kind)
    return Reading(
        report=report,
        sentences=tuple(kept),
        kinds=tuple(kinds),
        quantities=tuple(find_quantities(report.text, language=report.language, convention=convention)),
        convention=convention,
    )


def _breaks(segments: tuple[Segment, ...]) -> tuple[int, ...]:
    """Positions at which a sentence always ends: the borders of segments."""
    return tuple(segment.start for segment in segments if segment.start > 0)


def _kind_at(segments: tuple[Segment, ...], position: int) -> SegmentKind:
    index = bisect_right(segments, position, key=lambda segment: segment.start) - 1
    if index < 0 or position >= segments[index].end:
        return SegmentKind.BODY
    return segments[index].kind
