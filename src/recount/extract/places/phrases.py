"""Place names that stand together as one location ("the towns of X and Y in Z province"), and its standing.

A phrase is where something happens, or only where somebody speaks, shoots from, comes from or goes to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.runs import Word, Words
from recount.extract.places.standing import Site, Standing, is_far, is_of_people, standing_of
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym
from recount.text.spans import Span

_MAX_GAP = 12  # words between two names of one phrase


class Phrase(NamedTuple):
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


def find_phrases(words: Words, names: Sequence[Toponym], lexicon: PlaceLexicon) -> list[Phrase]:
    """Group the names of one sentence."""
    row = words.words
    starts = [word[1] for word in row]
    groups: list[list[Toponym]] = []
    for name in names:
        if groups and _goes_on(groups[-1][-1], name, row, starts, lexicon):
            groups[-1].append(name)
        else:
            groups.append([name])
    return [_phrase(words, starts, group, lexicon) for group in groups]


def _goes_on(
    first: Toponym, second: Toponym, row: Sequence[Word], starts: Sequence[int], lexicon: PlaceLexicon
) -> bool:
    """Whether a name continues the phrase of the name before it."""
    if second.is_actor or (second.role in (Role.TOWARD, Role.AWAY) and not second.is_listed):
        return False
    if first.is_country and first.role is Role.MENTION and not (second.is_listed or second.is_country):
        return False  # "by X near Y": no country lies in anything
    start, end = bisect_left(starts, first.span.end), bisect_left(starts, second.span.start)
    if end - start > _MAX_GAP:
        return False
    keys = [word.key for word in row[start:end]]
    for at, key in enumerate(keys):
        if key[0].isdigit():
            if at + 1 == len(keys) or keys[at + 1] not in lexicon.words["distance"]:
                return False
        elif not lexicon.is_between(key):
            return False
    if is_far(keys, lexicon):
        return False
    return bool(keys) or first.is_owner or second.is_listed or second.role is not Role.TARGET


def _phrase(words: Words, starts: Sequence[int], group: Sequence[Toponym], lexicon: PlaceLexicon) -> Phrase:
    head = next((name for name in group if not name.is_owner), group[0])
    names, last = tuple(group), group[-1]
    if len(group) > 1:
        names = (*(n for n in group if not n.is_owner), *(n for n in group if n.is_owner))
    at, end = bisect_left(starts, head.phrase), bisect_left(starts, last.span.end)
    site = Site(group, head, words.words, words.keys, at, end)
    is_of = is_of_people(site, lexicon)
    return Phrase(
        names=names,
        span=Span(min(name.phrase for name in group), max(name.span.end for name in group)),
        standing=Standing.ORIGIN if is_of else standing_of(site, lexicon),
        is_origin=is_of or head.role is Role.AWAY,
        is_near=all(name.role is Role.BESIDE or name.is_owner for name in group),
    )
