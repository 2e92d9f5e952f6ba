"""Supervised processes: hostile input that hangs, crashes or eats memory costs one item, never the run.

Neither pool of the standard library can do this: one hangs when a worker dies, the other loses every later
item, and neither ends a worker that is stuck (a regular expression that backtracks holds the interpreter's
lock, so no thread and no signal handler of Python gets a turn). Here each worker has one item at a time and a
deadline; one that misses it is killed and replaced.

No worker outlives the run: it ends when its pipe closes, the kernel ends it when it is stuck as well, and it
leaves Ctrl-C to the parent.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Generic, Self

from recount.errors import WorkerError
from recount.model import RejectionReason
from recount.pipeline.runner import Item, Result, Stopped, Work
from recount.pipeline.serving import OUT_OF_MEMORY, Assignment, Limits, Ready, interrupts_held, serve

DEADLINE_SECONDS = 30
MEMORY_BYTES = 2 * 2**30
START_SECONDS = 120.0  # a worker is ready after 1.5 s; a machine under load or with a cold disk is slower
WINDOW = 8  # items for each worker under way or waiting for an earlier one: bounds memory, keeps the order
_SPAWN = multiprocessing.get_context("spawn")  # fork would copy locks, threads and open stores


@dataclass(slots=True)
class _Task(Generic[Item, Result]):
    """An item and, when it is done, its outcome (in a tuple, since any value can be one)."""

    item: Item
    outcome: tuple[Result | Stopped] | None = None


class _Worker:
    """One process, from the parent's side: starting, idle, or busy with a task."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.connection, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=serve, args=(theirs, limits), daemon=True, name="recount-worker")
        with interrupts_held():
            self.process.start()
        theirs.close()
        self._work: object = None
        self._is_ready = False
        self._task: _Task[Any, Any] | None = None
        self._since = time.monotonic()

    @property
    def is_idle(self) -> bool:
        """Whether it can be given a task."""
        return self._is_ready and self._task is None

    @property
    def is_busy(self) -> bool:
        """Whether it has one."""
        return self._task is not None

    @property
    def ends_at(self) -> float:
        """When what it does now must be done, on the monotonic clock."""
        return self._since + (self._limits.seconds if self._is_ready else START_SECONDS)

    def assign(self, work: object) -> None:
        """Let it prepare for some work, unless that is what it does already."""
        if self._work is not work:
            self._work, self._is_ready, self._since = work, False, time.monotonic()
            self._send(Assignment(work=work))  # type: ignore[arg-type]

    def begin(self, task: _Task[Any, Any]) -> None:
        """Give it a task; the deadline runs from here."""
        self._task, self._since = task, time.monotonic()
        self._send(task.item)

    def receive(self) -> bool:
        """Take one answer; return False when the process is dead."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            return False
        if self._task is not None:
            self._task.outcome = (answer,)
            self._task = None
        elif isinstance(answer, Ready):
            if answer.fault is not None:
                raise _cannot_start(answer.fault)
            self._is_ready = True
        return True

    def fail(self, *, is_late: bool) -> None:
        """End it and charge its task with that.

        Raises:
            WorkerError: it had no task: it could not even start.
        """
        self.end()
        status = self.process.exitcode
        if self._task is None:
            raise _cannot_start("it took too long" if is_late else f"it ended with status {status}")
        self._task.outcome = (_stopped(status, self._limits, is_late=is_late),)

    def end(self) -> None:
        """Kill the process and collect it."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def _send(self, message: object) -> None:
        try:
            self.connection.send(message)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it is dead; ``receive`` finds that and the task is charged with it


class Workers:
    """Processes that run work over streams, each item under a deadline.

    A context manager: leaving it ends the processes. One ``map`` at a time; a ``map`` that is not read to its
    end costs the workers that are busy for it.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        """Start nothing yet.

        Args:
            count: how many processes.
            deadline_seconds: for each item.
            memory_bytes: that each process may take beyond what it has when it is ready (Linux only).
        """
        self._count = count
        self._limits = Limits(seconds=deadline_seconds, memory_bytes=memory_bytes)
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes and collect them."""
        while self._workers:
            self._workers.pop().end()

    def start(self, work: Work[Any, Any] | None = None) -> None:
        """Start the processes and let them prepare for some work, without waiting for them."""
        while len(self._workers) < self._count:
            self._workers.append(_Worker(self._limits))
        for worker in self._workers:
            if work is not None:
                worker.assign(work)

    def map(
        self, work: Work[Item, Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | Stopped]]:
        """Yield each item with its result, in the order of the items.

        Raises:
            WorkerError: a process cannot be started.
        """
        self.start(work)
        tasks: deque[_Task[Item, Result]] = deque()
        source = iter(items)
        is_open = True
        try:
            while is_open or tasks:
                while is_open and len(tasks) < WINDOW * self._count and (worker := self._idle(work)):
                    is_open = _begin_next(source, worker, tasks)
                while tasks and (outcome := tasks[0].outcome) is not None:
                    yield tasks.popleft().item, outcome[0]
                    break  # the worker that is idle by now comes first
                else:
                    if tasks or is_open:
                        self._wait(work)
        finally:
            self._drop([worker for worker in self._workers if worker.is_busy])

    ...
