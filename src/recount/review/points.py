"""Places that a person sets: a name, or a point on the map with how exact it is (UCDP GED where_prec)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from recount.errors import DecisionError
from recount.model import Place, PlaceCandidate, WherePrecision, dump_record

BY_PERSON = "person"
"""Stands where a gazetteer's name stands on a point that a person set."""

_POINT_FIELDS = frozenset(
    {"name", "lat", "lon", "where_precision", "kind", "country", "parents", "start", "end"}
)


def places_of(value: object) -> object:
    """Return places in full, where a person gave points (``{"name", "lat", "lon", "where_precision"}``).

    ``country``, ``parents`` and ``kind`` say in which places a point lies; ``where_precision`` is 1 (exact)
    when nothing is said. Whatever else is given is handed on as it is.

    Raises:
        DecisionError: a point is none, or is given with fields it does not have.
    """
    if not isinstance(value, list):
        return value
    return [
        _full(item) if isinstance(item, Mapping) and {"lat", "lon"} & set(item) else item for item in value
    ]


def _full(point: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(point) - _POINT_FIELDS):
        _refuse(f"a point has no field {unknown[0]!r}")
    lat, lon = (_degrees(point, name, limit) for name, limit in (("lat", 90.0), ("lon", 180.0)))
    name = point.get("name")
    if not isinstance(name, str) or not name.strip():
        _refuse("a point has no name")
    precision = point.get("where_precision", WherePrecision.EXACT.value)
    if precision not in [code.value for code in WherePrecision]:
        _refuse(f"where_precision {precision!r} is no code")
    candidate = PlaceCandidate(
        gazetteer=BY_PERSON,
        place_id=f"{lat:.5f},{lon:.5f}",
        name=name.strip(),
        kind=str(point.get("kind") or "site"),
        lat=lat,
        lon=lon,
        country=point.get("country"),
        parents=tuple(point.get("parents") or ()),
        score=1.0,
    )
    place = Place(
        name=name.strip(),
        start=point.get("start"),
        end=point.get("end"),
        where_precision=WherePrecision(precision),
        resolved=candidate,
        candidates=(candidate,),
    )
    return dump_record(place)


def _degrees(point: Mapping[str, Any], name: str, limit: float) -> float:
    value = point.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -limit <= value <= limit:
        _refuse(f"{name} {value!r} is not between {-limit:g} and {limit:g} degrees")
    return float(value)


def _refuse(what: str) -> NoReturn:
    raise DecisionError(
        f"the replacement for places does not fit: {what}.",
        next_move='Give {"name": "…", "lat": 36.2, "lon": 37.1, "where_precision": 1}.',
    )
