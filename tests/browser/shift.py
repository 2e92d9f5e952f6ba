"""Somebody at work on the review pages with a keyboard: what a shift is made of."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from playwright.sync_api import Locator, Page, expect

from tests.browser.sites import Site
from tests.browser.visiting import Visits
from tests.web.people import PASSWORD
from tests.web.serving import Server

WINDOW = (1366, 850)
TABS = 400
"""So often Tab is pressed before something counts as out of reach."""
FOCUSED = "item => item === document.activeElement"


@dataclass(frozen=True)
class Desk:
    """The tab of one person.

    Attributes:
        page: the tab.
        server: whose pages are open in it.
    """

    page: Page
    server: Server

    @classmethod
    def of(cls, name: str, server: Server, visits: Visits) -> Desk:
        """Sign somebody in by the form, without a pointer."""
        page = visits.start(Site(folder=Path(), base=server.address + "/"), size=WINDOW)
        desk = cls(page, server)
        page.goto(server.address)
        page.wait_for_url("**/account/login/**")
        desk.reach(page.get_by_label("Username"))
        page.keyboard.type(name)
        desk.reach(page.get_by_label("Password"))
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{server.address}/")
        return desk

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, letter: str, path: str) -> None:
        """Go to a page by its keys."""
        self.press("g", letter)
        self.page.wait_for_url(f"{self.server.address}{path}")

    def reach(self, item: Locator) -> None:
        """Go on by Tab until the focus is there."""
        item.wait_for()
        for _ in range(TABS):
            if item.evaluate(FOCUSED):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {item}")

    def go_on_to(self, item: Locator) -> None:
        """Set the focus where Tab would lead; for what lies many tabs down the page."""
        item.focus()
        assert item.evaluate(FOCUSED), f"{item} takes no focus"

    def write(self, label: str, words: str, *, within: Locator | None = None) -> None:
        """Write into a field."""
        field = (within or self.page.locator("main")).get_by_label(label, exact=True)
        self.go_on_to(field)
        self.page.keyboard.type(words)

    def push(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button by Enter."""
        self.go_on_to((within or self.page.locator("main")).get_by_role("button", name=name))
        self.press("Enter")

    def open_row(self, words: str) -> None:
        """Open a row of a list with j and Enter."""
        links = self.page.locator("main [data-row]")
        wanted = self.page.locator("main tr", has_text=words).locator("[data-row]").first
        for _ in range(links.count()):
            self.press("j")
            if wanted.evaluate(FOCUSED):
                break
        before = self.page.url
        self.press("Enter")
        self.page.wait_for_url(lambda address: address != before)

    def open_report(self, title: str) -> None:
        """Find a report in the list of reports."""
        self.go("r", "/reports")
        self.open_row(title)

    def open_incident(self, words: str) -> str:
        """Find an incident in the list of incidents; return its id."""
        self.go("i", "/incidents")
        self.open_row(words)
        return self.here

    @property
    def here(self) -> str:
        """The id at the end of the address."""
        return self.page.url.partition("?")[0].partition("#")[0].rsplit("/", 1)[1]

    def stand_on(self, figure: str) -> None:
        """Go from claim to claim, from the first, until one is current."""
        cards = self.page.locator("article.claim")
        current = self.page.locator("article.claim[aria-current]")
        self.press(*["k"] * cards.count())
        for _ in range(cards.count()):
            heading = " ".join((current.locator("h3").text_content() or "").split())
            if re.search(rf"\b{re.escape(figure)}\b", heading):
                return
            self.press("j")
        raise AssertionError(f"no claim says {figure!r}")

    def select_words(self, words: str, *, among: int = 120) -> None:
        """Select one word of the text, from where the current claim stands, and use it."""
        self.press("s")
        chosen = "() => getSelection().toString()"
        for key in ("ArrowRight", "ArrowLeft"):
            for _ in range(among):
                if self.page.evaluate(chosen) == words:
                    expect(self.page.locator("#selected-words")).to_have_text(words)
                    self.press("Enter")
                    expect(self.page.get_by_label("Words of the number")).to_have_value(words)
                    return
                self.press(key)
        raise AssertionError(f"{words!r} was not met in the text")

    def told(self, words: str | re.Pattern[str]) -> None:
        """The page says what was done."""
        expect(self.page.locator("ul.messages")).to_contain_text(words)

    @property
    def killed(self) -> Locator:
        """The figure of all people killed, on the page of an incident."""
        return self.page.locator("table.toll tr.all", has_text="Killed").locator("td.figure strong")

    def foreseen(self, heading: str = "") -> tuple[str, str]:
        """What a preview says of the people killed in the first incident with such a heading: before, after."""
        title = self.page.locator("section[aria-labelledby=moved] h3").filter(has_text=heading).first
        row = title.locator("xpath=following-sibling::div[1]").locator("tr", has_text="Killed").first
        cells = row.locator("td.figure")
        return cells.nth(0).inner_text(), cells.nth(1).inner_text()

    def sign_off(self, incident: str, reason: str) -> None:
        """Give the second review and the sign-off."""
        self.page.goto(f"{self.server.address}/incidents/{incident}")
        for button in ("Give the second review", "Sign off"):
            self.write("What was looked at, and why it stands", reason)
            self.push(button)
            self.told("Ruled.")
        expect(self.page.locator(".seal.lapsed")).to_have_count(0)

    def publish(self, target: Path) -> ZipFile:
        """Build the archive, take it out and open it."""
        self.go("p", "/publishing")
        with self.page.expect_download() as taken:
            self.push("Build and take out")
        taken.value.save_as(target)
        return ZipFile(target)

    def take_out_log(self, incident: str, target: Path) -> list[dict[str, Any]]:
        """Open what the log says of an incident, and take it out as a file."""
        self.page.goto(f"{self.server.address}/audit?about={incident}")
        with self.page.expect_download() as taken:
            self.push("Take out as a file")
        taken.value.save_as(target)
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def command(server: Server, *arguments: str) -> str:
    """Run a command on the store that is served; return what it wrote. It must succeed."""
    asked = [sys.executable, "-m", "recount", *arguments, "--store", server.url]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def decisions_of(server: Server) -> list[Mapping[str, Any]]:
    """Return the decisions of the log, oldest first."""
    lines = command(server, "log", "--kind", "decision").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]
