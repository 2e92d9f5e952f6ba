"""Where claims are set, in keys that can be compared: the places named, and what encloses them.

Names are compared by the gazetteer's key for spellings, so "Khan Sheikhun" and "Khan Shaykhoun" meet. A
country locates nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recount.gazetteer import distance_km, load_countries, load_terms, name_key
from recount.model import Claim, Place, PlaceCandidate, WherePrecision

MIN_SKELETON = 3  # consonants; fewer are shared by too many names, so the whole name is compared
BROAD_REPORTS = 3  # a place that encloses others in so many reports of two months is a region or a large city
LANGUAGE = "en"  # of the names a gazetteer gives, and of the words that stand with names
MOST_SETTINGS = 150_000  # of claims, that are remembered
COUNTRY = frozenset({WherePrecision.COUNTRY, WherePrecision.INTERNATIONAL})
POINT_KINDS = frozenset({"town", "village", "quarter", "site"})
_WIDE = frozenset({WherePrecision.ADM1, WherePrecision.ADM2, WherePrecision.FUZZY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a group of claims is set.

    Attributes:
        specific: keys of the places named as such.
        enclosing: keys of what encloses them, as the text or the gazetteer says.
        spellings: folded spellings of the specific places.
        regions: those of all its keys that are regions or large cities.
        points: gazetteer entries of those specific places that are points; a province often bears the name
            of its city, so a city's name is none.
    """

    specific: frozenset[str] = frozenset()
    enclosing: frozenset[str] = frozenset()
    spellings: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    points: tuple[PlaceCandidate, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All keys."""
        return self.specific | self.enclosing


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """Return the key under which spellings of a name meet, its kind left out; empty for a country."""
    core = load_terms(LANGUAGE).take_apart(name).core
    if load_countries(LANGUAGE).code_of(core) is not None:
        return ""
    keys = name_key(core)
    return keys.skeleton if len(keys.skeleton) >= MIN_SKELETON else keys.bare


def setting_of_one(claim: Claim) -> Setting:
    """Return where one claim is set."""
    known = _settings.get(claim.id)
    if known is not None and known[0] is claim.places:
        return known[1]
    if len(_settings) >= MOST_SETTINGS:
        _settings.clear()
    found = setting_of((claim,))
    _settings[claim.id] = claim.places, found
    return found


# Linking asks this of each claim in several places. By the very places of the claim, so that nothing else is found.
_settings: dict[str, tuple[tuple[Place, ...], Setting]] = {}


def setting_of(claims: Iterable[Claim]) -> Setting:
    """Return where claims are set together.

    In a claim's list the most specific place comes first and the enclosing one last; a place that encloses
    another claim's place is not counted as specific.
    """
    specific: dict[str, Place] = {}
    enclosing: set[str] = set()
    for claim in claims:
        named = [place for place in claim.places if _locates(place, len(claim.places))]
        for index, place in enumerate(named):
            if _encloses(place, is_last=index == len(named) - 1, is_alone=len(named) == 1):
                enclosing.add(place_key(place.name))
            else:
                specific.setdefault(place_key(place.name), place)
            if place.resolved is not None:
                enclosing.update(map(place_key, place.resolved.parents))
    chosen = {key: specific[key] for key in sorted(specific) if key and key not in enclosing}
    points = [place.resolved for place in chosen.values() if place.resolved is not None]
    return Setting(
        specific=frozenset(chosen),
        enclosing=frozenset(enclosing - {""}),
        spellings=frozenset(_folded(place.name) for place in chosen.values()),
        points=tuple(point for point in points if point.lat is not None and point.kind in POINT_KINDS),
    )


def _locates(place: Place, listed: int) -> bool:
    """Whether a name of a claim's list is no country's; an unknown village may be located no better than one."""
    return place.where_precision not in COUNTRY or (place.resolved is None and listed > 1)


def _encloses(place: Place, *, is_last: bool, is_alone: bool) -> bool:
    """Whether a place of a claim's list is a region, or stands there for what encloses the others.

    A village no gazetteer knows is located no better than its region; its name tells it apart all the same.
    """
    if is_last and not is_alone:
        return True
    if _is_province_by_name(place.name):
        return True
    return place.where_precision in _WIDE and (is_alone or place.resolved is not None)


@lru_cache(maxsize=65536)
def _is_province_by_name(name: str) -> bool:
    return load_terms(LANGUAGE).take_apart(name).kind == "adm1"


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return name_key(name).bare


def least_distance(one: Sequence[PlaceCandidate], two: Sequence[PlaceCandidate]) -> float | None:
    """Return the kilometres between the nearest of two sets of points, ``None`` when one is empty."""
    distances = [distance_km(first, second) for first in one for second in two]
    return min((distance for distance in distances if distance is not None), default=None)
