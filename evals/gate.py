"""The quality gate: Recount on reports written for the project, against pinned floors.

Three collections in ``gold``, each with floors of its own in ``floors``: ``reports`` over classes of wording, ``news``
in the prose of other wars, and ``unseen``, more of the same, of which only the figures are looked at (its head says
since when less so).

    python evals/gate.py                                  check
    python evals/gate.py --errors [SLOT ...]              and list what differs, but for what is to stay unseen
    python evals/gate.py --update                         raise the floors to what is measured now
    python evals/gate.py --update --allow-regression      also lower them, on purpose

The floors are bound to a digest of the annotated reports: changed reports need ``--update``, so that a floor
cannot drift with its data. This is a regression gate over classes of wording; it is never quoted as accuracy.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from annotated import Line, annotated, extracted
from figures import differences, measure

FOLDER = Path(__file__).parent
COLLECTIONS = ("reports", "news", "unseen")
UNSEEN = "unseen"
MARGIN = 0.0005  # figures are rounded to three places


def main(
    argv: Sequence[str] | None = None,
    *,
    collections: Sequence[str] = COLLECTIONS,
    extract: Callable[[list[dict[str, Any]]], Iterator[Line]] = extracted,
) -> None:
    """Check, or update the floors.

    Args:
        argv: the words of the command line; those of the process when not given.
        collections: which are measured.
        extract: what reads the reports.
    """
    arguments = parse(argv)
    below: list[str] = []
    for name in collections:
        text = (FOLDER / "gold" / f"{name}.yml").read_text(encoding="utf-8")
        reports = yaml.safe_load(text)
        gold, read = list(annotated(reports)), list(extract(reports))
        measured = measure(gold, read)
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        floors = FOLDER / "floors" / f"{name}.json"
        print(f"{name}: {len(reports)} reports, {len(gold)} claims")
        if arguments.errors is not None and name != UNSEEN:
            list_errors(gold, read, arguments.errors)
        if arguments.update:
            update(measured, digest, floors, allow_regression=arguments.allow_regression)
        else:
            below += [f"{name} {figure}" for figure in check(measured, digest, floors)]
    if below:
        sys.exit(
            f"Below the floor: {', '.join(below)}. Run python evals/gate.py --errors to see what differs."
        )


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--errors", nargs="*", metavar="SLOT", help="list what differs, of some slots only")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: also lower them")
    return parser.parse_args(argv)


def list_errors(gold: Sequence[Line], read: Sequence[Line], slots: Sequence[str]) -> None:
    """Print what differs."""
    for kind, line, instead in differences(gold, read):
        if not slots or kind in slots:
            wanted = ", ".join(sorted(line.speakers)) if kind == "source" else getattr(line, kind, "")
            claim = f"{line.report} {line.number} {line.harm} {line.words!r} [{line.low}, {line.high}]"
            print(
                f"{kind:12} {claim} {_shown(wanted)} -> {instead}"
                if instead or wanted
                else f"{kind:12} {claim}"
            )


def _shown(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def update(measured: dict[str, float], digest: str, floors: Path, *, allow_regression: bool) -> None:
    """Write the floors; refuse to lower one, or to drop one, without being told to."""
    before = json.loads(floors.read_text(encoding="utf-8"))["floors"] if floors.is_file() else {}
    lower = [name for name, floor in before.items() if measured.get(name, 0.0) + MARGIN < floor]
    if lower and not allow_regression:
        sys.exit(f"{', '.join(lower)} would fall; say --allow-regression if that is meant.")
    floors.write_text(
        json.dumps({"gold_sha256": digest, "floors": measured}, indent=2) + "\n", encoding="utf-8"
    )
    print("floors written:", measured)


def check(measured: dict[str, float], digest: str, floors: Path) -> list[str]:
    """Compare with the floors, and return the figures that are below theirs."""
    pinned = json.loads(floors.read_text(encoding="utf-8"))
    if pinned["gold_sha256"] != digest:
        sys.exit("The annotated reports changed: run python evals/gate.py --update and review the floors.")
    unpinned = sorted(set(measured) - set(pinned["floors"]))
    if unpinned:
        sys.exit(f"No floor is pinned for {', '.join(unpinned)}: run python evals/gate.py --update.")
    below = [name for name, floor in pinned["floors"].items() if measured.get(name, 0.0) + MARGIN < floor]
    for name, floor in pinned["floors"].items():
        print(f"{name:12} {measured.get(name, 0.0):.3f} (floor {floor:.3f})")
    return below


if __name__ == "__main__":
    main()
