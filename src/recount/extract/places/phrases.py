"""Place names that stand together as one location ("the towns of X and Y in Z province"), and its standing.

A phrase is where something happens, or only where somebody speaks, shoots from, comes from or goes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.runs import Word
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym
from recount.text.spans import Span

_MAX_GAP = 9  # words between two names of one phrase
_NEAR = 50  # kilometres or miles beyond which "north of X" does not say where
_REACH = 4  # words before a phrase that can say what it is for


class Standing(IntEnum):
    """How much a phrase says about where a harm happened; higher is more."""

    NONE = 0  # of a speaker abroad, a meeting, a way that is taken
    ORIGIN = 1  # where the people are from, or left
    WEAK = 2  # a subject, or where the speakers are
    NAMED = 3  # named with its kind, or as the owner of what was hit
    PLACE = 4  # where something happens


@dataclass(frozen=True, slots=True)
class Phrase:
    """Names that stand together, most specific first.

    Attributes:
        span: from the preposition to the last name.
        is_origin: where people left or are from ("left X", "evacuees of X").
        is_near: whether the place meant only lies by them ("near X", "north of X").
    """

    names: tuple[Toponym, ...]
    span: Span
    standing: Standing
    is_origin: bool = False
    is_near: bool = False


def find_phrases(row: Sequence[Word], names: Sequence[Toponym], lexicon: PlaceLexicon) -> list[Phrase]:
    """Group the names of one sentence."""
    if not names:
        return []
    starts = [word.start for word in row]
    groups: list[list[Toponym]] = []
    for name in names:
        if groups and _goes_on(groups[-1][-1], name, _between(row, groups[-1][-1], name), lexicon):
            groups[-1].append(name)
        else:
            groups.append([name])
    return [_phrase(row, starts, group, lexicon) for group in groups]


def _between(row: Sequence[Word], first: Toponym, second: Toponym) -> list[Word]:
    return [word for word in row if first.span.end <= word.start < second.span.start]


def _goes_on(first: Toponym, second: Toponym, between: Sequence[Word], lexicon: PlaceLexicon) -> bool:
    """Whether a name continues the phrase of the name before it."""
    if len(between) > _MAX_GAP or second.is_actor:
        return False
    if second.role in (Role.TOWARD, Role.AWAY) and not second.is_listed:
        return False
    words = lexicon.words
    if _is_far([word.key for word in between], lexicon):
        return False
    for word in between:
        key = word.key
        if not (
            key in words["enclosing"]
            or key in words["list_words"]
            or key in words["of_nouns"]
            or key in words["distance"]
            or key in lexicon.terms.kinds
            or key in ",()"
            or key[0].isdigit()
            or lexicon.is_modifier(key)
            or key in lexicon.adjectives
            or lexicon.without_genitive(key) in lexicon.terms.kinds
        ):
            return False
    return bool(between) or first.is_owner or second.is_listed or second.role is not Role.TARGET


def _phrase(row: Sequence[Word], starts: list[int], group: list[Toponym], lexicon: PlaceLexicon) -> Phrase:
    head = next((name for name in group if not name.is_owner), group[0])
    names = tuple(name for name in group if not name.is_owner)
    names += tuple(name for name in group if name.is_owner)
    at = next((n for n, start in enumerate(starts) if start >= head.phrase), len(row))
    before = [word.key for word in row[max(0, at - _REACH) : at]]
    after = [word for word in row if word.start >= head.span.end][: _REACH + 1]
    preposition = row[at].key if at < len(row) else ""
    people_of = (
        preposition in lexicon.words["target"] and before[-1:] and before[-1] in lexicon.words["origin_nouns"]
    )
    is_origin = head.role is Role.AWAY or bool(people_of)
    return Phrase(
        names=names,
        span=Span(min(name.phrase for name in group), max(name.span.end for name in group)),
        standing=Standing.ORIGIN
        if people_of
        else _standing(group, head, before, preposition, after, lexicon),
        is_origin=is_origin,
        is_near=all(name.role is Role.BESIDE or name.is_owner for name in group),
    )


def _standing(
    group: list[Toponym],
    head: Toponym,
    before: Sequence[str],
    preposition: str,
    after: Sequence[Word],
    lexicon: PlaceLexicon,
) -> Standing:
    words = lexicon.words
    close = set(before[-2:])
    if head.is_actor:
        return Standing.NONE
    if head.is_owner and len(group) == 1:
        return _owner_standing(head, after, lexicon)
    if head.role is Role.TOWARD:
        return Standing.PLACE if preposition in words["onto"] else Standing.NONE
    if head.role is Role.AWAY:
        return Standing.NONE if close & (words["speaking"] | words["standing"]) else Standing.ORIGIN
    if head.role in (Role.AT, Role.BESIDE, Role.TARGET):
        if _is_far(before, lexicon) or set(before) & words["meeting"] or close & words["standing"]:
            return Standing.NONE
        if close & words["speakers"] or close & words["speaking"]:
            return Standing.NONE if head.is_country else Standing.WEAK
        return Standing.PLACE
    if head.kind is not None or (head.is_owner and len(group) > 1):
        return Standing.NAMED
    return Standing.NONE if head.is_country else Standing.WEAK


def _owner_standing(head: Toponym, after: Sequence[Word], lexicon: PlaceLexicon) -> Standing:
    """Return what "X's" says: the place itself before "towns", another before "biggest city"."""
    for word in after:
        if word.key in lexicon.words["plurals"] or word.key in lexicon.words["of_nouns"]:
            return Standing.PLACE
        if word.key in lexicon.terms.kinds:
            return Standing.NONE if head.is_country else Standing.NAMED
    return Standing.NONE if head.is_country else Standing.WEAK


def _is_far(keys: Sequence[str], lexicon: PlaceLexicon) -> bool:
    """Whether a distance is given that leaves the place behind ("250 km north of X")."""
    return any(
        number.isdecimal() and int(number) > _NEAR and unit in lexicon.words["units"]
        for number, unit in pairwise(keys)
    )
