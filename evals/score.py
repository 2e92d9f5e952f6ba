"""Score Recount against the shared, annotated reports, where they lie beside the repository.

    python evals/score.py [FOLDER]

Runs the stateless pipes as a user would and the folder's own scorers over what comes out. All figures are
development figures: these reports were looked at while the rules were written. Without the folder it says so
and ends well, because neither package nor tests need it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

DEFAULT_FOLDER = Path("../shared/evals")


def main() -> None:
    """Print all figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER
    if not (folder / "score_claims.py").is_file():
        print(f"No evaluation data in {folder}; nothing was scored.")
        return
    with tempfile.TemporaryDirectory() as scratch:
        claims(folder, folder / "fakes/claims.gold.jsonl", Path(scratch), "Claims, 32 development reports")
        claims(folder, folder / "aleppo/claims.gold.jsonl", Path(scratch), "Claims, the Aleppo report")
        incidents(folder, Path(scratch))
        whole_collection(folder, Path(scratch))


def claims(folder: Path, gold: Path, scratch: Path, title: str) -> None:
    """Score the claims of one annotated file."""
    predicted = scratch / "claims.jsonl"
    recount(["extract", str(gold)], predicted)
    show(title, [folder / "score_claims.py", gold, predicted])


def incidents(folder: Path, scratch: Path) -> None:
    """Score incidents and tolls."""
    predicted = scratch / "incidents.jsonl"
    recount(["incidents", str(folder / "fakes/incidents.reports.jsonl")], predicted)
    show(
        "Incidents, April 2017, 85 development reports",
        [folder / "score_incidents.py", folder / "fakes/incidents.gold.jsonl", predicted],
    )


def whole_collection(folder: Path, scratch: Path) -> None:
    """Code all reports of the collection and check every anchor against the text."""
    source = folder / "fakes/reports.jsonl"
    predicted = scratch / "all.jsonl"
    refused = recount(["extract", str(source)], predicted)
    texts = {report["id"]: report["text"] for report in read_lines(source)}
    coded = read_lines(predicted)
    found = [(texts[line["doc"]], claim) for line in coded for claim in line["claims"]]
    anchored = sum(
        text[claim["count_start"] : claim["count_end"]] == claim["count_text"] for text, claim in found
    )
    harms = Counter(claim["harm"] for _, claim in found)
    print("== The whole collection")
    print(f"reports {len(texts)}, coded {len(coded)}, claims {len(found)}, anchored in the text {anchored}")
    print("by harm:", ", ".join(f"{harm} {count}" for harm, count in harms.most_common()))
    print(refused.strip() or "refused: none.")


def recount(arguments: list[str], output: Path) -> str:
    """Run a verb into a file and return what it said."""
    with output.open("w", encoding="utf-8") as file:
        command = [sys.executable, "-m", "recount", *arguments]
        result = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        raise SystemExit(f"recount {arguments[0]} ended with {result.returncode}: {result.stderr}")
    return result.stderr


def show(title: str, command: list[Path]) -> None:
    """Run a scorer and print its figures under a title."""
    result = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    print(f"== {title}\n{result.stdout}")


def read_lines(path: Path) -> list[Any]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
