"""The record a request works on."""

from __future__ import annotations

from functools import cache

from recount.store.accounts import Accounts
from recount.store.sql import SqlStore, attach_sql_store
from recount.web.options import served


@cache
def open_record() -> SqlStore:
    """Return the store of this server; every thread has its own connection behind it."""
    return attach_sql_store(served().store, "default")


def open_accounts() -> Accounts:
    """Return the people of this server."""
    return Accounts(open_record())
