"""How templates are filled: everything escaped, nothing undefined, no control character left invisible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from recount.codebook.resources import load_yaml

# Embeddings, overrides and isolates reorder what a reader sees; other controls are not seen at all. Both are
# shown by their number. Marks that scripts need (joiners, LRM, RLM, ALM) stay.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|[\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return text in which characters that could hide or reorder words are written as ⟨U+202E⟩."""
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def shortened(text: str, limit: int = 240) -> str:
    """Return text for a line of a list; what is longer than any headline is cut, and the cut is shown."""
    return text if len(text) <= limit else text[:limit].rstrip() + "…"


def isolated(text: object) -> Markup:
    """Return words of a report or a name, in an element of their own direction."""
    if isinstance(text, Markup):
        return text
    return Markup(f'<bdi dir="auto">{escape(visible(str(text)))}</bdi>')  # noqa: S704 - escaped here


@dataclass(frozen=True, slots=True)
class Texts:
    """The fixed texts of one language, by dotted path."""

    table: Mapping[str, Any]
    _whole: dict[str, Markup] = field(default_factory=dict)  # texts without parts, escaped once

    def __call__(self, path: str, **parts: object) -> Markup:
        """Return a text with its parts filled in; parts that are not markup are escaped."""
        if not parts:
            if path not in self._whole:
                self._whole[path] = escape(self.get(path))
            return self._whole[path]
        safe = {name: _safe(part) for name, part in parts.items()}
        return escape(self.get(path)).format(**safe)

    def counted(self, path: str, n: int, **parts: object) -> Markup:
        """Return a text that has one form for one thing and another for several."""
        return self(f"{path}.one" if n == 1 else f"{path}.many", **parts)

    def get(self, path: str) -> Any:  # noqa: ANN401 - a text, or a list of texts
        """Return what stands at a path."""
        found: Any = self.table
        for key in path.split("."):
            found = found[key]
        return found


def _safe(part: object) -> Markup:
    return part if isinstance(part, Markup) else escape(visible(str(part)))


@cache
def load_texts(language: str = "en") -> Texts:
    """Return the texts of a language that travels in the package."""
    return Texts(load_yaml("recount.publish", f"data/{language}/site.yml"))


@cache
def load_environment() -> Environment:
    """Return the environment of the site's templates."""
    environment = Environment(
        loader=PackageLoader("recount.publish", "site/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["bdi"] = isolated
    return environment


def _finalize(value: object) -> object:
    """Show what would hide; markup was made by us and is left alone."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
