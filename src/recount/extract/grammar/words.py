"""Which stretches of text hold a word of harm at all: one compiled pattern a language, for speed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from recount.codebook.resources import load_yaml
from recount.extract.grammar.lexicon import load_lexicon
from recount.text.quantities.forms import load_forms
from recount.text.quantities.lexicon import load_lexicon as load_quantities
from recount.text.spans import Span

FRAME = 48  # characters in which the number of people follows the word that takes them


@dataclass(frozen=True, slots=True)
class CueWords:
    """All words that make a sentence worth reading, found in one pass.

    Attributes:
        pattern: of all words and phrases.
        kinds: word or phrase, in lower case with single spaces, to what it is a cue of: "harm", "frame" (takes
            people where a number follows: "lost 13 fighters"), "figure" (carries a figure of harm on: "put the
            number at 60"), "moving" (speaks of an evacuation), "done" (says it of people beside it: "300 are held").
    """

    pattern: re.Pattern[str]
    kinds: Mapping[str, tuple[str, ...]]

    def kinds_of(self, words: str) -> tuple[str, ...]:
        """Return what words that the pattern has found are a cue of."""
        lower = words.lower()
        kinds = self.kinds.get(lower)
        return kinds if kinds is not None else self.kinds[" ".join(lower.split())]


@cache
def load_cue_words(language: str) -> CueWords:
    """Return the cue words of a language."""
    sets = load_lexicon(language).sets
    by_kind = {
        "harm": harm_words(language),
        # The last ones say much else in other news, so that the gate does not look for them.
        "frame": frame_words(language)
        | sets["seizing"]
        | sets["carrying"]
        | sets["burying"]
        | sets["costing"],
        "figure": sets["figure"] | sets["changing"],
        "done": sets["held"] | sets["shot"] | sets["destroyed"],
        "moving": sets["moving"],
    }
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in by_kind.items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    return CueWords(any_of(kinds), kinds)


def find_harm_words(text: str, span: Span, language: str) -> Iterator[Span]:
    """Yield where the words and phrases of harm stand, in order."""
    words = load_cue_words(language)
    for found in words.pattern.finditer(text, span.start, span.end):
        if "harm" in words.kinds_of(found[0]):
            yield Span(*found.span())


def number_words(language: str) -> frozenset[str]:
    """Return the single words in which numbers are written, vague ones as well, not those that only bound one."""
    quantities, numerals = (
        load_quantities(language),
        load_yaml("recount.text", f"data/{language}/quantities.yml"),
    )
    words = {word for part in ("small", "tens", "bare") for word in numerals["numerals"][part]}
    words |= {
        phrase
        for phrase in (*quantities.vague, *quantities.multiplied, *numerals["zero"])
        if " " not in phrase
    }
    return frozenset(words | quantities.closing_words) - load_forms(language).articles


def harm_words(language: str) -> frozenset[str]:
    """Return all words and phrases of harm, in lower case."""
    lexicon = load_lexicon(language)
    words = {word for word, entry in lexicon.words.items() if entry.harm is not None} | set(lexicon.inherent)
    for first, phrases in lexicon.phrases.items():
        words.update(" ".join((first, *phrase.rest)) for phrase in phrases if phrase.entry.harm is not None)
    severed = {f"{limb} {verb}" for limb in lexicon.sets["limbs"] for verb in lexicon.sets["severed"]}
    return frozenset(words | lexicon.sets["ailments"] | severed)


def frame_words(language: str) -> frozenset[str]:
    """Return the words that take people where a number follows ("lost 13 fighters", "fate of 250")."""
    sets = load_lexicon(language).sets
    return sets["taking_people"] | sets["claiming"] | sets["fate"] | sets["driving"]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One alternation, grouped by first letter; a phrase may run over a line break."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(r"\s+".join(map(re.escape, word[1:].split(" "))))
    source = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    return re.compile(rf"\b(?:{source})\b", re.IGNORECASE)
