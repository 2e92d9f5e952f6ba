"""Widening a question: other spellings of its names, other forms of its words, similar words for unknown ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recount.store.search_engines import Phrase, Way
from recount.store.search_names import NameMatch, match_names
from recount.store.search_query import Clause
from recount.store.search_spellings import PART
from recount.store.search_words import known_words, similar_words
from recount.text.searching import fronted, terms_of

_LONGEST_NAME = 4  # words of a question that are tried as one name
_MOST_SPELLINGS = 24
_SPELLING_WEIGHT, _SIMILAR_WEIGHT = 0.9, 0.6


class Widened(NamedTuple):
    """What is asked for: each group in one of its ways; and what was added in the words of the record."""

    groups: tuple[tuple[Way, ...], ...] = ()
    also_tried: tuple[str, ...] = ()


def widen(alias: str, clauses: Sequence[Clause], *, widely: bool) -> Widened:
    """Return the groups of a question.

    Args:
        clauses: those that must be met, in order.
        widely: look for words similar to known ones too; those similar to unknown ones are always looked for.
    """
    names = match_names(alias, {_text(run) for run in _runs(clauses)})
    single = [clause.terms[0] for clause in clauses if _is_open(clause) and len(clause.terms) == 1]
    known = known_words(alias, single)
    groups: list[tuple[Way, ...]] = []
    tried: list[str] = []
    place = 0
    while place < len(clauses):
        run = _longest_name(clauses, place, names)
        matches = names.get(_text(run), [])[:_MOST_SPELLINGS] if _is_open(run[0]) else []
        ways = [Way(tuple(Phrase(clause.terms, clause.is_prefix) for clause in run))]
        ways += [Way((form,)) for form in _forms(run[0])]
        ways += [Way((Phrase(terms),), _SPELLING_WEIGHT) for terms in _terms_of_names(matches)]
        tried += [match.name for match in matches if match.role != PART]
        if len(run) == 1 and _is_open(run[0]) and (widely or not (matches or _is_known(run[0], known))):
            similar = [word for term in run[0].terms[:1] for word in similar_words(alias, term)]
            ways += [Way((Phrase((word,)),), _SIMILAR_WEIGHT) for word in similar]
            tried += similar
        groups.append(tuple(dict.fromkeys(ways)))
        place += len(run)
    typed = {clause.words.casefold() for clause in clauses}
    return Widened(
        tuple(groups), tuple(name for name in dict.fromkeys(tried) if name.casefold() not in typed)
    )


def _is_open(clause: Clause) -> bool:
    """Whether other words may stand for it."""
    return not clause.is_phrase and not clause.is_prefix


def _is_known(clause: Clause, known: set[str]) -> bool:
    return len(clause.terms) > 1 or clause.terms[0] in known


def _forms(clause: Clause) -> Iterator[Phrase]:
    """Yield what else a part of a question is: the word whose beginning was typed in full, one with a front."""
    if clause.is_prefix:
        yield Phrase(tuple(terms_of(clause.words)))
    if not clause.is_phrase and len(clause.terms) == 1:
        for form in fronted(clause.terms[0]):
            yield Phrase((form,), clause.is_prefix)


def _text(run: Sequence[Clause]) -> str:
    return " ".join(clause.words for clause in run)


def _runs(clauses: Sequence[Clause]) -> Iterator[Sequence[Clause]]:
    """Yield the stretches of words that may be one name."""
    for start in range(len(clauses)):
        for stop in range(start + 1, min(start + _LONGEST_NAME, len(clauses)) + 1):
            if not _is_open(clauses[stop - 1]):
                break
            yield clauses[start:stop]


def _longest_name(
    clauses: Sequence[Clause], place: int, names: dict[str, list[NameMatch]]
) -> Sequence[Clause]:
    """Return the longest run from a place on that is a name, or the one clause there."""
    best = clauses[place : place + 1]
    for stop in range(place + 2, min(place + _LONGEST_NAME, len(clauses)) + 1):
        run = clauses[place:stop]
        if all(map(_is_open, run)) and names.get(_text(run)):
            best = run
    return best


def _terms_of_names(matches: Sequence[NameMatch]) -> list[tuple[str, ...]]:
    found = (tuple(terms_of(match.name)[:12]) for match in matches)
    return [terms for terms in dict.fromkeys(found) if terms]
