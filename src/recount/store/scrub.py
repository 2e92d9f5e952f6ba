"""Erasing for good: what else held an erased ruling, and files that hold what is deleted until it is overwritten."""

from __future__ import annotations

import json

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from recount.errors import StoreError
from recount.store.models import LogBodyRow
from recount.store.work_models import WorkItemRow

_RULING = "decision"  # kind of a work item
_AGAIN = "Close whatever else uses the record, a review server or a back-up, and run the same command again."
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND backend_type = 'client backend' "
    "AND datname = current_database() AND pid <> pg_backend_pid()"
)
_TABLES = (
    "recount_capture",
    "recount_log_body",
    "recount_search",
    "recount_search_word",
    "recount_work_item",
)


def forget_ruling(alias: str, seq: int) -> None:
    """Take a ruling whose log entry is erased from the list of work, where its reason stands as well."""
    row = LogBodyRow.objects.using(alias).filter(seq=seq, body__isnull=False).first()
    body = None if row is None or row.body is None else json.loads(row.body)
    if isinstance(body, dict) and isinstance(body.get("id"), str):
        WorkItemRow.objects.using(alias).filter(kind=_RULING, subject=body["id"]).delete()


def scrub(alias: str) -> None:
    """Rewrite the files that may still hold what was erased; outside any transaction.

    What a PostgreSQL server keeps of its journal, back-ups, and what a disk keeps of overwritten files are not reached.

    Raises:
        StoreError: somebody else is reading, so that the old files stay; or the tables belong to another role.
    """
    connection = connections[alias]
    if connection.vendor == "sqlite":
        _rewrite_file(connection)
    else:
        _rewrite_tables(connection)


def _rewrite_file(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        # The index keeps words of deleted rows until its parts are merged, the journal pages as they were before.
        cursor.execute("INSERT INTO recount_search_index(recount_search_index) VALUES ('optimize')")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_ = cursor.fetchone()
    if is_busy:
        raise StoreError(
            "its journal still holds what was erased, for somebody is reading.", next_move=_AGAIN
        )


def _rewrite_tables(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        if cursor.fetchone()[0]:  # rows that they may still see would be copied along
            raise StoreError(
                "its tables still hold what was erased, for somebody is reading.", next_move=_AGAIN
            )
        for table in _TABLES:
            before = _file_of(cursor, table)
            cursor.execute(f"VACUUM FULL {table}")
            if _file_of(cursor, table) == before:  # the server only warns
                raise StoreError(
                    f"the table {table} still holds what was erased, for it belongs to another role.",
                    next_move="Run the same command as the role that made the record.",
                )


def _file_of(cursor: CursorWrapper, table: str) -> int:
    cursor.execute("SELECT pg_relation_filenode(%s::regclass)", [table])
    return int(cursor.fetchone()[0])
