"""Sentences: where they end, in news text of uneven quality.

A paragraph always ends a sentence, so headlines and captions need no full stop. A stop does not end one
after a title or an initial, inside a number, an address or a dotted acronym, nor before a word in lower case.
Closing quotes and brackets stay with their sentence; an opening quote belongs to the next. The words that
decide are data (``data/<language>/sentences.yml``); a language without one is split by punctuation alone.

What runs on without end is no sentence, and is cut: all that reads a sentence as a whole stays bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from recount.codebook.resources import load_yaml
from recount.text.spans import Sentence, Span

LONGEST = 200
"""Words. The longest sentence of 1,962 news reports has 96, and 600 code points."""
_PARAGRAPH = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_STOP = re.compile(
    r"(?:[.!?\u2026\u061f\u06d4]+|[\u3002\uff01\uff1f\u0964]+)"  # Latin, Arabic and Urdu | CJK and Devanagari
    r"(?:\[\d{1,3}\])*"  # footnote marks
    r"[\"'\u2019\u201d\u00bb)\]]*"
)
_UNSPACED = frozenset("\u3002\uff01\uff1f\u0964")  # stops that need no space after them
_OPENERS = re.compile(r"[\s\"'\u2018\u201c\u00ab\u201e(\[\u2013\u2014*\u2022\u00bf\u00a1-]*")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+-?")
_LEADING = "\"'\u2018\u201c\u00ab\u201e([\u2013\u2014-"
_DASHES = "-\u2013\u2014"
_QUOTES = "\"'\u2019\u201d\u00bb"
_STRETCH = re.compile(rf"\s*+(?:\S++\s++){{{LONGEST}}}")
_PAUSE = re.compile(r"[,;:)\u060c\u061b]\s")  # where a stretch without end is rather cut
_PAUSE_LENGTH = 400  # code points before the limit in which a pause is looked for


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The deciding words of one language, case-folded."""

    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    capitalised_abbreviations: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    lowercase_starts: tuple[str, ...] = ()
    address_parts: tuple[str, ...] = ()


@cache
def _lexicon(language: str) -> _Lexicon:
    if not resources.files("recount.text").joinpath(f"data/{language}/sentences.yml").is_file():
        return _Lexicon()
    data = load_yaml("recount.text", f"data/{language}/sentences.yml")
    return _Lexicon(
        titles=frozenset(data["titles"]),
        abbreviations=frozenset(data["abbreviations"]),
        before_numbers=frozenset(data["before_numbers"]),
        capitalised_abbreviations=frozenset(data["capitalised_abbreviations"]),
        starters=frozenset(data["starters"]),
        lowercase_starts=tuple(data["lowercase_starts"]),
        address_parts=tuple(data["address_parts"]),
    )


def split_sentences(text: str, *, breaks: Sequence[int] = (), language: str = "en") -> tuple[Sentence, ...]:
    """Split a text into sentences, in order, without surrounding white space.

    Args:
        text: normalised text.
        breaks: positions at which a sentence always ends (borders of segments); order and repeats do not
            matter. They do not begin a new paragraph.
        language: ISO 639-1 code that chooses the deciding words.
    """
    lexicon = _lexicon(language)
    borders = sorted({position for position in breaks if 0 < position < len(text)})
    found: list[Sentence] = []
    number = 0
    next_border = 0
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        cuts = set(_ends(text, start, end, lexicon))
        while next_border < len(borders) and borders[next_border] < end:
            cuts.add(borders[next_border])
            next_border += 1
        before = len(found)
        for cut in _bounded(text, start, (*sorted(cuts), end)):
            if cut > start and (span := _strip(text, start, cut)) is not None:
                found.append(Sentence(span=span, paragraph=number))
            start = max(start, cut)
        number += len(found) > before
    return tuple(found)


def _bounded(text: str, start: int, cuts: Iterable[int]) -> Iterator[int]:
    """Yield cuts, and more where a stretch between two has more words than a sentence can have."""
    for cut in cuts:
        while (stretch := _STRETCH.match(text, start, cut)) and stretch.end() < cut:
            pauses = list(_PAUSE.finditer(text, max(start, stretch.end() - _PAUSE_LENGTH), stretch.end()))
            start = pauses[-1].end() if pauses else stretch.end()
            yield start
        yield cut
        start = max(start, cut)


def _strip(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    bare = len(words.strip())
    return Span(start + left, start + left + bare) if bare else None


def _ends(text: str, start: int, end: int, lexicon: _Lexicon) -> Iterator[int]:
    """Yield the positions after the stops that end a sentence inside a paragraph."""
    sentence_start = start
    has_no_capitals: bool | None = None
    for stop in _STOP.finditer(text, start, end):
        position = _glued_end(text, sentence_start, stop, lexicon)
        if position is None:
            continue
        first = _OPENERS.match(text, position, end)
        following = position if first is None else first.end()
        if following >= end:
            return
        if text[following].islower():
            if has_no_capitals is None:
                has_no_capitals = text[start:end].islower()
            if not has_no_capitals and not text.startswith(lexicon.lowercase_starts or "\0", following):
                continue
        if stop[0][0] == "." and not _full_stop_ends(text, sentence_start, stop.start(), following, lexicon):
            continue
        sentence_start = position
        yield position


def _glued_end(text: str, start: int, stop: re.Match[str], lexicon: _Lexicon) -> int | None:
    """Return where a sentence that ends at this stop would end, ``None`` when the stop is inside a word."""
    end = stop.end()
    if end == len(text) or text[end].isspace() or stop[0][0] in _UNSPACED:
        return end
    marks = stop[0].rstrip(_QUOTES)
    if not text[end].isupper() or not text[end + 1 : end + 2].islower():
        return None
    before = text[stop.start() - 1 : stop.start()]
    if not before.islower() or any(
        part in _token(text, start, stop.start()) for part in lexicon.address_parts
    ):
        return None
    if len(marks) < len(stop[0]) and text.count('"', start, stop.start()) % 2 == 0:
        return stop.start() + len(marks)  # the quote opens the next sentence
    return end


def _token(text: str, start: int, end: int) -> str:
    """Return the run of characters without white space that ends at ``end``."""
    return text[max(start, text.rfind(" ", start, end) + 1) : end]


def _full_stop_ends(text: str, start: int, stop: int, following: int, lexicon: _Lexicon) -> bool:
    """Whether a single full stop ends the sentence, from the token before it and the word after it."""
    token = _token(text, start, stop).lstrip(_LEADING)
    if not token:
        return True
    if token.isdigit():
        return len(token) > 2 or text[start:stop].strip() != token  # "1." that opens a paragraph is a number
    key = token.casefold()
    is_abbreviation = (
        (token[-1].isupper() and not token[-2:-1].isalnum())  # an initial
        or key in lexicon.abbreviations
        or (key in lexicon.capitalised_abbreviations and token[0].isupper())
        or (len(token) <= 9 and _ACRONYM.fullmatch(token) is not None)
    )
    if key in lexicon.titles:
        return False
    if key in lexicon.before_numbers and text[following].isdigit():
        return False
    return not is_abbreviation or _begins_sentence(text, following, lexicon)


def _begins_sentence(text: str, position: int, lexicon: _Lexicon) -> bool:
    """Whether the word here shows that the abbreviation before it closed a sentence; a dash denies it."""
    word = _WORD.match(text, position)
    return word is not None and word[0].casefold() in lexicon.starters and text[position - 2] not in _DASHES
