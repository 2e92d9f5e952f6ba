"""Opening pages in a browser that keeps a record of everything that goes wrong."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

from tests.browser.sites import Site

LAPTOP, PHONE, SMALLEST = (1280, 800), (390, 844), (320, 640)
# No name is looked up: what asks for another host fails, and is written down before it does.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
NO_SCRIPTS = "--blink-settings=scriptEnabled=false"  # as in a browser's settings: <noscript> is read, too
HARMLESS = ("data:", "about:blank")
LEFT = "net::ERR_ABORTED"  # the tab went on before the icon was there
# Hostile texts set this name. Whoever succeeds is written to the console, which no page of ours uses.
SENTINEL = "recountOwned"
_TRAP = (
    f"Object.defineProperty(window, '{SENTINEL}', {{ set() {{ console.error('a text of a report ran') }} }});"
)

Scheme = Literal["light", "dark"]


def find_chromium() -> str | None:
    """Return the path of a chromium of this machine; ``TEST_CHROMIUM`` names one."""
    named = os.environ.get("TEST_CHROMIUM")
    if named:
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def until(page: Page, holds: Callable[[], object], *, seconds: float = 10) -> None:
    """Wait, while the page goes on, until something holds.

    Raises:
        TimeoutError: it does not within that time.
    """
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"did not come about within {seconds} s at {page.url}")
        page.wait_for_timeout(20)


@dataclass
class Visits:
    """The pages opened in one test.

    Attributes:
        browser: what they are opened in.
        faults: everything that pages did and must not do, in words.
    """

    browser: Browser
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def start(
        self,
        site: Site,
        *,
        size: tuple[int, int] = LAPTOP,
        scheme: Scheme = "light",
        inject: Path | None = None,
    ) -> Page:
        """Return an empty tab that may open pages of one site.

        Args:
            site: requests that leave it are faults.
            size: of the window, in CSS pixels.
            scheme: what the reader's system prefers.
            inject: a script to run beside each page's own; it stands outside the page's policy.
        """
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        context.add_init_script(_TRAP)
        if inject is not None:
            context.add_init_script(path=inject)
        self._watch(context, site)
        return context.new_page()

    def open(self, site: Site, path: str | None = "index.html", *, size: tuple[int, int] = LAPTOP) -> Page:
        """Return a page of a site, opened in light colours."""
        assert path is not None, "the site has no such page"
        page = self.start(site, size=size)
        page.goto(site.base + path)
        return page

    def close(self) -> None:
        """Close every tab."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _watch(self, context: BrowserContext, site: Site) -> None:
        def on_request(request: Request) -> None:
            if not request.url.startswith((site.base, *HARMLESS)):
                self.faults.append(f"asks for {request.url}")

        def on_failure(request: Request) -> None:
            if request.failure != LEFT:
                self.faults.append(f"cannot load {request.url}: {request.failure}")

        def on_response(response: Response) -> None:
            if response.status >= 400:
                self.faults.append(f"{response.status} for {response.url}")

        def on_console(message: ConsoleMessage) -> None:
            self.faults.append(f"console: {message.text}")

        def on_dialog(dialog: Dialog) -> None:
            self.faults.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        def on_page(page: Page) -> None:
            page.on("crash", lambda crashed: self.faults.append(f"{crashed.url} crashed"))
            page.on("popup", lambda popup: self.faults.append(f"opens {popup.url}"))
            page.on("websocket", lambda socket: self.faults.append(f"connects to {socket.url}"))

        context.on("request", on_request)
        context.on("requestfailed", on_failure)
        context.on("response", on_response)
        context.on("console", on_console)
        context.on("dialog", on_dialog)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("page", on_page)
