"""Sources: the bodies and persons who publish or speak, and who stands behind whom."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model.codes import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A body or person.

    Attributes:
        id: stable short name ("sohr").
        name: as readers know it.
        kind: what it is.
        aliases: other names, spellings and acronyms, and persons who speak for it.
        parent: id of the body it is part of.
        depends_on: ids of bodies it is known to take its figures from.
        local_aliases: names that mean it in one country only, as (ISO 3166-1 alpha-2, name) pairs: every
            country has a "Civil Defence".
    """

    id: str
    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    depends_on: tuple[str, ...] = ()
    local_aliases: tuple[tuple[str, str], ...] = ()
