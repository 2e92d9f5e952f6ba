"""Whether an attack told of in a sentence is another event than a figure there: it only gives a time or a reason."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from recount.codebook.resources import load_yaml
from recount.text.spans import Span

_NEAR = 70  # code points between "days after" and the attack


class _Patterns(NamedTuple):
    """The phrases of a language, compiled."""

    time: re.Pattern[str]
    goes_on: re.Pattern[str]
    dying: re.Pattern[str]
    avenging: re.Pattern[str]
    described: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    """Return the phrases of ``data/<language>/other_events.yml``."""
    data = load_yaml("recount.extract", f"data/{language}/other_events.yml")
    words = {
        name: "|".join(entry.replace(" ", r"\s+") for entry in entries) for name, entries in data.items()
    }
    # A word is taken whole or not at all, so that hostile texts do not have it tried in every way.
    described = rf"(?:\s+(?>(?:{words['described']})(?![\w'’-])))*"
    return _Patterns(
        re.compile(rf"\b(?:{words['times']})\s+(?:{words['after']}){described}\s+\Z", re.IGNORECASE),
        re.compile(rf"\b(?:{words['goes_on']})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{words['dying']})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{words['avenging']})\b", re.IGNORECASE),
        re.compile(rf"{described}\s*", re.IGNORECASE),
    )


def is_of_other_event(
    text: str, start: int, cause: Span, figure: Span, language: str, *, is_subject: bool
) -> bool:
    """Whether a cause told in a sentence is none of a figure there.

    Args:
        text: of the report.
        start: where the sentence begins.
        cause: the words for an attack, with who made it where they are told.
        figure: from the count to the word of harm.
        language: of the report.
        is_subject: whether the people stand before their verb: behind a time, they begin another clause ("days after
            a raid 12 |were killed", not "a day after a raid |killed 12").
    """
    known = _patterns(language)
    first = max(start, cause.start - 2 * _NEAR)
    if figure.start >= cause.end:
        between = text[cause.end : figure.start]
        goes_on = known.goes_on.search(between) is not None
        if (reason := known.avenging.search(between)) is not None:
            return _is_inside(between[reason.end() :], known)
        is_time = known.time.search(text[first : cause.start]) is not None
        return is_time and not goes_on and (is_subject or "," in between)
    if cause.start < figure.end or known.dying.search(text, figure.start, figure.end):
        return False
    return known.time.search(text[max(first, figure.end) : cause.start]) is not None


def _is_inside(rest: str, known: _Patterns) -> bool:
    """Whether a figure is of what is avenged ("in revenge for |the death of five", "… for a raid that |killed 12")."""
    if "," in rest or ";" in rest:
        return False
    return known.described.fullmatch(rest) is not None or known.goes_on.search(rest) is not None
