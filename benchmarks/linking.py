"""How long does linking take, all of a record and the neighbourhood of one new report, as the record grows?

    python benchmarks/linking.py [--keep] [CLAIMS ...]

Makes a record of each size (``reports.py``: claims given, nothing is extracted), in a SQLite file, and measures

* ``link``: linking and reconciling all claims, in memory (``make_tolls``, after the reports were met for copies);
* ``full``: ``toll_store`` on the filled store: reading, linking, reconciling, and keeping all of it;
* ``one``: ``retoll`` for one new report with its claims, in a warm process, all writes included, for each of 40
  reports that come in after the record: median, 90th percentile, longest.

Wall seconds, and CPU seconds of this process beside them, since other work may run on the machine. ``--keep`` writes
the table to linking.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recount.model import Claim, Report
from recount.pipeline import retoll, toll_store
from recount.store import Store, open_store
from reports import World

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
NEW = 40
BATCH = 500
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


@dataclass(frozen=True)
class Measured:
    """What one size took, in seconds."""

    claims: int
    reports: int
    incidents: int
    full: float
    full_cpu: float
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
    arguments = parser.parse_args()
    rows = []
    for size in arguments.claims:
        rows.append(measure(size))
        print(line_of(rows[-1]), flush=True)
    if arguments.keep:
        keep(rows)


def measure(size: int) -> Measured:
    """Measure one size."""
    came = World().reports(size + 400)
    with tempfile.TemporaryDirectory() as folder, closing(open_store(f"{folder}/record.sqlite")) as store:
        claims, reports = fill(store, came, size)
        started, cpu = time.perf_counter(), time.process_time()
        done = toll_store(store)
        full, full_cpu = time.perf_counter() - started, time.process_time() - cpu
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
        f"| {row.claims:,} | {row.reports:,} | {row.incidents:,} | {row.full:.1f} | {row.full_cpu:.1f} "
        f"| {1e6 * row.full_cpu / row.claims:.0f} | {one} | {cpu} |"
    )


def keep(rows: list[Measured]) -> None:
    """Write the table into linking.md, between its marks."""
    path = Path(__file__).with_name("linking.md")
    text = path.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    table = "\n".join(
        (
            "| claims | reports | incidents | full, s | CPU s | µs a claim | one, ms | CPU ms |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|",
            *map(line_of, rows),
        )
    )
    path.write_text(f"{head}{BEGIN}\n{table}\n\n```\n{plot(rows)}\n```\n{END}{tail}", encoding="utf-8")


def plot(rows: list[Measured]) -> str:
    """Return both costs against size, one bar each, drawn to the largest."""
    most = max(row.full_cpu for row in rows)
    longest = max(row.one[len(row.one) // 2] for row in rows)
    lines = []
    for row in rows:
        full, one = row.full_cpu / most, row.one[len(row.one) // 2] / longest
        lines.append(f"{row.claims:>9,} full {'█' * max(1, round(50 * full)):<50} {row.full_cpu:.1f} s CPU")
        lines.append(f"{'':>9} one  {'▒' * max(1, round(50 * one)):<50} {1000 * one * longest:.0f} ms")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
