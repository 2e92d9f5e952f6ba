"""Take the pictures of the review pages: the bundled sample, served to a team, seen by people with accounts.

python -m docs.screenshots [NAME ...]      all pages, or those named, into docs/images/review/

Needs chromium (``TEST_CHROMIUM`` names one). Only texts written for Recount are in the pictures.
"""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.visiting import ARGUMENTS, find_chromium
from tests.web.people import PASSWORD
from tests.web.serving import Server, add_people, serving

FOLDER = Path(__file__).parent / "images" / "review"
WIDTHS: Mapping[str, tuple[int, int]] = {"laptop": (1366, 850), "phone": (390, 844)}
TALLEST = 1700
"""CSS pixels; what a longer page has below is cut off, so that the files stay small."""
LIMIT = 150_000
"""Bytes of one picture."""


# Fewer colours, until a palette holds them: a page has few, but its letters have many shades.
PALETTE = """async data => {
  const image = await createImageBitmap(await (await fetch(data)).blob());
  const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  for (let drop = 0; ; drop++) {
    const mask = 0x010101 * ((0xff << drop) & 0xff), places = new Map(), colours = [];
    const indexes = new Uint8Array(pixels.length);
    const fits = pixels.every((pixel, at) => {
      const key = pixel & mask;
      if (!places.has(key)) { places.set(key, colours.length); colours.push(pixel & 0xffffff); }
      indexes[at] = places.get(key);
      return colours.length <= 256;
    });
    if (!fits) continue;
    let text = "";
    for (let at = 0; at < indexes.length; at += 4096) text += String.fromCharCode(...indexes.subarray(at, at + 4096));
    return [image.width, image.height, colours, text];
  }
}"""


# The sample holds no pair of incidents that the rules leave open; the two it has are made one.
DOUBT = """
import sys
from recount.model import LinkReason, dump_json
from recount.pipeline.working import refresh_worklist
from recount.store import open_store
from recount.store.neighbourhood_types import Doubt
store = open_store(sys.argv[1])
one, two = sorted((item for item in store.iter_incidents() if item.kind.value == "incident"), key=lambda item: item.id)
features = (("same_means", 1.1), ("place_within", 1.5), ("days_apart", -2.0))
reason = LinkReason(claim_id=one.claim_ids[0], other_id=two.claim_ids[0], score=0.6, features=features)
with store.transaction():
    store.neighbourhood.put_doubts([Doubt(one.id, two.id, 0.6, dump_json(reason))])
refresh_worklist(store)
"""


def main(wanted: list[str]) -> None:
    """Take the pictures and say how large they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, _office(Path(place)) as server, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        before = datetime.now(UTC).isoformat()
        _work(browser, server)
        subprocess.run([sys.executable, "-c", DOUBT, server.url], check=True)
        addresses = _addresses(browser, server)
        addresses["report-then"] = ("ada", f"{addresses['report'][1]}?{urlencode({'as_of': before})}")
        for width in WIDTHS:
            _take(browser, server, addresses, width, wanted)
        _take_other_looks(browser, server, addresses, wanted)
        browser.close()


@contextmanager
def _office(folder: Path) -> Iterator[Server]:
    """Serve the record of ``recount demo`` to a team."""
    command = [sys.executable, "-m", "recount", "demo", "--out", str(folder / "demo")]
    subprocess.run(command, check=True, capture_output=True)
    store = str(folder / "demo" / "record.sqlite")
    add_people(store)
    with serving(store, folder) as running:
        yield running


@contextmanager
def _person(browser: Browser, server: Server, name: str, width: str = "laptop") -> Iterator[Page]:
    """Give the tab of somebody; of nobody where the name is empty."""
    wide, high = WIDTHS[width]
    context = browser.new_context(viewport={"width": wide, "height": high}, reduced_motion="reduce")
    page = context.new_page()
    if name:
        page.goto(f"{server.address}/account/login/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{server.address}/")
    yield page
    context.close()


def _work(browser: Browser, server: Server) -> None:
    """Make some decisions, so that the pages have something to tell."""
    with _person(browser, server, "ana") as page:
        _open_report(page, server, "Forty-one")
        page.keyboard.press("a")
        page.locator("ul.messages").wait_for()
        page.keyboard.press("r")
        page.wait_for_url("**do=reject**")
        page.locator("form#form [name=reason]").fill(
            "The same figure stands in another claim of this report."
        )
        page.keyboard.press("Enter")
        page.locator("article.rejected").wait_for()
        page.goto(f"{server.address}/queue")
        page.keyboard.press("t")
        page.wait_for_url(lambda address: "/queue" not in address)


def _open_report(page: Page, server: Server, title: str) -> str:
    page.goto(f"{server.address}/reports")
    page.locator("table.reports tr", has_text=title).locator("a[data-row]").first.click()
    page.wait_for_url("**/reports/r_*")
    return page.url.removeprefix(server.address).partition("?")[0].partition("#")[0]


def _addresses(browser: Browser, server: Server) -> dict[str, tuple[str, str]]:
    """Return who looks at which address, by the name of the picture."""
    with _person(browser, server, "ada") as page:
        missed = _open_report(page, server, "A week of bombing")
        at = page.locator("#paper").evaluate(
            """paper => {
              for (const item of paper.querySelectorAll("[data-skip]")) item.remove();
              return [...paper.textContent.split("counted 41")[0]].length + [..."counted "].length;
            }"""
        )
        report = _open_report(page, server, "Forty-one")
        page.goto(f"{server.address}/incidents")
        rows = page.locator("tbody tr")
        first, second = (
            rows.filter(has_text=day).locator("a[data-row]").first.get_attribute("href") or ""
            for day in ("11 October", "13 October")
        )
        page.goto(f"{server.address}{first}")
        claim = page.locator("article.claim input[type=checkbox]").first.get_attribute("value")
        page.goto(f"{server.address}/people")
        page.get_by_label("Name (optional)").fill("Noor")
        page.get_by_role("button", name="Make an invitation").click()
        invitation = page.locator("#invitation").inner_text().removeprefix(server.address)
    other = second.rsplit("/", 1)[1]
    pages = {
        "home": "/",
        "queue": "/queue",
        "reports": "/reports",
        "report": report,
        "report-correct": f"{report}?do=correct#form",
        "report-add": f"{missed}?do=add&start={at}&end={at + 2}#form",
        "incidents": "/incidents",
        "incident": first,
        "incident-history": f"{first}/history",
        "pair": f"/pairs/{first.rsplit('/', 1)[1]}/{other}",
        "merge": f"{first}/merge",
        "merge-preview": f"{first}/merge?with={other}",
        "split": f"{first}/split",
        "split-preview": f"{first}/split?claim={claim}",
        "map": "/map",
        "sources": "/sources",
        "source": "/sources/sohr",
        "source-rule": "/sources/rule?source=syria_civil_defence&act=parent&value=sohr",
        "search": "/search?q=fardous",
        "log": "/audit",
        "log-figure": f"/audit?about={first.rsplit('/', 1)[1]}",
        "publishing": "/publishing",
        "people": "/people",
        "account": "/me",
        "two-step": "/account/two-step/totp/activate/",
        "tokens": "/tokens",
        "keys": "/help",
        "not-found": "/reports/r_none",
    }
    outside = {"sign-in": "/account/login/", "join": invitation, "display": "/preferences"}
    return {name: ("ada", address) for name, address in pages.items()} | {
        name: ("", address) for name, address in outside.items()
    }


def _take(
    browser: Browser, server: Server, addresses: Mapping[str, tuple[str, str]], width: str, wanted: list[str]
) -> None:
    with _person(browser, server, "ada", width) as inside, _person(browser, server, "", width) as outside:
        for name, (person, address) in addresses.items():
            if not wanted or name in wanted:
                page = inside if person else outside
                page.goto(f"{server.address}{address}")
                _shoot(page, FOLDER / f"{name}-{width}.png")


def _take_other_looks(
    browser: Browser, server: Server, addresses: Mapping[str, tuple[str, str]], wanted: list[str]
) -> None:
    """Take one page in Arabic and one in dark colours, and a pair in Arabic on a phone."""
    with _person(browser, server, "ada", "phone") as page:
        if not wanted or "pair-arabic" in wanted:
            page.context.add_cookies([{"name": "django_language", "value": "ar", "url": server.address}])
            page.goto(f"{server.address}{addresses['pair'][1]}")
            _shoot(page, FOLDER / "pair-arabic-phone.png")
    with _person(browser, server, "ada") as page:
        if not wanted or "incident-arabic" in wanted:
            page.context.add_cookies([{"name": "django_language", "value": "ar", "url": server.address}])
            page.goto(f"{server.address}{addresses['incident'][1]}")
            _shoot(page, FOLDER / "incident-arabic-laptop.png")
            page.context.clear_cookies(name="django_language")
        if not wanted or "report-dark" in wanted:
            page.emulate_media(color_scheme="dark")
            page.goto(f"{server.address}{addresses['report'][1]}")
            _shoot(page, FOLDER / "report-dark-laptop.png")


def _shoot(page: Page, target: Path) -> None:
    """Take one picture: of the page from its top, or of the window where the address names a place in the page."""
    page.wait_for_load_state("networkidle")
    size = page.viewport_size or {"width": 0, "height": 0}
    tall = int(page.evaluate("() => document.documentElement.scrollHeight"))
    if "#" in page.url:
        picture = page.screenshot(animations="disabled")
    else:
        high = max(size["height"], min(tall, TALLEST))
        page.set_viewport_size({"width": size["width"], "height": high})
        picture = page.screenshot(animations="disabled")
        page.set_viewport_size(size)
    target.write_bytes(_smaller(page, picture))
    kilobytes = target.stat().st_size // 1000
    print(f"{target.name} {kilobytes} kB")
    if kilobytes * 1000 > LIMIT:
        sys.exit(f"{target.name} is too large: make TALLEST smaller")


def _smaller(page: Page, picture: bytes) -> bytes:
    """Return a picture with at most 256 colours."""
    blank = page.context.new_page()
    data = "data:image/png;base64," + base64.b64encode(picture).decode()
    wide, high, colours, text = blank.evaluate(PALETTE, data)
    blank.close()
    indexes = text.encode("latin-1")
    rows = b"".join(b"\0" + indexes[at * wide : (at + 1) * wide] for at in range(high))
    palette = b"".join(struct.pack("<I", colour)[:3] for colour in colours)
    header = struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    main(sys.argv[1:])
