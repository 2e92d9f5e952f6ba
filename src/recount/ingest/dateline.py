"""The date a report's text carries, against the date its metadata give."""

from __future__ import annotations

from datetime import date, timedelta

from recount.model import Segment, SegmentKind
from recount.text.newsdates import find_text_date

GREATEST_LAG = timedelta(days=1)
"""A report of one evening is often dated the next day; more is a contradiction."""


def read_text_date(
    text: str, segments: tuple[Segment, ...], *, published: date | None, language: str
) -> date | None:
    """Return the date the text itself carries, ``None`` when it has none; never the date of a caption."""
    found = find_text_date(_without_captions(text, segments), published, language=language)
    return None if found is None else found.date


def contradiction(text_date: date | None, published: date | None) -> str | None:
    """Return a warning when text and metadata disagree by more than ``GREATEST_LAG``."""
    if text_date is None or published is None or abs(text_date - published) <= GREATEST_LAG:
        return None
    return f"the text is dated {text_date}, its metadata say {published}; the text's date is used"


def _without_captions(text: str, segments: tuple[Segment, ...]) -> str:
    """Return the text with captions blanked, every other character at its place."""
    for segment in segments:
        if segment.kind is SegmentKind.CAPTION:
            blank = " " * (segment.end - segment.start)
            text = text[: segment.start] + blank + text[segment.end :]
    return text
