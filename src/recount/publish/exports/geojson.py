"""incidents.geojson: incidents as features (RFC 7946); one without an earned point has no geometry."""

from __future__ import annotations

import json
from typing import Any

from recount.model import Incident
from recount.publish.exports.incidents import incident_rows
from recount.publish.location import point_of
from recount.publish.view import RecordIndex


def write_geojson(record: RecordIndex) -> str:
    """Return all incidents; aggregates are totals over several places and are left out."""
    rows = {str(row["incident_id"]): row for row in incident_rows(record)}
    features = [_feature(incident, dict(rows[incident.id])) for incident in record.incidents]
    content = {
        "type": "FeatureCollection",
        "name": record.view.scope.title,
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def _feature(incident: Incident, row: dict[str, Any]) -> dict[str, Any]:
    point = point_of(incident.places)
    geometry = {"type": "Point", "coordinates": [point.lon, point.lat]} if point else None
    row.pop("lat")
    row.pop("lon")
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": row}
