"""What the two databases do differently, and nothing else: everything above goes through Django's ORM."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from recount.errors import UsageError
from recount.store.address import without_password
from recount.store.postgresql import PostgresqlStore
from recount.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class Engine(Protocol):
    """One place where a store can be."""

    @property
    def url(self) -> str:
        """The store's URL as it may be shown: without a password."""

    def database(self, wait_seconds: int) -> dict[str, Any]:
        """Return what Django needs to connect; a writer waits so long for its turn."""

    def check_place(self, *, create: bool) -> None:
        """Refuse, before connecting, what cannot be a store."""

    def check_server(self, connection: BaseDatabaseWrapper) -> None:
        """Refuse, once connected, what cannot hold one."""

    def begin(self, alias: str) -> AbstractContextManager[None]:
        """Return an outermost transaction on a connection."""

    def take_turn(self, connection: BaseDatabaseWrapper) -> None:
        """At the start of a transaction: wait until it is the only one that writes."""

    def linking(self, connection: BaseDatabaseWrapper, wait_seconds: float) -> AbstractContextManager[None]:
        """Return a context, outside any transaction, that one at a time is in of all who link."""

    def reading(self, connection: BaseDatabaseWrapper) -> AbstractContextManager[None]:
        """Return a context, outside any transaction, in which all that is read is of one moment."""


def engine_of(url: str) -> Engine:
    """Return the engine a store URL names: ``postgresql://…``, ``sqlite:///PATH`` or a plain path.

    Raises:
        UsageError: it names another kind of database, or is malformed.
    """
    scheme, mark, _ = url.partition(":")
    if mark and scheme in {"postgres", "postgresql"}:
        return PostgresqlStore.at(url)
    if "://" in url and not url.startswith("sqlite:///"):
        raise UsageError(
            f"store {without_password(url)!r} is neither a SQLite file nor a PostgreSQL database.",
            next_move="Give a path, sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE.",
        )
    return SqliteStore.at(url)
