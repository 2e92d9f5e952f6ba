"""Which stretches of text hold a word of harm at all: one compiled pattern a language, for speed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from recount.extract.grammar.lexicon import load_lexicon


@cache
def harm_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of all words and phrases of harm."""
    lexicon = load_lexicon(language)
    words = {word for word, entry in lexicon.words.items() if entry.harm is not None} | set(lexicon.inherent)
    for first, phrases in lexicon.phrases.items():
        words.update(" ".join((first, *phrase.rest)) for phrase in phrases if phrase.entry.harm is not None)
    return _any_of(words)


@cache
def figure_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of words that carry a figure of harm on ("put the number at 60")."""
    return _any_of(load_lexicon(language).sets["figure"])


@cache
def moving_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of words that speak of an evacuation."""
    return _any_of(load_lexicon(language).sets["moving"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One alternation, grouped by first letter; a phrase may run over a line break."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(r"\s+".join(map(re.escape, word[1:].split(" "))))
    source = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    return re.compile(rf"\b(?:{source})\b", re.IGNORECASE)
