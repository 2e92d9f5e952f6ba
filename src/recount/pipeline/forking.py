"""Work on a large record shared with copies of this process.

A copy sees all that this process holds, so that nothing has to be sent to it; only results come back. It touches no
open store, takes no lock and runs no handler at its end. Since a lock that another thread holds would stay locked in
it, nothing is shared where there are threads, and only on Linux: there the work is done here, with the same result.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from recount.link.sharing import Item, Result, Share, alone

MOST_PROCESSES = 4  # each copies what it looks at
FEWEST_REPORTS = 300  # of a record; a smaller one is linked in the time that copying takes
_FEWEST_ITEMS = 64
_LEFT_OF = (
    12  # of what is done later, the part of each copy to that of this process, which has other work meanwhile
)


def share_for(reports: int) -> Share:
    """Return how work on a record of so many reports is shared on this machine."""
    if sys.platform != "linux" or reports < FEWEST_REPORTS:
        return alone
    return Forked(processes=min(MOST_PROCESSES, len(os.sched_getaffinity(0))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Forked:
    """Shares work among so many processes, this one among them."""

    processes: int
    fewest_items: int = _FEWEST_ITEMS

    def __call__(
        self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], /
    ) -> list[Result]:
        """Return the result of each item, in order."""
        if not self._can_share(items):
            return work(items)
        count = min(self.processes, len(items))
        lots = [range(turn, len(items), count) for turn in range(count)]
        return _Shared(work, items, own=lots[0], others=lots[1:]).results()

    def later(
        self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], /
    ) -> Callable[[], list[Result]]:
        """Let copies begin, and return what gives all results when they are needed; a small part is done then."""
        if not self._can_share(items):
            return lambda: work(items)
        count = self.processes - 1
        own = range(0, len(items), _LEFT_OF * count + 1)
        rest = [index for index in range(len(items)) if index % (_LEFT_OF * count + 1)]
        return _Shared(work, items, own=own, others=[rest[turn::count] for turn in range(count)]).results

    def _can_share(self, items: Sequence[object]) -> bool:
        is_worth_it = self.processes > 1 and len(items) >= self.fewest_items
        return is_worth_it and threading.active_count() == 1


class _Shared(Generic[Item, Result]):
    """Some work that copies have begun, each on a part of the items; one part is left for this process."""

    def __init__(
        self,
        work: Callable[[Sequence[Item]], list[Result]],
        items: Sequence[Item],
        *,
        own: Sequence[int],
        others: Sequence[Sequence[int]],
    ) -> None:
        self._work = work
        self._items = items
        self._own = own
        self._others = [(lot, _Copy(work, [items[index] for index in lot])) for lot in others]

    def results(self) -> list[Result]:
        """Do the part that is left, wait for the others, and return the result of each item, in order."""
        found: dict[int, Result] = {}
        try:
            found.update(zip(self._own, self._work([self._items[index] for index in self._own]), strict=True))
            for lot, copy in self._others:
                found.update(zip(lot, copy.results(), strict=True))
        finally:
            for _, copy in self._others:
                copy.end()
        return [found[index] for index in range(len(self._items))]


class _Copy(Generic[Item, Result]):
    """A copy of this process that does some work; what it could not do is done here."""

    def __init__(self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> None:
        self._work = work
        self._items = items
        self._reading, writing = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            _answer(writing, work, items)
        os.close(writing)

    def results(self) -> list[Result]:
        """Wait for the results."""
        with os.fdopen(self._reading, "rb") as pipe:
            self._reading = -1
            data = pipe.read()
        pid, self._pid = self._pid, 0
        _, status = os.waitpid(pid, 0)
        if status:  # killed for want of memory, or by a fault that the same work shows here
            return self._work(self._items)
        found: list[Result] = pickle.loads(data)  # noqa: S301 - written by our own copy
        return found

    def end(self) -> None:
        """End it if it is not needed any more."""
        if self._reading >= 0:
            os.close(self._reading)
            self._reading = -1
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0

    def __del__(self) -> None:
        self.end()


def _answer(writing: int, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> None:
    """Do the work inside the copy, write the results and end, whatever happens."""
    status = 1
    try:
        data = memoryview(pickle.dumps(work(items), protocol=pickle.HIGHEST_PROTOCOL))
        while data:
            data = data[os.write(writing, data) :]
        status = 0
    finally:
        os._exit(status)
