"""The head of a report: headline, the date a page stamps on it, the headline said again, writers, dateline.

Pages that lost their lines say all of this in one breath ("Headline AFP Monday 2 Feb 2015 Text…"); marking
the parts is what makes the first sentence begin where it begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from recount.ingest.segments.marks import Marks
from recount.ingest.segments.rules import SegmentRules
from recount.model import SegmentKind
from recount.text.sentences import split_sentences

LONGEST_HEADLINE = 250
LONGEST_STOPPED_HEADLINE = 80  # a first paragraph with a full stop that is longer is text
LONGEST_BYLINE = 90
_LONGEST_STAMP_TAIL = 80
_STANDFIRST_SENTENCES = 5
_SITE = re.compile(r" [|\u2013\u2014-] ")
_GAP = re.compile(r"[\s.,:|\u2013\u2014-]*")


@dataclass(slots=True)
class Lead:
    """What the head of a report says.

    Attributes:
        headline: as written, ``None`` when there is none.
        start: where the text proper begins.
        place: of the dateline.
        agencies: credited in the dateline or beside the date, as written.
        is_stamped: whether something stood between headline and text.
    """

    headline: str | None = None
    start: int = 0
    place: str | None = None
    agencies: tuple[str, ...] = ()
    is_stamped: bool = False


def read_lead(text: str, *, title: str | None, rules: SegmentRules, marks: Marks) -> Lead:
    """Mark the head of a report and return what it says."""
    lead = Lead()
    end = _headline_end(text, title, rules)
    if end:
        lead.headline = text[:end].strip()
        marks.add(0, end, SegmentKind.HEADLINE)
        lead.start = _skip(text, end)
    for _ in range(6):
        if not any(take(text, lead, rules, marks) for take in (_take_copy, _take_stamp, _take_names)):
            break
    if not _take_dateline(text, lead, rules, marks):
        _take_late_dateline(text, lead, rules, marks)
    return lead


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _headline_end(text: str, title: str | None, rules: SegmentRules) -> int:
    """Return where the headline ends, 0 when there is none."""
    if title and text.startswith(title) and text[len(title) : len(title) + 1] in {"", "\n"}:
        return len(title)
    end = text.find("\n\n", 0, LONGEST_HEADLINE + 1)
    if end < 0 or not text[end:].strip():
        return 0
    first = text[:end]
    longest = LONGEST_STOPPED_HEADLINE if first.endswith((".", "\u06d4")) else LONGEST_HEADLINE
    is_headline = len(first) <= longest and len(first.split()) >= 2 and len(split_sentences(first)) <= 2
    stamp = rules.stamp.match(first)
    return end if is_headline and not (stamp and stamp.end() >= len(first)) else 0


def _take_copy(text: str, lead: Lead, rules: SegmentRules, marks: Marks) -> bool:  # noqa: ARG001 - one form for all
    """Mark the headline said again at the head of the text."""
    for core in _cores(lead.headline):
        end = lead.start + len(core)
        if text[lead.start : end].casefold() == core.casefold() and _ends_phrase(text, end):
            stop = re.compile(r"\s?[.!?]?").match(text, end)
            end = stop.end() if stop else end
            marks.add(lead.start, end, SegmentKind.REPEATED)
            lead.start, lead.is_stamped = _skip(text, end), True
            return True
    return False


def _cores(headline: str | None) -> list[str]:
    """Return the headline, and the headline without the name of the site; short ones prove nothing."""
    if headline is None:
        return []
    whole = headline.rstrip(" .")
    first = _SITE.split(whole)[0].rstrip()
    return [core for core in dict.fromkeys((whole, first)) if len(core.split()) >= 3]


def _ends_phrase(text: str, end: int) -> bool:
    """Whether nothing that continues a sentence follows."""
    following = text[end:].lstrip(" ")[:1]
    return not following or not (following.islower() or following in ",;:'\u2019-)")


def _take_stamp(text: str, lead: Lead, rules: SegmentRules, marks: Marks) -> bool:
    """Mark the date that a page stamps on a report, with the agency before it and the writer after it."""
    crumbs = rules.crumbs.match(text, lead.start) if lead.is_stamped else None
    stamp = rules.stamp.match(text, lead.start)
    if stamp is None and crumbs:
        marks.add(crumbs.start(), crumbs.end(), SegmentKind.FURNITURE)
        stamp = rules.stamp.match(text, crumbs.end())
    if stamp is None or not _ends_phrase(text, stamp.end()):
        return _take_agency(text, lead, rules, marks)
    kind = SegmentKind.FURNITURE
    if stamp["agency"]:
        kind = SegmentKind.CREDIT
        lead.agencies += (stamp["agency"],)
    marks.add(stamp.start(), stamp.end(), kind)
    lead.start, lead.is_stamped = _skip(text, stamp.end()), True
    byline = rules.byline.match(text, lead.start)
    copy = _next_copy(text, lead)
    if byline and copy > 0 and rules.claim_words.search(text, lead.start, copy) is None:
        marks.add(lead.start, copy, SegmentKind.CREDIT)
        lead.start = copy
    return True


def _next_copy(text: str, lead: Lead) -> int:
    """Return where the headline is said again shortly after here, -1 when it is not."""
    for core in _cores(lead.headline):
        position = text.find(core, lead.start, lead.start + _LONGEST_STAMP_TAIL + len(core))
        if position >= 0:
            return position
    return -1


def _take_agency(text: str, lead: Lead, rules: SegmentRules, marks: Marks) -> bool:
    agency = rules.agency_alone.match(text, lead.start) if lead.is_stamped else None
    if agency is None:
        return False
    marks.add(agency.start(), agency.end(), SegmentKind.CREDIT)
    lead.agencies += (agency["agency"],)
    gap = _GAP.match(text, agency.end())
    lead.start = gap.end() if gap else agency.end()
    return True


def _take_names(text: str, lead: Lead, rules: SegmentRules, marks: Marks) -> bool:
    """Mark a sentence or line of names of writers, after a headline or a date."""
    if not lead.is_stamped or text.isupper():
        return False
    end = next((span.end for span in marks.sentences(lead.start)), 0)
    if not end or end - lead.start > LONGEST_BYLINE:
        return False
    line = text[lead.start : end]
    is_byline = rules.byline.fullmatch(line.rstrip(".")) or rules.names.fullmatch(line)
    if not is_byline or rules.claim_words.search(line):
        return False
    marks.add(lead.start, end, SegmentKind.CREDIT)
    lead.start = _skip(text, end)
    return True


def _take_dateline(text: str, lead: Lead, rules: SegmentRules, marks: Marks) -> bool:
    for form in rules.dateline:
        found = form.match(text, lead.start)
        if found and not _is_subject(found["place"] or "", rules):
            _set_dateline(lead, found, marks)
            return True
    is_telling = lead.is_stamped and not text.isupper()
    bare = rules.bare_dateline.match(text, lead.start) if is_telling else None
    if bare and not _is_subject(bare["place"], rules):
        marks.add(bare.start(), bare.end(), SegmentKind.CREDIT)
        lead.place = bare["place"]
        lead.start = _skip(text, bare.end())
        return True
    return False


def _set_dateline(lead: Lead, found: re.Match[str], marks: Marks) -> None:
    marks.add(found.start(), found.end(), SegmentKind.CREDIT)
    lead.place = found["place"] or None
    if found["agency"]:
        lead.agencies += (found["agency"],)
    lead.start = _skip(marks.text, found.end())


def _is_subject(place: str, rules: SegmentRules) -> bool:
    """Whether the words in capitals are no place but a party, a body or a page's label."""
    words = place.casefold().split()
    return any(word in rules.not_places for word in words) or rules.agency.fullmatch(place) is not None


def _take_late_dateline(text: str, lead: Lead, rules: SegmentRules, marks: Marks) -> bool:
    """Find a dateline after a standfirst; only the sure forms, with a place in capitals and an agency."""
    sentences = islice(marks.sentences(lead.start), 1, _STANDFIRST_SENTENCES)
    for start in [span.start for span in sentences]:
        found = rules.dateline[0].match(text, start) if rules.dateline else None
        if found and not _is_subject(found["place"] or "", rules):
            marks.add(lead.start, start, SegmentKind.STANDFIRST)
            _set_dateline(lead, found, marks)
            return True
    return False
