"""The words that decide which date is the day of a harm (``data/<language>/when.yml``), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    begun_with: re.Pattern[str]
    relative: re.Pattern[str]
    aside_before: re.Pattern[str]
    then: re.Pattern[str]
    weak: re.Pattern[str]
    weak_before: re.Pattern[str]
    superlative_before: re.Pattern[str]
    violence: re.Pattern[str]
    perfect: re.Pattern[str]
    report_after: re.Pattern[str]
    offensive: re.Pattern[str]
    the_fighting: re.Pattern[str]
    stretch: re.Pattern[str]
    rubble: re.Pattern[str]
    held_up: re.Pattern[str]
    moved_participle: re.Pattern[str]
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
    answer: re.Pattern[str]
    said_later: re.Pattern[str]
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
    words = {name: any_of(phrases) for name, phrases in data.items()}
    return Cues(**_speech_cues(words), **_day_cues(words), **_account_cues(words))


_NAMED = r"(?-i:[A-Z][\w.-]*)"  # a word of the name of whom it was said to


def _speech_cues(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Patterns of the day of speaking, or of a toll's rise."""
    verbs, articles, tolls = words["speech_verbs"], words["prepositions"], words["tolls"]
    # Atomic: in capitals every filler is a name as well, and trying both for each word takes for ever.
    said = rf"(?:{verbs}|{words['speech_nouns']})(?>,?\s+(?:{words['speech_fillers']}|{_NAMED}))*"
    return {
        "speech_before": _flags(rf"(?<![\w-]){said}(?:\s+{articles})*[\s,]*$"),
        "speech_after": _flags(rf"\s*,?\s*(?:{words['dayparts']}\s+)?{verbs}(?!\w)"),
        "speech_soon_after": _flags(rf"\s+(?:[\w-]+\s+){{1,4}}?{verbs}(?!\w)"),
        "said_later": _flags(
            rf"(?:\s+(?!{words['relatives']}(?!\w))[\w-]+){{1,4}}?\s+{words['passives']}\s+(?:\w+ly\s+)?{verbs}(?!\w)"
        ),
        "report_after": _flags(rf"\s+{words['speech_objects']}(?!\w)"),
        "rise_before": _flags(rf"(?<!\w){tolls}[^.;]{{0,80}}?{words['changes']}(?:\s+{articles})*\s*$"),
        "rise_after": _flags(rf"\s*,?\s*{words['determiners']}\s+(?:\w+\s+)?{tolls}(?!\w)"),
    }


def _day_cues(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Patterns of what a time expression dates, and of how long it lasts."""
    perfect_verbs, since = words["perfect_verbs"], words["since"]
    events, gap = words["event_nouns"], r"\s+(?:\w+\s+){0,3}?"
    return {
        "preposition_before": _flags(rf"(?<!\w){words['prepositions']}\s+$"),
        "deed": _flags(rf"(?<![\w-]){words['deed_words']}(?!\w)"),
        "start_before": _flags(rf"(?<!\w){words['start_verbs']}(?:\s+\w+){{0,1}}\s*$"),
        "begun_with": _flags(
            rf"(?<!\w){words['start_verbs']}(?:\s+\w+){{0,1}}\s+{words['start_links']}(?:\s+[\w-]+){{1,6}}\s*$"
        ),
        "relative": _word(words["relatives"]),
        "aside_before": _flags(
            rf"(?<!\w){words['relatives']}\s+(?:[\w’']+\s+)?{words['aside_verbs']}(?:\s+[\w’'-]+){{0,3}}\s*$"
        ),
        "then": _flags(rf"\s*,?\s*{words['then_words']}\s+(?!{words['then_speaking']}(?!\w))"),
        "weak": _flags(words["weak_expressions"]),
        "superlative_before": _flags(
            rf"(?<![\w-])(?:the|its|their)\s+(?:most\s+)?{words['superlatives']}(?:\s+[\w'’-]+){{0,3}}?(?<! of)\s+$"
        ),
        "weak_before": _flags(rf"(?<!\w){words['deadlines']}\s+(?:{words['prepositions']}\s+)?$"),
        "subordinate": _flags(rf"\W*{words['subordinators']}(?!\w)"),
        "event_after": _flags(rf"\s+(?:(?!{words['links']}(?!\w))\w+[\s-]+){{0,2}}?{events}(?!\w)"),
        "occurred_before": _flags(rf"(?<!\w){events}{gap}{words['occurrence_verbs']}(?!\w)[^.;]{{0,80}}$"),
        "since": _word(since),
        "since_before": _flags(rf"(?<!\w)(?:{perfect_verbs}\s+)?{since}\s+(?:[\w'’-]+\s+){{1,10}}$"),
        "perfect_lead": _flags(rf"{perfect_verbs}(?!\w)"),
        "outbreak_of": _word(words["outbreaks"]),
    }


def _account_cues(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Patterns of the account a figure stands in."""
    events, gap = words["event_nouns"], r"\s+(?:[\w-]+\s+)"
    where = rf"(?:\s+{words['where']}(?:\s+[\w'’-]+){{1,3}}?)?"
    beside = rf"{words['determiners']}{gap}{{0,3}}?{events}{where}\s+{words['beside_verbs']}"
    one_event = rf"{words['one']}{gap}{{0,3}}?{words['single_events']}"
    return {
        "stretch": _word(rf"{words['stretches']}\s+(?:[\w-]+\s+){{0,2}}?{words['fights']}"),
        "offensive": _word(words["offensives"]),
        "the_fighting": _word(rf"{words['determiners']}{gap}{{0,2}}?{words['fights']}"),
        "rubble": _word(words["ruins"]),
        "held_up": _word(words["held_up"]),
        "moved_participle": _word(words["moved_participles"]),
        "war": _word(words["wars"]),
        "violence": _word(rf"(?:{events}|{words['violence_words']})"),
        "perfect": _word(words["perfects"]),
        "undertaking": _word(words["undertakings"]),
        "new_account": _flags(rf"\W*{words['breaks']}(?!\w)"),
        "separate": _flags(rf"\W*{words['separate']}(?!\w)"),
        "beside": _flags(rf"\W*{beside}(?!\w)"),
        "answer": _word(words["answers"]),
        "portion": _flags(words["portions"]),
        "one_event": _word(one_event),
        "definite_event": _word(rf"{words['determiners']}{gap}{{0,2}}?{events}"),
    }


def _word(pattern: str) -> re.Pattern[str]:
    return _flags(rf"(?<!\w){pattern}(?!\w)")


def _flags(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
