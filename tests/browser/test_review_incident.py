"""The pages of incidents in a browser: grouping with a look first, grading, reviewing, the place on a map."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.sites import Site
from tests.browser.test_accessibility import violations
from tests.browser.test_widths import sideways
from tests.browser.visiting import LAPTOP, PHONE, Scheme, Visits, until
from tests.web.people import PASSWORD
from tests.web.serving import Server, add_people, serving

CIRCLES = "#review-map .leaflet-marker-icon"
OPENED = "() => document.querySelectorAll('details').forEach(item => { item.open = true; })"
SignedIn = Callable[..., Page]


@pytest.fixture
def office(demo: Path, tmp_path: Path) -> Iterator[Server]:
    """The sample with a team, anew for each test."""
    store = shutil.copy(demo / "record.sqlite", tmp_path / "record.sqlite")
    add_people(str(store))
    with serving(str(store), tmp_path) as running:
        yield running


@pytest.fixture
def signed_in(office: Server, visits: Visits) -> SignedIn:
    """Return a function that gives the page of somebody signed in."""

    def enter(
        name: str, *, size: tuple[int, int] = LAPTOP, scheme: Scheme = "light", inject: Path | None = None
    ) -> Page:
        page = visits.start(_site(office), size=size, scheme=scheme, inject=inject)
        _sign_in(page, office, name)
        return page

    return enter


def _site(office: Server) -> Site:
    return Site(folder=Path(), base=office.address + "/")


def _sign_in(page: Page, office: Server, name: str) -> None:
    page.goto(f"{office.address}/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{office.address}/")


def _open(page: Page, office: Server, day: str) -> str:
    """Open the sample's incident of a day; return its address."""
    page.goto(f"{office.address}/incidents")
    page.get_by_role("link", name=re.compile(f"{day} October 2016")).click()
    page.wait_for_url("**/incidents/i_*")
    return page.url


def _killed(page: Page) -> Locator:
    return page.locator("table.toll tr.all", has_text="Killed").locator("td.figure strong")


def test_two_incidents_are_merged_after_a_look_and_parted_again(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("sami")
    address = _open(page, office, "11")
    expect(_killed(page)).to_have_text("25–41")
    page.keyboard.press("m")
    page.wait_for_url("**/merge")
    page.get_by_role("link", name=re.compile("13 October")).click()
    expect(page.locator("main")).to_contain_text("closes; its identifier stays known")
    expect(page.locator("tr", has_text="13–41")).to_contain_text("25–41")
    page.get_by_role("button", name="Merge").click()
    assert "/merge" in page.url  # the browser asks for the reason first
    page.get_by_label("Reason").fill("One raid over two days.")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("ul.messages")).to_contain_text("Killed: 25–41 → 13–41")
    expect(_killed(page)).to_have_text("13–41")

    page.keyboard.press("h")
    page.wait_for_url("**/history")
    expect(page.locator("ol.moments")).to_contain_text("One raid over two days.")
    page.get_by_role("link", name="The incident as known then").last.click()
    expect(page.locator("aside.caveat")).to_contain_text("As known on")
    expect(_killed(page)).to_have_text("25–41")
    expect(page.locator("main form[method=post]")).to_have_count(0)
    page.goto(f"{address}/history")
    page.locator("summary", has_text="Take back").click()
    page.locator("details[open]").get_by_label("Reason").fill("No: two raids.")
    page.locator("details[open]").get_by_role("button").click()
    expect(_killed(page)).to_have_text("25–41")


def test_marked_claims_are_split_off_after_a_look(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("sami")
    address = _open(page, office, "11")
    before = page.locator("article.claim").count()
    high = page.locator("article.claim", has_text="Sets the high end").first
    words = high.locator("h5").inner_text()
    high.get_by_role("checkbox").check()
    page.get_by_role("button", name="Split them off").click()
    page.wait_for_url("**/split?claim=c_*")
    expect(page.locator("main")).to_contain_text("A new incident:")
    page.get_by_label("Reason").fill("Another quarter.")
    page.get_by_role("button", name="Split off").click()
    expect(page.locator("ul.messages")).to_contain_text("One incident opened.")
    expect(page.locator("article.claim")).to_have_count(before - 1)
    page.goto(f"{office.address}/incidents")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.goto(address)
    page.keyboard.press("h")
    expect(page.locator("ol.moments")).to_contain_text("Another quarter.")
    assert words


def test_a_grade_a_second_review_by_another_person_and_a_sign_off(
    signed_in: SignedIn, office: Server, visits: Visits
) -> None:
    ana, lena = signed_in("ana"), signed_in("lena")
    address = _open(ana, office, "13")
    box = ana.locator("section.grade", has=ana.get_by_role("heading", name="Grading of an incident"))
    expect(box).to_contain_text("Suggested by rule:")
    expect(box).to_contain_text("Not settled.")
    box.get_by_label("Grade").select_option("weak")
    box.get_by_label("Reason").fill("One body says it.")
    box.get_by_role("button", name="Settle").click()
    expect(box.locator(".settled")).to_have_text("Weak")
    expect(ana.get_by_role("button", name="Sign off")).to_have_count(0)  # a senior's work

    lena.goto(f"{address}#review")
    expect(lena.locator("section", has=lena.locator("#review"))).to_contain_text("One ruling, by ana")
    lena.get_by_label("What was looked at").fill("Read all nine claims.")
    lena.get_by_role("button", name="Sign off").click()
    expect(lena.locator("h1")).to_have_text("Not ruled")
    assert visits.faults
    assert all("422" in fault for fault in visits.faults)
    visits.faults.clear()
    expect(lena.get_by_label("What you wrote")).to_have_value("Read all nine claims.")
    lena.get_by_role("link", name="Look at it as it stands now").click()
    for button in ("Give the second review", "Sign off"):
        lena.get_by_label("What was looked at").fill("Read all nine claims.")
        lena.get_by_role("button", name=button).click()
        expect(lena.locator("ul.messages")).to_contain_text("Ruled.")
    expect(lena.locator("p.review")).to_contain_text("Signed off: lena")
    expect(lena.locator(".seal.lapsed")).to_have_count(0)

    # Whatever moves it afterwards is seen on the seal.
    lena.locator("article.claim").first.get_by_role("checkbox").check()
    lena.get_by_role("button", name="Split them off").click()
    lena.get_by_label("Reason").fill("Elsewhere.")
    lena.get_by_role("button", name="Split off").click()
    expect(lena.locator("p.review")).to_contain_text("Signed off, outdated: lena")


def test_a_toll_without_one_claim_is_shown_on_demand(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("vera")
    _open(page, office, "13")
    page.get_by_role("link", name="Without this originator?").first.click()
    expect(page.locator("#without")).to_contain_text("Killed, all victims: no toll, instead of 13")
    page.locator("#without").get_by_role("link", name="Close").click()
    expect(page.locator("#without")).to_have_count(0)


def test_dragging_the_mark_asks_for_a_reason(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("ana")
    _open(page, office, "13")
    mark = page.locator("#place-map .leaflet-marker-icon")
    mark.scroll_into_view_if_needed()
    before = page.get_by_label("Latitude").input_value()
    box = mark.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    expect(page.locator("#move")).to_have_attribute("open", "")
    expect(page.locator("#place-reason")).to_be_focused()
    latitude = page.get_by_label("Latitude").input_value()
    assert float(latitude) < float(before)
    page.get_by_role("button", name="See what it would change").click()
    assert page.evaluate("() => document.getElementById('place-reason').validity.valueMissing")
    page.locator("#place-reason").fill("Seen on the newer map.")
    page.get_by_role("button", name="See what it would change").click()
    expect(page.locator("h1")).to_have_text("Move the place")
    expect(page.locator("main")).to_contain_text("No toll moves")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("main")).to_contain_text("A person set this point.")
    expect(page.get_by_label("Latitude")).to_have_value(latitude)
    # Whoever may not rule may not drag.
    viewer = signed_in("vera")
    _open(viewer, office, "13")
    expect(viewer.locator("#place-map .leaflet-marker-icon")).not_to_have_class(re.compile("draggable"))
    expect(viewer.locator("#move")).to_have_count(0)


def test_map_timeline_and_table_narrow_together(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("vera")
    page.goto(f"{office.address}/map")
    expect(page.locator("#review-map")).to_have_attribute("data-points", "2")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("svg.bars rect.bar")).to_have_count(2)
    page.locator("svg.bars a", has=page.locator("rect.bar")).last.click()
    page.wait_for_url("**from=2016-10-13&to=2016-10-13**")
    expect(page.locator("#review-map")).to_have_attribute("data-points", "1")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator(CIRCLES).press("Enter")
    link = page.locator(".leaflet-popup-content a")
    expect(link).to_be_focused()
    expect(page.locator(".leaflet-popup-content li")).to_contain_text("13 killed")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="All days").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("#review-map")).to_have_attribute("data-points", "2")
    page.locator("#review-map").press("+")
    page.get_by_role("link", name="Only what the map shows").click()
    page.wait_for_url("**bbox=**")
    expect(page.get_by_role("link", name="All places")).to_be_visible()
    assert page.locator(".leaflet-control-attribution").inner_text().startswith("Boundaries")


def test_a_reader_quicker_than_the_points_keeps_the_view(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("vera")
    held: list[Route] = []
    page.route(re.compile("/map/data"), lambda route: held.append(route))
    page.goto(f"{office.address}/map")
    box, narrow = page.locator("#review-map"), page.get_by_role("link", name="Only what the map shows")
    expect(narrow).to_be_hidden()
    box.press("+")
    expect(narrow).to_be_visible()
    offered = narrow.get_attribute("href")
    until(page, lambda: held)
    held[0].continue_()
    expect(box).to_have_attribute("data-points", "2")
    assert narrow.get_attribute("href") == offered
    narrow.click()
    page.wait_for_url("**bbox=**")


def _pages(page: Page, office: Server) -> dict[str, str]:
    incident = _open(page, office, "11")
    other = _open(page, office, "13").rsplit("/", 1)[1]
    return {
        "list": f"{office.address}/incidents",
        "totals": f"{office.address}/incidents?kind=aggregate",
        "incident": incident,
        "merge": f"{incident}/merge",
        "preview": f"{incident}/merge?with={other}",
        "split": f"{incident}/split",
        "history": f"{incident}/history",
        "map": f"{office.address}/map",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(signed_in: SignedIn, office: Server, axe: Path, scheme: Scheme) -> None:
    page = signed_in("sami", scheme=scheme, inject=axe)
    found = {}
    for name, address in _pages(page, office).items():
        page.goto(address)
        page.evaluate(OPENED)
        if wrong := violations(page):
            found[name] = wrong
    assert found == {}


def test_nothing_scrolls_sideways_in_either_direction_of_writing(signed_in: SignedIn, office: Server) -> None:
    page = signed_in("sami")
    found = {}
    for language in ("en", "ar"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": office.address}])
        for name, address in _pages(page, office).items():
            page.goto(address)
            page.evaluate(OPENED)
            page.evaluate("() => document.querySelectorAll('.map').forEach(item => { item.hidden = true; })")
            if wrong := sideways(page):
                found[f"{name} {language}"] = wrong
    assert found == {}


def test_reading_and_moving_the_place_work_without_javascript(plain_visits: Visits, office: Server) -> None:
    page = plain_visits.start(_site(office), size=PHONE)
    _sign_in(page, office, "ana")
    _open(page, office, "13")
    expect(page.locator("noscript p").first).to_be_visible()
    expect(page.locator("#place-map")).to_be_hidden()
    page.locator("summary", has_text="Move the place").click()
    page.get_by_label("Latitude").fill("36.25")
    page.locator("#place-reason").fill("From a list.")
    page.get_by_role("button", name="See what it would change").click()
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("main")).to_contain_text("36.25000")
    page.goto(f"{office.address}/map")
    expect(page.locator("noscript p").first).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(2)
