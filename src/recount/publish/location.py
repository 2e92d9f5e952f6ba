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
    """Return the point of the first place that has earned one, ``None`` when none has.

    Places stand in order: a claim's the most specific first, an incident's the one it is called by first. The
    most exact of an incident may be that of a part ("14 of them in one quarter"); the whole is not drawn there.
    """
    for place in places:
        entry = place.resolved
        if place.where_precision not in EARNED or entry is None:
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
