"""Waiting in line to link what a ruling moves in a SQLite file, before there is a turn to write.

Only one at a time should: what two work out at once can be kept of the first only. It is a courtesy, not a lock. Where
the line cannot be held, or waiting in it takes too long, whoever has the turn to write sees that the record has changed
and works it out again.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recount.store.sqlite_line import Line

_LOOK_AGAIN_SECONDS = 0.01
_lines: dict[str, Line] = {}


@contextmanager
def linkers_line(path: Path, seconds: float) -> Iterator[None]:
    """Return a context that one at a time is in, of all processes that link this file; one waits so long."""
    line, until = _lines.setdefault(str(path), Line()), time.monotonic() + seconds
    mine = line.join(seconds)
    try:
        with _alone(path.parent, until):
            yield
    finally:
        line.leave(mine)


@contextmanager
def _alone(folder: Path, until: float) -> Iterator[None]:
    """Hold a folder against other processes. The system lets it go when a process dies, and leaves no file behind.

    Not the file of the record: SQLite's own locks on it would be lost when it is closed.
    """
    if sys.platform == "win32":  # one process serves a record there
        yield
        return
    import fcntl

    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        while time.monotonic() < until:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(_LOOK_AGAIN_SECONDS)
            except OSError:
                break
        yield
    finally:
        os.close(held)
