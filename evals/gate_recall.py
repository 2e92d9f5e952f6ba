"""Measure the gate: what it lets through, what it stops, and how fast.

    python evals/gate_recall.py [FOLDER]

FOLDER is the shared evaluation data. Printed are counts only: how many MUC-4 documents with a human target killed
or injured pass; how many reports pass in which the extractor without the gate finds a claim; how many documents
of other news (MEANTIME, business and technology) pass; and reports through the gate per CPU-second.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from recount.extract import Extractor
from recount.extract.gate import passes_gate
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Claim

DEFAULT_FOLDER = Path("../shared/evals")
LANGUAGE = "en"
LEAST_RECALL, GREATEST_SHARE, LEAST_SPEED = 0.995, 0.15, 2000
_TOKEN = re.compile(r"<token[^>]*>([^<]*)</token>")
_EFFECT = "HUM TGT: EFFECT OF INCIDENT"


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER
    if not (folder / "muc4").is_dir():
        print(f"No evaluation data in {folder}; nothing was measured.")
        return 0
    harmed = [count(f"muc4/{name}", muc_texts(folder, name)) for name in ("dev", "tst1", "tst2")]
    reports = read_lines(folder / "fakes/reports.jsonl")
    claiming = [report["text"] for report in reports if finds_claim(report)]
    found = count("fakes/reports with a claim", claiming)
    other = list(meantime_texts(folder))
    share = count("MEANTIME", other)
    speeds = [speed("reports", [report["text"] for report in reports]), speed("MEANTIME", other)]
    passed, total = (sum(column) for column in zip(*harmed, strict=True))
    goals = (
        passed >= LEAST_RECALL * total,
        found[0] >= LEAST_RECALL * found[1],
        share[0] <= GREATEST_SHARE * share[1],
        min(speeds) >= LEAST_SPEED,
    )
    print(f"muc4 together {passed} of {total}; goals met: {all(goals)}")
    return 0 if all(goals) else 1


def muc_texts(folder: Path, name: str) -> list[str]:
    """Return the documents with a human target killed or injured."""
    return [document["text"] for document in read_lines(folder / f"muc4/{name}.jsonl") if is_harm(document)]


def is_harm(document: dict[str, Any]) -> bool:
    """Whether a template says that somebody was killed or injured."""
    effects = [effect for template in document["templates"] for effect in template.get(_EFFECT) or []]
    heads = [effect.partition(":")[0] for effect in effects]
    return any(("DEATH" in head or "INJURY" in head) and "NO " not in head for head in heads)


def meantime_texts(folder: Path) -> Iterator[str]:
    """Yield the documents of MEANTIME."""
    for path in sorted((folder / "dates/meantime_en").rglob("intra-doc_annotation/*/*.xml")):
        yield " ".join(_TOKEN.findall(path.read_text(encoding="utf-8")))


def finds_claim(report: dict[str, Any]) -> bool:
    """Whether the extractor finds a claim in a report when every report passes."""
    options = IngestOptions(today=date(2031, 12, 31), captured_at=datetime(2031, 12, 31, tzinfo=UTC))
    items = read_bytes(json.dumps(report).encode(), origin="reports.jsonl", options=options)
    with patch("recount.extract.extractor.passes_gate", return_value=True):
        return any(
            isinstance(claim, Claim)
            for item in items
            if isinstance(item, Ingested)
            for claim in Extractor(language=LANGUAGE).extract(item.report)
        )


def count(title: str, texts: Sequence[str]) -> tuple[int, int]:
    """Print and return how many texts pass, of how many."""
    passed = sum(passes_gate(text, LANGUAGE) for text in texts)
    print(f"{title:28} {passed} of {len(texts)} pass, {passed / max(1, len(texts)):.4f}")
    return passed, len(texts)


def speed(title: str, texts: Sequence[str], clock: Callable[[], float] = time.process_time) -> float:
    """Print and return texts through the gate per CPU-second: the best of five rounds."""
    rounds = []
    for _ in range(5):
        start = clock()
        for text in texts:
            passes_gate(text, LANGUAGE)
        rounds.append(len(texts) / (clock() - start))
    print(f"{title:28} {max(rounds):,.0f} per CPU-second")
    return max(rounds)


def read_lines(path: Path) -> list[Any]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
