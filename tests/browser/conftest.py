"""A browser, and the sites it opens.

The fixtures of the browser last as long as this package's tests, not the session: Playwright keeps an event
loop running in the thread, and Django refuses to work beside one. Playwright is used without its pytest
plug-in: tests open tabs of many kinds themselves, and the plug-in brings packages that nothing here needs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser import hostile, plenty
from tests.browser.sites import Site, publish_view, run_recount, served
from tests.browser.visiting import ARGUMENTS, NO_SCRIPTS, Visits, find_chromium

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
NO_BROWSER = (
    "no chromium was found, so the published site was not opened in a browser. Install one "
    "(Debian: apt-get install --no-install-recommends chromium), or name one in TEST_CHROMIUM."
)
NO_AXE = "axe-core is not installed, so accessibility was not checked. Run: python frontend/build.py --tools"


def missing(what: str) -> NoReturn:
    """Skip on a developer's machine, loudly; fail in CI, where nothing may be left out."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


expect.set_options(timeout=20_000)  # for a machine that has other things to do


@pytest.fixture(scope="package")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def launch(driver: Playwright, *arguments: str) -> Browser:
    chromium = find_chromium()
    if chromium is None:
        missing(NO_BROWSER)
    return driver.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *arguments])


@pytest.fixture(scope="package")
def browser(driver: Playwright) -> Iterator[Browser]:
    with launch(driver) as opened:
        yield opened


@pytest.fixture(scope="package")
def plain_browser(driver: Playwright) -> Iterator[Browser]:
    with launch(driver, NO_SCRIPTS) as opened:
        yield opened


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Pages opened in one test; whatever they do wrong fails it at the end."""
    opened = Visits(browser=browser)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture
def plain_visits(plain_browser: Browser) -> Iterator[Visits]:
    """The same, in a browser whose reader has switched JavaScript off."""
    opened = Visits(browser=plain_browser)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture(scope="session")
def axe() -> Path:
    if not AXE.is_file():
        missing(NO_AXE)
    return AXE


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of ``recount demo``: the bundled sample through the whole pipeline."""
    folder = tmp_path_factory.mktemp("demo")
    run_recount(["demo", "--out", str(folder)])
    return folder


@pytest.fixture(scope="session")
def sample(demo: Path) -> Site:
    """The sample as ``recount demo`` publishes it, whole texts included."""
    return Site.at(demo / "site")


@pytest.fixture(scope="session")
def outward(demo: Path) -> Site:
    """The sample as it is published for everyone: without whole texts."""
    run_recount(["publish", str(demo / "outward"), "--store", str(demo / "record.sqlite")])
    return Site.at(demo / "outward")


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An invented record with incidents enough to filter, to sort and to cluster."""
    return publish_view(plenty.view(), tmp_path_factory.mktemp("crowded") / "site", full_text=False)


@pytest.fixture(scope="session")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Five incidents far apart."""
    return publish_view(plenty.corners(), tmp_path_factory.mktemp("spread") / "site", full_text=False)


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Invented reports that try to do harm, through the real pipeline, whole texts included."""
    return publish_view(hostile.view(), tmp_path_factory.mktemp("attacked") / "site", full_text=True)


@pytest.fixture(scope="session")
def server(sample: Site) -> Iterator[Site]:
    """The sample behind a server on this machine."""
    with served(sample) as site:
        yield site
