"""Whether the words around a date look ahead of the report."""

from __future__ import annotations

import re

from recount.text.newsdates.lexicon import Lexicon, last_match

_BEFORE, _AFTER = 110, 50
_STOP = re.compile(r"[.!?;:]\s|\n|[“”\"]")
_PAUSE = re.compile(r"[.!?;:,\n“”\"]")


def looks_ahead(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a date at ``[start, end)`` is spoken of as to come.

    The verb nearest before it in its sentence decides; a date that opens its sentence is judged by the first
    verb after it, and so is one in a clause of what happened before ("the second to be hit |after jets on Saturday
    damaged it").
    """
    left = text[max(0, start - _BEFORE) : start]
    stop = last_match(_STOP, left, 0, len(left))
    if stop is not None:
        left = left[stop.end() :]
    last = last_match(lexicon.tense, left, 0, len(left))
    opens_clause = last is not None and lexicon.clause_openers.search(left, last.end()) is not None
    if last is not None and not (opens_clause and last["future"] is not None):
        return last["future"] is not None
    right = text[end : end + _AFTER]
    pause = _PAUSE.search(right)
    if pause is not None and (pause.start() > 1 or opens_clause):
        right = right[: pause.start()]
    first = lexicon.tense.search(right)
    if first is None:
        return last is not None  # the verb before it looks ahead
    return first["future"] is not None
