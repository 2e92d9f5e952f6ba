"""Waiting in line to write to a SQLite file.

SQLite lets whoever waits look again, ever more seldom: of thirty writers one waited fourteen seconds when measured,
while others came and went. Here the writers of one process stand in line, and the one at its head looks often.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock

from django.db import OperationalError, connections, transaction

_LOOK_AGAIN_SECONDS = 0.002
_BUSY = "SQLITE_BUSY"


class Line:
    """Those of this process who wait to write to one file, first come, first served."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()  # the first is at work

    def join(self, seconds: float) -> Lock:
        """Wait for one's turn, and return what is given back by ``leave``; without it when the time is over."""
        mine = Lock()
        mine.acquire()
        with self._guard:
            self._waiting.append(mine)
            if len(self._waiting) == 1:
                return mine
        mine.acquire(timeout=seconds)
        return mine

    def leave(self, mine: Lock) -> None:
        """Let the next one come."""
        with self._guard:
            was_first = self._waiting[0] is mine
            self._waiting.remove(mine)
            if was_first and self._waiting:
                self._waiting[0].release()


_lines: dict[str, Line] = {}


@contextmanager
def in_line(path: str, alias: str) -> Iterator[None]:
    """Return a transaction on a file that is the only one that writes, once its turn has come.

    Raises:
        OperationalError: the time to wait is over (``timeout`` of the connection).
    """
    line = _lines.setdefault(path, Line())
    seconds = float(connections[alias].settings_dict["OPTIONS"].get("timeout", 5))
    until = time.monotonic() + seconds
    mine = line.join(seconds)
    try:
        with ExitStack() as begun:
            _begin(begun, alias, until, seconds)
            yield
    finally:
        line.leave(mine)


def _begin(begun: ExitStack, alias: str, until: float, seconds: float) -> None:
    """Begin to write as soon as no other process does."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                begun.enter_context(transaction.atomic(using=alias))
                return
            except OperationalError as error:
                if not _name_of(error).startswith(_BUSY) or time.monotonic() >= until:
                    raise
            time.sleep(_LOOK_AGAIN_SECONDS)
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _name_of(error: OperationalError) -> str:
    return str(getattr(error.__cause__, "sqlite_errorname", ""))
