"""Every page opens without a fault, from a folder and from a server, with scripts and without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Site, served
from tests.browser.visiting import SENTINEL, Visits


def test_every_page_opens_from_a_folder_without_a_fault(visits: Visits, sample: Site) -> None:
    open_all(visits, sample, sample.pages)


def test_every_kind_of_page_opens_from_a_server_without_a_fault(visits: Visits, outward: Site) -> None:
    with served(outward) as site:
        open_all(visits, site, site.one_of_each())


def open_all(visits: Visits, site: Site, paths: list[str]) -> None:
    page = visits.start(site)
    for path in paths:
        page.goto(site.base + path)
        assert page.locator("main h1").inner_text(), path
    assert len(paths) > 10


def test_every_link_of_the_front_page_can_be_followed(visits: Visits, server: Site) -> None:
    page = visits.open(server)
    shown = page.locator("header a, main a").evaluate_all("links => links.map(link => link.href)")
    for target in dict.fromkeys(shown):
        page.goto(target)
        assert page.locator("main h1").inner_text(), target


@pytest.mark.parametrize("base", ["sample", "server"])
def test_the_policy_stops_what_a_page_does_not_bring_itself(
    visits: Visits, request: pytest.FixtureRequest, base: str
) -> None:
    """The record of faults is not empty because nothing is seen: here is a page with four of them."""
    site: Site = request.getfixturevalue(base)
    copy = site.folder / "changed.html"
    changed = (site.folder / "data.html").read_text(encoding="utf-8")
    foul = (
        f"<script>window.{SENTINEL} = 1</script>"
        f'<p id="x" onclick="window.{SENTINEL} = 1">x</p>'
        '<img src="https://elsewhere.example/x.png" alt="">'
        "<style>h1 { color: rgb(1, 2, 3) }</style>"
    )
    copy.write_text(changed.replace("</main>", f"{foul}</main>"), encoding="utf-8")
    try:
        page = visits.open(site, copy.name)
        page.locator("#x").click()
        assert page.evaluate(f"window.{SENTINEL}") is None
        assert page.locator("h1").evaluate("h => getComputedStyle(h).color") != "rgb(1, 2, 3)"
        told = " ".join(visits.faults)
        for directive in ("script-src", "img-src", "style-src"):
            assert directive in told
        assert len(visits.faults) >= 4
        assert "cannot load https://elsewhere.example/x.png: csp" in visits.faults
    finally:
        copy.unlink()
        visits.faults.clear()


def test_a_request_that_leaves_is_seen(visits: Visits, sample: Site, tmp_path: Path) -> None:
    """Without the policy, the same image is asked for, and the record of faults says so."""
    shutil.copytree(sample.folder, tmp_path / "site")
    page_file = tmp_path / "site" / "data.html"
    text = page_file.read_text(encoding="utf-8")
    head, policy, rest = text.partition('<meta http-equiv="Content-Security-Policy"')
    assert policy
    open_text = head + rest[rest.index(">") + 1 :]
    page_file.write_text(
        open_text.replace("</main>", '<img src="https://elsewhere.example/x.png" alt=""></main>'),
        encoding="utf-8",
    )
    visits.open(Site.at(tmp_path / "site"), "data.html")
    assert any(fault.startswith("asks for https://elsewhere.example/") for fault in visits.faults)
    visits.faults.clear()


def words_of(page: Page) -> str:
    """Everything that can be read on a page, closed details opened, without what only scripts add."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    text: str = page.evaluate(
        """() => {
          for (const part of document.querySelectorAll('form.filters, #map, noscript')) part.remove();
          return document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim();
        }"""
    )
    return text


def test_everything_can_be_read_without_scripts(visits: Visits, plain_visits: Visits, sample: Site) -> None:
    plain, full = plain_visits.start(sample), visits.start(sample)
    for path in sample.one_of_each():
        for page in (plain, full):
            page.goto(sample.base + path)
        assert words_of(plain) == words_of(full), path
        assert len(words_of(plain)) > 40, path


def test_without_scripts_there_are_no_dead_controls(plain_visits: Visits, sample: Site) -> None:
    page = plain_visits.open(sample)
    expect(page.locator("form.filters")).to_be_hidden()
    assert page.locator("th button").count() == 0
    page.goto(sample.base + "map.html")
    assert "The map needs JavaScript" in page.locator("main").inner_text()
    expect(page.locator("#map")).to_be_hidden()


def test_details_open_without_scripts(plain_visits: Visits, sample: Site) -> None:
    page = plain_visits.open(sample, sample.page_of("incident"))
    card = page.locator("article.claim").first
    expect(card.get_by_text("Score of the reading")).to_be_hidden()
    card.locator("summary").click()
    expect(card.get_by_text("Score of the reading")).to_be_visible()
