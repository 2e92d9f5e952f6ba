"""How well an entry fits a name and its context: one score for all gazetteers, between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from operator import itemgetter

from recount.gazetteer.countries import load_countries
from recount.gazetteer.names import name_key
from recount.gazetteer.registry import PlaceContext
from recount.model import PlaceCandidate

# Shares of the score. The name decides what can be meant at all; the context outweighs size, so that a small
# town in the country a report is about beats a big one elsewhere; size decides between equals (on news it
# alone is right three times in four).
NAME_SHARE = 0.55
COUNTRY_SHARE = 0.2
VICINITY_SHARE = 0.07  # an enclosing place, or a place beside it, is named too
SIZE_SHARE = 0.18
OTHER_COUNTRY = 0.6  # of COUNTRY_SHARE, for a country that is named, but less than another
OUTSIDE = 0.5  # factor for an entry that lies outside the place said to enclose it
LARGEST = 7.5  # log10 of the population that counts as full size
UNLOCATED = 0.95  # factor for an entry without a point beside one that has it
UNSIZED = 0.3  # size of an entry without population: like a village
OWN_SIZE = 0.6  # size of an entry of the record's own register: like a town of some note
BESIDE_KM = 40.0  # what a sentence lists together ("X and Y") lies together

# Kilometres from an enclosing place within which a name can lie in it. Quarters lie within 30 km of the
# centre of any city; the reach of a division is the distance from its chief town to its far end.
REACH = {"quarter": 5.0, "village": 15.0, "town": 30.0, "city": 60.0, "adm2": 120.0, "adm1": 300.0}
DIVISION = 0.9  # factor for a division beside a town of the same name, when the text does not say "province"
OTHER_KIND = 0.9  # factor for another kind than the text gives
OTHER_DIVISION = (
    0.97  # the same for one division where the text names another: "region" is a province's word as well
)
POPULATED = frozenset({"city", "town", "village"})
DIVISIONS = frozenset({"adm1", "adm2", "region"})
FINE_KINDS = frozenset({"quarter", "site"})
_CACHED = 4096
_EARTH_RADIUS = 6371.0


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how well the name matched it, before the context is looked at.

    Attributes:
        entry: the candidate, its score not yet set.
        name_score: 0 to 1, 1 for the preferred name letter by letter.
        population: 0 when unknown.
        is_own: whether the record's own register has the very name.
        base: share of the score that no context changes.
    """

    entry: PlaceCandidate
    name_score: float
    population: int = 0
    is_own: bool = False
    base: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", NAME_SHARE * self.name_score + SIZE_SHARE * _size(self))


def rank(matches: Iterable[Match], context: PlaceContext, limit: int) -> tuple[PlaceCandidate, ...]:
    """Return the best entries with their scores, best first."""
    names = _keys_of(context.names)
    scored = [
        (-round(_score(match, context, names), 4), match.entry.place_id, match.entry) for match in matches
    ]
    if len(scored) > 1:
        scored.sort(key=itemgetter(0, 1))
    return tuple(_with_score(entry, -score) for score, _, entry in scored[:limit])


def _with_score(entry: PlaceCandidate, score: float) -> PlaceCandidate:
    """Return a copy with its score; ``dataclasses.replace`` takes three times as long."""
    return PlaceCandidate(
        gazetteer=entry.gazetteer,
        place_id=entry.place_id,
        name=entry.name,
        kind=entry.kind,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        parents=entry.parents,
        native_name=entry.native_name,
        score=score,
    )


def _score(match: Match, context: PlaceContext, names: frozenset[str]) -> float:
    entry = match.entry
    is_beside = _is_beside(entry, context, names)
    score = (
        match.base
        + COUNTRY_SHARE * max(_country_fit(entry, context), OTHER_COUNTRY * match.is_own)
        + VICINITY_SHARE * is_beside
    )
    if entry.lat is None and entry.kind != "country":
        score *= UNLOCATED
    if entry.kind in FINE_KINDS and entry.parents and not is_beside:
        score *= OUTSIDE
    if context.within and not lies_within(entry, context.within[0]):
        score *= OUTSIDE
    return score * _kind_fit(entry.kind, context.kind)


def _is_beside(entry: PlaceCandidate, context: PlaceContext, names: frozenset[str]) -> bool:
    """Whether the report names an enclosing place of an entry, or one that lies by it."""
    if names and entry.parents and names & (_keys_of(entry.parents) - _country_keys()):
        return True
    return any(
        distance is not None and distance < BESIDE_KM
        for distance in (distance_km(entry, other) for other in context.beside)
    )


def _size(match: Match) -> float:
    if match.entry.kind == "country":
        return 1.0
    if match.population > 0:
        return min(1.0, log10(match.population) / LARGEST)
    return OWN_SIZE if match.is_own else UNSIZED


def _kind_fit(kind: str, asked: str | None) -> float:
    if asked is None:
        return DIVISION if kind in DIVISIONS else 1.0
    if kind == asked or (kind in POPULATED and asked in POPULATED):
        return 1.0
    return OTHER_DIVISION if kind in DIVISIONS and asked in DIVISIONS else OTHER_KIND


def _country_fit(entry: PlaceCandidate, context: PlaceContext) -> float:
    if entry.country is None:  # a user's file without countries is about the area of the record
        return 1.0
    if entry.kind == "country" or (context.within and entry.country == context.within[0].country):
        return 1.0
    if not context.countries:
        return OTHER_COUNTRY
    if entry.country == context.countries[0]:
        return 1.0
    return OTHER_COUNTRY if entry.country in context.countries else 0.0


def lies_within(entry: PlaceCandidate, outer: PlaceCandidate) -> bool:
    """Whether an entry can lie in ``outer``: named among its parents, same country, or near enough to it."""
    if name_key(outer.name).bare in _keys_of(entry.parents):
        return True
    if outer.kind == "country":
        return entry.country is None or entry.country == outer.country
    distance = distance_km(entry, outer)
    if distance is None:
        return not entry.parents
    return distance <= REACH.get(outer.kind, REACH["city"])


@cache
def _country_keys() -> frozenset[str]:
    """Keys of names of countries: that a report names the country places no quarter."""
    return _keys_of(tuple(load_countries("en").names))


@lru_cache(_CACHED)
def _keys_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name_key(name).bare for name in names)


def distance_km(first: PlaceCandidate, second: PlaceCandidate) -> float | None:
    """Return the great-circle distance, ``None`` when either has no point."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (first.lat, first.lon, second.lat, second.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(min(1.0, sqrt(half)))
