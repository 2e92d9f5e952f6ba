"""Words that a report says twice: a line or sentence that stands before, word for word, is read once."""

from __future__ import annotations

import re

from recount.ingest.segments.marks import Marks
from recount.model import SegmentKind

LEAST_WORDS = 5
"""Shorter sentences ("He gave no details.") repeat by chance."""
LEAST_DOUBLED = 8
"""Words of a summary that runs into the sentence that says it again."""
MOST_DOUBLED = 120
"""No summary is longer; without a bound a hostile sentence of a megabyte takes minutes."""
_WORD = re.compile(r"\w+")


def mark_repeats(text: str, marks: Marks) -> None:
    """Mark the second and later occurrences of a sentence, and a summary glued to its own repetition.

    The repetition of a glued summary is kept, for it usually goes on to say who speaks; the summary becomes
    a standfirst.
    """
    seen: set[tuple[str, ...]] = set()
    for span in list(marks.sentences()):
        start, end = span.start, span.end
        key = tuple(_WORD.findall(text[start:end].casefold()))
        if len(key) < LEAST_WORDS or not marks.is_free(start, end):
            seen.add(key)
        elif key in seen:
            marks.add(start, end, SegmentKind.REPEATED)
        else:
            seen.add(key)
            if (length := _doubled(key)) > 0:
                words = [word.start() for word in _WORD.finditer(text, start, end)]
                marks.add(start, words[length], SegmentKind.STANDFIRST)


def _doubled(key: tuple[str, ...]) -> int:
    """Return how many words at the head of a sentence are at once said again, 0 when they are not."""
    for length in range(LEAST_DOUBLED, min(len(key) // 2, MOST_DOUBLED) + 1):
        if key[length] == key[0] and key[:length] == key[length : 2 * length]:
            return length
    return 0
