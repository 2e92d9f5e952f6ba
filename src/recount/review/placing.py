"""Where people put an incident: a point for it alone; what its claims say of places stays as it was read."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence

from recount.model import Decision, DecisionKind, Incident, Place, load_record
from recount.review.adjudicate import in_force
from recount.review.fields import refuse

PLACES = "places"


def check_placing(decision: Decision) -> None:
    """Check that a correction of an incident gives it one place with a point, and nothing else.

    Raises:
        DecisionError: it does not.
    """
    fields = {name: json.loads(value) for name, value in decision.replacement}
    if set(fields) != {PLACES}:
        refuse("of an incident only its place can be corrected.", "Give `replacement` with `places`.")
    places = _places(fields[PLACES])
    if len(places) != 1 or places[0].resolved is None or places[0].resolved.lat is None:
        refuse(
            f"an incident is put at one point; {len(places)} places given.",
            'Give {"places": [{"name": "…", "lat": 36.2, "lon": 37.1}]}.',
        )


def points_ruled(decisions: Iterable[Decision]) -> dict[str, Place]:
    """Return the point at which a person put each incident, by the id that they named; the later ruling counts."""
    found: dict[str, Place] = {}
    for decision in in_force(decisions):
        if decision.kind is DecisionKind.CORRECT and decision.claim is None and decision.incident_ids:
            fields = dict(decision.replacement)
            found.pop(decision.incident_ids[0], None)  # the latest stands last
            found[decision.incident_ids[0]] = _places(json.loads(fields[PLACES]))[0]
    return found


def places_ruled(
    incident: Incident, points: Mapping[str, Place], live: Container[str] = ()
) -> tuple[Place, ...] | None:
    """Return the places of an incident with the point that a person gave it first; ``None`` when nobody gave one.

    A ruling on an id that it had before counts, too, the latest of them, unless another incident has that id
    again: a merge may have been taken back.

    Args:
        points: by the id that was named, the latest last.
        live: ids of incidents.
    """
    own = {incident.id, *(former for former in incident.previous_ids if former not in live)}
    ruled = [place for incident_id, place in points.items() if incident_id in own]
    if not ruled:
        return None
    return (ruled[-1], *(place for place in incident.places if place.name != ruled[-1].name))


def _places(value: object) -> Sequence[Place]:
    return tuple(load_record(Place, item) for item in value) if isinstance(value, list) else ()
