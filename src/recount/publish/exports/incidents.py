"""incidents.csv: every incident and aggregate, with its tolls for all victims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recount.model import Harm, Incident, Toll
from recount.publish.exports.cells import Row
from recount.publish.location import main_place, point_of
from recount.publish.view import RecordIndex
from recount.publish.wording import load_wording

GRADINGS = ("grading_incident", "grading_outcome", "grading_proof")
"""Code lists by which people grade incidents."""


def incident_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each incident, then one for each aggregate."""
    for incident in (*record.incidents, *record.aggregates):
        tolls = record.tolls_of.get(incident.id, ())
        yield {
            **_identity(incident),
            **_place(incident),
            **_toll(tolls, Harm.KILLED),
            **_toll(tolls, Harm.INJURED),
            **support_of(tolls),
            **{scheme: record.grade(incident.id, scheme) for scheme in GRADINGS},
            "claims": len(incident.claim_ids),
            "reviewed_claims": record.reviewed_in(incident),
            "reports": len(set(incident.report_ids)),
        }


def main_toll(tolls: Iterable[Toll], harm: Harm) -> Toll | None:
    """Return the toll of one harm for all victims together; ``None`` when no claim counts it so."""
    return next((toll for toll in tolls if toll.harm is harm and toll.status is None), None)


def support_of(tolls: Iterable[Toll]) -> dict[str, int]:
    """Return how many distinct originators, carriers and outlets stand behind the tolls."""
    kept = list(tolls)
    return {
        "originators": len({name for toll in kept for name in toll.originators}),
        "carriers": len({name for toll in kept for name in toll.carriers}),
        "outlets": len({name for toll in kept for name in toll.outlets}),
    }


def _identity(incident: Incident) -> Row:
    return {
        "incident_id": incident.id,
        "previous_ids": incident.previous_ids,
        "kind": incident.kind.value,
        "label": incident.label,
        "scope": incident.scope.value,
        "date_start": incident.when.start,
        "date_end": incident.when.last_day,
        "date_precision": int(incident.when.precision),
        "means": incident.means.value,
        "alleged_perpetrators": incident.perpetrators,
    }


def _place(incident: Incident) -> Row:
    place, point = main_place(incident.places), point_of(incident.places)
    entry = place.resolved if place else None
    return {
        "places": [item.name for item in incident.places],
        "place_id": f"{entry.gazetteer}:{entry.place_id}" if entry else None,
        "country": entry.country if entry else None,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "where_precision": int(place.where_precision) if place else 0,
    }


def _toll(tolls: Iterable[Toll], harm: Harm) -> Row:
    toll = main_toll(tolls, harm)
    return {
        f"{harm.value}_low": toll.low if toll else None,
        f"{harm.value}_high": toll.high if toll else None,
        f"{harm.value}_high_open": toll.high_open if toll else None,
        f"{harm.value}_words": load_wording().toll(toll) if toll else None,
    }
