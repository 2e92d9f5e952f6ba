"""Inside a worker: take work, prepare, answer one item after the other, within bounds of time and memory."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from recount.pipeline.runner import Work, attempt

OUT_OF_MEMORY = 77
"""Exit status of a worker that met its bound of memory."""
_GRACE_SECONDS = 5.0  # the parent ends a stuck worker at the deadline; this is for one whose parent is gone
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a worker: seconds for each item, and bytes beyond what it has when it is ready."""

    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Message: prepare for this work. It is answered by ``Ready``."""

    work: Work[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Message: the worker is prepared, or, with a text, it cannot be."""

    fault: str | None = None


def serve(connection: Connection, limits: Limits) -> None:
    """Answer messages until the other end is closed: an ``Assignment`` with ``Ready``, an item with its result."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends the workers
    try:
        while True:
            message = connection.recv()
            if isinstance(message, Assignment):
                work = message.work
                connection.send(_prepare(work, limits))
            else:
                with _time_bound(limits):
                    result = attempt(work, message)
                connection.send(result)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        os._exit(0)  # the parent is gone or has no more need of us


def _prepare(work: Work[Any, Any], limits: Limits) -> Ready:
    try:
        work.prepare()
    except Exception as error:  # noqa: BLE001 - told to the parent, which stops
        return Ready(fault=f"{type(error).__name__}: {error}")
    _bound_memory(limits.memory_bytes)
    return Ready()


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: it inherits that, and is not interrupted half imported."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would start with the first worker, and let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _time_bound(limits: Limits) -> Iterator[None]:
    """Let the kernel end this process when it is stuck and nobody else does; no handler of Python is needed."""
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


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
