"""Nothing scrolls sideways on a phone, long lines wrap, and the pages print."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hostile
from tests.browser.sites import Site
from tests.browser.visiting import LAPTOP, PHONE, SMALLEST, Visits

# A laptop at 200 % has 640 pixels (WCAG 1.4.4), at 400 % 320 (WCAG 1.4.10); a tablet stands just above the
# width at which tables become blocks.
SIZES = {"laptop": LAPTOP, "tablet": (768, 1024), "zoomed": (640, 400), "phone": PHONE, "smallest": SMALLEST}
PAPER = (794, 1123)  # A4
# How far the page is wider than the window, and what sticks out of it; a region made to scroll may hold more.
WIDER = """() => {
  const root = document.scrollingElement, wide = innerWidth;
  const out = [...document.querySelectorAll('main *, header *, aside *, footer *')].filter(item =>
    !item.closest('.scroll[tabindex], #map, svg, thead') && item.getBoundingClientRect().right > wide + 1);
  return [root.scrollWidth - root.clientWidth, out.slice(0, 3).map(item => item.outerHTML.slice(0, 200))];
}"""
# Regions that scroll by themselves must say so and be reachable.
SCROLLING = """() => [...document.querySelectorAll('main *')].filter(item =>
  item.scrollWidth > item.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(item).overflowX)
  && !(item.tabIndex === 0 && item.getAttribute('role') === 'region' && item.getAttribute('aria-label')))
  .map(item => item.outerHTML.slice(0, 200))"""


def sideways(page: Page) -> dict[str, object]:
    """Return what is too wide in windows of every size."""
    found: dict[str, object] = {}
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wider, out = page.evaluate(WIDER)
        hidden = page.evaluate(SCROLLING)
        if wider > 0 or out or hidden:
            found[name] = (wider, out, hidden)
    return found


@pytest.mark.parametrize("name", ["sample", "attacked"])
def test_no_page_scrolls_sideways(visits: Visits, request: pytest.FixtureRequest, name: str) -> None:
    site: Site = request.getfixturevalue(name)
    page = visits.start(site)
    found = {}
    for path in site.one_of_each():
        page.goto(site.base + path)
        if wrong := sideways(page):
            found[path] = wrong
    assert found == {}


def test_what_is_too_wide_is_found(visits: Visits, sample: Site) -> None:
    page = visits.open(sample, "data.html")
    page.evaluate("() => { document.querySelector('main p').style.width = '1000px'; }")
    assert set(sideways(page)) == {"zoomed", "phone", "smallest"}


def test_a_line_of_200000_characters_wraps(visits: Visits, attacked: Site) -> None:
    page = visits.start(attacked, size=PHONE)
    path = next(
        path
        for path in attacked.pages
        if path.startswith("reports/")
        and hostile.LONG_LINE in (attacked.folder / path).read_text(encoding="utf-8")
    )
    page.goto(attacked.base + path)
    text = page.locator("div.text")
    box = text.bounding_box()
    assert box is not None
    assert box["width"] <= PHONE[0]
    assert box["height"] > 10_000
    assert hostile.LONG_LINE in text.inner_text()
    assert (page.locator("article.claim blockquote").first.bounding_box() or box)["height"] < 2_000


def test_on_a_phone_every_cell_says_which_column_it_belongs_to(visits: Visits, crowded: Site) -> None:
    page = visits.open(crowded, "index.html", size=PHONE)
    labels = page.locator("table.stack tbody tr").first.locator("[data-label]")
    for cell in labels.all():
        if cell.inner_text():
            shown = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
            assert shown == f'"{cell.get_attribute("data-label")}"'


def test_every_kind_of_page_prints(visits: Visits, sample: Site) -> None:
    page = visits.start(sample, size=PAPER)
    for path in sample.one_of_each():
        page.goto(sample.base + path)
        prints(page)


@pytest.mark.parametrize("kind", ["incident", "reports"])
def test_hostile_text_prints(visits: Visits, attacked: Site, kind: str) -> None:
    page = visits.open(attacked, attacked.page_of(kind), size=PAPER)
    prints(page)


def prints(page: Page) -> None:
    """Fail when the page, as it is laid out for paper, lacks something or is too wide for it."""
    page.emulate_media(media="print")
    for hidden in ("header nav", ".filters", "#map"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()
    for kept in ("h1", "aside.caveat", "footer"):
        expect(page.locator(kept).first).to_be_visible()
    assert page.evaluate(WIDER) == [0, []], page.url
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    assert b"/Page" in printed


def test_marks_can_be_told_apart_on_paper(visits: Visits, sample: Site) -> None:
    page = visits.open(sample, sample.page_of("incident"))
    page.emulate_media(media="print")
    border = page.locator("mark").first.evaluate("mark => getComputedStyle(mark).borderTopWidth")
    assert border == "1px"
