"""Everything can be reached and used with the keyboard alone, and the focus can always be seen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.sites import Site
from tests.browser.visiting import PHONE, Visits

# What a reader must be able to reach. Strokes of the timeline are left out: the list below the drawing holds
# the same links.
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
  .filter(item => item.checkVisibility({visibilityProperty: true})
    && !item.closest('details:not([open]) > :not(summary)')
    && item.tabIndex >= 0 && !item.closest('svg'))
  .map(item => (item.dataset.reached = '0', item)).length"""
FOCUSED = """() => {
  const item = document.activeElement;
  if (item === document.body) return null;
  const again = item.dataset.reached === '1';
  item.dataset.reached = '1';
  const style = getComputedStyle(item), box = item.getBoundingClientRect();
  const middle = [box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2];
  const top = document.elementFromPoint(...middle);
  return {
    name: item.outerHTML.slice(0, 120), again,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    above: !top || item.contains(top) || top.contains(item) || item.id === 'map',
  };
}"""
MISSED = (
    "() => [...document.querySelectorAll('[data-reached=\"0\"]')].map(item => item.outerHTML.slice(0, 120))"
)


def tab_through(page: Page) -> int:
    """Press Tab until the page has been left; fail where the focus is not seen. Return how many stops."""
    expected = int(page.evaluate(REACHABLE))
    stops = 0
    while stops <= expected + 5:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["again"]:
            break
        stops += 1
        assert focused["ring"], focused["name"]
        assert focused["seen"], focused["name"]
        assert focused["above"], focused["name"]
    assert page.evaluate(MISSED) == []
    return stops


def test_tab_reaches_everything_on_every_kind_of_page(visits: Visits, sample: Site) -> None:
    page = visits.start(sample)
    for path in sample.one_of_each():
        page.goto(sample.base + path)
        assert tab_through(page) > 10, path


def test_tab_reaches_everything_on_a_phone(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "index.html", size=PHONE)
    assert tab_through(page) > 60


def test_the_first_stop_skips_to_the_content(visits: Visits, sample: Site) -> None:
    page = visits.open(sample)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_filters_and_sorting_work_with_the_keyboard(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("arvel")
    rows = page.locator("table.filterable tbody tr:visible")
    arvel = [row for row in crowded.incidents if "Arvel" in row["label"]]
    expect(rows).to_have_count(len(arvel))
    page.get_by_role("button", name="Killed").focus()
    page.keyboard.press("Space")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    expect(page.get_by_role("button", name="Killed")).to_be_focused()


def test_a_claim_opens_with_the_keyboard(visits: Visits, sample: Site) -> None:
    page = visits.open(sample, sample.page_of("incident"))
    summary = page.locator("article.claim summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article.claim details").first).to_have_attribute("open", "")


def test_a_circle_opens_with_enter_and_closes_with_escape(visits: Visits, spread: Site) -> None:
    page = visits.open(spread, "map.html")
    circle = page.locator("#map").get_by_role("button", name="Middle: Middle")
    circle.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup-content a")
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)
    expect(circle).to_be_focused()


def test_closing_a_popup_with_its_button_gives_the_focus_back(visits: Visits, spread: Site) -> None:
    page = visits.open(spread, "map.html")
    circle = page.locator("#map").get_by_role("button", name="North: North")
    circle.press("Enter")
    page.get_by_role("button", name="Close", exact=True).press("Enter")
    expect(circle).to_be_focused()


def test_zooming_into_a_circle_keeps_the_focus_on_what_it_stood_for(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "map.html")
    page.locator("#map").get_by_role("button", name="zoom in").filter(has_text="1").first.press("Enter")
    focused = page.locator("#map .leaflet-marker-icon:focus")
    expect(focused).to_be_in_viewport()
    assert "Arvel" in (focused.get_attribute("aria-label") or "")


def test_a_circle_beyond_the_edge_comes_into_sight_with_the_focus(visits: Visits, spread: Site) -> None:
    page = visits.open(spread, "map.html")
    page.locator("#map").focus()
    page.keyboard.press("+")
    for _ in range(page.locator("#map .leaflet-marker-icon").count()):
        page.keyboard.press("Tab")
        circle = page.locator("#map .leaflet-marker-icon:focus").bounding_box()
        frame = page.locator("#map").bounding_box()
        assert circle is not None
        assert frame is not None
        middle = circle["x"] + circle["width"] / 2
        assert frame["x"] < middle < frame["x"] + frame["width"]


def test_the_map_zooms_with_the_keyboard(visits: Visits, spread: Site) -> None:
    page = visits.open(spread, "map.html")
    before = page.locator("#map .leaflet-marker-icon").count()
    page.locator("#map").focus()
    for _ in range(3):
        page.keyboard.press("+")
    assert page.locator("#map .leaflet-marker-icon").count() < before
