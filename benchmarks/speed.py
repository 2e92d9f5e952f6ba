"""Speed, as ratios measured in one run.

    python benchmarks/speed.py [FOLDER] [--keep]

Reads the reports of FOLDER (``fakes/reports.jsonl``) where it is there, else the bundled sample repeated. CPU
seconds of one core; each measure is the best of several passes, so that other work disturbs it least.
``--keep`` (``make bench``) also writes the table to ``benchmarks/speed.md``.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
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

KEPT = Path(__file__).with_name("speed.md")
PASSES = 3
STARTS = 5
TEXTS = (  # the gate stops the first; the second needs the parser
    "The market in the town of Varda opened on Monday after a long winter.",
    "The bride was among the dead in the town of Varda on Monday, her cousin said.",
)
REGEX = re.compile(
    r"\b(?:at least |more than |over |up to )?(\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\b(?:\W+\w+){0,4}\W+(?:killed|dead|died|wounded|injured)",
    re.IGNORECASE,
)


def main() -> None:
    """Measure and print the table."""
    lines = load_lines()
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
    table = list(
        lines_of(heading, [(label, len(reports) / seconds, seconds / full) for label, seconds in rows])
    )
    print("\n".join(table))
    if "--keep" in sys.argv:
        KEPT.write_text("\n".join(table) + "\n", encoding="utf-8")
        print(f"\nKept in {KEPT.relative_to(KEPT.parents[1])}.")


def lines_of(heading: str, rows: Sequence[tuple[str, float, float]]) -> Iterator[str]:
    """Yield the table as Markdown."""
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
    yield f"`recount --help` takes {start_up():.2f} s of wall time (best of {STARTS})."
    stopped, parsed = (start_of_extract(text) for text in TEXTS)
    yield ""
    yield f"`recount extract` of one line takes {stopped:.2f} CPU seconds when the gate stops it, {parsed:.2f} with the"
    yield f"parser loaded (best of {STARTS})."


def options() -> IngestOptions:
    """Return fixed options."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return IngestOptions(today=date(2026, 1, 1), captured_at=now)


def load_lines() -> list[bytes]:
    """Return one JSON object per report."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = Path(given[0] if given else "../shared/evals")
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


def start_of_extract(text: str) -> float:
    """Return the CPU seconds of ``recount extract`` over one short report."""
    line = json.dumps({"id": "one", "text": text, "published": "2016-10-13", "outlet": "Bench"})
    times = []
    for _ in range(STARTS):
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "recount", "extract", "-"],
            input=line,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        after = os.times()
        times.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return min(times)


def start_up() -> float:
    """Return the wall seconds of ``recount --help``."""
    times = []
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "recount", "--help"], stdout=subprocess.DEVNULL, env=os.environ, check=True
        )
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
