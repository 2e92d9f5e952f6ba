"""The map draws what incidents.geojson holds, where it holds it, and every incident can be reached on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser import plenty
from tests.browser.sites import Site
from tests.browser.visiting import PHONE, Visits

CIRCLES = "#map .leaflet-marker-icon"


def features(site: Site) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of every incident that has a point, by the address of its page."""
    found: list[dict[str, Any]] = site.json("incidents.geojson")["features"]
    return {
        f"incidents/{item['id']}.html": tuple(item["geometry"]["coordinates"])
        for item in found
        if item["geometry"]
    }


def opened(visits: Visits, site: Site) -> Page:
    page = visits.open(site, "map.html")
    expect(page.locator(CIRCLES).first).to_be_visible()
    return page


def numbers(page: Page) -> list[int]:
    return [int(text or 1) for text in page.locator(f"{CIRCLES} .dot").all_inner_texts()]


def in_popup(page: Page) -> list[str]:
    links = page.locator(".leaflet-popup-content a")
    found: list[str] = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return found


@pytest.mark.parametrize("name", ["sample", "crowded", "attacked"])
def test_the_map_holds_the_points_of_the_file(
    visits: Visits, request: pytest.FixtureRequest, name: str
) -> None:
    site: Site = request.getfixturevalue(name)
    page = opened(visits, site)
    held = page.evaluate("() => window.RECOUNT_POINTS.map(point => [point.path, point.lon, point.lat])")
    assert {path: (lon, lat) for path, lon, lat in held} == features(site)
    assert sum(numbers(page)) == len(features(site)) > 0


@pytest.mark.parametrize("name", ["sample", "crowded"])
def test_every_incident_stands_in_a_table_below_the_map(
    visits: Visits, request: pytest.FixtureRequest, name: str
) -> None:
    site: Site = request.getfixturevalue(name)
    page = opened(visits, site)
    tables = [
        set(table.locator("tbody a").evaluate_all("links => links.map(link => link.getAttribute('href'))"))
        for table in page.locator("main table").all()
    ]
    drawn = set(features(site))
    assert tables[0] == drawn
    others = {f"incidents/{row['incident_id']}.html" for row in site.incidents} - drawn
    assert (tables[1] if others else set()) == others


def test_every_incident_can_be_reached_by_opening_circles(visits: Visits, crowded: Site) -> None:
    """Enter on a circle zooms in, or lists the incidents of one place; at the end all have been listed."""
    page = opened(visits, crowded)
    points, found = features(crowded), set[str]()
    ways: list[tuple[str, ...]] = [()]
    known: set[str] = set()
    while ways:
        way = ways.pop()
        titles = set(walk(page, way)) - known
        known |= titles
        for title in sorted(titles):
            if title.endswith("zoom in"):
                ways.append((*way, title))
                continue
            if not circle(page, title).count():  # the last popup has moved the map
                walk(page, way)
            circle(page, title).press("Enter")
            listed = in_popup(page)
            assert len({points[path] for path in listed}) == 1, title
            found.update(listed)
            page.keyboard.press("Escape")
    assert found == set(points)


def circle(page: Page, title: str) -> Locator:
    return page.locator("#map").get_by_role("button", name=title, exact=True)


def walk(page: Page, way: tuple[str, ...]) -> list[str]:
    """Zoom into circles one after the other; return the names of those that can then be seen."""
    page.reload()
    for title in way:
        circle(page, title).press("Enter")
    frame = page.locator("#map").bounding_box()
    assert frame is not None
    seen = []
    for one in page.locator(CIRCLES).all():
        box = one.bounding_box()
        if box is not None and inside(box, frame):
            seen.append(one.get_attribute("aria-label") or "")
    return seen


def inside(box: FloatRect, frame: FloatRect) -> bool:
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return frame["x"] < x < frame["x"] + frame["width"] and frame["y"] < y < frame["y"] + frame["height"]


def mercator(lat: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def projection(page: Page) -> Callable[[float, float], tuple[float, float]]:
    """Return where in the map a longitude and a latitude are drawn, by two of its circles."""
    (x1, y1), (x2, y2) = (centre(page, name) for name in ("West", "East"))
    (lon1, lat1), (lon2, lat2) = plenty.CORNERS["West"][::-1], plenty.CORNERS["East"][::-1]
    across, down = (x2 - x1) / (lon2 - lon1), (y2 - y1) / (mercator(lat2) - mercator(lat1))
    assert across == pytest.approx(-down, rel=0.02), "a map that keeps angles"
    return lambda lon, lat: (x1 + across * (lon - lon1), y1 + down * (mercator(lat) - mercator(lat1)))


def centre(page: Page, name: str) -> tuple[float, float]:
    frame = page.locator("#map").bounding_box()
    box = page.locator(f"{CIRCLES}[title^='{name}:']").bounding_box()
    assert frame is not None
    assert box is not None
    return box["x"] + box["width"] / 2 - frame["x"], box["y"] + box["height"] / 2 - frame["y"]


def test_circles_stand_where_the_file_says(visits: Visits, spread: Site) -> None:
    page = opened(visits, spread)
    place_of = projection(page)
    for name, (lat, lon) in plenty.CORNERS.items():
        x, y = centre(page, name)
        assert math.dist(place_of(lon, lat), (x, y)) < 1.5, name


# Longitude and latitude far inside land and far out at sea.
LAND = ((20.0, 22.0), (-58.0, -8.0), (134.0, -25.0), (95.0, 62.0))
SEA = ((-30.0, 0.0), (80.0, -20.0), (-20.0, 50.0), (155.0, 25.0), (-100.0, -16.7), (-25.0, 67.5))


def test_land_is_drawn_where_it_lies(visits: Visits, spread: Site) -> None:
    page = opened(visits, spread)
    place_of = projection(page)
    covered = """points => {
      const canvas = document.querySelector('#map canvas'), box = canvas.getBoundingClientRect();
      const frame = document.querySelector('#map').getBoundingClientRect();
      const ratio = canvas.width / box.width;
      const seen = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      return points.map(([x, y]) => {
        const across = Math.round((x + frame.left - box.left) * ratio);
        const down = Math.round((y + frame.top - box.top) * ratio);
        return seen[4 * (down * canvas.width + across) + 3] > 0;
      });
    }"""
    seen = page.evaluate(covered, [place_of(*point) for point in (*LAND, *SEA)])
    assert seen == [True] * len(LAND) + [False] * len(SEA)


def test_the_map_names_its_boundaries_and_carries_no_flag(visits: Visits, sample: Site) -> None:
    page = opened(visits, sample)
    note = page.locator(".leaflet-control-attribution")
    expect(note).to_have_text(
        "Boundaries as drawn by Natural Earth; no statement on the status of any territory."
    )
    assert note.locator("svg, img, a").count() == 0


def test_a_popup_fits_into_the_map_on_a_phone(visits: Visits, crowded: Site) -> None:
    page = visits.start(crowded, size=PHONE)
    for circle in ("6 incidents at Jute", "4 incidents at Iskar"):
        page.goto(crowded.base + "map.html")
        frame, zoom = (page.locator(part).bounding_box() for part in ("#map", ".leaflet-control-zoom"))
        page.locator("#map").get_by_role("button", name=circle).press("Enter")
        popup = page.locator(".leaflet-popup-content-wrapper").bounding_box()
        assert frame is not None
        assert zoom is not None
        assert popup is not None
        assert zoom["x"] + zoom["width"] <= popup["x"]
        assert popup["x"] + popup["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= popup["y"]


def test_a_popup_leads_to_the_page_of_its_incident(visits: Visits, spread: Site) -> None:
    page = opened(visits, spread)
    page.locator(CIRCLES).first.click()
    link = page.locator(".leaflet-popup-content a").first
    label = link.inner_text()
    link.click()
    assert page.locator("h1").inner_text() == label
