"""Incidents to choose from when one is merged with another, or claims are moved: near ones, or found by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from recount.model import Harm, Incident, TimeInterval, Toll
from recount.publish.location import point_of
from recount.store.search_types import IncidentMark, MarkFilter
from recount.store.sql import SqlStore
from recount.web.incidents.phrases import shown, toll_words, wording
from recount.web.incidents.tolls import whole_toll

SHOWN = 25
_DAYS = timedelta(days=3)  # reports of one event disagree by a day or two about when it was
_DEGREES = 0.6  # about 60 km: suburbs and villages that reports name for one event


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An incident to choose."""

    id: str
    label: str
    when: str
    killed: str


def neighbours_of(store: SqlStore, incident: Incident, query: str = "") -> list[Neighbour]:
    """Return incidents near one in place or in time, or those found for a question."""
    near = _near(incident)
    wanted = [MarkFilter(query=query)] if query else [near, MarkFilter(start=near.start, end=near.end)]
    for one in wanted:
        found = [mark for mark in store.find_incidents(one, limit=SHOWN + 1).marks if mark.id != incident.id]
        if found:
            return _shown(store, found[:SHOWN])
    return []


def _near(incident: Incident) -> MarkFilter:
    point = point_of(incident.places)
    first, last = incident.when.start or incident.when.last_day, incident.when.last_day or incident.when.start
    box = None
    if point is not None:
        west, east = max(-180.0, point.lon - _DEGREES), min(180.0, point.lon + _DEGREES)
        box = (west, max(-90.0, point.lat - _DEGREES), east, min(90.0, point.lat + _DEGREES))
    return MarkFilter(
        bbox=box,
        start=first - _DAYS if first else None,
        end=last + _DAYS if last else None,
    )


def _shown(store: SqlStore, marks: Sequence[IncidentMark]) -> list[Neighbour]:
    tolls: dict[str, list[Toll]] = {}
    for toll in store.lookup.tolls_of(mark.id for mark in marks):
        tolls.setdefault(toll.incident_id, []).append(toll)
    killed = {mark.id: whole_toll(tolls.get(mark.id, ()), Harm.KILLED) for mark in marks}
    return [
        Neighbour(
            id=mark.id,
            label=shown(mark.label),
            when=wording().interval(TimeInterval(start=mark.start, end=mark.end)),
            killed=toll_words(found) if (found := killed[mark.id]) else "",
        )
        for mark in marks
    ]
