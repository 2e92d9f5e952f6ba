"""The timeline draws the dated incidents of incidents.csv, at their days and at the height of their tolls."""

from __future__ import annotations

from calendar import month_abbr
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Site
from tests.browser.visiting import Visits

Row = dict[str, str]
# Of every stroke: where it leads, its middle, the foot and the head of its toll, whether an arrow is on it.
STROKES = """links => links.map(link => {
  const range = link.querySelector('.range'), none = link.querySelector('.none');
  const box = (range || none).getBoundingClientRect();
  return {path: link.getAttribute('href'), title: link.querySelector('title').textContent,
    x: box.left + box.width / 2, foot: box.bottom, head: box.top,
    counted: !!range, span: !!link.querySelector('.span'),
    arrows: [...link.querySelectorAll('polyline.open')].map(arrow =>
      arrow.getBoundingClientRect().bottom > box.bottom + 2 ? 'down' : 'up').sort()};
})"""


def strokes(page: Page) -> dict[str, dict[str, Any]]:
    found = page.locator("svg.timeline a").evaluate_all(STROKES)
    return {item["path"].removeprefix("incidents/").removesuffix(".html"): item for item in found}


def dated(site: Site) -> dict[str, Row]:
    return {row["incident_id"]: row for row in site.incidents if row["date_start"] or row["date_end"]}


@pytest.mark.parametrize("name", ["sample", "crowded", "attacked"])
def test_every_dated_incident_is_drawn_once_and_listed_once(
    visits: Visits, request: pytest.FixtureRequest, name: str
) -> None:
    site: Site = request.getfixturevalue(name)
    page = visits.open(site, "timeline.html")
    drawn = page.locator("svg.timeline a").count()
    assert set(strokes(page)) == set(dated(site))
    assert drawn == len(dated(site)) > 0
    listed = page.locator("ul.timeline a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert sorted(listed) == sorted(f"incidents/{row['incident_id']}.html" for row in site.incidents)


def month_of(label: str) -> date:
    month, year = label.split()
    return date(int(year), list(month_abbr).index(month), 1)


def test_strokes_stand_in_the_order_of_their_days(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "timeline.html")
    found = strokes(page)

    def middle(row: Row) -> float:
        first, last = (date.fromisoformat(row[key]).toordinal() for key in ("date_start", "date_end"))
        return (first + last) / 2

    rows = dated(crowded)
    days = {key: middle(row) for key, row in rows.items()}
    first, last = min(days, key=lambda key: days[key]), max(days, key=lambda key: days[key])
    per_day = (found[last]["x"] - found[first]["x"]) / (days[last] - days[first])
    for label in page.locator("svg.timeline text.day").all():
        box = label.bounding_box()
        assert box is not None
        day = month_of(label.text_content() or "").toordinal()
        expected = found[first]["x"] + per_day * (day - days[first])
        assert box["x"] + box["width"] / 2 == pytest.approx(expected, abs=1.5), "the axis agrees"
    for key, stroke in found.items():
        assert stroke["x"] == pytest.approx(found[first]["x"] + per_day * (days[key] - days[first]), abs=1)
        assert stroke["span"] == (rows[key]["date_start"] != rows[key]["date_end"])


def test_strokes_reach_from_the_low_end_to_the_high_end(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "timeline.html")
    found, rows = strokes(page), dated(crowded)
    ends: set[tuple[int, float]] = set()
    for key, row in rows.items():
        counted = bool(row["killed_low"] or row["killed_high"])
        assert found[key]["counted"] == counted
        if not counted:
            continue
        expected = ["down"] * (not row["killed_low"]) + ["up"] * (row["killed_high_open"] == "true")
        assert found[key]["arrows"] == expected
        ends.add((int(row["killed_high"]), round(found[key]["head"])))
        ends.add((int(row["killed_low"] or row["killed_high"]), round(found[key]["foot"])))
    ordered = sorted(ends)
    heights = [height for _, height in ordered]
    assert heights == sorted(heights, reverse=True), "more people stand higher"
    assert len({count for count, _ in ordered}) == len(ordered), "one height for one number"


def test_a_stroke_says_what_the_list_says_and_leads_to_its_page(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "timeline.html")
    key, row = next((key, row) for key, row in dated(crowded).items() if row["killed_high_open"] == "true")
    stroke = page.locator(f"svg.timeline a[href='incidents/{key}.html']")
    assert row["killed_words"] in strokes(page)[key]["title"]
    entry = page.locator("ul.timeline li").filter(has=page.locator(f"a[href='incidents/{key}.html']"))
    expect(entry).to_contain_text(f"{row['killed_words']} killed")
    stroke.click()
    expect(page.locator("h1")).to_have_text(row["label"])


def test_undated_incidents_are_counted_and_listed(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "timeline.html")
    number = len(crowded.incidents) - len(dated(crowded))
    assert number > 0
    expect(page.locator("figcaption")).to_contain_text(f"no date is known: {number}")
    assert page.locator("ul.timeline").last.locator("li").count() == number
