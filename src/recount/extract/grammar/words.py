"""Which stretches of text hold a word of harm at all: one compiled pattern a language, for speed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from recount.extract.grammar.lexicon import load_lexicon
from recount.text.quantities.forms import load_forms
from recount.text.quantities.lexicon import load_lexicon as load_quantities

FRAME = 48  # characters in which the number of people follows the word that takes them


@dataclass(frozen=True, slots=True)
class CueWords:
    """All words that make a sentence worth reading, found in one pass.

    Attributes:
        pattern: of all words and phrases.
        kinds: word or phrase, in lower case with single spaces, to what it is a cue of: "harm", "frame" (takes
            people where a number follows: "lost 13 fighters"), "figure" (carries a figure of harm on: "put the
            number at 60"), "moving" (speaks of an evacuation).
    """

    pattern: re.Pattern[str]
    kinds: Mapping[str, tuple[str, ...]]


@cache
def load_cue_words(language: str) -> CueWords:
    """Return the cue words of a language."""
    sets = load_lexicon(language).sets
    by_kind = {
        "harm": _harm_words(language),
        "frame": _frame_words(language),
        "figure": sets["figure"],
        "moving": sets["moving"],
    }
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in by_kind.items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    return CueWords(_any_of(kinds), kinds)


@cache
def harm_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of all words and phrases of harm."""
    return _any_of(_harm_words(language))


@cache
def frame_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of words that take people when a number follows ("lost 13 fighters", "fate of 250")."""
    quantities = load_quantities(language)
    numbers = {*quantities.first_words, *quantities.closing_words} - load_forms(language).articles
    words = _any_of(_frame_words(language)).pattern
    return re.compile(rf"{words}[\s\S]{{0,{FRAME}}}?(?:\d|{_any_of(numbers).pattern})", re.IGNORECASE)


def _harm_words(language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    words = {word for word, entry in lexicon.words.items() if entry.harm is not None} | set(lexicon.inherent)
    for first, phrases in lexicon.phrases.items():
        words.update(" ".join((first, *phrase.rest)) for phrase in phrases if phrase.entry.harm is not None)
    return frozenset(words | lexicon.sets["ailments"])


def _frame_words(language: str) -> frozenset[str]:
    sets = load_lexicon(language).sets
    return sets["taking_people"] | sets["claiming"] | sets["fate"] | sets["driving"]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One alternation, grouped by first letter; a phrase may run over a line break."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(r"\s+".join(map(re.escape, word[1:].split(" "))))
    source = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    return re.compile(rf"\b(?:{source})\b", re.IGNORECASE)
