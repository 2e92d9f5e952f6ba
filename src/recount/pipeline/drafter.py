"""A process beside a server that works out what rulings move, while the server's threads make pages.

Threads of one process take turns at Python. A ruling that is linked in one of four has a quarter of a processor, and
whoever else waits to link holds a thread meanwhile. In a process of its own it has its share of the machine.

Nothing rests on it: where it is not ready, is busy, takes too long or has died, the draft is worked out here.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from multiprocessing.connection import Connection
from threading import Lock
from typing import TYPE_CHECKING

from recount.link.grouping import load_arrays
from recount.pipeline.judging import Ruling, draft_here
from recount.pipeline.runner import Stopped
from recount.pipeline.serving import (
    Assignment,
    Limits,
    interrupts_held,
    main_module_hidden,
    serve,
)
from recount.store import Store, open_store

if TYPE_CHECKING:
    from recount.store.drafts import Drafted

_LIMITS = Limits(seconds=60, memory_bytes=2 * 2**30)
_PATIENCE_SECONDS = 30.0  # by the clock, after which it is ended and another one started
_FIRST_ANSWERS = 2  # until it is ready: to the work, and to the first rulings, of which there are none
_SPAWN = multiprocessing.get_context("spawn")  # fork would copy locks, threads and open connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Rulings of which a draft is due.

    Attributes:
        rulings, expected, moment: as ``draft_here`` has them.
    """

    rulings: Sequence[Ruling]
    expected: Mapping[str, str | None]
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingWork:
    """The work of such a process: the draft of what is due, on one record."""

    url: str

    def __call__(self, due: Due) -> Drafted | None:
        """Return the draft."""
        return draft_here(_opened(self.url), due.rulings, due.expected, due.moment)


class _NoAnswerError(Exception):
    """Leaves a draft to whoever asked for it; it never leaves this module."""


class DraftingProcess:
    """One such process, from the server's side. It is a ``Drafter``; one thread at a time is served."""

    def __init__(self, url: str) -> None:
        """Start it; it is ready some seconds later.

        Args:
            url: of the record.
        """
        self._url, self._busy = url, Lock()
        self._start()

    def __call__(
        self, store: Store, rulings: Sequence[Ruling], expected: Mapping[str, str | None], moment: datetime, /
    ) -> Drafted | None:
        """Return what rulings move; ``None`` where that waits for the turn to write."""
        if self._busy.acquire(blocking=False):
            try:
                return self._ask(Due(rulings=rulings, expected=expected, moment=moment))
            except _NoAnswerError:
                pass
            finally:
                self._busy.release()
        return draft_here(store, rulings, expected, moment)

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    def is_ready(self) -> bool:
        """Whether drafts are made there by now."""
        with self._busy:
            try:
                self._look_whether_ready()
            except (_NoAnswerError, EOFError, OSError):
                return False
            return True

    def close(self) -> None:
        """End it."""
        self._connection.close()
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        self._connection: Connection
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=serve, args=(theirs, _LIMITS), daemon=True, name="recount-drafter"
        )
        with interrupts_held(), main_module_hidden():
            self._process.start()
        theirs.close()
        self._connection.send(Assignment(work=DraftingWork(url=self._url)))
        self._connection.send(Due(rulings=(), expected={}, moment=datetime.now(UTC)))
        self._awaited = _FIRST_ANSWERS

    def _ask(self, due: Due) -> Drafted | None:
        """Return its draft.

        Raises:
            _NoAnswerError: it is not ready; or it could not do it (its connection may be broken), or has died, and
                another one is started.
        """
        with suppress(EOFError, OSError):  # it has died
            self._look_whether_ready()
            self._connection.send(due)
            if self._connection.poll(_PATIENCE_SECONDS):
                answer: Drafted | Stopped | None = self._connection.recv()
                if not isinstance(answer, Stopped):
                    return answer
        self.close()
        with suppress(OSError):  # the system has no room for it now; the next ruling tries again
            self._start()
        raise _NoAnswerError

    def _look_whether_ready(self) -> None:
        """Return when it is.

        Raises:
            _NoAnswerError: it is not.
        """
        while self._awaited:
            if not self._connection.poll():
                raise _NoAnswerError
            self._connection.recv()
            self._awaited -= 1


@lru_cache(maxsize=1)
def _opened(url: str) -> Store:
    load_arrays()
    return open_store(url, create=False)
