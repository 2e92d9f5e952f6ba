"""The gate: can a report hold a casualty claim at all? Very fast; most news is stopped here and never read.

A word of harm lets a report through. A few that say much else in other news ("loss", "hang", "eliminate") do so
only beside people, and words that take people where a number follows only with both ("lost 13 fighters").
Words: ``data/<language>/gate.yml``, ``harm.yml``, ``grammar.yml``, ``victims.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from recount.codebook.resources import load_yaml
from recount.extract.grammar.lexicon import load_lexicon
from recount.extract.grammar.words import FRAME, frame_words, harm_words, number_words

BESIDE = 72  # characters to either side, in the sentence, in which people stand beside a weak word
CLOSE = 40  # the same for a number
RIGHT_BEFORE = (
    5  # words before a word in which its own number stands; no noun phrase of the grammar is longer
)
COUNTED = 56  # characters in which people or homes follow a number
_PEOPLE = frozenset("NMR")  # tags of the lexicon
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")


def passes_gate(text: str, language: str) -> bool:
    """Whether a report can hold a casualty claim.

    It stops no report in which the rules find one, but for figures of things that weak words only seem to make
    victims of ("the loss of 3,700 jobs").
    """
    signs = _load_signs(language)
    folded = text.lower()
    found = set(_WORD.findall(folded))
    return (
        not signs.words.isdisjoint(found)
        or any(True for _ in _matches(signs.phrases, folded, found))
        or any(_is_sign(signs, folded, match) for match in _matches(signs.weak, folded, found))
    )


@dataclass(frozen=True, slots=True)
class _Signs:
    """What lets a report through; everything in lower case.

    Attributes:
        words: single words that do so by themselves.
        phrases: the same of several words, by the first word.
        weak: words and phrases that ask for more, by the first word.
        beside_people, beside_number, after_number, before_people, before_homes, before_number: what the weak ones
            ask for.
        names: that hold a weak word.
        people, homes, numbers: words for people and where they live, and for numbers.
    """

    words: frozenset[str]
    phrases: Mapping[str, re.Pattern[str]]
    weak: Mapping[str, re.Pattern[str]]
    beside_people: frozenset[str]
    beside_number: frozenset[str]
    after_number: frozenset[str]
    before_people: frozenset[str]
    before_homes: frozenset[str]
    before_number: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    homes: frozenset[str]
    numbers: frozenset[str]

    def has_number(self, text: str) -> bool:
        """Whether a digit or number word stands in a text."""
        return any(word in self.numbers or word[0].isdecimal() for word in _WORD.findall(text))


def _matches(patterns: Mapping[str, re.Pattern[str]], text: str, found: set[str]) -> Iterator[re.Match[str]]:
    """Yield where phrases stand whose first word stands in the text."""
    for first in patterns.keys() & found:
        yield from patterns[first].finditer(text)


def _is_sign(signs: _Signs, text: str, match: re.Match[str]) -> bool:
    """Whether what a weak word asks for stands beside it."""
    if any(text.startswith(name, match.start()) for name in signs.names):
        return False
    word = " ".join(match.group().split())
    before, after = _around(text, *match.span())
    if word in signs.beside_people and not signs.people.isdisjoint(_WORD.findall(f"{before} {after}")):
        return True
    if word in signs.beside_number and signs.has_number(f"{before[-CLOSE:]} {after[:CLOSE]}"):
        return True
    if word in signs.after_number and signs.has_number(" ".join(before.split()[-RIGHT_BEFORE:])):
        return True
    return _takes_people(signs, word, after)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a stretch, at most as far as its sentence goes."""
    before = _SENTENCE_END.split(text[max(0, start - BESIDE) : start])[-1]
    return before, _SENTENCE_END.split(text[end : end + FRAME + COUNTED], maxsplit=1)[0]


def _takes_people(signs: _Signs, word: str, after: str) -> bool:
    """Whether a number follows and, near it, what the word asks for ("lost 13 of its fighters")."""
    if word in signs.before_number:
        return signs.has_number(after[:FRAME])
    asked = (
        signs.people if word in signs.before_people else signs.homes if word in signs.before_homes else None
    )
    return (
        asked is not None and signs.has_number(after[:FRAME]) and not asked.isdisjoint(_WORD.findall(after))
    )


@cache
def _load_signs(language: str) -> _Signs:
    data = load_yaml("recount.extract", f"data/{language}/gate.yml")
    asked = {kind: frozenset(map(str, words)) for kind, words in data.items()}
    frames, homes = frame_words(language), asked["before_homes"]
    beside_people = asked["beside_people"] | asked["also_beside_people"]
    weak = beside_people | asked["beside_number"] | frames
    strong = (harm_words(language) - weak) | asked["also"]
    words = frozenset(word for word in strong if _WORD.fullmatch(word))
    return _Signs(
        words=words,
        phrases=_by_first_word(strong - words),
        weak=_by_first_word(weak),
        beside_people=beside_people,
        beside_number=asked["beside_number"],
        after_number=asked["after_number"],
        before_people=frames - homes - asked["before_number"],
        before_homes=homes,
        before_number=asked["before_number"],
        names=asked["names"],
        people=_people(language) - asked["not_people"],
        homes=load_lexicon(language).sets["homes"],
        numbers=number_words(language),
    )


def _by_first_word(phrases: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return a pattern for the phrases that share a first word; a phrase may run over a line break."""
    sources: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        first = _WORD.findall(phrase)[0]
        rest = re.escape(phrase.removeprefix(first)).replace(r"\ ", r"\s+")
        sources.setdefault(first, []).append(rest)
    # a pattern that opens with plain letters is searched for several times faster than one that opens with \b
    return {
        first: re.compile(rf"{first}(?<!\w{first})(?:{'|'.join(rest)})\b") for first, rest in sources.items()
    }


def _people(language: str) -> frozenset[str]:
    """Return the words for people; of a phrase the last word."""
    lexicon = load_lexicon(language)
    words = {word for word, entry in lexicon.words.items() if entry.tag in _PEOPLE} | set(lexicon.inherent)
    for phrases in lexicon.phrases.values():
        words.update(phrase.rest[-1] for phrase in phrases if phrase.entry.tag in _PEOPLE)
    return frozenset(words)
