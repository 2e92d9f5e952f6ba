"""The pages keep WCAG 2.2 AA as far as a program can tell: axe-core, and the contrast of colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sites import KINDS, Site
from tests.browser.visiting import LAPTOP, PHONE, Scheme, Visits

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Preloading would fetch, which the page's policy forbids; target-size is new in WCAG 2.2 and off by default.
RUN = """async rules => {
  const found = await axe.run(document, {
    ...rules, rules: {...rules.rules, 'target-size': {enabled: true}}, preload: false, resultTypes: ['violations'],
  });
  return found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 160)).slice(0, 4)]);
}"""
EVERYTHING, CONTRAST = {"runOnly": TAGS}, {"runOnly": ["color-contrast"]}
LAYOUT = {"runOnly": TAGS, "rules": {"color-contrast": {"enabled": False}}}  # the slowest by far
HOSTILE_KINDS = ("index", "map", "timeline", "sources", "reports", "refusals", "incident", "short report")
VIEWS: dict[str, tuple[str, tuple[int, int], Scheme, dict[str, Any]]] = {
    "laptop": ("sample", LAPTOP, "light", EVERYTHING),
    "dark": ("sample", LAPTOP, "dark", CONTRAST),  # the schemes differ in their colours alone
    "phone": ("sample", PHONE, "light", LAYOUT),
    "hostile": ("attacked", PHONE, "dark", EVERYTHING),
}


def violations(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[Any]:
    found: list[Any] = page.evaluate(RUN, rules)
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_any_kind_of_page(
    visits: Visits, request: pytest.FixtureRequest, axe: Path, view: str
) -> None:
    name, size, scheme, rules = VIEWS[view]
    site: Site = request.getfixturevalue(name)
    kinds = HOSTILE_KINDS if name == "attacked" else KINDS
    page = visits.start(site, size=size, scheme=scheme, inject=axe)
    found = {}
    for path in filter(None, map(site.page_of, kinds)):
        page.goto(site.base + path)
        if wrong := violations(page, rules):
            found[path] = wrong
    assert found == {}


def test_axe_finds_nothing_with_everything_opened(visits: Visits, sample: Site, axe: Path) -> None:
    page = visits.start(sample, inject=axe)
    page.goto(f"{sample.base}{sample.page_of('incident')}")
    page.evaluate("() => document.querySelectorAll('details').forEach(item => { item.open = true; })")
    assert violations(page) == []
    page.goto(sample.base + "map.html")
    page.locator("#map .leaflet-marker-icon").first.press("Enter")
    assert violations(page) == []


def test_axe_is_awake(visits: Visits, sample: Site, axe: Path) -> None:
    page = visits.start(sample, inject=axe)
    page.goto(sample.base + "index.html")
    page.evaluate("() => { document.querySelector('main a').style.color = '#e0e0e0'; }")
    page.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
    assert {"color-contrast", "label"} <= {rule for rule, _ in violations(page)}


# Text on its ground: 4.5 to 1 (WCAG 1.4.3). Borders of controls, the focus and strokes: 3 to 1 (1.4.11).
TEXT = [
    ("--ink", "--paper"), ("--soft", "--paper"), ("--link", "--paper"), ("--quote", "--paper"),
    ("--ink", "--panel"), ("--soft", "--panel"), ("--link", "--panel"), ("--mark-ink", "--mark"),
    ("--dot-ink", "--dot"), ("--ink", "--land"), ("--ink", "--sea"),
]  # fmt: skip
SHAPES = [
    ("--soft", "--panel"), ("--focus", "--paper"), ("--focus", "--panel"), ("--focus", "--land"),
    ("--focus", "--sea"), ("--dot", "--paper"), ("--dot", "--land"), ("--dot", "--sea"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_can_be_told_apart(visits: Visits, sample: Site, scheme: Scheme) -> None:
    page = visits.start(sample, scheme=scheme)
    page.goto(sample.base + "index.html")
    names = {name for pair in (*TEXT, *SHAPES) for name in pair}
    read = (
        "names => names.map(name => getComputedStyle(document.documentElement).getPropertyValue(name).trim())"
    )
    colours = dict(zip(sorted(names), page.evaluate(read, sorted(names)), strict=True))
    for least, pairs in ((4.5, TEXT), (3.0, SHAPES)):
        for front, ground in pairs:
            assert contrast(colours[front], colours[ground]) >= least, (front, ground)


def test_the_dark_scheme_is_dark(visits: Visits, sample: Site) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        page = visits.start(sample, scheme=scheme)
        page.goto(sample.base + "index.html")
        grounds[scheme] = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (
        sum(map(int, grounds["dark"][4:-1].split(",")))
        < 120
        < sum(map(int, grounds["light"][4:-1].split(",")))
    )
