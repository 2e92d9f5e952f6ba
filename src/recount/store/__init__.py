"""Persistence: one protocol over embedded SQLite.

``open_store(url)`` is the front door; Django stays behind it.
"""

from __future__ import annotations

from recount.store.protocol import Intake, LogFault, Store, StoreStatus

__all__ = ["Intake", "LogFault", "Store", "StoreStatus", "open_store"]


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at ``url`` (a path or ``sqlite:///PATH``), migrating it as needed.

    Args:
        create: make a new store where there is none; otherwise that is a ``StoreError``.

    Raises:
        UsageError, StoreError, StoreVersionError: with the next move.
    """
    from recount.store.sql import open_sql_store

    return open_sql_store(url, create=create)
