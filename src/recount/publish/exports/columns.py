"""The tables and columns of the exports, as documented in ``data/<language>/columns.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from recount.codebook.resources import load_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, its Table Schema type, where its value comes from, and what it means."""

    name: str
    type: str
    source: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table.

    Attributes:
        name: of the table and of its file without the ending.
        title, about: for readers.
        key: names of the columns that identify a row.
        columns: in order.
    """

    name: str
    title: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def load_tables(language: str = "en") -> Mapping[str, Table]:
    """Return every documented table by name, in order."""
    raw = load_yaml("recount.publish", f"data/{language}/columns.yml")["tables"]
    return {
        name: Table(
            name=name,
            title=entry["title"],
            about=entry["about"],
            key=tuple(entry["key"]),
            columns=tuple(Column(**column) for column in entry["columns"]),
        )
        for name, entry in raw.items()
    }
