"""The point that a person gives an incident: what goes with it, how far it lies from where it was, whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recount.gazetteer import distance_km
from recount.model import Claim, Incident, PlaceCandidate
from recount.pipeline.desks import IncidentDesk
from recount.publish.location import main_place, point_of
from recount.web.incidents.phrases import shown, wording

_NEAR_KM = 50.0  # from the point before; what encloses that encloses this one too


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From where to where; ``before`` and ``km`` are empty where no point was known."""

    before: str
    after: str
    km: str


def point_given(
    incident: Incident, *, name: str, lat: float | str, lon: float | str, precision: int
) -> dict[str, Any]:
    """Return a point as a ruling takes it; near the old one it lies in the same region and country."""
    point: dict[str, Any] = {"name": name, "lat": lat, "lon": lon, "where_precision": precision}
    place = main_place(incident.places)
    entry = None if place is None else place.resolved
    distance = None if entry is None else _distance(entry, lat, lon)
    if entry is not None and distance is not None and distance <= _NEAR_KM:
        point |= {"country": entry.country, "parents": list(entry.parents)}
    return point


def bearing(desk: IncidentDesk) -> tuple[str | None, list[Claim]]:
    """Return the name of the incident's place, and its claims that name it; all of them where none does."""
    named = desk.incident.places[0].name if desk.incident.places else None
    found = [claim for claim in desk.claims if any(place.name == named for place in claim.places)]
    return named, found or list(desk.claims)


def way(incident: Incident, lat: str, lon: str) -> Way:
    """Return what a move would be, in words."""
    before = point_of(incident.places)
    distance = (
        None
        if before is None or before.place.resolved is None
        else _distance(before.place.resolved, lat, lon)
    )
    return Way(
        before="" if before is None else f"{before.lat:.5f}, {before.lon:.5f}",
        after=shown(f"{lat}, {lon}"),
        km=""
        if distance is None
        else wording().number(round(distance))
        if distance >= 10
        else f"{distance:.1f}",
    )


def _distance(entry: PlaceCandidate, lat: float | str, lon: float | str) -> float | None:
    try:
        there = PlaceCandidate(
            gazetteer="", place_id="", name="", kind="", lat=float(lat), lon=float(lon), score=1.0
        )
    except ValueError:
        return None
    return distance_km(entry, there)
