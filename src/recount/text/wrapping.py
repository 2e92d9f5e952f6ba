"""Hard-wrapped text: lines broken at a fixed width, which are no paragraphs.

A text is wrapped when the word after (nearly) every line break would not have fitted on the line before it.
Verse, lists and headlines above text do not have that property. An indented line begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recount.text.offsets import Edit

_BREAK = re.compile(r"(?<=[^\n ]) *\n(?=[^\n ])")
LEAST_BREAKS = 4
"""Fewer line breaks prove nothing."""
LEAST_WIDTH, GREATEST_WIDTH = 40, 132
"""Widths of terminals, letters and news wires; longer lines are paragraphs."""
SLACK = 0.85
"""Lines are edited after they were broken, so a word does not fit from this share of the width on."""
LEAST_SHARE = 0.9
"""Share of the line breaks that must be forced by the width."""


def find_wraps(text: str) -> Iterator[Edit]:
    """Yield the edits that join wrapped lines: a space for each break, nothing after a hyphen."""
    if text.count("\n") < LEAST_BREAKS:
        return
    breaks = [match.span() for match in _BREAK.finditer(text)]
    if len(breaks) < LEAST_BREAKS:
        return
    lengths = [start - text.rfind("\n", 0, start) - 1 for start, _ in breaks]
    width = max(lengths)
    if not LEAST_WIDTH <= width <= GREATEST_WIDTH:
        return
    limit = width * SLACK
    forced = sum(
        length + 1 + _word_length(text, end) > limit for length, (_, end) in zip(lengths, breaks, strict=True)
    )
    if forced < LEAST_SHARE * len(breaks):
        return
    for start, end in breaks:
        is_hyphen = text[start - 1] == "-" and text[start - 2 : start - 1].isalpha()
        yield Edit(start, end, "" if is_hyphen else " ")


def _word_length(text: str, start: int) -> int:
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return end - start
