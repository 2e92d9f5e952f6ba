"""Who has the turn to write goes first among the threads of a process.

A ruling speaks with the database some forty times while it has the turn, and all who rule, in every process, wait for
it. After each of these times it competes with the threads that make pages for the one interpreter they share. So these
step aside where they would ask the database something, until the turn is over: their own work is no more for it, and
nobody else waits for the turn while they do it (benchmarks/review.md has what that gives).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, local
from time import monotonic
from typing import TYPE_CHECKING

from django.db.backends.signals import connection_created

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

# A turn in which an accepted claim is kept takes some hundredths of a second. Nobody is to wait for one in which much
# is linked.
_LONGEST_SECONDS = 0.1


class RightOfWay:
    """The threads that work on one record.

    Args:
        longest: seconds, from the start of a turn, after which nobody steps aside for it.
    """

    def __init__(self, longest: float = _LONGEST_SECONDS) -> None:
        self._longest = longest
        self._is_free = Event()
        self._is_free.set()
        self._until = 0.0
        self._mine = local()

    @contextmanager
    def of_a_writer(self) -> Iterator[None]:
        """Return a context in which this thread steps aside for nobody: it waits for the turn, or has it."""
        self._mine.writes = True
        try:
            yield
        finally:
            self._mine.writes = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Return a context in which this thread has the turn; one thread at a time has."""
        self._until = monotonic() + self._longest
        self._is_free.clear()
        try:
            yield
        finally:
            self._is_free.set()

    def step_aside(self) -> None:
        """Wait until the turn is over that another thread has, or has had for long."""
        if not self._is_free.is_set() and not getattr(self._mine, "writes", False):
            self._is_free.wait(max(0.0, self._until - monotonic()))

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        """Step aside, then execute a statement as Django would."""
        self.step_aside()
        return execute(*asked)


_ways: dict[str, RightOfWay] = {}


def right_of_way(alias: str) -> RightOfWay:
    """Return the right of way among the threads whose connections Django knows by one alias."""
    return _ways.get(alias) or RightOfWay()  # of one who shares with nobody


def step_aside_on(alias: str) -> None:
    """Let threads step aside on the connections that Django makes for them by an alias from now on."""
    _ways.setdefault(alias, RightOfWay())
    connection_created.connect(_watch, dispatch_uid="recount.right_of_way")


def _watch(connection: BaseDatabaseWrapper, **_: object) -> None:
    way = _ways.get(connection.alias)
    if way is not None and way not in connection.execute_wrappers:
        connection.execute_wrappers.append(way)
