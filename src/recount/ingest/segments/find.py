"""What each stretch of a report's text is: headline, standfirst, body, caption, credit, furniture, repeat, link."""

from __future__ import annotations

from dataclasses import dataclass

from recount.ingest.segments.captions import mark_captions
from recount.ingest.segments.lead import read_lead
from recount.ingest.segments.links import mark_links
from recount.ingest.segments.marks import Marks
from recount.ingest.segments.repeats import mark_repeats
from recount.ingest.segments.rules import SegmentRules, segment_rules
from recount.ingest.segments.tail import mark_surroundings
from recount.model import Segment, SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """The segments of a text and what its head and its credits say.

    Attributes:
        segments: in order, covering the text without overlap; empty for an empty text.
        headline: as written, ``None`` when there is none.
        dateline_place: as written.
        agency_credits: agencies credited for the whole report, as written, each once.
    """

    segments: tuple[Segment, ...]
    headline: str | None
    dateline_place: str | None
    agency_credits: tuple[str, ...]


def find_segments(text: str, *, title: str | None = None, language: str = "en") -> Segmentation:
    """Divide a normalised text.

    Args:
        text: normalised.
        title: headline as the metadata give it; a text that begins with it has it as headline.
        language: chooses the rules; a language without rules has headlines and repeats only.
    """
    rules, marks = segment_rules(language), Marks(text)
    lead = read_lead(text, title=title, rules=rules, marks=marks)
    mark_surroundings(text, lead.start, rules=rules, marks=marks)
    mark_captions(text, lead.start, rules=rules, marks=marks)
    mark_repeats(text, marks)
    mark_links(text, lead.start, rules=rules, marks=marks)
    return Segmentation(
        segments=marks.segments(),
        headline=lead.headline,
        dateline_place=lead.place,
        agency_credits=_agency_credits(text, lead.start, lead.agencies, rules, marks),
    )


def _agency_credits(
    text: str, start: int, agencies: tuple[str, ...], rules: SegmentRules, marks: Marks
) -> tuple[str, ...]:
    """Add to the agencies of the head those named in credits after the text."""
    named = [
        found[0]
        for first, last in marks.of_kind(SegmentKind.CREDIT)
        if first >= start and not rules.photo_credits.match(text, first)
        for found in rules.agency.finditer(text, first, last)
    ]
    unique = {name.casefold(): name for name in reversed((*agencies, *named))}
    return tuple(reversed(unique.values()))
