"""Incidents by place, day, harm and toll: what a map and a timeline filter by, kept beside the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from recount.model import Incident, IncidentKind, Place
from recount.store.bulk import Bulk
from recount.store.search_models import IncidentFacetRow
from recount.store.search_texts import live_incidents
from recount.store.search_types import IncidentMark, MarkFilter, MarkPage

_CHUNK = 200
_TOLL = ("id", "incident_id", "harm", "status", "low", "high", "retired_at")
_FACET = (
    *("incident_id", "harm", "label", "means", "lat", "lon"),
    *("where_precision", "start", "end", "low", "high"),
)
_Bounds = tuple[str, int | None, int | None]  # harm, low, high
_DEFAULT_HARM = "killed"
_MOST_MARKS = 10_000


def refresh_facets(alias: str, incident_ids: Sequence[str]) -> None:
    """Write the facets of some incidents anew; retired ones and aggregates have none."""
    bulk = Bulk(alias)
    for start in range(0, len(incident_ids), _CHUNK):
        ids = incident_ids[start : start + _CHUNK]
        of_incident: dict[str, list[_Bounds]] = {}
        for _, incident_id, harm, status, low, high, retired_at in sorted(
            bulk.select("recount_toll", _TOLL, "incident_id", ids), key=itemgetter(0)
        ):
            if retired_at is None and not status:
                of_incident.setdefault(incident_id, []).append((harm, low, high))
        incidents = [item for item in live_incidents(alias, ids) if item.kind is IncidentKind.INCIDENT]
        bulk.delete_in("recount_incident_facet", "incident_id", ids)
        rows = (row for item in incidents for row in _facets(item, of_incident.get(item.id, [])))
        bulk.insert("recount_incident_facet", _FACET, rows)


def _facets(incident: Incident, tolls: Sequence[_Bounds]) -> Iterator[tuple[object, ...]]:
    place = _located(incident)
    point = None if place is None else place.resolved
    killed = next((bounds for bounds in tolls if bounds[0] == _DEFAULT_HARM), ("", None, None))
    for harm, low, high in (("", *killed[1:]), *tolls):
        yield (
            incident.id,
            harm,
            incident.label,
            incident.means.value,
            None if point is None else point.lat,
            None if point is None else point.lon,
            0 if place is None else int(place.where_precision),
            incident.when.start,
            incident.when.end,
            low,
            high,
        )


def _located(incident: Incident) -> Place | None:
    """Return the first place with a point."""
    for place in incident.places:
        if place.resolved is not None and place.resolved.lat is not None and place.resolved.lon is not None:
            return place
    return None


def find_marks(alias: str, wanted: MarkFilter, ids: RawSQL | None, *, limit: int, offset: int) -> MarkPage:
    """Return the incidents that are wanted, by date (undated last) and id.

    Args:
        ids: a query for the ids of those that may be shown; ``None`` for no limit.
    """
    rows = IncidentFacetRow.objects.using(alias).filter(condition_of(wanted))
    if ids is not None:
        rows = rows.filter(incident_id__in=ids)
    ordered = rows.order_by(F("start").asc(nulls_last=True), "incident_id")
    first = max(offset, 0)
    shown = ordered[first : first + min(max(limit, 0), _MOST_MARKS)]
    return MarkPage(marks=tuple(map(_mark, shown.values_list(*_COLUMNS))), total=rows.count())


def condition_of(wanted: MarkFilter) -> Q:
    """Return the limits of a filter, its question left out, as a condition on the facets."""
    condition = Q(harm=wanted.harm or "")
    if wanted.low_at_least is not None:
        condition &= Q(low__gte=wanted.low_at_least)
    if wanted.start is not None:
        condition &= Q(end__gt=wanted.start) | Q(end__isnull=True, start__gte=wanted.start)
    if wanted.end is not None:
        condition &= Q(start__lte=wanted.end) | Q(start__isnull=True, end__lte=wanted.end)
    if wanted.bbox is not None:
        west, south, east, north = wanted.bbox
        condition &= Q(lat__gte=south, lat__lte=north)
        within = Q(lon__gte=west, lon__lte=east)
        condition &= within if west <= east else Q(lon__gte=west) | Q(lon__lte=east)
    return condition


def _mark(row: tuple[Any, ...]) -> IncidentMark:
    return IncidentMark(**dict(zip(_FIELDS, row, strict=True)))


_FIELDS = ("id", "label", "means", "lat", "lon", "where_precision", "start", "end", "low", "high")
_COLUMNS = (
    "incident_id",
    *_FIELDS[1:],
)  # as values: a map asks for ten thousand, and rows take twice as long
