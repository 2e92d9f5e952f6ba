"""The names that live claims give for whoever says or carries a figure, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from recount.store.search_models import NameRow
from recount.store.sql import SqlStore
from recount.store.trouble import plain_errors

_KNOWN = "source:"  # before an id of the table in ``NameRow.same_as``


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceName:
    """One spelling.

    Attributes:
        name: as reports write it.
        claims: how many live claims use it.
        read_as: the id in the table under which the program read it; ``None`` where it knew none.
    """

    name: str
    claims: int
    read_as: str | None


def source_names(store: SqlStore) -> list[SourceName]:
    """Return all spellings, the most used first, then by name."""
    names = NameRow._default_manager  # noqa: SLF001 - Django's own name for it, and the one its types know
    rows = names.using(store.alias).filter(role="source", uses__gt=0)
    with plain_errors(store.url):
        found = [
            SourceName(name=name, claims=uses, read_as=same.removeprefix(_KNOWN) or None)
            for name, same, uses in rows.values_list("name", "same_as", "uses")
        ]
    return sorted(found, key=lambda one: (-one.claims, one.name))
