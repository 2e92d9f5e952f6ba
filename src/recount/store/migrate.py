"""Bringing a store's tables up to date: all of it or nothing, by one process at a time, never backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from recount.errors import StoreError, StoreVersionError
from recount.store.apps import APP_LABEL

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.migrations.executor import MigrationExecutor

    from recount.store.engine import Engine


def migrate(connection: BaseDatabaseWrapper, engine: Engine, *, create: bool) -> None:
    """Apply the migrations the database lacks.

    There is no way back to an older version: keep a copy of the store before an upgrade.

    Raises:
        StoreVersionError: a newer version wrote the store; nothing is changed.
        StoreError: the database is another program's, or is empty and ``create`` is false.
    """
    if not _missing(_executor(connection), engine.url):
        return
    _check_is_ours(connection, engine.url, create=create)
    # SQLite rebuilds tables, and can be told to keep references out of the way only before a transaction.
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        engine.take_turn(connection)
        executor = _executor(connection)  # read again: another process may have done it while we waited
        targets = _missing(executor, engine.url)
        if targets:
            executor.migrate(targets)


def _executor(connection: BaseDatabaseWrapper) -> MigrationExecutor:
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def _missing(executor: MigrationExecutor, url: str) -> list[tuple[str, str]]:
    """Return the targets to migrate to, none when the database is up to date."""
    targets = [key for key in executor.loader.graph.leaf_nodes() if key[0] == APP_LABEL]
    known = executor.loader.disk_migrations or {}
    newer = [key for key in executor.loader.applied_migrations if key[0] == APP_LABEL and key not in known]
    if newer:
        raise StoreVersionError(
            f"the store {url} was written by a newer version of Recount "
            f"(it has {newer[0][1]}). Nothing was changed.",
            next_move="Upgrade recount-record and try again.",
        )
    return targets if executor.migration_plan(targets) else []


def _check_is_ours(connection: BaseDatabaseWrapper, url: str, *, create: bool) -> None:
    """Refuse to lay tables into somebody else's database, or into an empty one unasked."""
    tables = set(connection.introspection.table_names())
    if any(name.startswith("recount_") for name in tables):
        return
    if tables:
        raise StoreError(
            f"{url} is a database of another program.", next_move="Give another one for the store."
        )
    if not create:
        raise StoreError(
            f"there is no store in {url}.", next_move="Check the name, or run 'recount ingest' first."
        )
