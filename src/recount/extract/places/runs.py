"""Words of a sentence, and the runs of capitalised words in which names can stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recount.extract.places.lexicon import PlaceLexicon
from recount.text.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’._][^\W\d_]+)*\d*|\d[\d,.:]*\d|\d|[^\w\s]")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_ARTICLED = re.compile(r"[^\W\d_]{1,4}-[^\W\d_]")
_TITLE_SHARE = 0.6


class Word(NamedTuple):
    """One word or mark.

    Attributes:
        key: lower case, without a possessive ending.
        end: without a possessive ending.
        is_capital: written as a name is: capital first, also after an article ("al-Ahmar").
    """

    key: str
    start: int
    end: int
    is_capital: bool
    is_possessive: bool


class Words(NamedTuple):
    """The words of a sentence; ``is_title`` when nearly all have capitals, so that a capital says nothing."""

    words: list[Word]
    is_title: bool


def lower_words(text: str) -> frozenset[str]:
    """Return the words that the text also writes in lower case; capitalised in a title they are no names."""
    return frozenset(_LOWER_WORD.findall(text))


def read_words(text: str, span: Span, lexicon: PlaceLexicon) -> Words:
    """Split a sentence."""
    words = [
        _word(match[0], match.start(), lexicon.possessive)
        for match in _WORD.finditer(text, span.start, span.end)
    ]
    letters = capitals = 0
    for word in words:
        if len(word.key) > 3 and word.key[0].isalpha():
            letters += 1
            capitals += word.is_capital
    return Words(words, letters > 3 and capitals >= _TITLE_SHARE * letters)


def _word(written: str, start: int, possessive: re.Pattern[str]) -> Word:
    bare = written
    if len(written) > 1 and not written.isalpha():
        bare = possessive.sub("", written) or written
    is_capital = bare[0].isupper() or (
        "-" in bare and _ARTICLED.match(bare) is not None and bare[bare.index("-") + 1].isupper()
    )
    return Word(bare.lower(), start, start + len(bare), is_capital, len(bare) != len(written))


def country_codes(sentences: Iterable[Words], lexicon: PlaceLexicon) -> tuple[str, ...]:
    """Return the countries a report names or speaks of ("Syrian"), the most named first."""
    seen: Counter[str] = Counter()
    for words in sentences:
        before = ""
        for word in words.words:
            if not word.is_capital:
                before = ""
                continue
            codes, key = lexicon.country_words, word.key
            code = codes.get(f"{before} {key}") or codes.get(key) or codes.get(lexicon.without_genitive(key))
            if code is not None:
                seen[code] += 1
            before = key
    return tuple(code for code, _ in seen.most_common())


def capital_runs(words: Words, lexicon: PlaceLexicon, lowered: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs ``[first, last)`` of capitalised words that nothing but a space parts."""
    row = words.words
    at = 0
    while at < len(row):
        if not _opens(words, at, lexicon, lowered):
            at += 1
            continue
        end = at + 1 if row[at].is_capital else at + 2
        while end < len(row) and row[end].start == row[end - 1].end + 1 and not row[end - 1].is_possessive:
            is_led = row[end].is_capital and row[end - 1].key in lexicon.words["heads"]
            if is_led or _opens(words, end, lexicon, lowered):
                end += 1 if row[end].is_capital else 2
            else:
                break
        yield at, end
        at = end


def _opens(words: Words, at: int, lexicon: PlaceLexicon, lowered: frozenset[str]) -> bool:
    """Whether a name, or its next part, can begin at this word."""
    row, word = words.words, words.words[at]
    if not word.is_capital:
        return (
            word.key in lexicon.words["articles"]
            and at + 1 < len(row)
            and row[at + 1].is_capital
            and row[at + 1].start == word.end + 1
            and row[at + 1].key not in lexicon.words["not_places"]
        )
    key = word.key
    if key in lexicon.no_names:
        return False
    if "-" in key and (key.endswith(lexicon.modifier_endings) or _is_compound(key, lexicon)):
        return False
    if key in lexicon.words["organisations"]:
        return True  # a body's name is read whole, and then left aside
    return key not in lowered or key in lexicon.terms.kinds


def _is_compound(key: str, lexicon: PlaceLexicon) -> bool:
    """Whether a hyphenated word ends in a word that is no name ("mid-March", "Turkish-Syrian")."""
    last = key.rsplit("-", 1)[1]
    return last in lexicon.words["not_places"] or last in lexicon.adjectives
