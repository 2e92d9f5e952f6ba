"""A place: the name as written, the gazetteer's candidates, and how exact the location is."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model.codes import WherePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One entry of a gazetteer that a name may mean.

    Attributes:
        gazetteer: name of the register ("geonames-cities", or the user's file).
        place_id: id in that register.
        name: preferred name there.
        kind: "country", "adm1", "adm2", "city", "town", "village", "quarter", "site".
        lat, lon: WGS 84 degrees, ``None`` when the register gives no point.
        country: ISO 3166-1 alpha-2, ``None`` when unknown.
        parents: names of the enclosing places, nearest first.
        native_name: name in the local script, ``None`` when the register has none.
        score: 0–1, how well name and context fit.
    """

    gazetteer: str
    place_id: str
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    parents: tuple[str, ...] = ()
    native_name: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place a claim is located at.

    A point is never invented: ``resolved`` is set only when one candidate stands out, and an ambiguous name
    keeps its candidates with a coarser ``where_precision`` (UCDP GED where_prec).
    """

    name: str
    start: int | None = None
    end: int | None = None
    where_precision: WherePrecision = WherePrecision.UNKNOWN
    resolved: PlaceCandidate | None = None
    candidates: tuple[PlaceCandidate, ...] = ()
