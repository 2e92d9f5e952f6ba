"""Somebody who goes to the database directly, past Recount: with sqlite3 or psycopg."""

from __future__ import annotations

import sqlite3
from typing import Any

import psycopg

from recount.store.sqlite import SqliteStore

Refused = (sqlite3.IntegrityError, psycopg.errors.IntegrityError)
_OBSTACLES = {
    "sqlite": (
        "CREATE TRIGGER recount_log_next_only INSERT ON recount_log BEGIN SELECT 1; END",
        "DROP TRIGGER recount_log_next_only",
    ),
    "postgresql": (
        "CREATE FUNCTION recount_log_next() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DROP FUNCTION recount_log_next",
    ),
}
_GUARDS = {
    "sqlite": ("recount_log_no_update", "recount_log_no_delete", "recount_log_next_only"),
    "postgresql": ("recount_log_no_change", "recount_log_next_only"),
}


class Outside:
    """A connection to the database of a store, to be closed."""

    def __init__(self, url: str) -> None:
        self.engine = url.partition(":")[0]
        self._connection: Any
        if self.engine == "postgresql":
            self._connection = psycopg.connect(url, autocommit=True)
        else:
            self._connection = sqlite3.connect(SqliteStore.at(url).path, isolation_level=None)

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement, ``?`` standing for a value; return its rows."""
        if self.engine == "postgresql":
            statement = statement.replace("?", "%s")
        cursor = self._connection.execute(statement, values or ())
        return cursor.fetchall() if cursor.description else []

    def drop_guards(self) -> None:
        """Take the triggers of the log away."""
        for name in _GUARDS[self.engine]:
            self.run(f"DROP TRIGGER {name}" + (" ON recount_log" if self.engine == "postgresql" else ""))

    def obstruct(self) -> None:
        """Put something where the second migration wants to put a guard."""
        self.run(_OBSTACLES[self.engine][0])

    def clear(self) -> None:
        """Take it away again."""
        self.run(_OBSTACLES[self.engine][1])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
