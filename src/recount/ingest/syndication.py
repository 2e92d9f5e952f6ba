"""Syndication: copies of one wire story, found by the words they share. A copy is no second source.

A report is sketched by hashes of its runs of four words, one in four kept (the same ones in every report);
containment is the share of the smaller sketch that stands in the larger. On made copies (cut, reordered, with
another head) containment of one half or more found all and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

from recount.model import Report, SegmentKind

WORDS_PER_RUN = 4
KEPT_OF = 4
MOST_HOLDERS = 200
"""A run of words that more reports hold is a phrase of the trade and says nothing about copying."""
DEFAULT_THRESHOLD = 0.5
LEAST_SHARED = 3
LEAST_SKETCH = 5
"""Sketches with fewer hashes (about 25 words) are too small to compare."""

_WORD = re.compile(r"\w+")
_LEFT_OUT = frozenset({SegmentKind.CREDIT, SegmentKind.FURNITURE, SegmentKind.REPEATED, SegmentKind.LINK})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """Two reports that share their words; the ids are in order."""

    report_id: str
    other_id: str
    containment: float


def sketch(text: str) -> frozenset[int]:
    """Return the hashes kept of a text; case and punctuation do not matter."""
    words = [word.encode("utf-8", "replace") for word in _WORD.findall(text.casefold())]
    runs = zip(*(words[start:] for start in range(WORDS_PER_RUN)), strict=False)
    return frozenset(value for value in map(crc32, map(b" ".join, runs)) if value % KEPT_OF == 0)


def containment(first: frozenset[int], second: frozenset[int]) -> float:
    """Return the share (0–1) of the smaller sketch that the other holds; 0 when either is too small."""
    smaller = min(len(first), len(second))
    return round(len(first & second) / smaller, 4) if smaller >= LEAST_SKETCH else 0.0


def sketch_report(report: Report) -> frozenset[int]:
    """Return the hashes kept of what a report itself says; empty when they are too few to compare."""
    found = sketch(_own_words(report))
    return found if len(found) >= LEAST_SKETCH else frozenset()


def find_copies(reports: Iterable[Report], threshold: float = DEFAULT_THRESHOLD) -> list[CopyPair]:
    """Return the pairs of reports that carry one story, sorted.

    Their containment reaches the threshold, and they share ``LEAST_SHARED`` runs of words or more that no more
    than ``MOST_HOLDERS`` reports hold. Time and memory grow with the pairs that share such a run.
    """
    return copies_among({report.id: sketch_report(report) for report in reports}, threshold)


def copies_among(
    sketches: Mapping[str, frozenset[int]], threshold: float = DEFAULT_THRESHOLD
) -> list[CopyPair]:
    """Return the pairs of reports that carry one story, from their sketches, sorted."""
    order = sorted(identifier for identifier, kept in sketches.items() if kept)
    uses = Counter(value for identifier in order for value in sketches[identifier])
    holders: dict[int, list[str]] = defaultdict(list)
    found: list[CopyPair] = []
    for identifier in order:
        own = sketches[identifier]
        telling = [value for value in own if 1 < uses[value] <= MOST_HOLDERS]
        shared = Counter(chain.from_iterable(holders[value] for value in telling))
        for other, count in shared.items():
            if count >= LEAST_SHARED and (share := containment(sketches[other], own)) >= threshold:
                found.append(CopyPair(report_id=other, other_id=identifier, containment=share))
        for value in telling:
            holders[value].append(identifier)
    return sorted(found, key=lambda pair: (pair.report_id, pair.other_id))


def _own_words(report: Report) -> str:
    """Return what the report itself says: without credits, page furniture and repeats."""
    kept = [
        report.text[segment.start : segment.end]
        for segment in report.segments
        if segment.kind not in _LEFT_OUT
    ]
    return "\n".join(kept) if kept else report.text
