"""A process that is killed during intake: what was finished is there, and a second run makes it whole.

Kills for each engine: 20, or as many as the environment variable KILLS says. ``benchmarks/kill_intake.py``
does the same to the command itself, on a whole corpus.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from recount.store import Store, open_store
from tests.store.labour import BATCH, PROCESSES, start, take_in

KILLS = int(os.environ.get("KILLS", "20"))
REPORTS = 60
BATCHES = REPORTS // BATCH
PAUSE = 0.02  # seconds; a batch takes a few milliseconds
PATIENCE = 60  # seconds


def contents(store: Store) -> tuple[Any, ...]:
    """Return what a store holds, moments left out."""
    reports = list(store.iter_reports())
    return (
        reports,
        [store.get_capture(report.capture.sha256) for report in reports],
        list(store.iter_rejections()),
        [(entry.seq, entry.kind, entry.body) for entry in store.iter_log()],
        store.verify_log(),
    )


def kill_after(url: str, batch: int, pause: float) -> None:
    """Start an intake and kill it a moment after it has begun a batch."""
    begun = PROCESSES.Value("q", 0)
    child = start(take_in, url, REPORTS, begun)
    patience = time.monotonic() + PATIENCE
    while begun.value < batch and child.is_alive():
        assert time.monotonic() < patience
        time.sleep(0.0005)
    time.sleep(pause)
    child.kill()
    child.join()


def test_intake_killed_at_any_moment_is_made_whole_by_a_second_run(make_url: Callable[[], str]) -> None:
    undisturbed = make_url()
    take_in(undisturbed, REPORTS, PROCESSES.Value("q", 0))
    with closing(open_store(undisturbed)) as store:
        whole = contents(store)
    assert len(whole[0]) == REPORTS
    chance = random.Random(20310504)
    interrupted = 0
    for number in range(KILLS):
        url = make_url()
        kill_after(url, batch=number % BATCHES, pause=chance.uniform(0, PAUSE))
        with closing(open_store(url)) as store:
            kept, _, refused, log, faults = contents(store)
            assert faults == []
            assert len(kept) == len(refused) == BATCH * len(log)  # whole batches, and nothing beside them
            interrupted += 0 < len(kept) < REPORTS
        take_in(url, REPORTS, PROCESSES.Value("q", 0))
        with closing(open_store(url)) as store:
            assert contents(store) == whole
    assert interrupted > KILLS // 4
