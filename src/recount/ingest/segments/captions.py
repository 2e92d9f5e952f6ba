"""Captions: a sentence or line about a photograph. Its figures are read; its dates never date the report."""

from __future__ import annotations

import re
from bisect import bisect_left

from recount.ingest.segments.marks import Marks
from recount.ingest.segments.rules import SegmentRules
from recount.model import SegmentKind
from recount.text.spans import Span

LONGEST_STANDFIRST = 450
_PARENTHESIS = re.compile(r"\(([^()\n]{2,160})\)\.?")
_STOPPED = re.compile(r"[.!?\"\u201d\u2019\d]$")
_SOLID = re.compile(r"\S")
_TELLING = (
    6  # words of a parenthesis that is itself the caption; one with fewer only says who took the picture
)
_SHORT_LINE = 3  # a line of at most so many sentences, the last one a photo credit, is all caption


def mark_captions(text: str, start: int, *, rules: SegmentRules, marks: Marks) -> None:
    """Mark the captions after ``start``, and what stands between the headline and the first of them."""
    sentences = list(marks.sentences(start))
    layout = _Layout(text, sentences)
    for parenthesis in _PARENTHESIS.finditer(text, start):
        if _is_photo_credit(text, parenthesis, rules):
            first = _caption_start(layout, parenthesis)
            marks.add(max(first, start), parenthesis.end(), SegmentKind.CAPTION)
    for span in sentences:
        if rules.caption_starts.match(text, span.start) and marks.is_free(span.start, span.end):
            marks.add(span.start, span.end, SegmentKind.CAPTION)
    _mark_standfirst(start, marks)


class _Layout:
    """Where sentences and lines begin, looked up once: a hostile text has a parenthesis every five letters."""

    def __init__(self, text: str, sentences: list[Span]) -> None:
        self.text = text
        self.starts = [span.start for span in sentences]
        self._line_ends = [found.start() for found in re.finditer("\n", text)]
        self._last_gap = text.rfind("\n\n")

    def line(self, position: int) -> tuple[int, int]:
        """Return where the line that holds a position begins and ends."""
        index = bisect_left(self._line_ends, position)
        first = self._line_ends[index - 1] + 1 if index else 0
        return first, self._line_ends[index] if index < len(self._line_ends) else len(self.text)

    def is_last_of_line(self, position: int) -> bool:
        """Whether nothing but white space stands between a position and the end of its line."""
        following = _SOLID.search(self.text, position)
        return following is None or following.start() >= self.line(position)[1]

    def has_gap_after(self, position: int) -> bool:
        """Whether another paragraph follows."""
        return self._last_gap >= position


def _is_photo_credit(text: str, parenthesis: re.Match[str], rules: SegmentRules) -> bool:
    """Whether a parenthesis tells of a photograph, or names agencies between two sentences."""
    words = parenthesis[1]
    if rules.photo_parenthesis.fullmatch(words):
        return True
    if not rules.photo_agency_list.fullmatch(words):
        return False
    after = _SOLID.search(text, parenthesis.end())
    before = parenthesis.start()
    while before > 0 and text[before - 1].isspace():
        before -= 1
    return (
        after is not None
        and not after[0].islower()
        and _STOPPED.search(text, max(before - 1, 0), before) is not None
    )


def _caption_start(layout: _Layout, parenthesis: re.Match[str]) -> int:
    """Return where the caption that ends in this parenthesis begins, inside its line."""
    starts, (line, _) = layout.starts, layout.line(parenthesis.start())
    first, end = bisect_left(starts, line), bisect_left(starts, parenthesis.end())
    is_short = line > 0 and end - first <= _SHORT_LINE
    if first == end or (
        is_short and layout.is_last_of_line(parenthesis.end()) and layout.has_gap_after(parenthesis.end())
    ):
        return line
    if len(parenthesis[1].split()) >= _TELLING:
        return parenthesis.start()
    if starts[end - 1] == parenthesis.start() and end - first > 1:
        return starts[end - 2]
    return starts[end - 1]


def _mark_standfirst(start: int, marks: Marks) -> None:
    """Mark what stands between headline and first photograph: a summary, when it is short."""
    photographs = marks.of_kind(SegmentKind.CAPTION, SegmentKind.CREDIT)
    first = next((begin for begin, _ in photographs if begin > start), 0)
    if marks.of_kind(SegmentKind.HEADLINE) and start < first <= start + LONGEST_STANDFIRST:
        marks.add(start, first, SegmentKind.STANDFIRST)
