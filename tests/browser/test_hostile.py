"""What a report, a place file or a person writes is shown as text and does nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from recount.publish.site.environment import visible
from tests.browser import hostile
from tests.browser.sites import Site
from tests.browser.visiting import SENTINEL, Visits

# What text must never turn into, in the page as it stands after its own scripts have run.
ALIVE = f"""() => [...document.querySelectorAll('*')].filter(item =>
  (item.tagName === 'SCRIPT' && !item.src)
  || ['IFRAME', 'OBJECT', 'EMBED', 'IMG', 'STYLE', 'BASE', 'FORM', 'ANIMATE'].includes(item.tagName)
    && !item.matches('form.filters')
  || [...item.attributes].some(attribute => attribute.name.startsWith('on')
    || /^\\s*(javascript|data|vbscript):/i.test(attribute.value)))
  .map(item => item.outerHTML.slice(0, 200)).concat(window.{SENTINEL} ? ['sentinel'] : [])"""
# Characters that embed, override or isolate a direction, or hide.
REORDERING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def poke(page: Page) -> None:
    """Open, point at and focus everything, as a curious reader would."""
    page.evaluate(
        """() => {
          for (const item of document.querySelectorAll('details')) item.open = true;
          for (const item of document.querySelectorAll('main *')) {
            for (const name of ['mouseover', 'focus', 'load', 'error', 'begin'])
              item.dispatchEvent(new Event(name));
          }
        }"""
    )
    for circle in range(page.locator("#map .leaflet-marker-icon").count()):
        page.locator("#map .leaflet-marker-icon").nth(circle).press("Enter")
        page.keyboard.press("Escape")
    for button in page.locator("thead button").all():
        button.click()


def test_the_record_is_hostile_enough(attacked: Site) -> None:
    claims = attacked.lines("claims.jsonl")
    assert len(claims) >= 30
    assert len(attacked.incidents) >= 2
    words = (attacked.folder / "data" / "claims.jsonl").read_text(encoding="utf-8")
    incidents = (attacked.folder / "data" / "incidents.jsonl").read_text(encoding="utf-8")
    assert "onerror=" in words
    assert "<script>" in incidents


def test_every_text_is_shown_as_it_was_written_and_does_nothing(visits: Visits, attacked: Site) -> None:
    page = visits.start(attacked)
    seen = dict.fromkeys(hostile.PAYLOADS, 0)
    for path in attacked.pages:
        page.goto(attacked.base + path)
        shown = " ".join(page.locator("main").inner_text().split())
        for name, payload in hostile.PAYLOADS.items():
            seen[name] += " ".join(visible(payload).split()) in shown
        hiding = set(page.title() + (page.locator("html").text_content() or "")) & REORDERING
        assert not hiding, path
        poke(page)
        assert page.evaluate(ALIVE) == [], path
    assert [name for name, pages in seen.items() if pages < 3] == []


def test_what_comes_alive_is_found(visits: Visits, attacked: Site) -> None:
    page = visits.open(attacked, "data.html")
    page.evaluate("() => document.querySelector('main').setAttribute('onclick', 'x()')")
    page.evaluate("() => { document.querySelector('main a').href = 'JavaScript:x()'; }")
    assert len(page.evaluate(ALIVE)) == 2
    visits.faults.clear()


def test_arabic_words_stand_in_their_own_direction(visits: Visits, attacked: Site) -> None:
    page = visits.open(attacked, "reports.html")
    cell = page.locator("bdi").filter(has_text="arabic Post").first
    assert cell.get_attribute("dir") == "auto"
    direction = page.evaluate(
        """() => { const item = document.createElement('bdi'); item.dir = 'auto'; item.textContent = 'غارة';
          document.body.append(item); return getComputedStyle(item).direction; }"""
    )
    assert direction == "rtl"


def test_the_search_box_takes_text_as_text(visits: Visits, attacked: Site) -> None:
    page = visits.open(attacked, "index.html")
    for payload in hostile.PAYLOADS.values():
        page.get_by_role("searchbox").fill(payload)
        assert page.locator("output").inner_text().endswith("shown")
    assert page.evaluate(ALIVE) == []


def test_an_address_of_a_page_carries_nothing_into_it(visits: Visits, attacked: Site) -> None:
    page = visits.start(attacked)
    for path in ("index.html", "map.html"):
        page.goto(f"{attacked.base}{path}?q={hostile.PAYLOADS['script']}#{hostile.PAYLOADS['handler']}")
        assert page.evaluate(ALIVE) == []


def test_files_of_the_record_open_as_text(visits: Visits, attacked: Site) -> None:
    page = visits.start(attacked)
    for name in ("README.txt",):
        page.goto(f"{attacked.base}data/{name}")
        assert page.evaluate(ALIVE) == []
        assert page.locator("pre").count() == 1
    assert Path(attacked.folder, "data", "README.txt").is_file()
