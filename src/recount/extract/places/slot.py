"""The places slot: names located by ``scene``, looked up in the gazetteer inside what encloses them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.places.account import NOWHERE, Account
from recount.extract.places.enclosure import Enclosure
from recount.extract.places.finder import finder_of
from recount.extract.places.fineness import Fineness
from recount.extract.places.lexicon import load_lexicon
from recount.extract.places.scene import Scene
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.gazetteer import Gazetteer, PlaceContext, load_terms, name_key, resolve
from recount.model import Place, TimeInterval

_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


def find_places(
    reading: Reading,
    proposals: Sequence[Proposal],
    gazetteer: Gazetteer | None = None,
    whens: Sequence[TimeInterval] | None = None,
) -> list[tuple[Place, ...]]:
    """Return the places of each proposal, most specific first; empty where the report does not say.

    ``whens`` are their days, from ``find_when``: a figure of another day is not placed where the last one was.
    Every name is the exact words of the text at its span, except a country that only an adjective names.
    """
    lexicon = load_lexicon(reading.report.language)
    if lexicon is None or not proposals:
        return [() for _ in proposals]
    finder = finder_of(reading, gazetteer, lexicon)
    toponyms = finder.find()
    context = PlaceContext(
        countries=finder.countries, names=tuple(dict.fromkeys(name.name for name in toponyms))
    )
    account = Account(finder.sentences, toponyms, lexicon, finder.grades)
    days = [TimeInterval() for _ in proposals] if whens is None else whens
    located = Scene(reading, account, Enclosure(account, finder.register), proposals, days).locate()
    places = {names: _resolved(reading, names, gazetteer, context) for names in set(located)}
    return [places[names] for names in located]


def _resolved(
    reading: Reading, names: Sequence[Toponym], gazetteer: Gazetteer | None, context: PlaceContext
) -> tuple[Place, ...]:
    """Look names up from the largest to the smallest, each within those that enclose it."""
    language = reading.report.language
    found: list[tuple[Fineness, Place]] = []
    for name in reversed(names):
        grade = name.grade
        known = [(other, place.resolved) for other, place in reversed(found) if place.resolved is not None]
        place = resolve(
            name.name,
            gazetteer,
            PlaceContext(
                countries=context.countries,
                within=tuple(entry for other, entry in known if other < grade),
                beside=tuple(entry for other, entry in known if other == grade),
                names=context.names,
                kind=name.kind,
            ),
            language=language,
            span=None if name.span == NOWHERE else (name.span.start, name.span.end),
            near=name.role is Role.BESIDE,
            also=_with_kind(reading, name),
        )
        found.append((grade, _named_whole(place, _with_kind(reading, name))))
    return tuple(place for _, place in reversed(found))


def _with_kind(reading: Reading, name: Toponym) -> tuple[str, ...]:
    """The name with the word for its kind behind it, where that is no part of the name ("|Dovan district")."""
    if name.kind is None or name.span == NOWHERE:
        return ()
    word = _NEXT_WORD.match(reading.text, name.span.end)
    kinds = load_terms(reading.report.language).kinds
    is_kind = word is not None and kinds.get(word[1].lower()) == name.kind
    return (f"{name.name} {word[1]}",) if word is not None and is_kind else ()


def _named_whole(place: Place, phrases: tuple[str, ...]) -> Place:
    """Keep the word for the kind where the register has the place by its whole name ("Dovan |valley")."""
    for phrase in phrases:
        is_own = place.resolved is not None and name_key(place.resolved.name) == name_key(phrase)
        if is_own and place.start is not None:
            return replace(place, name=phrase, end=place.start + len(phrase))
    return place
