"""Words of a sentence, and the runs of capitalised words in which names can stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from recount.extract.places.lexicon import PlaceLexicon
from recount.text.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’._][^\W\d_]+)*\d*|\d[\d,.:]*\d|\d|[^\w\s]")
_ASCII_WORD = re.compile(  # the same, for texts in which only ASCII can stand; twice as fast
    r"[A-Za-z]+(?:[-'._][A-Za-z]+)*[0-9]*|[0-9][0-9,.:]*[0-9]|[0-9]|[^\w\s]", re.ASCII
)
_ARTICLED = re.compile(r"[^\W\d_]{1,4}-[^\W\d_]")
_TITLE_SHARE = 0.6
_TITLE_LEAST = 3  # capitals; with fewer, or fewer than one in four words, a line is no title
_TITLE_FEWEST = 4
_CACHED = 32768  # words come again and again, in a report and in the next


class Opening(Enum):
    """Whether a name can begin with a word."""

    NEVER = "never"
    UNLESS_LOWERED = "unless lowered"  # unless the text writes it in lower case too
    WITH_NEXT = "with next"  # an adjective that can begin a country's name ("Saudi Arabia")
    ALWAYS = "always"


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
    """The words of a sentence.

    Attributes:
        words: in order.
        keys: of all words.
        capitals: indexes of the words with which a name can begin.
        is_title: whether nearly all have capitals, so that a capital says nothing.
    """

    words: list[Word]
    keys: frozenset[str]
    capitals: list[int]
    is_title: bool


class _Shape(NamedTuple):
    """What a word is wherever it stands."""

    key: str
    cut: int  # length of a possessive ending
    is_capital: bool
    is_opening: bool  # whether a name can begin with it


class _Shapes(dict[str, _Shape]):
    """The shapes of words met so far; they come again and again, in a report and in the next."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, written: str) -> _Shape:
        if len(self) > _CACHED:
            self.clear()
        shape = self[written] = _shape(written, self._lexicon)
        return shape


@cache
def _shapes(lexicon: PlaceLexicon) -> _Shapes:
    return _Shapes(lexicon)


def _shape(written: str, lexicon: PlaceLexicon) -> _Shape:
    bare = written
    if len(written) > 1 and not written.isalpha():
        bare = lexicon.possessive.sub("", written) or written
    is_capital = bare[0].isupper() or (
        "-" in bare and _ARTICLED.match(bare) is not None and bare[bare.index("-") + 1].isupper()
    )
    key, cut = bare.lower(), len(written) - len(bare)
    return _Shape(key, cut, is_capital, is_capital or key in lexicon.words["articles"])


def read_words(text: str, span: Span, lexicon: PlaceLexicon) -> Words:
    """Split a sentence."""
    shapes, new = _shapes(lexicon), tuple.__new__
    pattern = _ASCII_WORD if text.isascii() else _WORD
    words: list[Word] = []
    capitals: list[int] = []
    add = words.append
    for match in pattern.finditer(text, span.start, span.end):
        start, end = match.span()
        key, cut, is_capital, is_opening = shapes[text[start:end]]
        if is_opening:
            capitals.append(len(words))
        add(new(Word, (key, start, end - cut, is_capital, cut > 0)))
    is_title = len(capitals) >= max(_TITLE_LEAST, len(words) // _TITLE_FEWEST) and _is_title(words, lexicon)
    return Words(words, frozenset([word[0] for word in words]), capitals, is_title)


def _is_title(words: Sequence[Word], lexicon: PlaceLexicon) -> bool:
    """Whether nearly all words have capitals; those of short words, of days and of the first say nothing."""
    times = lexicon.words["times"]
    long = [
        word.is_capital
        for word in words[1:]
        if len(word.key) > 3 and word.key[0].isalpha() and word.key not in times
    ]
    return len(long) >= _TITLE_LEAST and sum(long) >= _TITLE_SHARE * len(long)


def lower_words(sentences: Iterable[Words]) -> frozenset[str]:
    """Return the words that a text also writes in lower case; capitalised in a title they are no names."""
    lowered: set[str] = set()
    for words in sentences:
        lowered.update([word[0] for word in words.words if not word[3]])
    return frozenset(lowered.union(*[key.split("-") for key in lowered if "-" in key]))


def country_codes(sentences: Iterable[Words], lexicon: PlaceLexicon) -> tuple[str, ...]:
    """Return the countries a report names or speaks of ("Syrian"), the most named first."""
    seen: Counter[str] = Counter()
    codes = lexicon.country_words
    for words in sentences:
        row = words.words
        for at in words.capitals:
            key = row[at].key
            code = codes.get(key)
            if code is None and key.endswith(lexicon.genitive):
                code = codes.get(lexicon.without_genitive(key))
            if key in lexicon.country_seconds and at:
                code = codes.get(f"{row[at - 1].key} {key}") or code
            if code is not None and row[at].is_capital:
                seen[code] += 1
    return tuple(code for code, _ in seen.most_common())


def capital_runs(words: Words, lexicon: PlaceLexicon, lowered: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs ``[first, last)`` of capitalised words that nothing but a space parts."""
    end = 0
    for at in words.capitals:
        if at >= end and _opens(words, at, lexicon, lowered):
            end = _end_of_run(words, at, lexicon, lowered)
            yield at, end


def _end_of_run(words: Words, at: int, lexicon: PlaceLexicon, lowered: frozenset[str]) -> int:
    row = words.words
    end = at + 1 if row[at].is_capital else at + 2
    while end < len(row) and row[end].start == row[end - 1].end + 1 and not row[end - 1].is_possessive:
        word = row[end]
        is_led = (
            word.is_capital
            and row[end - 1].key in lexicon.words["heads"]
            and not word.key.endswith(lexicon.modifier_endings)
        )
        if not is_led and not _opens(words, end, lexicon, lowered):
            break
        end += 1 if word.is_capital else 2
    return end


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
    opening = _opening(word.key, lexicon)
    if opening is Opening.WITH_NEXT:
        return at + 1 < len(row) and f"{word.key} {row[at + 1].key}" in lexicon.country_keys
    if opening is Opening.NEVER or (words.is_title and word.key in lexicon.title_verbs):
        return False
    return opening is Opening.ALWAYS or word.key not in lowered


@lru_cache(_CACHED)
def _opening(key: str, lexicon: PlaceLexicon) -> Opening:
    """Return whether a name can begin with a capitalised word, as far as the word itself tells."""
    if key in lexicon.no_names or lexicon.without_genitive(key) in lexicon.words["not_places"]:
        return Opening.NEVER
    if "-" in key and (key.endswith(lexicon.modifier_endings) or _is_compound(key, lexicon)):
        return Opening.NEVER
    if key in lexicon.adjectives or lexicon.without_genitive(key) in lexicon.adjectives:
        return Opening.WITH_NEXT
    is_body = key in lexicon.words["organisations"]  # a body's name is read whole, and then left aside
    if is_body or key in lexicon.terms.kinds or key in lexicon.words["articles"]:
        return Opening.ALWAYS
    return Opening.UNLESS_LOWERED


def _is_compound(key: str, lexicon: PlaceLexicon) -> bool:
    """Whether a hyphenated word ends in a word that is no name ("mid-March", "Turkish-Syrian")."""
    first, last = key.split("-", 1)[0], key.rsplit("-", 1)[1]
    return not {first, last}.isdisjoint(lexicon.no_compounds)
