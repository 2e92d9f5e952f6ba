"""The words that decide which date is the day of a harm (``data/<language>/when.yml``), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Patterns: those named ``…_before`` end where a date begins, ``…_after`` begin where one ends."""

    speech_before: re.Pattern[str]
    speech_after: re.Pattern[str]
    deed: re.Pattern[str]
    start_before: re.Pattern[str]
    relative: re.Pattern[str]
    weak: re.Pattern[str]
    violence: re.Pattern[str]
    perfect: re.Pattern[str]
    report_after: re.Pattern[str]
    war: re.Pattern[str]
    undertaking: re.Pattern[str]
    event_after: re.Pattern[str]
    occurred_before: re.Pattern[str]
    definite_event: re.Pattern[str]
    new_account: re.Pattern[str]
    preposition_before: re.Pattern[str]
    speech_soon_after: re.Pattern[str]


def any_of(words: Iterable[Any]) -> str:
    """Return a pattern for any of the words or patterns; a space is white space."""
    return "(?:" + "|".join(str(word).replace(" ", r"\s+") for word in words) + ")"


@cache
def load_cues(language: str) -> Cues:
    """Return the cues of a language.

    Raises:
        CodebookError: the language has none.
    """
    data = load_yaml("recount.extract", f"data/{language}/when.yml")
    verbs, nouns = any_of(data["speech_verbs"]), any_of(data["speech_nouns"])
    fillers, events = any_of(data["speech_fillers"]), any_of(data["event_nouns"])
    named = r"(?:(?-i:[A-Z][\w.-]*)(?:\s+(?-i:[A-Z][\w.-]*)){0,3})"  # whom it was said to
    determiners, articles = any_of(data["determiners"]), any_of(data["prepositions"])
    return Cues(
        speech_before=_flags(
            rf"(?<![\w-])(?:{verbs}|{nouns})(?:,?\s+(?:{fillers}|{named}))*(?:\s+{articles})*[\s,]*$"
        ),
        speech_after=_flags(rf"\s*,?\s*(?:{any_of(data['dayparts'])}\s+)?{verbs}(?!\w)"),
        report_after=_flags(rf"\s+{any_of(data['speech_objects'])}(?!\w)"),
        war=_flags(rf"(?<!\w){any_of(data['wars'])}(?!\w)"),
        preposition_before=_flags(rf"(?<!\w){articles}\s+$"),
        speech_soon_after=_flags(rf"\s+(?:[\w-]+\s+){{1,4}}?{verbs}(?!\w)"),
        new_account=_flags(rf"\W*{any_of(data['breaks'])}(?!\w)"),
        deed=_flags(rf"(?<![\w-]){any_of(data['deed_words'])}(?!\w)"),
        start_before=_flags(rf"(?<!\w){any_of(data['start_verbs'])}(?:\s+\w+){{0,1}}\s*$"),
        relative=_flags(rf"(?<!\w){any_of(data['relatives'])}(?!\w)"),
        weak=_flags(any_of(data["weak_expressions"])),
        violence=_flags(rf"(?<!\w)(?:{events}|{any_of(data['violence_words'])})(?!\w)"),
        perfect=_flags(rf"(?<!\w){any_of(data['perfects'])}(?!\w)"),
        undertaking=_flags(rf"(?<!\w){any_of(data['undertakings'])}(?!\w)"),
        event_after=_flags(rf"\s+(?:\w+[\s-]+){{0,2}}?{events}(?!\w)"),
        occurred_before=_flags(
            rf"(?<!\w){events}\s+(?:\w+\s+){{0,3}}?{any_of(data['occurrence_verbs'])}(?!\w)[^.;]{{0,80}}$"
        ),
        definite_event=_flags(rf"(?<!\w){determiners}\s+(?:[\w-]+\s+){{0,2}}?{events}(?!\w)"),
    )


def _flags(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
