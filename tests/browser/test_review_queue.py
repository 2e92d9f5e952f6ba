"""The lists of the review application in a browser: the queue by keyboard alone, on a phone, without JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Site
from tests.browser.visiting import PHONE, Visits
from tests.web.people import PASSWORD
from tests.web.serving import Server, add_people, serving

PAGES = ("/", "/queue", "/sources", "/sources/sohr", "/search?q=aleppo", "/audit", "/publishing", "/help")
HOLDER = "() => document.activeElement.closest('tr')?.rowIndex ?? 0"


@pytest.fixture(scope="module")
def review(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled sample behind a team's server."""
    folder = tmp_path_factory.mktemp("queue")
    store = str(shutil.copy(demo / "record.sqlite", folder / "record.sqlite"))
    add_people(store)
    with serving(store, folder) as running:
        yield running


def signed_in(review: Server, visits: Visits, name: str, size: tuple[int, int] = (1366, 850)) -> Page:
    page = visits.start(Site(folder=Path(), base=review.address + "/"), size=size)
    page.goto(f"{review.address}/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{review.address}/")
    return page


def test_the_queue_is_worked_by_keyboard_alone(review: Server, visits: Visits) -> None:
    page = signed_in(review, visits, "ana")
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/queue")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(HOLDER) == 2
    page.keyboard.press("k")
    assert page.evaluate(HOLDER) == 1
    page.keyboard.press("x")
    page.keyboard.press("m")
    expect(page.get_by_role("status").first).to_contain_text("1 item was assigned")
    expect(page.locator("tbody tr").first).to_contain_text("ana")
    page.keyboard.press("t")
    page.wait_for_url(lambda address: "/queue" not in address)
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/queue")
    expect(page.locator("tbody tr").first).to_contain_text("held until")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/queue" not in address)
    expect(page.locator("h1")).to_be_visible()


def test_a_filter_is_set_by_keyboard_and_stands_in_the_address(review: Server, visits: Visits) -> None:
    page = signed_in(review, visits, "omar")
    page.goto(f"{review.address}/queue")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Place")).to_be_focused()
    page.keyboard.type("t is no key here")
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Place").fill("Aleppo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue?*place=Aleppo*")
    assert page.locator("tbody tr").count() > 0


def test_filters_are_one_line_on_a_phone_and_stand_open_on_a_laptop(
    review: Server, visits: Visits, plain_visits: Visits
) -> None:
    for which in (visits, plain_visits):  # with JavaScript, and without
        phone = signed_in(review, which, "omar", PHONE)
        for path, name, said in (
            ("/queue?kind=claim&harm=killed", "harm", "Filter: 2 in use"),
            ("/reports", "outlet", "Filter"),
            ("/incidents?place=Aleppo", "grade", "Filter: 1 in use"),
            ("/map", "grade", "Filter"),
            ("/search?q=aleppo", "outlet", "Filter"),
        ):
            phone.goto(review.address + path)
            field, line = phone.locator(f"[name={name}]"), phone.locator("details.fold > summary")
            expect(field).not_to_be_visible()
            expect(line).to_have_text(said)
            line.click()
            expect(field).to_be_visible()
        phone.locator("[name=outlet]").fill("Reuters")
        phone.get_by_role("button", name="Search").click()
        phone.wait_for_url("**/search?*outlet=Reuters*")
        expect(phone.locator("details.fold > summary")).to_have_text("Filter: 1 in use")
        laptop = signed_in(review, which, "vera")
        for path, name in (
            ("/queue", "harm"),
            ("/reports", "outlet"),
            ("/map", "grade"),
            ("/search", "outlet"),
        ):
            laptop.goto(review.address + path)
            expect(laptop.locator(f"[name={name}]")).to_be_visible()
            expect(laptop.locator("details.fold > summary")).not_to_be_visible()


def test_keys_can_be_switched_off(review: Server, visits: Visits) -> None:
    page = signed_in(review, visits, "sami")
    page.goto(f"{review.address}/preferences")
    page.get_by_label("Single keys do something").uncheck()
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{review.address}/queue")
    page.keyboard.press("j")
    assert page.evaluate(HOLDER) == 0


def test_every_page_fits_a_phone(review: Server, visits: Visits) -> None:
    page = signed_in(review, visits, "lena", PHONE)
    for path in PAGES:
        page.goto(review.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_accessibility_of_every_page(review: Server, visits: Visits, axe: Path) -> None:
    page = visits.start(Site(folder=Path(), base=review.address + "/"), inject=axe)
    page.goto(f"{review.address}/account/login/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{review.address}/")
    rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"
    for path in PAGES:
        page.goto(review.address + path)
        found = page.evaluate(f"() => axe.run(document, {rules}).then(result => result.violations)")
        told = [(item["id"], [node["html"][:150] for node in item["nodes"][:3]]) for item in found]
        assert told == [], path


def test_without_javascript_an_item_is_taken_and_a_source_ruled(review: Server, plain_visits: Visits) -> None:
    page = signed_in(review, plain_visits, "sami")
    page.goto(f"{review.address}/queue")
    page.get_by_role("button", name="Take the next").click()
    page.wait_for_url(lambda address: "/queue" not in address)
    page.goto(f"{review.address}/sources/sohr")
    page.get_by_label("Another name of it").fill("Coastal Office of Velm")
    page.get_by_role("button", name="Show the effect").first.click()
    expect(page.get_by_role("heading", name="What it would change")).to_be_visible()
    page.get_by_label("Reason").fill("its own letterhead")
    page.get_by_role("button", name="Rule so").click()
    expect(page.get_by_role("status")).to_contain_text("Ruled.")
    expect(page.locator("ol.log")).to_contain_text("its own letterhead")
