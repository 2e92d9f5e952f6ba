"""The documentation as data: pages, their headings, links, code and examples."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXAMPLE = "console"
"""Language of fenced blocks that are run."""

_PARSER = MarkdownIt("commonmark").enable("table")
_LEFT_OUT = {"node_modules", "build", "dist", "demo"}  # beside everything hidden
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_EXPLICIT_ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")
_DIRECTIVE = re.compile(r"<!--\s*(file|exit):\s*(\S+)\s*-->")


@dataclass(frozen=True)
class Link:
    """Where a page points, and the line of the block that holds it."""

    target: str
    line: int


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes:
        language: the first word after the fence.
        text: what stands in it.
        line: of its fence, from 1.
        file: name from a comment ``<!-- file: NAME -->`` before it: the examples of the page find it there.
        exit: status of its last command, from a comment ``<!-- exit: N -->`` before it.
    """

    language: str
    text: str
    line: int
    file: str | None = None
    exit: int = 0


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path
    tokens: tuple[Token, ...]

    @property
    def name(self) -> str:
        """Its path in the repository, or from the root where it lies outside."""
        inside = ROOT in self.path.parents
        return (self.path.relative_to(ROOT) if inside else self.path).as_posix()

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """Level and text of each heading."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return tuple(
            (int(opening.tag[1:]), _plain(inline))
            for opening, inline in pairs
            if opening.type == "heading_open"
        )

    @property
    def anchors(self) -> frozenset[str]:
        """Names under which a link reaches a heading, as code hosts make them."""
        seen: Counter[str] = Counter()
        found = set(_EXPLICIT_ANCHOR.findall(self.text))
        for _, heading in self.headings:
            name = anchor(heading)
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
        return frozenset(found)

    @property
    def links(self) -> tuple[Link, ...]:
        """Links and pictures."""
        return tuple(
            Link(str(child.attrs.get("href") or child.attrs.get("src") or ""), _line(token))
            for token in self.tokens
            for child in token.children or ()
            if child.type in {"link_open", "image"}
        )

    @property
    def code_spans(self) -> tuple[str, ...]:
        """What stands between single backquotes."""
        return tuple(
            child.content
            for token in self.tokens
            for child in token.children or ()
            if child.type == "code_inline"
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Fenced blocks in order, with what a comment just before says of them."""
        found = []
        before: dict[str, str] = {}
        for token in self.tokens:
            if token.type == "html_block":
                before = dict(_DIRECTIVE.findall(token.content))
            elif token.type == "fence":
                language = (token.info.split() or [""])[0]
                status = int(before.get("exit", "0"))
                found.append(Block(language, token.content, _line(token), before.get("file"), status))
                before = {}
            elif token.level == 0:
                before = {}
        return tuple(found)

    @property
    def table_cells(self) -> frozenset[str]:
        """The first cells of all rows of tables, without backquotes."""
        return frozenset(
            self.tokens[index + 2].content.strip("`")
            for index, token in enumerate(self.tokens)
            if token.type == "tr_open" and self.tokens[index + 1].type == "td_open"
        )


@cache
def load_pages() -> tuple[Page, ...]:
    """Return every Markdown page of the repository."""
    return tuple(map(load_page, sorted(_find())))


@cache
def load_page(path: Path) -> Page:
    """Return one page."""
    return Page(path, tuple(_PARSER.parse(path.read_text(encoding="utf-8"))))


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as code hosts make it."""
    return _NOT_IN_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def _find() -> Iterator[Path]:
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _LEFT_OUT]
        yield from (Path(folder, name) for name in files if name.endswith(".md"))


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"})


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
