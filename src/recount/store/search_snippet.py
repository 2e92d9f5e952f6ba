"""Cutting the words that matched out of the original text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from recount.store.search_engines import Phrase, Question
from recount.store.search_types import Piece
from recount.text.searching import Token, find_tokens, terms_of_word, words_of

LENGTH = 240
"""Code points of a snippet, about."""
_BEFORE = 60
_MOST_TOKENS = 12_000
_FIRST_LOOK = 3_000  # code points of a long text that are looked at first
_CUT = "…"


class _Match(NamedTuple):
    start: int
    end: int
    phrase: int


def snippet(text: str, question: Question) -> tuple[Piece, ...]:
    """Return the stretch of a text that shows most of what was asked for; its beginning where nothing does."""
    phrases = list(
        dict.fromkeys(phrase for group in question.groups for way in group for phrase in way.phrases)
    )
    matches, start = _found(text, phrases)
    begin, end = _window(text, start)
    return tuple(
        _pieces(text, begin, end, [match for match in matches if begin <= match.start and match.end <= end])
    )


def _found(text: str, phrases: Sequence[Phrase]) -> tuple[list[_Match], int]:
    """Return matches, and where the best stretch begins.

    A long text is read no further than to the first stretch that shows all phrases that stand anywhere in it:
    what follows cannot be better.
    """
    cut = text.find(" ", _FIRST_LOOK) if len(text) > _FIRST_LOOK else -1
    if cut > 0:
        matches = _disjoint(_matches(text[:cut], phrases))
        start, most = _best_start(matches)
        if start + LENGTH < cut and most and most == _standing(text, phrases):
            return matches, start
    matches = _disjoint(_matches(text, phrases))
    return matches, _best_start(matches)[0]


def _standing(text: str, phrases: Sequence[Phrase]) -> int:
    """Return how many phrases may stand in a text: all their terms do."""
    terms = {term for word in words_of(text) for term in terms_of_word(word)}

    def stands(phrase: Phrase) -> bool:
        whole, last = (phrase.terms[:-1], phrase.terms[-1]) if phrase.is_prefix else (phrase.terms, "")
        return terms.issuperset(whole) and (not last or any(term.startswith(last) for term in terms))

    return sum(stands(phrase) for phrase in phrases)


def _matches(text: str, phrases: Sequence[Phrase]) -> Iterator[_Match]:
    tokens = list(islice(find_tokens(text), _MOST_TOKENS))
    terms = [(term, token) for token in tokens for term in token.terms]
    firsts: dict[str, list[int]] = {}
    beginnings: list[int] = []
    for number, phrase in enumerate(phrases):
        if phrase.is_prefix and len(phrase.terms) == 1:
            beginnings.append(number)
        else:
            firsts.setdefault(phrase.terms[0], []).append(number)
    for place, (term, token) in enumerate(terms):
        for number in firsts.get(term, ()):
            if (end := _end_of(phrases[number], terms, place)) is not None:
                yield _Match(token.start, end, number)
        for number in beginnings:
            if term.startswith(phrases[number].terms[0]):
                yield _Match(token.start, token.end, number)


def _end_of(phrase: Phrase, terms: Sequence[tuple[str, Token]], place: int) -> int | None:
    """Return where a phrase that begins at a term ends, ``None`` when it does not stand there."""
    stretch = terms[place : place + len(phrase.terms)]
    found = tuple(term for term, _ in stretch)
    if phrase.is_prefix:
        stands = found[:-1] == phrase.terms[:-1] and found[-1].startswith(phrase.terms[-1])
        stands = stands and len(found) == len(phrase.terms)
    else:
        stands = found == phrase.terms
    return stretch[-1][1].end if stands else None


def _disjoint(matches: Iterable[_Match]) -> list[_Match]:
    """Return matches in order, of those that overlap the longest that begins first."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _best_start(matches: Sequence[_Match]) -> tuple[int, int]:
    """Return where the stretch begins that shows most phrases, and how many these are."""
    best, most = 0, 0
    for number, first in enumerate(matches):
        seen: set[int] = set()
        for match in matches[number : number + 20]:
            if match.end - first.start <= LENGTH - _BEFORE:
                seen.add(match.phrase)
        if len(seen) > most:
            best, most = first.start, len(seen)
    return best, most


def _window(text: str, start: int) -> tuple[int, int]:
    """Return the bounds of a snippet around a place, at spaces where there are some near."""
    begin = max(0, start - _BEFORE)
    if begin:
        space = text.find(" ", begin, start)
        begin = begin if space < 0 else space + 1
    end = min(len(text), begin + LENGTH)
    if end < len(text):
        space = text.rfind(" ", max(begin, end - _BEFORE), end)
        end = end if space < 0 else space
    return begin, end


def _pieces(text: str, begin: int, end: int, matches: Sequence[_Match]) -> Iterator[Piece]:
    lead = _CUT if begin else ""
    place = begin
    for match in matches:
        if lead or match.start > place:
            yield Piece(text=lead + text[place : match.start])
            lead = ""
        yield Piece(text=text[match.start : match.end], is_match=True)
        place = match.end
    rest = lead + text[place:end] + (_CUT if end < len(text) else "")
    if rest:
        yield Piece(text=rest)
