"""Incidents put where people ruled that they were."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from recount.link.describe import label_of
from recount.model import Decision, Incident, Place
from recount.review.placing import places_ruled, points_ruled


def placed(
    incidents: Sequence[Incident], decisions: Iterable[Decision], live: Container[str]
) -> list[Incident]:
    """Return incidents, those at another place on which people ruled so.

    Args:
        decisions: about any of them.
        live: ids of all incidents that there are, of those that one of these had as an id before.
    """
    points = points_ruled(decisions)
    return (
        [_placed(incident, places_ruled(incident, points, live)) for incident in incidents]
        if points
        else [*incidents]
    )


def _placed(incident: Incident, places: tuple[Place, ...] | None) -> Incident:
    if places is None:
        return incident
    is_renamed = not incident.places or incident.places[0].name != places[0].name
    label = label_of(places, incident.when, incident.means) if is_renamed else incident.label
    return replace(incident, places=places, label=label)
