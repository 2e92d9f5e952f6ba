"""Who stands behind a name: the originator table (aliases, parents, known dependence).

``SOHR``, ``the Observatory`` and ``Rami Abdel Rahman`` are one originator. The table is data
(``data/originators.yml``) and users extend it; matching is by normalised name, never by guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.errors import CodebookError
from recount.model import Source, SourceKind

_NOT_WORD = re.compile(r"[^\w]+")
_ARTICLES = frozenset({"the", "a", "an"})


@lru_cache(maxsize=65536)
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
        by_alias: normalised alias to source id; a name that means a source in one country only is among them,
            unless another source has it everywhere.
        local: (normalised alias, country) to source id, for names that mean a source in one country only.
    """

    by_id: Mapping[str, Source]
    by_alias: Mapping[str, str]
    local: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def find(self, name: str) -> Source | None:
        """Return the source a name stands for, ``None`` when the table does not know the name."""
        source_id = self.by_alias.get(name_key(name))
        return None if source_id is None else self.by_id[source_id]

    def find_in(self, name: str, countries: Collection[str]) -> Source | None:
        """Return the source a name stands for where a report is about some countries.

        A name that means a source in one country only means nothing elsewhere, nor where no country is known.
        """
        key = name_key(name)
        for country in sorted(countries):
            if (source_id := self.local.get((key, country))) is not None:
                return self.by_id[source_id]
        return None if self.is_local(name) else self.find(name)

    def is_local(self, name: str) -> bool:
        """Whether a name means a source in some countries only."""
        key = name_key(name)
        owner = self.by_alias.get(key)
        return owner is not None and owner in self._local_owners(key)

    def _local_owners(self, key: str) -> set[str]:
        return {source_id for (name, _), source_id in self.local.items() if name == key}

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

    def behind(self, source_id: str) -> frozenset[str]:
        """Return the topmost bodies that a source is known to take its figures from, at first hand or further."""
        found: set[str] = set()
        waiting = [source_id]
        while waiting:
            source = self.by_id.get(waiting.pop())
            linked = (
                () if source is None else (*source.depends_on, *([source.parent] if source.parent else []))
            )
            for other in linked:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return frozenset(self.root_of(other) for other in found) - {source_id}

    def extended(self, sources: Iterable[Source]) -> Originators:
        """Return a table in which ``sources`` are added, or replace those of the same id.

        Raises:
            CodebookError: two sources claim one name, a body named does not exist, or one is its own ancestor.
        """
        added = {source.id: source for source in sources}
        by_alias = {key: owner for key, owner in self.by_alias.items() if owner not in added}
        local = {key: owner for key, owner in self.local.items() if owner not in added}
        by_id = {**self.by_id, **added}
        for source in added.values():
            _index(source, by_id, by_alias, local)
        _index_local(added.values(), by_alias, local)
        table = replace(self, by_id=by_id, by_alias=by_alias, local=local)
        for source_id in added:
            table.root_of(source_id)
        return table


def index_sources(sources: Iterable[Source]) -> Originators:
    """Index sources by alias.

    Raises:
        CodebookError: two sources claim one alias, or a parent does not exist.
    """
    by_id = {source.id: source for source in sources}
    by_alias: dict[str, str] = {}
    local: dict[tuple[str, str], str] = {}
    for source in by_id.values():
        _index(source, by_id, by_alias, local)
    _index_local(by_id.values(), by_alias, local)
    return Originators(by_id=by_id, by_alias=by_alias, local=local)


def _index(
    source: Source,
    by_id: Mapping[str, Source],
    by_alias: dict[str, str],
    local: Mapping[tuple[str, str], str],
) -> None:
    """Enter a source's names; ``by_alias`` is changed in place."""
    here_and_there = {name for name, _ in local}
    for alias in (source.name, *source.aliases):
        key = name_key(alias)
        if key in here_and_there:
            by_alias[key] = source.id
        other = by_alias.setdefault(key, source.id)
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


def _index_local(
    sources: Iterable[Source], by_alias: dict[str, str], local: dict[tuple[str, str], str]
) -> None:
    """Enter the names that mean a source in one country only; both tables are changed in place."""
    for source in sources:
        for country, alias in source.local_aliases:
            key = name_key(alias)
            other = local.setdefault((key, country), source.id)
            if other != source.id:
                raise CodebookError(
                    f"alias {alias!r} belongs to both {other!r} and {source.id!r} in {country}.",
                    next_move="Keep it with one of them.",
                )
            by_alias.setdefault(key, source.id)


def parse_sources(entries: Iterable[Mapping[str, Any]]) -> list[Source]:
    """Build sources from YAML entries (id, name, kind, aliases, local_aliases, parent, depends_on)."""
    return [
        Source(
            id=str(entry["id"]),
            name=str(entry["name"]),
            kind=SourceKind(entry["kind"]),
            aliases=tuple(str(alias) for alias in entry.get("aliases", ())),
            parent=entry.get("parent"),
            depends_on=tuple(entry.get("depends_on", ())),
            local_aliases=tuple(
                (str(country), str(alias))
                for country, aliases in entry.get("local_aliases", {}).items()
                for alias in aliases
            ),
        )
        for entry in entries
    ]


@cache
def load_originators() -> Originators:
    """Return the table that travels in the package."""
    return index_sources(parse_sources(load_yaml("recount.codebook", "data/originators.yml")["originators"]))


def is_same_body(one: str, two: str | None) -> bool:
    """Whether two names are spellings of one, or stand for one body of the table ("AFP", "Agence France-Presse")."""
    if two is None:
        return False
    table = load_originators()
    known, other = table.find(one), table.find(two)
    return name_key(one) == name_key(two) or (known is not None and known is other)
