"""How much a phrase of place names says about where a harm happened, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.runs import Word
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym

_NEAR = 50  # kilometres or miles beyond which "north of X" does not say where
_CLAUSE = 12  # words before a phrase, and after it, that can say what befell it
_REACH = 4  # words before a phrase that can say what it is for
_CLOSE = 2  # words before it that say who or what is there
_PASSIVE = 2  # words from "was" to the verb, twice as many after "under"
_SETTING = frozenset({Role.AT, Role.BESIDE, Role.TARGET})
_MOVING = frozenset({Role.TOWARD, Role.AWAY})


class Standing(IntEnum):
    """How much a phrase says about where a harm happened; higher is more."""

    NONE = 0  # of a speaker abroad, a meeting, a way that is taken
    ORIGIN = 1  # where the people are from, or left
    WEAK = 2  # a subject, or where the speakers are
    NAMED = 3  # named with its kind, or as the owner of what was hit
    PLACE = 4  # where something happens


class Site(NamedTuple):
    """A phrase in its sentence.

    Attributes:
        group: its names, in the order of the text.
        head: the name the words before the phrase lead to.
        row: words of the sentence.
        keys: of all words of the sentence.
        at: index of the first word of the phrase, its preposition.
        end: index after its last name.
    """

    group: Sequence[Toponym]
    head: Toponym
    row: Sequence[Word]
    keys: Set[str]
    at: int
    end: int

    def before(self, length: int) -> list[str]:
        """Return the keys of the words before the phrase."""
        return [word[0] for word in self.row[max(0, self.at - length) : self.at]]

    @property
    def preposition(self) -> str:
        """The key of its first word."""
        return self.row[self.at].key if self.at < len(self.row) else ""


def is_of_people(site: Site, lexicon: PlaceLexicon) -> bool:
    """Whether a phrase says where people are from ("evacuees of X")."""
    if site.at == 0 or site.preposition != lexicon.of:
        return False
    return site.row[site.at - 1].key in lexicon.words["origin_nouns"]


def standing_of(site: Site, lexicon: PlaceLexicon) -> Standing:
    """Return the standing of a phrase."""
    head = site.head
    if head.is_actor:
        return Standing.NONE
    is_told_of = site.end < len(site.row) and site.row[site.end].key in lexicon.words["there"]
    if is_told_of and head.role not in _MOVING:
        return Standing.PLACE  # "X, where 12 were killed"
    if head.is_owner and len(site.group) == 1 and head.role not in _MOVING:
        return _of_owner(site, lexicon)
    if head.role in _MOVING:
        return _of_move(site, lexicon)
    if head.role in _SETTING:
        return _of_setting(site, lexicon)
    if head.role is Role.MENTION and _is_struck(site, lexicon):
        return Standing.PLACE
    is_set = len(site.group) > 1 and (
        head.is_owner or any(name.role is Role.AT or name.role is Role.BESIDE for name in site.group)
    )
    if head.kind is not None or is_set:  # "X near Y"
        return Standing.NAMED
    return Standing.NONE if head.is_country else Standing.WEAK


def _of_move(site: Site, lexicon: PlaceLexicon) -> Standing:
    words = lexicon.words
    if site.head.role is Role.TOWARD:
        is_struck = site.preposition in words["onto"] and not words["attacks"].isdisjoint(site.before(_REACH))
        return Standing.PLACE if is_struck else Standing.NONE
    close = site.before(_CLOSE)
    if not words["fleeing"].isdisjoint(close):
        return Standing.WEAK
    is_there = words["speaking"].isdisjoint(close) and words["standing"].isdisjoint(close)
    return Standing.ORIGIN if is_there else Standing.NONE


def _of_setting(site: Site, lexicon: PlaceLexicon) -> Standing:
    words, head = lexicon.words, site.head
    before = site.before(_REACH)
    close = before[-_CLOSE:]
    if not words["meeting"].isdisjoint(before) or is_far(before, lexicon) or _is_watched(site, lexicon):
        return Standing.NONE
    if head.role is not Role.TARGET and not words["standing"].isdisjoint(close):
        return Standing.NONE
    is_of_speakers = not words["speakers"].isdisjoint(close) and close[-1] not in lexicon.terms.kinds
    if is_of_speakers or not words["speaking"].isdisjoint(close):
        return Standing.NONE if head.is_country else Standing.WEAK
    return Standing.PLACE


def _of_owner(site: Site, lexicon: PlaceLexicon) -> Standing:
    """Return what "X's" says: the place itself before "towns", another before "biggest city"."""
    for word in site.row[site.end : site.end + _REACH + 1]:
        if word.key in lexicon.words["plurals"] or word.key in lexicon.words["of_nouns"]:
            return Standing.PLACE
        if word.key in lexicon.terms.kinds:
            return Standing.NONE if site.head.is_country else Standing.NAMED
    return Standing.NONE if site.head.is_country else Standing.WEAK


def _is_struck(site: Site, lexicon: PlaceLexicon) -> bool:
    """Whether a verb says that its subject was attacked ("X was shelled", "X has come under fire")."""
    words = lexicon.words
    if words["passive"].isdisjoint(site.keys) or words["struck"].isdisjoint(site.keys):
        return False
    left = 0  # words in which the verb can follow
    for word in site.row[site.end : site.end + _CLAUSE]:
        if word.key in words["breaks"]:
            return False
        if left and word.key in words["struck"]:
            return True
        if word.key in words["passive"]:
            left = _PASSIVE
        elif left and word.key in words["between_passive"]:
            left = 2 * _PASSIVE
        else:
            left -= left > 0
    return False


def _is_watched(site: Site, lexicon: PlaceLexicon) -> bool:
    """Whether a phrase says what a body follows ("which tracks the war through contacts in X")."""
    words = lexicon.words
    if words["watching"].isdisjoint(site.keys):
        return False
    is_watched = False
    for first, second in pairwise(site.before(_CLAUSE)):
        if first in words["relative"] and second in words["watching"]:
            is_watched = True
        elif second in words["saying"]:
            is_watched = False
    return is_watched


def is_far(keys: Sequence[str], lexicon: PlaceLexicon) -> bool:
    """Whether a distance is given that leaves the place behind ("250 km north of X")."""
    units = lexicon.words["units"]
    if units.isdisjoint(keys):
        return False
    return any(
        number.isdecimal() and int(number) > _NEAR and unit in units for number, unit in pairwise(keys)
    )
