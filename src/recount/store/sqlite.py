"""The embedded store: one SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recount.errors import StoreError
from recount.store.linkers_line import linkers_line
from recount.store.sqlite_line import in_line

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_HEADER = b"SQLite format 3\x00"
# FULL: an acknowledged decision survives a power cut. IMMEDIATE: a deferred transaction that turns into a
# writer fails at once with "database is locked" instead of waiting.
_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    "cached_statements": 500,  # of SQLite's own 128 a new report needs nearly all, and a page of the application others
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SqliteStore:
    """A store in a SQLite file.

    Attributes:
        url: as given; it holds nothing secret.
        path: of the file, absolute.
    """

    url: str
    path: Path

    @classmethod
    def at(cls, url: str) -> SqliteStore:
        """Read ``sqlite:///PATH``, or a plain path."""
        return cls(url=url, path=Path(url.removeprefix("sqlite:///")).absolute())

    def database(self, wait_seconds: int) -> dict[str, Any]:
        """Return what Django needs to connect; a writer waits so long for its turn."""
        options = {**_OPTIONS, "timeout": wait_seconds}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.path), "OPTIONS": options}

    def check_place(self, *, create: bool) -> None:
        """Refuse, before connecting, what is not a store and may not become one."""
        path = self.path
        if path.is_dir():
            raise StoreError(
                f"{path} is a folder.", next_move="Give the path of a file, such as record.sqlite."
            )
        if not path.parent.is_dir():
            raise StoreError(
                f"the folder {path.parent} does not exist.", next_move="Create it, or give another path."
            )
        if not create and not path.exists():
            raise StoreError(
                f"there is no store at {path}.", next_move="Check the path, or run 'recount ingest' first."
            )
        if path.exists() and self._head() not in {b"", _HEADER}:
            raise StoreError(f"{path} is not a Recount store.", next_move="Give another path for the store.")

    def check_server(self, connection: BaseDatabaseWrapper) -> None:
        """There is no server to check."""

    def begin(self, alias: str) -> AbstractContextManager[None]:
        """Return a transaction that is the only one that writes, once its turn has come."""
        return in_line(str(self.path), alias)

    def take_turn(self, connection: BaseDatabaseWrapper) -> None:
        """Nothing to do: BEGIN IMMEDIATE has already made this transaction the only writer."""

    def linking(self, connection: BaseDatabaseWrapper, wait_seconds: float) -> AbstractContextManager[None]:
        """Return a context that one at a time is in of all who link; without it after waiting so long."""
        del connection
        return linkers_line(self.path, wait_seconds)

    @contextmanager
    def reading(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Return a context in which all that is read is of one moment, and nothing can be written."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = 1")
            try:
                cursor.execute("BEGIN")  # deferred: it never waits for a writer
                try:
                    yield
                finally:
                    cursor.execute("ROLLBACK")
            finally:
                cursor.execute("PRAGMA query_only = 0")

    def _head(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(len(_HEADER))
        except OSError as error:
            raise StoreError(
                f"{self.path} cannot be read: {error.strerror}.", next_move="Check that you may read it."
            ) from error
