"""Opening a store: Django is configured here, with plain values, and each store gets its own connection."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.db import connections

from recount.errors import StoreError, StoreVersionError, UsageError
from recount.store import django_settings

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

APP_LABEL = "recount_store"
_BUSY_SECONDS = 20  # SQLite's wait is unfair; 30 writers at once waited up to 7.4 s when measured
# FULL: an acknowledged decision survives a power cut. IMMEDIATE: a deferred transaction that turns into a
# writer fails at once with "database is locked" instead of waiting.
_SQLITE_OPTIONS = {
    "timeout": _BUSY_SECONDS,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def sqlite_path(url: str) -> Path:
    """Return the file a store URL names: ``sqlite:///PATH``, or a plain path.

    Raises:
        UsageError: the URL names another kind of database.
    """
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    if "://" in url:
        raise UsageError(
            f"store {url!r} is not a SQLite file.",
            next_move="Give a path or sqlite:///PATH; other databases are not supported by this version.",
        )
    return Path(url)


def configure_django() -> None:
    """Configure Django once (``django_settings`` says with what)."""
    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=django_settings.INSTALLED_APPS,
        DATABASES=django_settings.DATABASES,
        USE_TZ=django_settings.USE_TZ,
        TIME_ZONE=django_settings.TIME_ZONE,
    )
    django.setup()


def connect(url: str, *, create: bool) -> BaseDatabaseWrapper:
    """Return a migrated connection to the store at ``url``; ``create`` makes the file when it is not there.

    Raises:
        StoreError: the file is not a store, or cannot be opened.
        StoreVersionError: a newer version of Recount wrote it.
    """
    path = sqlite_path(url).absolute()
    _check_file(path, create=create)
    configure_django()
    alias = "recount_" + hashlib.sha256(str(path).encode()).hexdigest()[:12]
    if alias not in connections.settings:
        connections.settings[alias] = _filled(
            {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(_SQLITE_OPTIONS)}
        )
    connection: BaseDatabaseWrapper = connections[alias]
    try:
        _migrate(connection)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} cannot be used as a store: {error}.", next_move="Give another path."
        ) from error
    return connection


def _filled(database: dict[str, Any]) -> dict[str, Any]:
    """Let Django add its defaults to one database's settings."""
    filled: dict[str, Any] = connections.configure_settings({"default": {}, "store": database})
    result: dict[str, Any] = filled["store"]
    return result


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder.", next_move="Give the path of a file, such as record.sqlite.")
    if not path.parent.is_dir():
        raise StoreError(
            f"the folder {path.parent} does not exist.", next_move="Create it, or give another path."
        )
    if not create and not path.exists():
        raise StoreError(
            f"there is no store at {path}.", next_move="Check the path, or run 'recount ingest' first."
        )
    if path.exists() and path.stat().st_size > 0:
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\x00":
                raise StoreError(
                    f"{path} is not a Recount store.", next_move="Give another path for the store."
                )


def _migrate(connection: BaseDatabaseWrapper) -> None:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets = [key for key in executor.loader.graph.leaf_nodes() if key[0] == APP_LABEL]
    known = executor.loader.disk_migrations
    newer = [key for key in executor.loader.applied_migrations if key[0] == APP_LABEL and key not in known]
    if newer:
        raise StoreVersionError(
            f"the store {connection.settings_dict['NAME']} was written by a newer version of Recount "
            f"(it has {newer[0][1]}). Nothing was changed.",
            next_move="Upgrade recount-record and try again.",
        )
    if executor.migration_plan(targets):
        _check_is_ours(connection)
        executor.migrate(targets)


def _check_is_ours(connection: BaseDatabaseWrapper) -> None:
    """Refuse to lay tables into somebody else's SQLite file."""
    tables = set(connection.introspection.table_names())
    if tables and not any(name.startswith("recount_") for name in tables):
        raise StoreError(
            f"{connection.settings_dict['NAME']} is a SQLite file of another program.",
            next_move="Give another path for the store.",
        )
