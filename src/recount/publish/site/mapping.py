"""The map page, and the points it draws."""

from __future__ import annotations

import json
from collections.abc import Iterator

from recount.publish.location import point_of
from recount.publish.site.context import Site
from recount.publish.site.environment import visible
from recount.publish.site.listings import Page
from recount.publish.site.rows import IncidentRow, incident_rows

POINTS = "points.js"
SCRIPTS = (
    "vendor/leaflet/leaflet.js",
    "vendor/supercluster.js",
    "vendor/topojson-client.js",
    "vendor/countries-50m.js",
    POINTS,
    "map.js",
)


def map_pages(site: Site) -> Iterator[Page]:
    """Yield the map page and its points.

    The points stand in a script file, since a page opened from a folder may not fetch.
    """
    rows = incident_rows(site, site.record.incidents)
    drawn = [row for row in rows if point_of(row.incident.places)]
    others = [row for row in rows if not point_of(row.incident.places)]
    path = "map.html"
    yield f"assets/{POINTS}", _points(site, drawn)
    yield (
        path,
        site.render(
            "map.html",
            path,
            site.texts("map.title"),
            points=drawn,
            scripts=SCRIPTS,
            lists=((site.texts("map.caption"), drawn), (site.texts("map.off_caption"), others)),
        ),
    )


def _points(site: Site, rows: list[IncidentRow]) -> bytes:
    points = []
    for row in rows:
        point = point_of(row.incident.places)
        if point is not None:
            points.append(
                {
                    "lat": point.lat,
                    "lon": point.lon,
                    "place": visible(point.place.resolved.name if point.place.resolved else point.place.name),
                    "label": visible(row.incident.label),
                    "when": row.when,
                    "killed": str(site.texts("map.killed", figure=row.killed).unescape())
                    if row.killed
                    else "",
                    "path": row.path,
                }
            )
    # Escaped to ASCII, so that no text can end the script or hide in it.
    return f"window.RECOUNT_POINTS={json.dumps(points, separators=(',', ':'))};\n".encode("ascii")
