"""Work that behaves and work that does not, where a worker can import it."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from recount.model import Claim, Rejection, Report

_BACKTRACKS = re.compile(r"(a+)+b")


def double(item: int) -> int:
    return 2 * item


def slower_first(item: int) -> int:
    time.sleep(0.02 * (10 - item))
    return item


def act(item: str) -> str:
    """Do what the item says: hang, crash, raise, eat memory; otherwise give it back."""
    if item == "hang":
        _BACKTRACKS.match("a" * 60)  # for years, and holding the interpreter's lock
    if item == "sleep":
        time.sleep(60)
    if item == "exit":
        os._exit(3)
    if item == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if item == "raise":
        raise ValueError("a fault")
    if item == "eat":
        return str(len(bytearray(64 * 2**20)))
    return item


def process_id(_item: object) -> int:
    return os.getpid()


@dataclass(frozen=True)
class DiesOnArrival:
    """Work that a worker cannot even take up."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return _leave, (5,)

    def __call__(self, item: int) -> int:
        return item


def _leave(status: int) -> NoReturn:
    os._exit(status)


@dataclass(frozen=True)
class ActingCoder:
    """A coder that does what a report's first word says, and claims nothing."""

    name: str = "acting/1"
    is_harmless: bool = False

    def extract(self, report: Report) -> Iterator[Claim | Rejection]:
        if not self.is_harmless:
            act(report.text.partition(" ")[0].casefold())
        yield from ()
