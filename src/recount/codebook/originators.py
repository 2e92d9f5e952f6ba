"""Who stands behind a name: the originator table (aliases, parents, known dependence).

``SOHR``, ``the Observatory`` and ``Rami Abdel Rahman`` are one originator. The table is data
(``data/originators.yml``) and users extend it; matching is by normalised name, never by guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.errors import CodebookError
from recount.model import Source, SourceKind

_NOT_WORD = re.compile(r"[^\w]+")
_ARTICLES = frozenset({"the", "a", "an"})


def name_key(name: str) -> str:
    """Return the form under which names are compared: NFKD, no marks, no case, no articles."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    words = _NOT_WORD.sub(" ", bare.replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word not in _ARTICLES)


@dataclass(frozen=True, slots=True)
class Originators:
    """The table, indexed by alias.

    Attributes:
        by_id: all sources.
        by_alias: normalised alias to source id.
    """

    by_id: Mapping[str, Source]
    by_alias: Mapping[str, str]

    def find(self, name: str) -> Source | None:
        """Return the source a name stands for, ``None`` when the table does not know the name."""
        source_id = self.by_alias.get(name_key(name))
        return None if source_id is None else self.by_id[source_id]

    def root_of(self, source_id: str) -> str:
        """Return the body at the top of a source's parents."""
        seen = {source_id}
        while (parent := self.by_id[source_id].parent) is not None:
            if parent in seen:
                raise CodebookError(
                    f"originator {source_id!r} is its own ancestor.", next_move="Correct its parent."
                )
            seen.add(parent)
            source_id = parent
        return source_id

    def extended(self, sources: Iterable[Source]) -> Originators:
        """Return a table in which ``sources`` are added, or replace those of the same id."""
        merged = dict(self.by_id)
        merged.update({source.id: source for source in sources})
        return index_sources(merged.values())


def index_sources(sources: Iterable[Source]) -> Originators:
    """Index sources by alias.

    Raises:
        CodebookError: two sources claim one alias, or a parent does not exist.
    """
    by_id = {source.id: source for source in sources}
    by_alias: dict[str, str] = {}
    for source in by_id.values():
        for alias in (source.name, *source.aliases):
            other = by_alias.setdefault(name_key(alias), source.id)
            if other != source.id:
                raise CodebookError(
                    f"alias {alias!r} belongs to both {other!r} and {source.id!r}.",
                    next_move="Keep it with one of them.",
                )
        for linked in (*source.depends_on, *([source.parent] if source.parent else [])):
            if linked not in by_id:
                raise CodebookError(
                    f"originator {source.id!r} names {linked!r}, which is not in the table.",
                    next_move="Add it or correct the id.",
                )
    return Originators(by_id=by_id, by_alias=by_alias)


def parse_sources(entries: Iterable[Mapping[str, Any]]) -> list[Source]:
    """Build sources from YAML entries (id, name, kind, aliases, parent, depends_on)."""
    return [
        Source(
            id=str(entry["id"]),
            name=str(entry["name"]),
            kind=SourceKind(entry["kind"]),
            aliases=tuple(str(alias) for alias in entry.get("aliases", ())),
            parent=entry.get("parent"),
            depends_on=tuple(entry.get("depends_on", ())),
        )
        for entry in entries
    ]


@cache
def load_originators() -> Originators:
    """Return the table that travels in the package."""
    return index_sources(parse_sources(load_yaml("recount.codebook", "data/originators.yml")["originators"]))
