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
    subordinate: re.Pattern[str]
    beside: re.Pattern[str]
    separate: re.Pattern[str]
    since: re.Pattern[str]
    since_before: re.Pattern[str]
    perfect_lead: re.Pattern[str]
    rise_before: re.Pattern[str]
    rise_after: re.Pattern[str]
    outbreak_of: re.Pattern[str]
    portion: re.Pattern[str]
    one_event: re.Pattern[str]


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
        subordinate=_flags(rf"\W*{any_of(data['subordinators'])}(?!\w)"),
        beside=_flags(rf"\W*{determiners}\s+(?:[\w-]+\s+){{0,3}}?{events}\s+{any_of(data['beside_verbs'])}(?!\w)"),
        separate=_flags(rf"\W*{any_of(data['separate'])}(?!\w)"),
        since=_flags(rf"(?<!\w){any_of(data['since'])}(?!\w)"),
        since_before=_flags(
            rf"(?<!\w)(?:{any_of(data['perfect_verbs'])}\s+)?{any_of(data['since'])}\s+(?:[\w'’-]+\s+){{1,10}}$"
        ),
        perfect_lead=_flags(rf"{any_of(data['perfect_verbs'])}(?!\w)"),
        rise_before=_flags(
            rf"(?<!\w){any_of(data['tolls'])}[^.;]{{0,80}}?{any_of(data['changes'])}(?:\s+{articles})*\s*$"
        ),
        rise_after=_flags(rf"\s*,?\s*{any_of(data['determiners'])}\s+(?:\w+\s+)?{any_of(data['tolls'])}(?!\w)"),
        outbreak_of=_flags(rf"(?<!\w){any_of(data['outbreaks'])}(?!\w)"),
        portion=_flags(any_of(data["portions"])),
        one_event=_flags(rf"(?<!\w)(?:a|an|the|one)\s+(?:[\w-]+\s+){{0,3}}?{any_of(data['single_events'])}(?!\w)"),
        definite_event=_flags(rf"(?<!\w){determiners}\s+(?:[\w-]+\s+){{0,2}}?{events}(?!\w)"),
    )


def _flags(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
