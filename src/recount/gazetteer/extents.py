"""How far a country reaches: the box in which its towns lie, to notice a point that is far outside."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recount.gazetteer.world import DEFAULT_PATH, open_world

_BOXES = """
SELECT country, min(lat), max(lat), min(lon), max(lon) FROM entry
  WHERE lat IS NOT NULL AND country IS NOT NULL GROUP BY country
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A box in degrees of WGS 84; a country on both sides of the date line has one that is too wide."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: float, lon: float, *, margin: float) -> bool:
        """Whether a point lies in the box, widened by ``margin`` degrees on each side."""
        return (
            self.south - margin <= lat <= self.north + margin
            and self.west - margin <= lon <= self.east + margin
        )


@cache
def country_extents(path: Path | None = None) -> dict[str, Extent]:
    """Return the box of each country that has a town in the world register, by ISO 3166-1 alpha-2 code.

    Raises:
        GazetteerError: the file is missing or not one of ours.
    """
    connection: sqlite3.Connection = open_world(path or DEFAULT_PATH)
    try:
        rows = connection.execute(_BOXES).fetchall()
    finally:
        connection.close()
    return {
        code: Extent(south=south, north=north, west=west, east=east)
        for code, south, north, west, east in rows
    }
