"""Persistence: one protocol over an embedded SQLite file or a PostgreSQL database.

``open_store(url)`` is the front door; Django stays behind it.
"""

from __future__ import annotations

from recount.store.protocol import Intake, LogFault, RowFault, Store, StoreReader, StoreStatus, TollVersion

__all__ = [
    "Intake",
    "LogFault",
    "RowFault",
    "Store",
    "StoreReader",
    "StoreStatus",
    "TollVersion",
    "open_store",
]


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at ``url``, migrating it as needed.

    Args:
        url: a path, ``sqlite:///PATH``, or ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE`` (PostgreSQL 15
            or newer; needs the extra ``postgresql``). ``Store.url`` shows it without the password.
        create: make a new store where there is none; otherwise that is a ``StoreError``. A file is created, a
            database is not: it must be there, and may be empty.

    Raises:
        UsageError, StoreError, StoreVersionError: with the next move.
    """
    from recount.store.sql import open_sql_store

    return open_sql_store(url, create=create)
