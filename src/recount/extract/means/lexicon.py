"""The words of means, compiled, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.codebook.resources import load_yaml
from recount.extract.attribution.tokens import tokenize
from recount.extract.reading import Reading

DEFAULT_LANGUAGE = "en"
_NONE = "none"  # weapons that did nothing: what a vehicle was equipped with


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns of ``data/<language>/means.yml``; the file says what each one is for."""

    triggers: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]
    specific: dict[str, frozenset[str]]
    blast_kinds: frozenset[str]
    not_carried: frozenset[str]
    kinds: frozenset[str]
    total_words: frozenset[str]
    break_words: frozenset[str]
    unknown_words: frozenset[str]
    coordinated: re.Pattern[str]
    relative: re.Pattern[str]
    boundary: re.Pattern[str]
    unknown: re.Pattern[str]
    definite: re.Pattern[str]
    one_bombing: re.Pattern[str]
    definite_attack: re.Pattern[str]
    aerial: re.Pattern[str]
    siege: re.Pattern[str]
    rubble: re.Pattern[str]
    vehicle: re.Pattern[str]
    flight: re.Pattern[str]
    breaks: re.Pattern[str]
    totals: re.Pattern[str]
    perfect: re.Pattern[str]
    since: re.Pattern[str]
    year: re.Pattern[str]
    own_agent: re.Pattern[str]
    agent_link: re.Pattern[str]
    aside: re.Pattern[str]
    driving: re.Pattern[str]
    instrument: re.Pattern[str]
    carry_reach: int
    lead_reach: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a means: where they stand and the code, or a general word that needs its context."""

    start: int
    end: int
    code: str


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; one without rules is read with those of the default language."""
    path = f"data/{language}/means.yml"
    if not resources.files("recount.extract").joinpath(path).is_file():
        return load_lexicon(DEFAULT_LANGUAGE)
    data: dict[str, Any] = load_yaml("recount.extract", path)
    triggers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for entry in data["means"]:
        pattern = re.compile(entry["pattern"], re.IGNORECASE)
        for word in entry["first"]:
            triggers.setdefault(word, []).append((entry["code"], pattern))
    return Lexicon(
        triggers={word: tuple(entries) for word, entries in triggers.items()},
        specific={code: frozenset(beaten) for code, beaten in data["specific"].items()},
        blast_kinds=frozenset(data["blast_kinds"]),
        kinds=frozenset(data["kinds"]),
        total_words=frozenset(data["total_words"]),
        break_words=frozenset(data["break_words"]),
        unknown_words=frozenset(data["unknown_words"]),
        not_carried=frozenset(data["not_carried"]),
        breaks=_any(data["break_patterns"]),
        totals=_any(data["total_patterns"]),
        **{
            name: re.compile(data[f"{name}_pattern"], re.IGNORECASE)
            for name in (
                "coordinated",
                "relative",
                "boundary",
                "unknown",
                "definite",
                "one_bombing",
                "definite_attack",
                "aerial",
                "siege",
                "rubble",
                "vehicle",
                "flight",
                "perfect",
                "since",
                "year",
                "own_agent",
                "agent_link",
                "aside",
                "driving",
                "instrument",
            )
        },
        carry_reach=int(data["carry_reach"]),
        lead_reach=int(data["lead_reach"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def find_cues(reading: Reading, last: int, lexicon: Lexicon) -> list[Cue]:
    """Find the words that tell means up to a sentence, in order, without overlap."""
    found: list[Cue] = []
    taken = 0
    text, triggers = reading.text, lexicon.triggers
    for sentence in reading.sentences[: last + 1]:
        tokens = tokenize(text, sentence.span.start, sentence.span.end)
        for token in [token for token in tokens if token.key in triggers]:
            match = None if token.start < taken else _first_match(triggers[token.key], text, token.start)
            if match is not None:
                taken = match.end
                if match.code != _NONE:
                    found.append(match)
    return found


def _first_match(entries: Sequence[tuple[str, re.Pattern[str]]], text: str, start: int) -> Cue | None:
    for code, pattern in entries:
        match = pattern.match(text, start)
        if match is not None:
            return Cue(start, match.end(), code)
    return None
