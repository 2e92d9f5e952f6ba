"""Syndication: copies of one wire story, found by the words they share. A copy is no second source.

A report is sketched by hashes of its runs of four words, one in four kept (the same ones in every report);
containment is the share of the smaller sketch that stands in the larger. On made copies (cut, reordered, with
another head) containment of one half or more found all and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from recount.model import Report, SegmentKind

WORDS_PER_RUN = 4
KEPT_OF = 4
MOST_HOLDERS = 200
"""A run of words that more reports hold is a phrase of the trade and says nothing about copying."""
DEFAULT_THRESHOLD = 0.5
LEAST_SKETCH = 5
"""Sketches with fewer hashes (about 25 words) are too small to compare."""

_WORD = re.compile(r"\w+")
_LEFT_OUT = frozenset({SegmentKind.CREDIT, SegmentKind.FURNITURE, SegmentKind.REPEATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """Two reports that share their words; the ids are in order."""

    report_id: str
    other_id: str
    containment: float


def sketch(text: str) -> frozenset[int]:
    """Return the hashes kept of a text; case and punctuation do not matter."""
    words = _WORD.findall(text.casefold())
    hashes = (
        crc32(" ".join(words[index : index + WORDS_PER_RUN]).encode("utf-8", "replace"))
        for index in range(len(words) - WORDS_PER_RUN + 1)
    )
    return frozenset(value for value in hashes if value % KEPT_OF == 0)


def containment(first: frozenset[int], second: frozenset[int]) -> float:
    """Return the share (0–1) of the smaller sketch that the other holds; 0 when either is too small."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller >= LEAST_SKETCH else 0.0


def find_copies(reports: Iterable[Report], threshold: float = DEFAULT_THRESHOLD) -> list[CopyPair]:
    """Return the pairs of reports whose containment reaches the threshold, sorted.

    Time and memory grow with the pairs that share a run of words which no more than ``MOST_HOLDERS`` hold.
    """
    sketches = {report.id: sketch(_own_words(report)) for report in reports}
    order = sorted(identifier for identifier, kept in sketches.items() if len(kept) >= LEAST_SKETCH)
    holders: dict[int, list[int]] = defaultdict(list)
    for number, identifier in enumerate(order):
        for value in sketches[identifier]:
            holders[value].append(number)
    telling = {value for value, numbers in holders.items() if len(numbers) <= MOST_HOLDERS}
    sizes = [len(sketches[identifier] & telling) for identifier in order]
    shared: Counter[tuple[int, int]] = Counter()
    for value in telling:
        numbers = holders[value]
        shared.update(
            (first, second) for index, first in enumerate(numbers) for second in numbers[index + 1 :]
        )
    return [
        CopyPair(report_id=order[first], other_id=order[second], containment=round(share, 4))
        for (first, second), count in sorted(shared.items())
        if (smaller := min(sizes[first], sizes[second])) >= LEAST_SKETCH
        and (share := count / smaller) >= threshold
    ]


def _own_words(report: Report) -> str:
    """Return what the report itself says: without credits, page furniture and repeats."""
    kept = [
        report.text[segment.start : segment.end]
        for segment in report.segments
        if segment.kind not in _LEFT_OUT
    ]
    return "\n".join(kept) if kept else report.text
