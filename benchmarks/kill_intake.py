"""Kill ``recount ingest`` at random moments, run it again, and compare with a run that was left in peace.

    python benchmarks/kill_intake.py [FILE] [--runs 200] [--engine sqlite|postgresql]

Takes in FILE, or reports made up here. Half of the moments are spread over the whole run, start and end
included; half follow a batch that was just kept, so that they fall into the reading and writing of the next
one. After each kill the log must verify and whole batches must be there, nothing else; after the second run
every report is there once and the record is the undisturbed one. PostgreSQL gets a server of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the tests' server

from recount.ingest import IngestOptions, read_path
from recount.pipeline import take_in
from recount.store import Store, open_store

NOW = datetime.now(UTC)
OPTIONS = IngestOptions(today=NOW.date(), captured_at=NOW)
MADE = 662
INGEST = (sys.executable, "-c", "from recount.cli.main import run; run()", "ingest")


def main() -> None:
    """Run the kills and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="recount-kill-") as folder,
        places(chosen.engine, Path(folder)) as new,
    ):
        source = chosen.file or make_reports(Path(folder) / "reports.jsonl")
        report(chosen.engine, *kill_all(source, chosen.runs, new))


def kill_all(source: Path, runs: int, new: Callable[[], str]) -> tuple[int, Counter[str], float]:
    """Kill so many runs; return how many reports there are, how far the runs came, and how long one takes."""
    started = time.monotonic()
    url = new()
    subprocess.run([*INGEST, source, "--store", url], check=True, capture_output=True)
    seconds = time.monotonic() - started
    with closing(open_store(url, create=False)) as store:
        whole = contents(store)
        moments = [entry.at for entry in store.iter_log()]
    batches, gap = len(moments), (moments[-1] - moments[0]).total_seconds() / len(moments)
    items = list(read_path(source, options=OPTIONS))
    chance = random.Random(20310504)
    reached: Counter[str] = Counter()
    for number in range(runs):
        url = new()
        with closing(open_store(url)) as store:
            process = subprocess.Popen([*INGEST, source, "--store", url], stderr=subprocess.DEVNULL)
            if number % 2:
                wait_for_batch(store, process, number // 2 % batches)
                time.sleep(chance.uniform(0, gap))
            else:
                time.sleep(seconds * 1.05 * (number + chance.random()) / runs)
            process.kill()
            process.wait()
            reached[check_part(store, len(whole[0]))] += 1
            take_in(store, items)
            if contents(store) != whole:
                sys.exit(f"run {number}: the record is not the undisturbed one ({url})")
    return len(whole[0]), reached, seconds


def wait_for_batch(store: Store, process: subprocess.Popen[bytes], number: int) -> None:
    """Wait until so many batches are kept, or the run is over."""
    while process.poll() is None and sum(1 for _ in store.iter_log()) < number:
        time.sleep(0.001)


def check_part(store: Store, total: int) -> str:
    """Check what a killed run left; return how far it came."""
    kept = [item.id for item in store.iter_reports()]
    logged = [entry["reports"] for entry in map(json.loads, (entry.body or "" for entry in store.iter_log()))]
    if store.verify_log() or Counter(kept) != Counter(id_ for batch in logged for id_ in batch):
        sys.exit(f"the log does not hold, or does not name what is there ({store.url})")
    return "nothing kept yet" if not kept else "everything kept" if len(kept) == total else "stopped between"


def contents(store: Store) -> tuple[Any, ...]:
    """Return what a store holds, moments left out."""
    reports = list(store.iter_reports())
    return (
        [replace(item, capture=replace(item.capture, captured_at=NOW)) for item in reports],
        [store.get_capture(item.capture.sha256) for item in reports],
        list(store.iter_rejections()),
        [(entry.seq, entry.kind, entry.body) for entry in store.iter_log()],
        store.verify_log(),
    )


def report(engine: str, reports: int, reached: Counter[str], seconds: float) -> None:
    """Print the outcome."""
    print(f"{engine}: {reports} reports, {seconds:.1f} s undisturbed, {reached.total()} runs killed")
    for words, number in sorted(reached.items()):
        print(f"  {number:5} {words}")
    print("  after a second run: every report once, the log whole, the record as undisturbed, in all of them")


@contextmanager
def places(engine: str, folder: Path) -> Iterator[Callable[[], str]]:
    """Yield a function that gives the URL of a new place for a store each time."""
    numbers = count(1)
    if engine == "sqlite":
        yield lambda: f"sqlite:///{folder / f'record_{next(numbers)}.sqlite'}"
        return
    from tests.store.cluster import MISSING, Cluster, find_binaries

    binaries = find_binaries()
    if binaries is None:
        sys.exit(MISSING)
    cluster = Cluster.start(binaries)

    def _new() -> str:
        name = f"record_{next(numbers)}"
        cluster.execute("CREATE DATABASE {}", name)
        return cluster.url(name)

    try:
        yield _new
    finally:
        cluster.remove()


def make_reports(path: Path) -> Path:
    """Write made-up reports, one a line, every hundredth of them refused; return the path."""
    lines = [
        {
            "text": f"In Varda {n} people were killed on Sunday, a rescue official said.",
            "published": "2019-05-05",
        }
        if n % 100
        else {"published": "2019-05-05"}
        for n in range(MADE)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
