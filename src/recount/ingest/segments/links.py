"""Headlines of other reports: listed under a report, or put between two of its sentences without a mark.

They are read, each by itself: what they say is said of other events. Where lines are lost, only the capitals of
a title tell that it is one, so one is marked only where it begins and ends for sure.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from recount.ingest.segments.marks import Marks
from recount.ingest.segments.rules import SegmentRules
from recount.model import SegmentKind

EARLIEST_LIST = 0.4  # of the text; what a page puts after a report never begins before
LEAST_TITLE = 5
"""Words of a title; fewer with capitals are as often a name ("the Fatal Injuries Board")."""
MOST_TITLE = 40
_WORD = re.compile(r"\S+")
_STOPPED = re.compile(r"[.!?][\"\u201d\u2019)\]]*$")
_INITIAL = re.compile(r"[^\W\d_a-z]\.")
_DATELINE = re.compile(r"[^\W\d_a-z]{4,}(?:[ -][^\W\d_a-z]{4,})? \([^()]{2,40}\)$")
_MARKS = frozenset("-–—|&")


def mark_links(text: str, start: int, *, rules: SegmentRules, marks: Marks) -> None:
    """Mark the headlines of other reports after ``start``, as far as nothing else is marked there."""
    _mark_lists(text, start, rules, marks)
    begins = {span.start for span in marks.sentences(start)}
    for first, last in list(_titles(text, start, rules, begins)):
        if marks.is_free(first, last):
            _mark_title(text, first, last, rules, marks)


def _mark_lists(text: str, start: int, rules: SegmentRules, marks: Marks) -> None:
    """Mark what follows "... 87 Related", or the last list of links whose titles run into running text."""
    earliest = max(start, int(len(text) * EARLIEST_LIST))
    for found in rules.counted_links.finditer(text, start):
        end = _end_of_list(text, found.end(), rules)
        marks.add(found.start(), found.end(), SegmentKind.FURNITURE)
        marks.add(found.end(), end, SegmentKind.LINK)
    for found in rules.link_lists.finditer(text, earliest):
        after = rules.tails.search(text, found.end())
        if (
            after is None
            or not text[found.start()].isupper()
            or not marks.is_free(found.start(), found.end())
        ):
            continue
        titles = next(marks.sentences(found.end()), None)
        if titles is not None and titles.end <= after.start() and not _tells(text, titles.end, rules, marks):
            marks.add(found.start(), found.end(), SegmentKind.FURNITURE)
            marks.add(found.end(), titles.end, SegmentKind.LINK)


def _end_of_list(text: str, start: int, rules: SegmentRules) -> int:
    """Return where the titles end: at the key words, at the page's own matter, or with the text."""
    ends = (pattern.search(text, start) for pattern in (rules.tags, rules.tails))
    return min((found.start() for found in ends if found is not None), default=len(text))


def _tells(text: str, start: int, rules: SegmentRules, marks: Marks) -> bool:
    """Whether a sentence after ``start`` tells of harm."""
    return any(rules.claim_words.search(text, span.start, span.end) for span in marks.sentences(start))


def _titles(text: str, start: int, rules: SegmentRules, begins: Container[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that tell of harm, stand behind a sentence and end before another one.

    On a line of its own such a run heads a part of the report itself.
    """
    words = list(_WORD.finditer(text, start))
    at = 0
    while at < len(words):
        opens = at > 0 and _opens(words, at, begins)
        end = _end_of_run(words, at, rules) if opens and not _begins_line(text, words, at) else at
        if (
            end - at >= LEAST_TITLE
            and not _begins_line(text, words, end)
            and _is_title(words, at, end, rules)
        ):
            yield words[at].start(), words[end - 1].end()
        at = max(end, at + 1)


def _opens(words: list[re.Match[str]], at: int, begins: Container[int]) -> bool:
    """Whether a title may begin at a word: behind a sentence, or behind the initial of a photographer's name."""
    before = words[at - 1][0]
    is_sentence = _STOPPED.search(before) is not None and words[at].start() in begins
    return is_sentence or _INITIAL.fullmatch(before) is not None


def _begins_line(text: str, words: list[re.Match[str]], at: int) -> bool:
    return 0 < at < len(words) and "\n" in text[words[at - 1].end() : words[at].start()]


def _end_of_run(words: list[re.Match[str]], at: int, rules: SegmentRules) -> int:
    """Return the index after the last word that a title may go on with."""
    for end in range(at, min(len(words), at + MOST_TITLE)):
        word = words[end][0]
        if end > at and (word in rules.openers or _STOPPED.search(words[end - 1][0])):
            return end
        bare = word.strip("\"“”‘’'(),;:")
        if not (bare[:1].isupper() or bare[:1].isdigit() or bare in rules.title_words or bare in _MARKS):
            return end
    return min(len(words), at + MOST_TITLE)


def _is_title(words: list[re.Match[str]], at: int, end: int, rules: SegmentRules) -> bool:
    """Whether a run is a title: a word of harm in it is capitalised, and a new sentence follows for sure."""
    tells = any(
        word[0][0].isupper() and not word[0].isupper() and rules.claim_words.match(word[0])
        for word in words[at + 1 : end]
    )
    if not tells or end == len(words):
        return tells
    follows = words[end][0] in rules.openers or _STOPPED.search(words[end - 1][0]) is not None
    return follows and any(word[0][0].islower() for word in words[end : end + 3])


def _mark_title(text: str, first: int, last: int, rules: SegmentRules, marks: Marks) -> None:
    """Mark a title without the photographer before it and the dateline behind it."""
    if (dateline := _DATELINE.search(text, first, last)) is not None:
        last = dateline.start()
    if (photographer := rules.photographer.match(text, first, last)) is not None:
        marks.add(first, photographer.end(), SegmentKind.CREDIT)
        first = photographer.end()
    marks.add(first, last, SegmentKind.LINK)
