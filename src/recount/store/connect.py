"""Opening a store: Django is configured here, with plain values, and each store gets its own connection."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.db import connections

from recount.store import django_settings
from recount.store.migrate import migrate
from recount.store.trouble import plain_errors

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from recount.store.engine import Engine

# SQLite's wait is unfair: 30 writers at once waited up to 7.4 s when measured. Coding 100 reports is one
# transaction and takes seconds.
WAIT_SECONDS = 60
_numbers = count(1)


def configure_django() -> None:
    """Configure Django once (``django_settings`` says with what)."""
    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=django_settings.INSTALLED_APPS,
        DATABASES=django_settings.DATABASES,
        USE_TZ=django_settings.USE_TZ,
        TIME_ZONE=django_settings.TIME_ZONE,
        PASSWORD_HASHERS=django_settings.PASSWORD_HASHERS,
    )
    django.setup()


def connect(engine: Engine, *, create: bool) -> BaseDatabaseWrapper:
    """Return a migrated connection of its own; ``create`` makes a store where there is none.

    Raises:
        StoreError: there is no store, it is something else, or it cannot be reached or opened.
        StoreVersionError: a newer version of Recount wrote it.
    """
    engine.check_place(create=create)
    configure_django()
    alias = f"recount_{next(_numbers)}"
    # CONN_MAX_AGE: Django must not close a connection because of its age, reading may be under way on it.
    connections.settings[alias] = _filled({**engine.database(WAIT_SECONDS), "CONN_MAX_AGE": None})
    connection: BaseDatabaseWrapper = connections[alias]
    try:
        with plain_errors(engine.url):
            engine.check_server(connection)
            migrate(connection, engine, create=create)
    except BaseException:
        disconnect(connection)
        raise
    return connection


def disconnect(connection: BaseDatabaseWrapper) -> None:
    """Close a connection for good; a second time does nothing."""
    connection.close()
    if connections.settings.pop(connection.alias, None) is not None:
        del connections[connection.alias]


def _filled(database: dict[str, Any]) -> dict[str, Any]:
    """Let Django add its defaults to one database's settings."""
    filled: dict[str, Any] = connections.configure_settings({"default": {}, "store": database})
    result: dict[str, Any] = filled["store"]
    return result
