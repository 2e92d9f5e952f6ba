"""What it costs to start: processor seconds of a command from its first process to its last.

    python benchmarks/starting.py [--against SOURCE] [--runs N]

Each command reads one short report. User and system time of the whole tree of processes, those that outlive the
command included (Linux); compiled modules lie ready, as pip leaves them. ``--against`` measures the same of another
version, whose ``src`` folder is given, turn by turn in the same run. ``speed.py`` has the table in ``speed.md``.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RUNS = 9
SOURCE = Path(__file__).parents[1] / "src"
QUIET = (
    "The market in the town of Varda opened on Monday after a long winter. Farmers from the hills said that they had "
    "sold out before noon."
)
STRIKE = (
    "At least 13 people were killed and 40 wounded, 12 of them critically, when an air strike hit a market in the town "
    "of Varda on Monday, a doctor at the hospital said. The bride was among the dead, her cousin told reporters."
)
_SUBREAPER = 36  # of prctl(2): a process whose parent has ended becomes a child of this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A command to start.

    Attributes:
        label: what it shows.
        arguments: of ``recount``.
        text: of the one report on standard input.
        settings: environment variables.
    """

    label: str
    arguments: Sequence[str]
    text: str = QUIET
    settings: Mapping[str, str] = field(default_factory=dict)


_ALONE = {"RECOUNT_WORKERS": "0"}
STARTS = (
    Start(label="`--help`", arguments=("--help",)),
    Start(label="`extract`, the gate stops everything", arguments=("extract", "-")),
    Start(label="the same in one process", arguments=("extract", "-"), settings=_ALONE),
    Start(label="`extract`, claims found, the parser loaded", arguments=("extract", "-"), text=STRIKE),
    Start(label="the same in one process", arguments=("extract", "-"), text=STRIKE, settings=_ALONE),
    Start(label="`ingest` into a new store", arguments=("ingest", "-", "--store", "new.sqlite"), text=STRIKE),
)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--against", type=Path, metavar="SOURCE")
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    print("\n".join(table_of_starts(given.against, given.runs)))


def table_of_starts(against: Path | None = None, runs: int = RUNS) -> Iterator[str]:
    """Yield the table as Markdown."""
    versions = [SOURCE] if against is None else [against, SOURCE]
    yield "| start | " + ("" if against is None else "before | ") + "CPU seconds |"
    yield "|---|" + "---:|" * len(versions)
    with tempfile.TemporaryDirectory() as compiled:
        for start in STARTS:
            seconds = [statistics.median(times) for times in measure(start, versions, runs, Path(compiled))]
            yield f"| {start.label} | " + " | ".join(f"{value:.2f}" for value in seconds) + " |"


def measure(start: Start, versions: Sequence[Path], runs: int, compiled: Path) -> list[list[float]]:
    """Return the CPU seconds of each run, by version; the run that compiles the modules is left out."""
    times: list[list[float]] = [[] for _ in versions]
    for run in range(runs + 1):
        for version, taken in zip(versions, times, strict=True):
            seconds = cpu_seconds(start, version, compiled)
            if run:
                taken.append(seconds)
    return times


def cpu_seconds(start: Start, version: Path, compiled: Path) -> float:
    """Return the user and system time of a command and of all that it starts."""
    line = json.dumps({"id": "one", "text": start.text, "published": "2021-05-03", "outlet": "Bench"})
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RECOUNT_"))
    }
    environment = {
        **inherited, **start.settings, "PYTHONPATH": str(version), "PYTHONPYCACHEPREFIX": str(compiled)
    }  # fmt: skip
    adopt_orphans()
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "recount", *start.arguments],
            input=line,
            text=True,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    wait_for_orphans()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def adopt_orphans() -> None:
    """Become the parent of what a command leaves behind, such as the tracker of Python's multiprocessing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans() -> None:
    """Wait until all children have ended, so that their time is counted."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


if __name__ == "__main__":
    main()
