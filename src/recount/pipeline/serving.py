"""Inside a worker: take work, prepare, answer one item after the other, within bounds of time and memory."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from recount.pipeline.runner import attempt

OUT_OF_MEMORY = 77
"""Exit status of a worker that met its bound of memory."""
OUT_OF_TIME = "SIGPROF"
"""Signal by which the kernel ends one that met its bound of time."""
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a worker.

    Attributes:
        seconds: of processor time for each item.
        memory_bytes: beyond what it has when it is ready.
    """

    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Message: the items that follow are for this work. It is answered by ``Ready``."""

    work: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Message: the work has arrived; what only its items need is loaded by the first of them."""


def serve(connection: Connection, limits: Limits) -> None:
    """Answer until the other end closes: an ``Assignment`` with ``Ready``, an item with its result."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the parent ends the workers
    work: Callable[[Any], Any] | None = None
    try:
        while True:
            message = connection.recv()
            if isinstance(message, Assignment):
                work = message.work
                _bound_memory(limits.memory_bytes)
                connection.send(Ready())
            elif work is not None:
                with _time_bound(limits.seconds):
                    result = attempt(work, message)
                connection.send(result)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        os._exit(0)  # the parent is gone, or has no more need of this process


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: it inherits that, and is not interrupted half imported."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else the first worker starts it, and it lets interrupts through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def main_module_hidden() -> Iterator[None]:
    """Keep a process that starts from importing the program's main module first.

    That would cost time and, where the module has no guard (as the scripts of some installers), run it again.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _time_bound(seconds: float) -> Iterator[None]:
    """Let the kernel end this process after so much processor time: that needs no turn of Python.

    Not by the clock: what is refused must not depend on what else the machine does.
    """
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory(more_bytes: int) -> None:
    """Bound the address space at what is in use and this much more; where /proc tells the use (Linux)."""
    if sys.platform == "win32" or not _STATM.exists():
        return
    import resource

    in_use = int(_STATM.read_text().split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = in_use + more_bytes
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
