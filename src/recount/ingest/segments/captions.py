"""Captions: a sentence or line about a photograph. Its figures are read; its dates never date the report."""

from __future__ import annotations

import re

from recount.ingest.segments.marks import Marks
from recount.ingest.segments.rules import SegmentRules
from recount.model import SegmentKind
from recount.text.spans import Span

LONGEST_STANDFIRST = 450
_PARENTHESIS = re.compile(r"\(([^()\n]{2,160})\)\.?")
_STOPPED = re.compile(r"[.!?\"\u201d\u2019\d]$")
_TELLING = (
    6  # words of a parenthesis that is itself the caption; one with fewer only says who took the picture
)
_SHORT_LINE = 3  # a line of at most so many sentences, the last one a photo credit, is all caption


def mark_captions(text: str, start: int, *, rules: SegmentRules, marks: Marks) -> None:
    """Mark the captions after ``start``, and what stands between the headline and the first of them."""
    sentences = list(marks.sentences(start))
    for parenthesis in _PARENTHESIS.finditer(text, start):
        if _is_photo_credit(text, parenthesis, rules):
            first = _caption_start(text, parenthesis, sentences)
            marks.add(max(first, start), parenthesis.end(), SegmentKind.CAPTION)
    for span in sentences:
        if rules.caption_starts.match(text, span.start) and marks.is_free(span.start, span.end):
            marks.add(span.start, span.end, SegmentKind.CAPTION)
    _mark_standfirst(start, marks)


def _is_photo_credit(text: str, parenthesis: re.Match[str], rules: SegmentRules) -> bool:
    """Whether a parenthesis tells of a photograph, or names agencies between two sentences."""
    words = parenthesis[1]
    if rules.photo_parenthesis.fullmatch(words):
        return True
    if not rules.photo_agency_list.fullmatch(words):
        return False
    before = text[: parenthesis.start()].rstrip()
    after = text[parenthesis.end() :].lstrip()
    return bool(after) and not after[0].islower() and _STOPPED.search(before[-1:]) is not None


def _caption_start(text: str, parenthesis: re.Match[str], sentences: list[Span]) -> int:
    """Return where the caption that ends in this parenthesis begins, inside its line."""
    line = text.rfind("\n", 0, parenthesis.start()) + 1
    inside = [span for span in sentences if line <= span.start < parenthesis.end()]
    line_end = text.find("\n", parenthesis.end())
    is_last = not text[parenthesis.end() : line_end if line_end >= 0 else len(text)].strip()
    if not inside or (
        is_last and line > 0 and len(inside) <= _SHORT_LINE and "\n\n" in text[parenthesis.end() :]
    ):
        return line
    if len(parenthesis[1].split()) >= _TELLING:
        return parenthesis.start()
    if inside[-1].start == parenthesis.start() and len(inside) > 1:
        return inside[-2].start
    return inside[-1].start


def _mark_standfirst(start: int, marks: Marks) -> None:
    """Mark what stands between headline and first photograph: a summary, when it is short."""
    photographs = marks.of_kind(SegmentKind.CAPTION, SegmentKind.CREDIT)
    first = next((begin for begin, _ in photographs if begin > start), 0)
    if marks.of_kind(SegmentKind.HEADLINE) and start < first <= start + LONGEST_STANDFIRST:
        marks.add(start, first, SegmentKind.STANDFIRST)
