"""A record in a SQLite file, copied row by row into a PostgreSQL server of its own: for benchmarks on both engines."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the tests' server

import psycopg
from psycopg import sql
from tests.store.cluster import MISSING, Cluster, find_binaries

from recount.store import open_store

_BATCH = 20_000
_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name LIKE 'recount\\_%' AND is_generated = 'NEVER'
ORDER BY table_name, ordinal_position
"""
_SEQUENCES = "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES'"
_CONVERT: dict[str, Callable[[Any], Any]] = {
    "boolean": bool,
    "timestamp with time zone": lambda text: f"{text}+00" if "+" not in str(text) else text,
}
"""SQLite keeps truth as a number, and moments in UTC without saying so."""


@contextmanager
def copied(store: str) -> Iterator[str]:
    """Start a server that writes through to the disk, copy a record into it, and return its URL."""
    binaries = find_binaries()
    if binaries is None:
        sys.exit(MISSING)
    cluster = Cluster.start(binaries, fsync="on")
    try:
        cluster.execute("CREATE DATABASE record")
        url = cluster.url("record")
        open_store(url).close()
        copy_rows(store.removeprefix("sqlite:///"), url)
        yield url
    finally:
        cluster.remove()


def copy_rows(path: str, url: str) -> None:
    """Copy all tables of a record into one that has none of its rows."""
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
        psycopg.connect(url, autocommit=True) as target,
    ):
        target.execute(
            "SET session_replication_role = replica"
        )  # no triggers, no references: the rows are sound
        tables: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in target.execute(_COLUMNS).fetchall():
            tables.setdefault(table, []).append((column, kind))
        for table, columns in tables.items():
            _copy(source, target, table, columns)
        for table, column in target.execute(_SEQUENCES).fetchall():
            if table in tables:
                _move_on(target, table, column)
        # As a database that has been in use for a minute is: else the server tidies up while it is measured.
        target.execute("VACUUM (FREEZE, ANALYZE)")
        target.execute("CHECKPOINT")


def _copy(
    source: sqlite3.Connection, target: psycopg.Connection[Any], table: str, columns: list[tuple[str, str]]
) -> None:
    names = [name for name, _ in columns]
    convert = [_CONVERT.get(kind, lambda value: value) for _, kind in columns]
    asked = ", ".join(f'"{name}"' for name in names)
    rows = source.execute(f'SELECT {asked} FROM "{table}"')  # noqa: S608 - names of our own tables
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    if target.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone():
        target.execute(
            sql.SQL("DELETE FROM {}").format(sql.Identifier(table))
        )  # what a new store says of itself
    with target.cursor() as cursor, cursor.copy(into) as copy:
        while lot := rows.fetchmany(_BATCH):
            for row in lot:
                copy.write_row(
                    [
                        None if value is None else change(value)
                        for change, value in zip(convert, row, strict=True)
                    ]
                )


def _move_on(target: psycopg.Connection[Any], table: str, column: str) -> None:
    """Let the numbers of new rows begin after those that were copied."""
    named = sql.Identifier(column)
    target.execute(
        sql.SQL(
            "SELECT setval(pg_get_serial_sequence({}, {}), COALESCE(MAX({}), 0) + 1, false) FROM {}"
        ).format(sql.Literal(table), sql.Literal(column), named, sql.Identifier(table))
    )
