"""Speed, as ratios measured in one run.

    python benchmarks/speed.py [FOLDER] [--keep] [--against SOURCE]

Reads the reports of FOLDER (``fakes/reports.jsonl``) where it is there, else the bundled sample repeated. CPU
seconds of one core; each measure is the best of several passes, so that other work disturbs it least.
``--keep`` (``make bench``) also writes the tables to ``benchmarks/speed.md``. Start-ups are measured by
``starting.py``; ``--against`` compares them with those of another version, whose ``src`` folder is given.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import trafilatura

from recount.extract import Extractor, passes_gate
from recount.extract.reading import Reading, read_report
from recount.extract.syntax import propose_by_syntax
from recount.gazetteer import WorldGazetteer
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Report
from starting import RUNS, table_of_starts

KEPT = Path(__file__).with_name("speed.md")
PASSES = 3
REGEX = re.compile(
    r"\b(?:at least |more than |over |up to )?(\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\b(?:\W+\w+){0,4}\W+(?:killed|dead|died|wounded|injured)",
    re.IGNORECASE,
)


def main() -> None:
    """Measure and print the tables."""
    given = parse_arguments()
    lines = load_lines(given.folder)
    reports = [
        item.report
        for item in read_bytes(b"\n".join(lines), origin="bench", options=options())
        if isinstance(item, Ingested)
    ]
    extractor = Extractor(gazetteer=WorldGazetteer())
    pages = [page_of(report) for report in reports]
    list(extractor.extract(reports[0]))  # load lexicons and gazetteer before the clock runs
    readings = [read_report(report) for report in reports if passes_gate(report.text, report.language)]
    rows = [
        ("intake (decode, normalise, language, segments)", best(lambda: read_all(lines))),
        ("gate alone", best(lambda: [passes_gate(report.text, report.language) for report in reports])),
        (
            "full coding, the parse included",
            best(lambda: [list(extractor.extract(report)) for report in reports]),
        ),
        ("the parse alone, with the rules over it", best(lambda: parse_all(readings))),
        ("a regular expression over the same texts", best(lambda: [REGEX.findall(r.text) for r in reports])),
        (
            "trafilatura over the same texts as pages",
            best(lambda: [trafilatura.extract(page) for page in pages]),
        ),
    ]
    full = rows[2][1]
    length = sum(len(report.text) for report in reports) / len(reports)
    heading = f"{len(reports)} reports of {length:.0f} code points on average"
    speeds = [(label, len(reports) / seconds, seconds / full) for label, seconds in rows]
    table = list(lines_of(heading, speeds, given.against))
    print("\n".join(table))
    if given.keep:
        KEPT.write_text("\n".join(table) + "\n", encoding="utf-8")
        print(f"\nKept in {KEPT.relative_to(KEPT.parents[1])}.")


def lines_of(heading: str, rows: Sequence[tuple[str, float, float]], against: Path | None) -> Iterator[str]:
    """Yield the tables as Markdown."""
    yield "# Speed"
    yield ""
    yield f"{heading}; CPU seconds of one core, best of {PASSES} passes, all in one run (`make bench`)."
    yield f"CPython {platform.python_version()}. Compare the ratios: the speeds are this machine's."
    yield ""
    yield "| measure | reports per CPU second | time : full coding |"
    yield "|---|---:|---:|"
    for label, speed, ratio in rows:
        yield f"| {label} | {speed:,.0f} | {ratio:.3f} |"
    yield ""
    yield f"What it costs to start: CPU seconds of the whole tree of processes for one short report, median of {RUNS}"
    yield "runs (`starting.py`), with compiled modules as pip leaves them."
    yield ""
    yield from table_of_starts(against)


def options() -> IngestOptions:
    """Return fixed options."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return IngestOptions(today=date(2026, 1, 1), captured_at=now)


def parse_arguments() -> argparse.Namespace:
    """Return what stands on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/evals"))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--against", type=Path, metavar="SOURCE")
    return parser.parse_args()


def load_lines(folder: Path) -> list[bytes]:
    """Return one JSON object per report."""
    path = folder / "fakes/reports.jsonl"
    if path.is_file():
        return path.read_bytes().splitlines()
    sample = resources.files("recount").joinpath("sample/reports/wire.jsonl").read_text(encoding="utf-8")
    one = [json.loads(line) for line in sample.splitlines()]
    return [json.dumps({**report, "id": f"{report['id']}-{n}"}).encode() for n in range(20) for report in one]


def read_all(lines: Sequence[bytes]) -> None:
    """Read every line to a report."""
    for _ in read_bytes(b"\n".join(lines), origin="bench", options=options()):
        pass


def page_of(report: Report) -> str:
    """Return a plain HTML page with the report's paragraphs."""
    paragraphs = "".join(f"<p>{line}</p>" for line in report.text.splitlines() if line.strip())
    return f"<html><head><title>x</title></head><body><article>{paragraphs}</article></body></html>"


def best(work: Callable[[], object]) -> float:
    """Return the fewest CPU seconds of several passes."""
    times = []
    for _ in range(PASSES):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return max(min(times), 1e-9)


def parse_all(readings: Sequence[Reading]) -> None:
    """Parse the sentences with a word of harm and read who stands in the victim's place."""
    for reading in readings:
        propose_by_syntax(reading)


if __name__ == "__main__":
    main()
