"""Reports and names written to do harm are words on every page of the review application, however long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hostile import PAYLOADS
from tests.browser.sites import Site, run_recount
from tests.browser.visiting import Visits
from tests.web.people import PASSWORD
from tests.web.serving import Server, add_people, serving

LONG = 5_000_000
"""Characters of one line, and of one text of many lines."""
NULS = "be\x00fore \x1b[31m \x7f \x85 \u2028 \ufdd0 after"
TOWN = "Tarvane"
OUTSIDE = (
    '<img src="https://elsewhere.example/x.png"><link rel="stylesheet" href="//elsewhere.example/x.css">'
    '<iframe src="https://elsewhere.example/"></iframe><form action="https://elsewhere.example/"><button>Go</button>'
    '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/"><base href="https://elsewhere.example/">'
)
HARMFUL = {**PAYLOADS, "nul": NULS, "outside": OUTSIDE}
OURS = "main script, main img, main iframe, main style, main link, main base, main meta, main svg[onload], main object"
HANDLERS = """() => [...document.querySelectorAll('*')].filter(item =>
  [...item.attributes].some(one => one.name.startsWith('on') || /^\\s*javascript:/i.test(one.value)
    && ['href', 'src', 'action', 'formaction'].includes(one.name))).map(item => item.outerHTML.slice(0, 200))"""


def _report(number: int, name: str, payload: str, text: str = "") -> dict[str, str]:
    said = f"An air strike killed at least {number + 3} civilians in {TOWN} on Tuesday, {payload} said."
    return {
        "id": f"{name} {payload[:200]}",
        "text": text
        or f"Air strike on {TOWN}\n\n{said} {payload}\n\nResidents said {number + 90} were hurt. {payload}",
        "published": f"2021-05-{7 + number % 20:02}",
        "outlet": f"{name} {payload[:300]}",
        "title": f"{name} {payload[:3000]}",
        "url": f"javascript:alert(1)//{name}",
        "language": "en",
    }


def _reports() -> list[dict[str, str]]:
    found = [_report(number, *item) for number, item in enumerate(HARMFUL.items())]
    claim = f"An air strike killed 17 civilians in {TOWN} on Monday, the Belmar Monitor said."
    line = f"{claim} " + "q" * LONG + " On Sunday 8 people died in Osk."
    lines = (
        f"{claim}\n\n"
        + "Words of no weight, \u202eagain\u202c and again.\n" * (LONG // 40)
        + "\nIn Osk 9 people were killed."
    )
    return [*found, _report(91, "line", "x", line), _report(92, "lines", "x", lines)]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Code the reports as a person would, add people, and serve the record."""
    folder = tmp_path_factory.mktemp("attacked")
    lines = "".join(json.dumps(item) + "\n" for item in _reports())
    (folder / "reports.jsonl").write_text(lines, encoding="utf-8")
    store = str(folder / "record.sqlite")
    run_recount(["code", str(folder / "reports.jsonl"), "--store", store, "--site", str(folder / "site")])
    add_people(store)
    with serving(store, folder) as running:
        yield running


@pytest.fixture
def page(attacked: Server, visits: Visits) -> Page:
    """A page of an administrator, who sees everything."""
    opened = visits.start(Site(folder=Path(), base=attacked.address + "/"), size=(1366, 850))
    opened.goto(f"{attacked.address}/account/login/")
    opened.get_by_label("Username").fill("ada")
    opened.get_by_label("Password").fill(PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"{attacked.address}/")
    return opened


def inert(page: Page, address: str) -> None:
    """Open a page and look for anything of a report that is more than words; ``visits`` looks for what ran."""
    answer = page.goto(address)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.locator(OURS).count() == 0, address
    assert page.evaluate(HANDLERS) == [], address
    assert page.locator("main").count() == 1, address
    assert "elsewhere.example" not in page.url
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), address


def test_every_list_and_log_page_is_inert(attacked: Server, page: Page) -> None:
    base = attacked.address
    paths = (
        "/",
        "/queue",
        "/reports",
        "/incidents",
        "/incidents?kind=aggregate",
        "/map",
        "/sources",
        "/audit",
        "/publishing",
        "/help",
    )
    for path in paths:
        inert(page, base + path)
    for words in (TOWN, "<script>", "\u202e", "javascript:", "civilians\x00"):
        page.goto(f"{base}/search")
        page.locator("main input[type=search]").first.fill(words.replace("\x00", ""))
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")
        inert(page, page.url)


def test_every_hostile_report_and_its_incident_are_inert(attacked: Server, page: Page) -> None:
    base = attacked.address
    page.goto(f"{base}/reports")
    found = page.locator("table.reports a[data-row]")
    addresses = [found.nth(at).get_attribute("href") or "" for at in range(found.count())]
    assert len(addresses) == len(HARMFUL) + 2
    incidents: set[str] = set()
    for address in addresses:
        inert(page, base + address)
        for link in page.locator("article.claim a[href^='/incidents/']").all()[:2]:
            incidents.add(link.get_attribute("href") or "")
        claim = page.locator("article.claim").first.get_attribute("id")
        inert(page, f"{base}{address}?claim={claim}&do=correct")
        inert(page, f"{base}/claims/{claim}?alone=1")
    assert incidents
    for address in sorted(incidents)[:6]:
        for part in ("", "/history", "/merge", "/split"):
            inert(page, base + address + part)
        inert(page, f"{base}/audit?about={address.rsplit('/', 1)[1]}")


@pytest.mark.parametrize("name", ["line", "lines"])
def test_five_megabytes_come_in_parts(attacked: Server, page: Page, name: str) -> None:
    page.goto(f"{attacked.address}/reports?outlet={name}%20x")
    page.locator("table.reports a[data-row]").click()
    page.wait_for_url("**/reports/r_*")
    inert(page, page.url)
    assert len(page.content()) < 300_000
    expect(page.locator("#paper mark").first).to_have_text("17")
    last = page.locator("article.claim", has_text="8 killed" if name == "line" else "9 killed")
    expect(last.or_(page.locator("nav.parts a").last).first).to_be_visible()


def test_direction_marks_and_controls_are_shown_and_turn_nothing_round(attacked: Server, page: Page) -> None:
    page.goto(f"{attacked.address}/reports?outlet=bidi")
    page.locator("table.reports a[data-row]").click()
    page.wait_for_url("**/reports/r_*")
    raw = page.locator("body").inner_text()
    assert not set(raw) & set("\u202e\u202d\u2066\u2067\u2068\u0000")
