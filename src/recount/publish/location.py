"""Where an incident can be drawn: only at a point that its reports have earned.

A name that a gazetteer knows as a town, a village, a site or a quarter of a town has a point (UCDP where_prec
1 and 2). A province, a country or an ambiguous name has none, and its incident is listed, never drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.model import Place, WherePrecision

EARNED = frozenset({WherePrecision.EXACT, WherePrecision.NEAR_POINT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point and the place it stands for; WGS 84 degrees."""

    lat: float
    lon: float
    place: Place


def point_of(places: Sequence[Place]) -> Point | None:
    """Return the point of the most exact place that has earned one, ``None`` when none has."""
    for precision in sorted(EARNED):
        for place in places:
            entry = place.resolved
            if place.where_precision is not precision or entry is None:
                continue
            if entry.lat is not None and entry.lon is not None:
                return Point(lat=entry.lat, lon=entry.lon, place=place)
    return None


def main_place(places: Sequence[Place]) -> Place | None:
    """Return the place that stands for all in a table: the one with a point, else the first."""
    point = point_of(places)
    if point is not None:
        return point.place
    return places[0] if places else None
