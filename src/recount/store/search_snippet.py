"""Cutting the words that matched out of the original text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from recount.store.search_engines import Phrase, Question
from recount.store.search_types import Piece
from recount.text.searching import Token, find_tokens, find_words, terms_of_word, words_of

LENGTH = 240
"""Code points of a snippet, about."""
_BEFORE = 60
_MOST_TOKENS = 12_000
_LOOKS: tuple[int, ...] = (1_000, 4_000, 16_000)
"""Code points of a long text that are looked at, one after the other."""
_CUT = "…"


class _Match(NamedTuple):
    start: int
    end: int
    phrase: int


def snippet(text: str, question: Question) -> tuple[Piece, ...]:
    """Return the stretch of a text that shows most of what was asked for; its beginning where nothing does."""
    phrases = _phrases_of(question)
    early = _early(text, phrases, lambda: _standing(text, phrases))
    if early is not None:
        return early
    matches = _disjoint(_matches(text, phrases))
    return _shown(text, _best_start(matches)[0], matches)


def early_snippet(beginning: str, words: str, question: Question) -> tuple[Piece, ...] | None:
    """Return what ``snippet`` would of a whole text, of which only the beginning is at hand.

    Args:
        beginning: of the text.
        words: all terms of the whole text, as the index has them, with spaces between.

    Returns:
        ``None`` where more of the text must be read.
    """
    phrases = _phrases_of(question)
    cut = beginning.rfind(" ")  # the last word may go on
    return _stretch_before(cut, beginning, phrases, lambda: _indexed(words, phrases))


def share_before(words: str, question: Question) -> float:
    """Return which share of a text goes by until each phrase that may stand in it has begun once; 0 to 1.

    Args:
        words: all terms of the text in order, as the index has them, with spaces between.
    """
    padded = f" {words} "
    places = [padded.find(_ended(phrase, 0)) for phrase in _phrases_of(question)]
    return max([0, *places]) / len(padded)


def _phrases_of(question: Question) -> list[Phrase]:
    return list(dict.fromkeys(phrase for group in question.groups for way in group for phrase in way.phrases))


def _early(text: str, phrases: Sequence[Phrase], count: Callable[[], int]) -> tuple[Piece, ...] | None:
    """Return the stretch that shows all phrases that stand anywhere in a text, if one of its beginnings has one.

    The first such stretch is the best: what follows cannot show more.

    Args:
        count: returns how many of the phrases may stand in the whole text.
    """
    for look in _LOOKS:
        cut = text.find(" ", look) if len(text) > look else -1
        if cut <= 0:
            return None
        if (pieces := _stretch_before(cut, text, phrases, count)) is not None:
            return pieces
    return None


def _stretch_before(
    cut: int, text: str, phrases: Sequence[Phrase], count: Callable[[], int]
) -> tuple[Piece, ...] | None:
    """Return the first stretch of a text that shows all phrases that stand in it, if it ends before a place."""
    matches = _disjoint(_matches(text[: max(cut, 0)], phrases))
    start, most = _best_start(matches)
    if start + LENGTH < cut and most and most == count():
        return _shown(text, start, matches)
    return None


def _shown(text: str, start: int, matches: Sequence[_Match]) -> tuple[Piece, ...]:
    begin, end = _window(text, start)
    inside = [match for match in matches if begin <= match.start and match.end <= end]
    return tuple(_pieces(text, begin, end, inside))


def _standing(text: str, phrases: Sequence[Phrase]) -> int:
    """Return how many phrases may stand in a text: all their terms do."""
    return _indexed(" ".join({term for word in words_of(text) for term in terms_of_word(word)}), phrases)


def _indexed(words: str, phrases: Sequence[Phrase]) -> int:
    """Return how many phrases may stand in a text with these terms."""
    padded = f" {words} "

    def stands(phrase: Phrase) -> bool:
        return all(_ended(phrase, place) in padded for place in range(len(phrase.terms)))

    return sum(map(stands, phrases))


def _ended(phrase: Phrase, place: int) -> str:
    """Return a term of a phrase as it stands among others: no space follows it where it is a beginning."""
    is_beginning = phrase.is_prefix and place == len(phrase.terms) - 1
    return f" {phrase.terms[place]}" + ("" if is_beginning else " ")


def _matches(text: str, phrases: Sequence[Phrase]) -> Iterator[_Match]:
    if all(len(phrase.terms) == 1 for phrase in phrases):
        yield from _single_matches(text, phrases)
        return
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


def _single_matches(text: str, phrases: Sequence[Phrase]) -> Iterator[_Match]:
    """Yield matches of phrases of one term each: then a word matches or not, wherever it stands."""
    met = {word: numbers for word in words_of(text) if (numbers := _met_by(word, phrases))}
    for word, start, end in islice(find_words(text), _MOST_TOKENS) if met else ():
        for number in met.get(word, ()):
            yield _Match(start, end, number)


def _met_by(word: str, phrases: Sequence[Phrase]) -> tuple[int, ...]:
    """Return the numbers of the phrases of one term that a word meets, in the order of its terms."""
    return tuple(
        number
        for term in terms_of_word(word)
        for is_prefix in (False, True)
        for number, phrase in enumerate(phrases)
        if phrase.is_prefix == is_prefix
        and (term.startswith(phrase.terms[0]) if is_prefix else term == phrase.terms[0])
    )


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
