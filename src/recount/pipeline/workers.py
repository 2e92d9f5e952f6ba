"""Supervised processes: hostile input that hangs, crashes or eats memory costs one item, never the run.

Neither pool of the standard library can do this: one hangs when a worker dies, the other loses every later
item, and neither ends a worker that is stuck (a regular expression that backtracks holds the interpreter's
lock, so no thread and no signal handler of Python gets a turn). Here each worker has one item at a time and a
deadline; one that misses it is ended and replaced.

No worker outlives the run: it ends when its pipe closes, the kernel ends it when it is stuck as well, and it
leaves Ctrl-C to the parent.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Generic, Self

from recount.errors import WorkerError
from recount.model import RejectionReason
from recount.pipeline.runner import IN_PROCESS, Item, Result, Runner, Stopped
from recount.pipeline.serving import (
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    Assignment,
    Limits,
    Ready,
    interrupts_held,
    main_module_hidden,
    serve,
)
from recount.settings import Settings

DEADLINE_SECONDS = 30
MEMORY_BYTES = 2 * 2**30
START_SECONDS = 120.0  # a worker is ready after 0.5 s; a machine under load or with a cold disk is slower
PATIENCE = 1 if sys.platform == "win32" else 4
"""Times the deadline that an item may take by the clock. The kernel ends a worker at its deadline of processor
time; this is for one that waits for ever, and for Windows, which has no such timer."""
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
        with interrupts_held(), main_module_hidden():
            self.process.start()
        theirs.close()
        self._work: object = None
        self._unready = 0  # assignments not yet answered
        self._task: _Task[Any, Any] | None = None
        self._since = time.monotonic()

    @property
    def is_idle(self) -> bool:
        """Whether it can be given a task."""
        return self._task is None and self._unready == 0

    @property
    def is_busy(self) -> bool:
        """Whether it has a task."""
        return self._task is not None

    @property
    def ends_at(self) -> float:
        """When what it does now must be done, on the monotonic clock."""
        return self._since + (START_SECONDS if self._unready else PATIENCE * self._limits.seconds)

    def assign(self, work: Callable[[Any], Any]) -> None:
        """Let what follows be for some work, unless it is so already."""
        if self._work is not work:
            self._work, self._since = work, time.monotonic()
            self._unready += 1
            self._send(Assignment(work=work))

    def begin(self, task: _Task[Any, Any]) -> None:
        """Give it a task; the deadline runs from here."""
        self._task, self._since = task, time.monotonic()
        self._send(task.item)

    def receive(self) -> bool:
        """Take one answer; False when the process is dead."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            return False
        if isinstance(answer, Ready):
            self._unready -= 1
        elif self._task is not None:
            self._task.outcome = (answer,)
            self._task = None
        return True

    def fail(self, *, is_late: bool) -> None:
        """End it and charge its task with that.

        Raises:
            WorkerError: it had no task: it could not even start.
        """
        self.end()
        status = self.process.exitcode or 0
        if self._task is None:
            raise _cannot_start("it took too long" if is_late else f"it ended with status {status}")
        self._task.outcome = (_stopped(status, self._limits, is_late=is_late),)

    def end(self) -> None:
        """Kill the process and collect it."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()

    def _send(self, message: object) -> None:
        # A process that is dead is found by ``receive``, and the task is charged with it.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(message)


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
            deadline_seconds: of processor time, for each item.
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

    def start(self, work: Callable[[Any], Any] | None = None) -> None:
        """Start the processes and give them their work, without waiting until they are ready."""
        alive = [worker for worker in self._workers if worker.process.is_alive()]
        for dead in self._workers:
            if dead not in alive:
                dead.end()
        self._workers = [*alive, *(_Worker(self._limits) for _ in range(self._count - len(alive)))]
        for worker in self._workers:
            if work is not None:
                worker.assign(work)

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item]
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
                if tasks and (outcome := tasks[0].outcome) is not None:
                    yield tasks.popleft().item, outcome[0]
                elif tasks or is_open:
                    self._wait(work)
        finally:
            for worker in [worker for worker in self._workers if worker.is_busy]:
                self._workers.remove(worker)
                worker.end()

    def _idle(self, work: Callable[[Any], Any]) -> _Worker | None:
        """Return a worker that can be given a task; one that died since its last is replaced."""
        for number, worker in enumerate(self._workers):
            if worker.is_idle and not worker.process.is_alive():
                self._replace(number, work)
            elif worker.is_idle:
                return worker
        return None

    def _wait(self, work: Callable[[Any], Any]) -> None:
        """Wait until a worker answers, dies or is late, and see to it."""
        active = [(number, worker) for number, worker in enumerate(self._workers) if not worker.is_idle]
        left = min(worker.ends_at for _, worker in active) - time.monotonic()
        handles = [handle for _, worker in active for handle in (worker.connection, worker.process.sentinel)]
        ready = wait(handles, max(0.0, left))
        for number, worker in active:
            has_news = worker.connection in ready or worker.process.sentinel in ready
            is_late = not has_news and worker.ends_at <= time.monotonic()
            if is_late or (has_news and not worker.receive()):
                worker.fail(is_late=is_late)
                self._replace(number, work)

    def _replace(self, number: int, work: Callable[[Any], Any]) -> None:
        self._workers[number].end()
        self._workers[number] = _Worker(self._limits)
        self._workers[number].assign(work)


@contextmanager
def open_runner(settings: Settings, *, at_once: bool = True) -> Iterator[Runner]:
    """Yield the runner the settings ask for: workers, ended afterwards, or this process.

    Args:
        at_once: start the workers now; otherwise with the first work.
    """
    if settings.workers == 0:
        yield IN_PROCESS
        return
    with Workers(settings.workers, deadline_seconds=settings.deadline_seconds) as workers:
        if at_once:
            workers.start()
        yield workers


def _begin_next(source: Iterator[Item], worker: _Worker, tasks: deque[_Task[Item, Result]]) -> bool:
    """Give the next item of a stream to a worker; False when there is none."""
    for item in source:
        task: _Task[Item, Result] = _Task(item)
        tasks.append(task)
        worker.begin(task)
        return True
    return False


def _stopped(status: int, limits: Limits, *, is_late: bool) -> Stopped:
    """Say why a worker ended before its task did, from its exit status."""
    signals = {-number: number.name for number in signal.Signals}
    if is_late or signals.get(status) == OUT_OF_TIME:
        detail = (
            f"Reading it took more than {limits.seconds:g} seconds and was ended. "
            "Look at it by hand, or allow more time with RECOUNT_DEADLINE_SECONDS."
        )
        return Stopped(reason=RejectionReason.TIMED_OUT, detail=detail)
    if status == OUT_OF_MEMORY:
        how = f"needed more than {limits.memory_bytes / 2**30:.3g} GB of memory"
    else:
        how = f"died ({signals.get(status, f'status {status}')})"
    detail = f"The process that read it {how}. Look at it by hand, and please report it."
    return Stopped(reason=RejectionReason.WORKER_DIED, detail=detail)


def _cannot_start(how: str) -> WorkerError:
    return WorkerError(
        f"a process for reading reports cannot be started: {how}.",
        next_move="Free some memory, or set RECOUNT_WORKERS=0 to read in this process, without protection.",
    )
