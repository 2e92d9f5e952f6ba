"""Every link, every anchor and every file that a page names is there."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import DOCS, ROOT, Page, anchor, load_page, load_pages

PAGES = load_pages()
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "_")
_PATH = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./*-]*")
_ROOT_FILE = re.compile(r"[A-Z]{4,}(?:\.md)?|Makefile|Containerfile|pyproject\.toml|hatch_build\.py")
# Made or fetched later, so that a fresh checkout lacks them; and what a page says may be absent.
_MADE = (
    "src/recount/gazetteer/world.sqlite",
    "src/recount/publish/assets/vendor",
    "frontend/node_modules",
    "demo/",
    "dist/",
)
_MAY_BE_ABSENT = {("docs/decisions/0005-writers-take-turns.md", "benchmarks/README.md")}


def broken_links(page: Page) -> list[str]:
    """Return the links of a page that lead nowhere."""
    return [
        f"{page.path.name}, line {link.line}: {link.target}"
        for link in page.links
        if not _leads_somewhere(page.path, link.target)
    ]


def _leads_somewhere(source: Path, target: str) -> bool:
    parts = urlsplit(target)
    if parts.scheme:
        return parts.scheme in {"https", "mailto"}
    path = source if not parts.path else source.parent / unquote(parts.path)
    if not path.exists() or ROOT not in (path.resolve(), *path.resolve().parents):
        return False
    return not parts.fragment or (
        path.suffix == ".md" and parts.fragment in load_page(path.resolve()).anchors
    )


def missing_files(page: Page) -> list[str]:
    """Return the files named in code spans of a page that are not there."""
    named = (span for span in page.code_spans if _PATH.fullmatch(span) or _ROOT_FILE.fullmatch(span))
    return [name for name in named if not _is_there(page, name)]


def _is_there(page: Page, name: str) -> bool:
    if name.startswith(_MADE) or (page.name, name) in _MAY_BE_ABSENT:
        return True
    if name.isupper():
        return True  # a word in capitals need not be a file
    return any(ROOT.glob(name.rstrip("/")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Page) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_are_there(page: Page) -> None:
    assert missing_files(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_one_title_and_skips_no_level(page: Page) -> None:
    levels = [level for level, _ in page.headings]
    assert levels[:1] == [1], "a page begins with its title"
    assert levels.count(1) == 1, "a page has one title"
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_page_of_the_documentation_is_reached_from_its_front_page() -> None:
    reached, queue = set(), [DOCS / "index.md"]
    while queue:
        path = queue.pop()
        if path in reached:
            continue
        reached.add(path)
        targets = [(path.parent / urlsplit(link.target).path).resolve() for link in load_page(path).links]
        queue += [target for target in targets if target.suffix == ".md" and DOCS in target.parents]
        queue += [
            page
            for folder in targets
            if folder.is_dir() and DOCS in folder.parents
            for page in folder.glob("*.md")
        ]
    assert {page.path for page in PAGES if DOCS in page.path.parents} - reached == set()


def test_a_broken_link_anchor_and_file_are_found(tmp_path: Path) -> None:
    page = ROOT / "docs" / "index.md"
    assert not _leads_somewhere(page, "nowhere.md")
    assert not _leads_somewhere(page, "architecture.md#no-such-heading")
    assert not _leads_somewhere(page, "#no-such-heading")
    assert not _leads_somewhere(page, "http://plain.example")
    assert not _leads_somewhere(page, "../../outside.md")
    assert _leads_somewhere(page, "architecture.md#the-record")
    planted = tmp_path / "planted.md"
    planted.write_text("# Planted\n\nSee `docs/no-such-page.md`, `docs/index.md` and [x](no.md).\n")
    assert missing_files(load_page(planted)) == ["docs/no-such-page.md"]
    assert len(broken_links(load_page(planted))) == 1


def test_anchors_are_made_as_code_hosts_make_them() -> None:
    assert anchor("Harm (`harm`)".replace("`", "")) == "harm-harm"
    assert anchor("Words → numbers, in short") == "words--numbers-in-short"
