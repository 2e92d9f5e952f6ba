"""The review pages that no other test reads with axe: WCAG 2.2 AA in both schemes, both languages, both widths."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Site
from tests.browser.test_accessibility import violations
from tests.browser.test_widths import SCROLLING, WIDER
from tests.browser.visiting import PHONE, Scheme, Visits
from tests.web.people import PASSWORD
from tests.web.serving import Server, Visitor, add_people, serving

LAPTOP = (1366, 850)
OPEN_ALL = "() => document.querySelectorAll('details').forEach(item => { item.open = true; })"
LOOKS: dict[str, tuple[Scheme, tuple[int, int], str]] = {
    "light, laptop, en": ("light", LAPTOP, "en"),
    "dark, phone, en": ("dark", PHONE, "en"),
    "dark, laptop, ar": ("dark", LAPTOP, "ar"),
    "light, phone, ar": ("light", PHONE, "ar"),
}


@pytest.fixture(scope="module")
def office(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled sample with a team."""
    folder = tmp_path_factory.mktemp("reading")
    store = str(shutil.copy(demo / "record.sqlite", folder / "record.sqlite"))
    add_people(store)
    with serving(store, folder) as running:
        yield running


@pytest.fixture(scope="module")
def addresses(office: Server) -> list[str]:
    """Every page that asks for somebody signed in, with ids of the sample."""
    ada = Visitor(office)
    ada.sign_in("ada")
    first, second = dict.fromkeys(re.findall(r"/incidents/i_[0-9a-f]+", ada.get("/incidents").text))
    claim = re.findall(r"c_[0-9a-f]+", ada.get(first).text)[0]
    report = re.findall(r"/reports/r_[0-9a-f]+", ada.get("/reports").text)[0]
    return [
        "/", "/queue", "/queue?done=1", "/reports", report, f"{report}?do=add", f"/claims/{claim}?alone=1",
        "/incidents", first, f"{first}/history", f"{report}?as_of={datetime.now(UTC):%Y-%m-%d}",
        f"/pairs/{first.rsplit('/', 1)[1]}/{second.rsplit('/', 1)[1]}",
        f"{first}/merge", f"{first}/merge?with={second.rsplit('/', 1)[1]}",
        f"{first}/split", f"{first}/split?claim={claim}", f"{first}/pin?claim={claim}", "/map", "/sources",
        "/sources/sohr", "/sources/rule?source=syria_civil_defence&act=parent&value=sohr", "/search",
        "/search?q=fardous", "/audit?verify=1", f"/audit?about={first.rsplit('/', 1)[1]}", "/publishing", "/people",
        "/me", "/tokens", "/account/two-step/", "/account/password/change/", "/account/reauthenticate/", "/help",
    ]  # fmt: skip


def start(office: Server, visits: Visits, look: str, axe: Path) -> Page:
    """Return a tab of somebody who wants pages to look so."""
    scheme, size, language = LOOKS[look]
    page = visits.start(Site(folder=Path(), base=office.address + "/"), size=size, scheme=scheme, inject=axe)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": office.address}])
    return page


def wrong_with(page: Page, address: str) -> list[object]:
    """Open a page and return what is wrong with it."""
    page.goto(address)
    page.evaluate(OPEN_ALL)
    wider, out = page.evaluate(WIDER)
    return [*violations(page), *([("wider", wider, out)] if wider > 0 else []), *page.evaluate(SCROLLING)]


def sign_in(page: Page, office: Server) -> None:
    """Sign in as the administrator, in whatever language."""
    page.goto(f"{office.address}/account/login/")
    page.locator("input[name=login]").fill("ada")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{office.address}/")


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    office: Server, visits: Visits, addresses: list[str], axe: Path, look: str
) -> None:
    page = start(office, visits, look, axe)
    found = {path: wrong_with(page, office.address + path) for path in ("/account/login/", "/preferences")}
    sign_in(page, office)
    assert page.locator("html").get_attribute("dir") == ("rtl" if look.endswith("ar") else "ltr")
    found |= {path: wrong_with(page, office.address + path) for path in addresses}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_an_invitation_leads_to_an_account_and_a_token(office: Server, visits: Visits, axe: Path) -> None:
    ada = start(office, visits, "light, laptop, en", axe)
    sign_in(ada, office)
    ada.goto(f"{office.address}/people")
    ada.get_by_label("Name (optional)").fill("Noor")
    form = ada.locator("form", has=ada.get_by_role("button", name="Make an invitation"))
    form.get_by_label("Role").select_option("analyst")
    ada.get_by_role("button", name="Make an invitation").click()
    link = ada.locator("#invitation").inner_text()
    assert violations(ada) == []

    noor = start(office, visits, "dark, phone, en", axe)
    assert wrong_with(noor, link) == []
    noor.get_by_label("Name").fill("noor")
    for label in ("Password", "Password again"):
        noor.get_by_label(label, exact=True).fill(PASSWORD)
    noor.get_by_role("button", name="Begin").click()
    noor.wait_for_url(f"{office.address}/")
    expect(noor.locator(".who")).to_contain_text("analyst")
    noor.goto(f"{office.address}/tokens")
    noor.get_by_label("What it is for").fill("a notebook")
    noor.get_by_role("button", name="Make it").click()
    expect(noor.locator("#secret")).to_be_visible()
    assert violations(noor) == []
    assert noor.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    ada.goto(f"{office.address}/people")
    ada.locator("tr", has_text="noor").get_by_role("combobox").select_option("senior")
    ada.locator("tr", has_text="noor").get_by_role("button", name="Change").click()
    expect(ada.locator("ul.messages")).to_contain_text("Changed.")


def test_signing_in_offers_nothing_that_is_denied(office: Server, visits: Visits, axe: Path) -> None:
    page = start(office, visits, "light, laptop, en", axe)
    page.goto(f"{office.address}/account/login/")
    expect(page.locator("main a")).to_have_count(0)
