"""What verbs show on a terminal: progress (none when standard error is not one) and plain lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Yield a function to call once for each item done."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def print_known(known_at: datetime | None) -> None:
    """Write, with the result, as of when a record is shown; nothing where it is shown as it stands."""
    if known_at is None:
        return
    from recount.publish.wording import load_wording

    sys.stdout.write(f"{load_wording().known(known_at)}.\n")


def say(line: str) -> None:
    """Write one line to standard error, which is where words about the work go."""
    sys.stderr.write(line + "\n")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, in the plural but for one ("1 report", "0 reports", "2 entries")."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"
