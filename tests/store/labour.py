"""Work that other processes do on a store. They are forked from a server that has read the code once.

Nothing here may be imported by a test before the server starts with it, hence a module of its own.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from multiprocessing.context import ForkServerProcess
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier

from recount.model import Decision, Rejection, RejectionReason, Report
from recount.store import open_store
from recount.store.connect import configure_django
from tests.store.factories import make_decision, make_report

configure_django()
for _module in (
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "recount.store.log",
    "recount.store.migrations.0003_names_of_any_length",
    "recount.store.record",
    "recount.store.sql",
    "recount.store.summary",
):
    import_module(_module)  # once in the server, not in each process

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])

SHARED, OWN = 6, 3
BATCH = 5

Pair = tuple[Report, bytes]


def reports_of(owner: str, number: int) -> list[Pair]:
    """Return reports of one owner, each different from those of others."""
    texts = [
        f"In Varda, {owner} counted {n} killed on Sunday, a rescue official said." for n in range(number)
    ]
    return [(make_report(text), text.encode()) for text in texts]


def decisions_of(owner: str, number: int) -> list[Decision]:
    """Return decisions of one owner."""
    return [make_decision(f"{owner} ruled {n}") for n in range(number)]


def refusals_of(owner: str, number: int) -> list[Rejection]:
    """Return refusals of one owner."""
    return [
        Rejection(stage="ingest", reason=RejectionReason.EMPTY, detail="It is empty.", origin=f"{owner}-{n}")
        for n in range(number)
    ]


def write_beside_others(url: str, number: int, barrier: Barrier, new: Synchronized[int]) -> None:
    """Open the store when all others do; write what is one's own and what all write; count what was new."""
    own, turn = f"writer {number}", number % SHARED
    shared_reports = reports_of("everybody", SHARED)
    shared_decisions = decisions_of("everybody", SHARED)
    barrier.wait(timeout=60)
    with closing(open_store(url)) as store:
        # Each in an order of its own, so that two of them hold what the other one wants next.
        order = [*range(turn, SHARED), *range(turn)]
        for first in range(0, SHARED, 2):
            mixed = [shared_reports[place] for place in order[first : first + 2]]
            taken = store.add_intake([*mixed, reports_of(own, OWN)[first // 2]], refusals_of("everybody", 1))
            fresh = store.append_decisions([*(shared_decisions[place] for place in order[first : first + 2])])
            with new.get_lock():
                new.value += taken.new_reports + taken.new_rejections + fresh
        fresh = store.append_decisions(decisions_of(own, OWN))
        with new.get_lock():
            new.value += fresh


def batches(number: int) -> Iterator[tuple[list[Pair], list[Rejection]]]:
    """Yield the batches of an intake."""
    pairs, refusals = reports_of("somebody", number), refusals_of("somebody", number)
    for start in range(0, number, BATCH):
        yield pairs[start : start + BATCH], refusals[start : start + BATCH]


def take_in(url: str, number: int, begun: Synchronized[int]) -> None:
    """Take in a number of reports; ``begun`` says how many batches were begun."""
    with closing(open_store(url)) as store:
        for pairs, refusals in batches(number):
            begun.value += 1
            store.add_intake(pairs, refusals)


def start(work: object, *arguments: object) -> ForkServerProcess:
    """Start a process at work."""
    process = PROCESSES.Process(target=work, args=arguments)  # type: ignore[arg-type]
    process.start()
    return process
