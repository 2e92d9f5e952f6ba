"""Where claims are set, in keys that can be compared: the places named, and what encloses them.

Names are compared by the gazetteer's key for spellings, so "Khan Sheikhun" and "Khan Shaykhoun" meet. A
country locates nothing and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from recount.gazetteer import distance_km, load_countries, load_terms, name_key
from recount.model import Claim, Place, PlaceCandidate, WherePrecision

MIN_SKELETON = 3  # consonants; fewer are shared by too many names, so the whole name is compared
BROAD_REPORTS = 3  # a place that encloses others in so many reports is a region or a large city
LANGUAGE = "en"  # of the names a gazetteer gives, and of the words that stand with names
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


def setting_of(claims: Iterable[Claim]) -> Setting:
    """Return where claims are set together.

    In a claim's list the most specific place comes first and the enclosing one last; a place that encloses
    another claim's place is not counted as specific.
    """
    specific: dict[str, Place] = {}
    enclosing: set[str] = set()
    for claim in claims:
        named = [place for place in claim.places if place.where_precision not in COUNTRY]
        for index, place in enumerate(named):
            if (
                place.where_precision in _WIDE
                or load_terms(LANGUAGE).take_apart(place.name).kind == "adm1"
                or index == len(named) - 1 > 0
            ):
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
        spellings=frozenset(name_key(place.name).bare for place in chosen.values()),
        points=tuple(point for point in points if point.lat is not None and point.kind in POINT_KINDS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """What all reports together say of places: one names a town, another its province beside it.

    Attributes:
        enclosing: what encloses each place, by its key.
        broad: keys of places that enclose others in several reports: regions and large cities.
    """

    enclosing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    broad: frozenset[str] = frozenset()

    def widen(self, setting: Setting) -> Setting:
        """Return a setting with all that is known to enclose its places, and its regions."""
        more = frozenset[str]().union(*(self.enclosing.get(key, frozenset()) for key in setting.specific))
        enclosing = setting.enclosing | (more - setting.specific)
        regions = (setting.specific | enclosing) & self.broad
        return replace(setting, enclosing=enclosing, regions=regions)


def atlas_of(claims: Iterable[Claim]) -> Atlas:
    """Return what claims say of places."""
    enclosing: dict[str, set[str]] = defaultdict(set)
    uses: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        setting = setting_of([claim])
        if len(setting.specific) == 1:
            enclosing[min(setting.specific)] |= setting.enclosing
        for key in setting.enclosing:
            uses[key].add(claim.report_id)
    return Atlas(
        enclosing={key: frozenset(around) for key, around in enclosing.items() if around},
        broad=frozenset(key for key, reports in uses.items() if len(reports) >= BROAD_REPORTS),
    )


def least_distance(one: Sequence[PlaceCandidate], two: Sequence[PlaceCandidate]) -> float | None:
    """Return the kilometres between the nearest of two sets of points, ``None`` when one is empty."""
    distances = [distance_km(first, second) for first in one for second in two]
    return min((distance for distance in distances if distance is not None), default=None)
