"""When a store is read and written: the turn to write, the turn to link, and reading of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connections, transaction

from recount.errors import StoreError
from recount.store.engine import Engine
from recount.store.right_of_way import right_of_way
from recount.store.trouble import plain_errors

if TYPE_CHECKING:
    from recount.store.log import Log
    from recount.store.search_upkeep import SearchUpkeep


class Turns:
    """What a store over a SQL database does around all that it reads and writes.

    Args:
        engine: the database.
        alias: the name by which Django knows the connection.
        log: of the record.
        index: what is brought up to date at the end of each transaction.
    """

    def __init__(self, engine: Engine, alias: str, log: Log, index: SearchUpkeep) -> None:
        self.url = engine.url
        self._engine, self._alias, self._log, self._index = engine, alias, log, index
        self._way = right_of_way(alias)

    @property
    def moment(self) -> datetime:
        """The moment of the transaction that is open."""
        return self._log.moment()

    @property
    def log(self) -> Log:
        """The log; for rooms of the store only."""
        return self._log

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Return a context in which all writes stand or fall together."""
        with self._plain_errors():
            connection = connections[self._alias]
            if connection.in_atomic_block:
                with self._part_of_one():
                    yield
                return
            with self._way.of_a_writer(), self._engine.begin(self._alias):
                self._engine.take_turn(connection)
                with self._way.taken(), self._log.one_moment(), self._index.gathered():
                    yield

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open."""
        return bool(connections[self._alias].in_atomic_block)

    @contextmanager
    def linking(self) -> Iterator[None]:
        """Return a context that one at a time is in of all who link before they write."""
        connection = connections[self._alias]
        seconds = float(connection.settings_dict["OPTIONS"].get("timeout", 0))
        with self._plain_errors(), self._engine.linking(connection, seconds):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Return a context in which all that is read is of one moment; writers do not wait for it."""
        with self._plain_errors(), self._engine.reading(connections[self._alias]):
            yield

    @contextmanager
    def _part_of_one(self) -> Iterator[None]:
        """Return a part of the transaction that is open, which may be taken back by itself."""
        try:
            with transaction.atomic(using=self._alias):
                yield
        except BaseException:
            self._log.look_again()
            raise

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            with plain_errors(self.url):
                yield
        except StoreError:
            # After the server went away the next call connects anew, unless a transaction is still open.
            connection = connections[self._alias]
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            raise
