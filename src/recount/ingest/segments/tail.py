"""What a page puts around a text: credits, tags, links to other reports, notices, initials at the end.

Nothing that holds a word of harm is taken for any of these, except links to other reports when no running
text follows them: a claim that is read twice is a nuisance, a claim that is never read is a loss.
"""

from __future__ import annotations

import re

from recount.ingest.segments.marks import Marks
from recount.ingest.segments.rules import SegmentRules
from recount.model import SegmentKind
from recount.text.spans import Span

EARLIEST_TAIL = 0.4  # of the text; what a page puts after a report never begins before
LEAST_PROSE = 12  # words of a sentence that is running text and no link
CREDIT_REACH = 600  # code points before the end in which writers and editors are named
LONGEST_TAGS = 400
_LONGEST_LINE = 240
_LONGEST_NAMES = 45
_STOP = re.compile(r"[.!?][\"\u201d\u2019)\]]?$")
_LOWER_RUN = re.compile(r"(?:\b[^\W\dA-Z]+ ){4}")  # key words do not run on like this
_LINE = re.compile(r"[^\n]+")


def mark_surroundings(text: str, start: int, *, rules: SegmentRules, marks: Marks) -> None:
    """Mark credits and page furniture after ``start``."""
    _mark_lines(text, start, rules, marks)
    _mark_tags(text, start, rules, marks)
    end = _tail_start(text, start, rules, marks)
    marks.add(end, len(text), SegmentKind.FURNITURE)
    end = _mark_staff(text, start, end, rules, marks)
    for _ in range(3):
        end = _mark_ending(text, start, end, rules, marks)
    _mark_credits(text, start, rules, marks)


def _holds_claim(text: str, start: int, end: int, rules: SegmentRules) -> bool:
    return rules.claim_words.search(text, start, end) is not None


def _mark_lines(text: str, start: int, rules: SegmentRules, marks: Marks) -> None:
    """Mark whole lines that are links, notices, or photo credits."""
    if "\n" not in text[start:]:
        return
    for line in _LINE.finditer(text, start):
        if len(line[0]) > _LONGEST_LINE:
            continue
        if rules.link_line.fullmatch(line[0]):
            marks.add(line.start(), line.end(), SegmentKind.FURNITURE)
        elif not rules.claim_words.search(line[0]):
            if rules.furniture_line.fullmatch(line[0]):
                marks.add(line.start(), line.end(), SegmentKind.FURNITURE)
            elif rules.agency_list.fullmatch(line[0].strip(" .()")):
                marks.add(line.start(), line.end(), SegmentKind.CREDIT)


def _mark_tags(text: str, start: int, rules: SegmentRules, marks: Marks) -> None:
    """Mark a list of key words, up to the running text after it or the end of its line."""
    tags = rules.tags.search(text, start)
    if tags is None:
        return
    limit = text.find("\n", tags.end())
    limit = len(text) if limit < 0 else limit
    follows = rules.tags_end.search(text, tags.end(), min(limit, tags.end() + LONGEST_TAGS))
    end = follows.start() if follows else limit
    is_prose = _LOWER_RUN.search(text, tags.end(), end) is not None
    if (
        end - tags.start() <= LONGEST_TAGS
        and not is_prose
        and not _holds_claim(text, tags.start(), end, rules)
    ):
        marks.add(tags.start(), end, SegmentKind.FURNITURE)


def _tail_start(text: str, start: int, rules: SegmentRules, marks: Marks) -> int:
    """Return where the page's own matter after the report begins."""
    earliest = max(start, int(len(text) * EARLIEST_TAIL))
    found = [*rules.tails.finditer(text, earliest)]
    found += [
        link for link in rules.link_lists.finditer(text, earliest) if _begins_sentence(text, link.start())
    ]
    if not found:
        return len(text)
    is_prose = [span.start for span in marks.sentences(earliest) if _is_prose(text, span, rules)]
    for mark in sorted(found, key=re.Match[str].start):
        first = next(marks.sentences(mark.start()), None)
        if (not is_prose or is_prose[-1] < mark.start()) and not (first and _is_prose(text, first, rules)):
            return mark.start()
    return len(text)


def _begins_sentence(text: str, position: int) -> bool:
    """Whether a page's heading can begin here: after a stop, or with a capital where lines were lost."""
    before = text[max(0, position - 40) : position]
    is_heading = text[position].isupper() and not text[position : position + 20].isupper()
    return before.endswith("\n") or _STOP.search(before.rstrip()) is not None or is_heading


def _is_prose(text: str, span: Span, rules: SegmentRules) -> bool:
    """Whether a sentence is running text that tells of harm."""
    return (
        _STOP.search(text, max(span.start, span.end - 2), span.end) is not None
        and text.count(" ", span.start, span.end) >= LEAST_PROSE
        and _holds_claim(text, span.start, span.end, rules)
    )


def _mark_staff(text: str, start: int, end: int, rules: SegmentRules, marks: Marks) -> int:
    """Mark the writers and editors named at the end; return where they begin."""
    found = rules.staff_credit.search(text, max(start, end - CREDIT_REACH), end)
    if found is None or _holds_claim(text, found.start(), end, rules):
        return end
    marks.add(found.start(), end, SegmentKind.CREDIT)
    return found.start()


def _mark_ending(text: str, start: int, end: int, rules: SegmentRules, marks: Marks) -> int:
    """Mark the agency, the names or the initials at the end of the text; return where they begin."""
    end = start + len(text[start:end].rstrip())
    if end <= start:
        return end
    sign_off = rules.sign_off.search(text, max(start, end - _LONGEST_NAMES), end)
    if sign_off:
        marks.add(sign_off.start(), end, SegmentKind.CREDIT)
        return sign_off.start()
    *_, final = marks.sentences(start, end)
    last, words = final.start, text[final.start : final.end]
    if last == start or len(words) > _LONGEST_NAMES or rules.claim_words.search(words):
        return end
    if rules.end_mark.fullmatch(words) or (rules.names.fullmatch(words) and not words.endswith(".")):
        marks.add(last, end, SegmentKind.CREDIT)
        return last
    return end


def _mark_credits(text: str, start: int, rules: SegmentRules, marks: Marks) -> None:
    """Mark sentences that name sources, photographers or contributors."""
    for span in list(marks.sentences(start)):
        if marks.is_free(span.start, span.end):
            found = rules.credits.match(text, span.start, span.end)
            found = found or rules.photo_credits.match(text, span.start, span.end)
            if found and not _holds_claim(text, span.start, span.end, rules):
                marks.add(span.start, span.end, SegmentKind.CREDIT)
