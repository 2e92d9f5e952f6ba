"""How long does linking take, all of a record and the neighbourhood of one new report, as the record grows?

    python benchmarks/linking.py [--keep] [--processes N] [CLAIMS ...]

Makes a record of each size (``reports.py``: claims given, nothing is extracted), in a SQLite file, and measures

* ``full``: ``toll_store`` on the filled store: reading, sketching for copies, linking, reconciling, keeping all of it;
* ``one``: ``retoll`` for one new report with its claims, in a warm process, all writes included, for each of 40
  reports that come in after the record: median, 90th percentile, longest.

Wall seconds, and CPU seconds beside them, since other work may run on the machine: of this process, and of the copies
of it that share the work of a full run. ``--keep`` writes the table and the chart of linking.md. Each size is measured
in a process of its own, so that none has the memory of another.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from charts import chart
from recount.model import Claim, Report
from recount.pipeline import retoll, toll_store
from recount.pipeline.forking import Forked
from recount.store import Store, open_store
from reports import World

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
NEW = 40
BATCH = 500
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


@dataclass(frozen=True)
class Measured:
    """What one size took, in seconds; memory in GB, of this process and of the largest of its copies."""

    claims: int
    reports: int
    incidents: int
    full: float
    full_cpu: float
    copies_cpu: float
    memory: float
    one: tuple[float, ...]
    one_cpu: tuple[float, ...]
    intake: float


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--processes", type=int, help="share a full run among so many, 1 for none")
    arguments = parser.parse_args()
    rows = []
    context = multiprocessing.get_context("spawn")
    for size in arguments.claims:
        # Not a pool: its threads would keep a record from being shared among processes.
        there, here = context.Pipe()
        process = context.Process(target=answer, args=(here, size, arguments.processes))
        process.start()
        here.close()
        rows.append(there.recv())
        process.join()
        print(line_of(rows[-1]), flush=True)
    if arguments.keep:
        keep(rows)


def answer(connection: Connection, size: int, processes: int | None) -> None:
    """Measure one size and send what was found."""
    connection.send(measure(size, processes))


def measure(size: int, processes: int | None) -> Measured:
    """Measure one size."""
    share = None if processes is None else Forked(processes=processes)
    came = World().reports(size + 400)
    with tempfile.TemporaryDirectory() as folder, closing(open_store(f"{folder}/record.sqlite")) as store:
        claims, reports = fill(store, came, size)
        started, cpu = time.perf_counter(), time.process_time()
        done = toll_store(store, share=share)
        full, full_cpu = time.perf_counter() - started, time.process_time() - cpu
        copies = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = resource.getrusage(resource.RUSAGE_SELF)
        incidents = len(done.incidents)
        del done
        one, one_cpu, intake = [], [], []
        for report, found in list(came)[:NEW]:
            begun = time.perf_counter()
            add(store, [(report, found)])
            started, cpu = time.perf_counter(), time.process_time()
            if retoll(store).is_full:
                sys.exit("a full run where a part was meant")
            one.append(time.perf_counter() - started)
            one_cpu.append(time.process_time() - cpu)
            intake.append(started - begun)
    return Measured(
        claims=claims,
        reports=reports,
        incidents=incidents,
        full=full,
        full_cpu=full_cpu,
        copies_cpu=copies.ru_utime + copies.ru_stime,
        memory=(own.ru_maxrss + copies.ru_maxrss) / 2**20,
        one=tuple(sorted(one)),
        one_cpu=tuple(sorted(one_cpu)),
        intake=sorted(intake)[len(intake) // 2],
    )


def fill(store: Store, came: Iterator[tuple[Report, list[Claim]]], size: int) -> tuple[int, int]:
    """Put reports in until the record has so many claims; return how many claims and reports there are."""
    claims = reports = 0
    with unsearched():
        while claims < size:
            batch: list[tuple[Report, list[Claim]]] = []
            for report, found in came:
                batch.append((report, found))
                claims += len(found)
                if claims >= size or len(batch) == BATCH:
                    break
            add(store, batch)
            reports += len(batch)
    return claims, reports


def add(store: Store, told: list[tuple[Report, list[Claim]]]) -> None:
    """Take reports in with their claims."""
    with store.transaction():
        store.add_intake([(report, report.text.encode()) for report, _ in told])
        for report, claims in told:
            store.put_claims(report.id, claims, [], "made/1")


@contextmanager
def unsearched() -> Iterator[None]:
    """Leave the search index out while a record is made: it is no part of what is measured."""
    from recount.store import search_upkeep

    upkeep: Any = search_upkeep.SearchUpkeep
    work = upkeep._work  # noqa: SLF001
    upkeep._work = upkeep._forget  # noqa: SLF001
    try:
        yield
    finally:
        upkeep._work = work  # noqa: SLF001


def line_of(row: Measured) -> str:
    """Return one line of the table."""

    def at(values: tuple[float, ...], share: float) -> str:
        return f"{1000 * values[min(len(values) - 1, int(share * len(values)))]:.0f}"

    one = " / ".join(at(row.one, share) for share in (0.5, 0.9, 1.0))
    cpu = " / ".join(at(row.one_cpu, share) for share in (0.5, 0.9, 1.0))
    return (
        f"| {row.claims:,} | {row.reports:,} | {row.incidents:,} | {row.full:.1f} | {row.full_cpu:.1f} + "
        f"{row.copies_cpu:.1f} | {1e6 * (row.full_cpu + row.copies_cpu) / row.claims:.0f} | {row.memory:.1f} "
        f"| {one} | {cpu} |"
    )


def keep(rows: list[Measured]) -> None:
    """Write the table into linking.md, between its marks."""
    path = Path(__file__).with_name("linking.md")
    text = path.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    table = "\n".join(
        (
            "| claims | reports | incidents | full, s | CPU s | µs a claim | GB | one, ms | CPU ms |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *map(line_of, rows),
        )
    )
    path.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")
    path.with_suffix(".svg").write_text(drawn(rows), encoding="utf-8")


def drawn(rows: list[Measured]) -> str:
    """Return the chart of both costs against size, in seconds of the processor."""
    full = [(row.claims, row.full_cpu + row.copies_cpu) for row in rows]
    one = [(row.claims, row.one_cpu[len(row.one_cpu) // 2]) for row in rows]
    title = "Processor time of linking against the size of a record"
    return chart(title, "seconds of the processor", {"all of it": full, "one new report": one})


if __name__ == "__main__":
    main()
