"""Five-fold figures over annotated reports: how far the figures spread over parts of them.

    python evals/folds.py SCORER GOLD [GOLD ...]

SCORER is the shared ``score_claims.py``, GOLD annotated reports (JSON Lines with id, date, outlet, text and
claims). Reports go to folds by a hash of their id. Nothing is fitted here, so a fold is no held-back set: the spread
shows how much a figure hangs on single reports, and a rule made for one report shows as one fold above the rest.
"""

from __future__ import annotations

import hashlib
import importlib.util
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDS = 5
NAMES = ("exact", "source_f1", "relation", "dates", "places", "perpetrators", "means", "status")


def main() -> int:
    """Print a row a fold, then mean and standard deviation."""
    if len(sys.argv) < 3 or not Path(sys.argv[1]).is_file():
        print((__doc__ or "").strip())
        return 0 if len(sys.argv) < 3 else 1
    scorer = load(Path(sys.argv[1]))
    gold: dict[str, Any] = {}
    read: dict[str, Any] = {}
    for path in map(Path, sys.argv[2:]):
        gold |= scorer.load(path)
        read |= extracted(scorer, path)
    folds: dict[int, list[str]] = defaultdict(list)
    for report in gold:
        folds[fold_of(report)].append(report)
    print(f"{'fold':10}{'reports':>8}{'claims':>8}" + "".join(f"{name:>13}" for name in NAMES))
    rows = [show(scorer, str(fold + 1), folds[fold], gold, read) for fold in range(FOLDS) if folds[fold]]
    means = [statistics.mean(column) for column in zip(*rows, strict=True)]
    spreads = [statistics.stdev(column) for column in zip(*rows, strict=True)]
    print(f"{'mean':26}" + "".join(f"{mean:13.3f}" for mean in means))
    print(f"{'sd':26}" + "".join(f"{spread:13.3f}" for spread in spreads))
    show(scorer, "together", list(gold), gold, read)
    return 0


def fold_of(report: str) -> int:
    """Return the fold of a report."""
    return hashlib.sha256(report.encode("utf-8")).digest()[0] % FOLDS


def load(path: Path) -> ModuleType:
    """Load the shared scorer."""
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python module.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(scorer: ModuleType, path: Path) -> dict[str, Any]:
    """Return what Recount reads in the reports of a file, by report id."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        subprocess.run([sys.executable, "-m", "recount", "extract", str(path)], stdout=file, check=True)
        claims: dict[str, Any] = scorer.load(file.name)
    return claims


def show(
    scorer: ModuleType, title: str, reports: list[str], gold: dict[str, Any], read: dict[str, Any]
) -> list[float]:
    """Print and return the figures over some reports."""
    figures, _ = scorer.score({report: gold[report] for report in reports}, read)
    row = [figure(figures, name) for name in NAMES]
    claims = sum(len(gold[report]["claims"]) for report in reports)
    print(f"{title:10}{len(reports):8}{claims:8}" + "".join(f"{value:13.3f}" for value in row))
    return row


def figure(figures: dict[str, Any], name: str) -> float:
    """Return a figure of the scorer by name."""
    for part in ("fields", "sets"):
        if figures[part].get(name) is not None:
            return float(figures[part][name])
    return float(figures[name]["f1"]) if name in figures else 0.0


if __name__ == "__main__":
    sys.exit(main())
