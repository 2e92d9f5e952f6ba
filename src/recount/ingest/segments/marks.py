"""Marks on a text while its segments are being found. The first mark on a place stays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from operator import itemgetter

from recount.model import Segment, SegmentKind
from recount.text.sentences import split_sentences
from recount.text.spans import Span

_START = itemgetter(0)


class Marks:
    """Stretches of one text that are something other than body.

    They never overlap and are kept in order, so a place is found without looking at all of them: hostile
    texts have a hundred thousand.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._marks: list[tuple[int, int, SegmentKind]] = []
        self._sentences = [sentence.span for sentence in split_sentences(text)]

    def add(self, start: int, end: int, kind: SegmentKind) -> None:
        """Mark what is still free of ``[start, end)``, without surrounding white space."""
        for free_start, free_end in list(self._free(start, min(end, len(self.text)))):
            words = self.text[free_start:free_end]
            first = free_start + len(words) - len(words.lstrip())
            last = free_start + len(words.rstrip())
            if first < last:
                insort(self._marks, (first, last, kind))

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of ``[start, end)`` is marked."""
        before = bisect_left(self._marks, end, key=_START) - 1  # the last mark that begins before the end
        return before < 0 or self._marks[before][1] <= start

    def of_kind(self, *kinds: SegmentKind) -> list[tuple[int, int]]:
        """Return the marked stretches of some kinds, in order."""
        return [(start, end) for start, end, kind in self._marks if kind in kinds]

    def sentences(self, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield the sentences of ``[start, end)``; one ends, too, where a mark begins or ends."""
        cuts = [start, *(cut for begin, stop, _ in self._marks for cut in (begin, stop) if cut > start)]
        cuts.append(len(self.text) if end is None else end)
        index = 0
        for span in self._sentences:
            first = max(span.start, start)
            while index < len(cuts) and cuts[index] <= first:
                index += 1
            while index < len(cuts) and cuts[index] < span.end:
                yield from self._bare(first, cuts[index])
                first = cuts[index]
                index += 1
            if index == len(cuts):
                return
            yield from self._bare(first, span.end)

    def _bare(self, start: int, end: int) -> Iterator[Span]:
        words = self.text[start:end]
        bare = words.strip()
        if bare:
            first = start + words.index(bare[0])
            yield Span(first, first + len(bare))

    def segments(self) -> tuple[Segment, ...]:
        """Return segments that cover the whole text; what is not marked is body."""
        found: list[tuple[int, SegmentKind]] = []
        position = 0
        for start, end, kind in self._marks:
            gap = self.text[position:start]
            if gap.strip():
                found.append((position + len(gap) - len(gap.lstrip()), SegmentKind.BODY))
            found.append((start, kind))
            position = end
        rest = self.text[position:]
        if rest.strip():
            found.append((position + len(rest) - len(rest.lstrip()), SegmentKind.BODY))
        starts = [0, *(start for start, _ in found[1:]), len(self.text)]
        return tuple(
            Segment(start=starts[index], end=starts[index + 1], kind=kind)
            for index, (_, kind) in enumerate(found)
        )

    def _free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        index = max(bisect_right(self._marks, start, key=_START) - 1, 0)
        for mark_start, mark_end, _ in self._marks[index : bisect_left(self._marks, end, key=_START)]:
            if mark_end <= start:
                continue
            if start < mark_start:
                yield start, mark_start
            start = max(start, mark_end)
        if start < end:
            yield start, end
