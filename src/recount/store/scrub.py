"""Rewriting a database's files after something was erased, for what is deleted only stays in them for a while."""

from __future__ import annotations

from django.db import connections

_STATEMENTS = {
    # The index keeps words of deleted rows until its parts are merged, and the journal pages as they were before.
    "sqlite": (
        "INSERT INTO recount_search_index(recount_search_index) VALUES ('optimize')",
        "VACUUM",
        "PRAGMA wal_checkpoint(TRUNCATE)",
    ),
    "postgresql": tuple(
        f"VACUUM FULL {table}"
        for table in ("recount_capture", "recount_log_body", "recount_search", "recount_search_word")
    ),
}


def scrub(alias: str) -> None:
    """Rewrite the files that may still hold what was erased; outside any transaction.

    A PostgreSQL server's archive of its journal, back-ups, and what a disk keeps of overwritten files are not reached.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[connection.vendor]:
            cursor.execute(statement)
