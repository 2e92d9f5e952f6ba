"""The store of a team: one PostgreSQL database, version 15 or newer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction

from recount.errors import StoreError
from recount.store.address import Address, parse_address, without_password

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_OLDEST = 15
_CONNECT_SECONDS = 10
# Writers take turns, as they do on SQLite. The log is one chain, so from its first append a transaction must
# be alone anyway; taking the turn at its start also rules out deadlocks between two intakes, and makes
# "look whether it is there, then insert" safe. An advisory lock needs no right to UPDATE anything, leaves no
# dead rows, does not hold up readers or autovacuum, and is given back at commit, at rollback and when the
# client dies. The number is arbitrary; it is known to this database only.
_TURN = 0x7265636F756E74  # "recount"
_LINKING = _TURN + 1  # a lock of its own: who links does not hold up who writes
# A client whose machine vanished keeps its turn until the server notices: two minutes, not two hours.
_SESSION = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=6"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresqlStore:
    """A store in a PostgreSQL database.

    Attributes:
        url: as it may be shown, without the password.
        address: with it.
    """

    url: str
    address: Address = field(repr=False)

    @classmethod
    def at(cls, url: str) -> PostgresqlStore:
        """Read the URL; raises ``UsageError`` when it is malformed."""
        return cls(url=without_password(url), address=parse_address(url))

    def database(self, wait_seconds: int) -> dict[str, Any]:
        """Return what Django needs to connect; a writer waits so long for its turn."""
        from django.db.backends.postgresql.psycopg_any import IsolationLevel

        address = self.address
        session = f"-c lock_timeout={wait_seconds}s {_SESSION} {address.parameters.get('options', '')}"
        options = {
            "application_name": "recount",
            "connect_timeout": _CONNECT_SECONDS,
            **address.parameters,
            "options": session.strip(),
            # Each statement must see what was committed before it, the turn before all: under a snapshot
            # taken before the wait, a writer would not see what the one before it wrote.
            "isolation_level": IsolationLevel.READ_COMMITTED,
        }
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address.name,
            "USER": address.user or "",
            "PASSWORD": address.password or "",
            "HOST": options.pop("host", address.host),
            "PORT": address.port,
            "OPTIONS": options,
        }

    def check_place(self, *, create: bool) -> None:
        """Refuse, before connecting, when the driver is not there. A database is never created from here."""
        del create
        try:
            import psycopg  # noqa: F401 - LGPL, hence an extra; Django imports it by itself
        except ImportError as error:
            raise StoreError(
                f"the store {self.url} needs the PostgreSQL driver, which is not installed.",
                next_move="Run: pip install 'recount-record[postgresql]'",
            ) from error

    def check_server(self, connection: BaseDatabaseWrapper) -> None:
        """Refuse a server that is too old, and a database that cannot hold every text."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num'), current_setting('server_encoding')")
            version, encoding = cursor.fetchone()
        refuse_unfit(self.url, version=int(version), encoding=encoding)

    def begin(self, alias: str) -> AbstractContextManager[None]:
        """Return a transaction; the turn is taken inside it."""
        return transaction.atomic(using=alias)

    def take_turn(self, connection: BaseDatabaseWrapper) -> None:
        """Wait until no other transaction writes; the turn ends with the transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])

    @contextmanager
    def linking(self, connection: BaseDatabaseWrapper, wait_seconds: float) -> Iterator[None]:
        """Return a context that one at a time is in of all who link; ``lock_timeout`` says how long one waits.

        The lock is the session's, because it is held across two transactions; it goes when the client dies.
        """
        del wait_seconds
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LINKING])
        try:
            yield
        finally:
            _let_go(connection)

    @contextmanager
    def reading(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Return a context in which all that is read is of one moment, and nothing can be written."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _let_go(connection: BaseDatabaseWrapper) -> None:
    """Let the next one link; a connection that cannot say so any more is closed, which says it too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LINKING])
    except DatabaseError:
        connection.close()


def refuse_unfit(url: str, *, version: int, encoding: str) -> None:
    """Raise ``StoreError`` for a server that is too old, or a database that cannot hold every text.

    Args:
        version: as PostgreSQL counts, 150018 for 15.18.
    """
    if version // 10000 < _OLDEST:
        raise StoreError(
            f"{url} is PostgreSQL {version // 10000}; Recount needs {_OLDEST} or newer.",
            next_move="Upgrade the server, or use another one.",
        )
    if encoding != "UTF8":
        raise StoreError(
            f"the database {url} is encoded in {encoding} and cannot hold every text.",
            next_move="Create one with: createdb --encoding=UTF8 --template=template0 NAME",
        )
