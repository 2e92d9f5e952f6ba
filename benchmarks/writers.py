"""Thirty writers at once, each a process: how long a decision waits, on both engines.

    python benchmarks/writers.py [--writers 30] [--writes 20]

PostgreSQL gets a server of its own. Both write through to the disk (synchronous=FULL, fsync=on).
Every decision must be in the log once, and the chain must hold.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from multiprocessing.managers import ListProxy
from multiprocessing.synchronize import Barrier
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the tests' server and processes

from tests.store.cluster import MISSING, Cluster, find_binaries
from tests.store.labour import PROCESSES, decisions_of, start

from recount.store import open_store


def main() -> None:
    """Measure and print one line for each engine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--writers", type=int, default=30)
    parser.add_argument("--writes", type=int, default=20)
    chosen = parser.parse_args()
    print(f"{chosen.writers} writers, {chosen.writes} decisions each; milliseconds for one decision")
    with tempfile.TemporaryDirectory(prefix="recount-writers-") as folder:
        measure("sqlite", f"sqlite:///{Path(folder) / 'record.sqlite'}", chosen.writers, chosen.writes)
    binaries = find_binaries()
    if binaries is None:
        sys.exit(MISSING)
    cluster = Cluster.start(binaries, fsync="on")
    try:
        cluster.execute("CREATE DATABASE record")
        measure("postgresql", cluster.url("record"), chosen.writers, chosen.writes)
    finally:
        cluster.remove()


def measure(engine: str, url: str, writers: int, writes: int) -> None:
    """Let all writers write at once; print the waits."""
    open_store(url).close()
    with PROCESSES.Manager() as manager:
        waits: ListProxy[float] = manager.list()
        barrier = PROCESSES.Barrier(writers)
        processes = [start(write, url, number, writes, barrier, waits) for number in range(writers)]
        for process in processes:
            process.join()
        failed = sum(process.exitcode != 0 for process in processes)
        times = sorted(waits)
    with closing(open_store(url)) as store:
        kept = Counter(decision.id for decision in store.iter_decisions())
        is_whole = store.verify_log() == [] and set(kept.values()) == {1} and len(kept) == writers * writes
    cuts = statistics.quantiles(times, n=20)
    print(
        f"  {engine:10}  p50 {cuts[9] * 1000:.0f}  p95 {cuts[18] * 1000:.0f}  max {times[-1] * 1000:.0f}  "
        f"failed writers {failed}  {'every decision once, the chain holds' if is_whole else 'NOT WHOLE'}"
    )


def write(url: str, number: int, writes: int, barrier: Barrier, waits: ListProxy[float]) -> None:
    """Append decisions one by one; keep how long each took."""
    mine = []
    with closing(open_store(url)) as store:
        barrier.wait()
        for decision in decisions_of(f"writer {number}", writes):
            started = time.perf_counter()
            store.append_decisions([decision])
            mine.append(time.perf_counter() - started)
    waits.extend(mine)


if __name__ == "__main__":
    main()
