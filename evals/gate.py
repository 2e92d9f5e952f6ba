"""The quality gate: Recount on reports written for the project, against pinned floors.

    python evals/gate.py                                  check
    python evals/gate.py --errors                         and list what differs
    python evals/gate.py --update                         raise the floors to what is measured now
    python evals/gate.py --update --allow-regression      also lower them, on purpose

The floors are bound to a digest of the annotated reports: changed reports need ``--update``, so that a floor
cannot drift with its data. This is a regression gate over classes of wording; it is never quoted as accuracy.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from recount.extract import Extractor
from recount.gazetteer import WorldGazetteer
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Claim

FOLDER = Path(__file__).parent
GOLD = FOLDER / "gold" / "reports.yml"
FLOORS = FOLDER / "floors.json"
MARGIN = 0.0005  # figures are rounded to three places

Key = tuple[str, str, int | None, int | None]


@dataclass(frozen=True)
class Line:
    """One claim, as annotated or as read."""

    report: str
    key: Key
    speakers: frozenset[str]


def main() -> None:
    """Check, or update the floors."""
    text = GOLD.read_text(encoding="utf-8")
    gold = list(annotated(yaml.safe_load(text)))
    read = list(extracted(yaml.safe_load(text)))
    measured = {
        "exact_f1": f1(gold, read, with_speakers=False),
        "source_f1": f1(gold, read, with_speakers=True),
    }
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if "--errors" in sys.argv:
        list_errors(gold, read)
    if "--update" in sys.argv:
        update(measured, digest)
    else:
        check(measured, digest)


def annotated(reports: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Yield the annotated claims.

    Raises:
        SystemExit: a claim's words do not stand in its report.
    """
    for report in reports:
        for harm, words, low, high, speakers in report["claims"]:
            if words not in report["text"] or any(name not in report["text"] for name in speakers):
                sys.exit(f"{GOLD.name} {report['id']}: {words!r} or one of {speakers} is not in the text.")
            yield Line(report["id"], (harm, words, low, high), frozenset(map(plain, speakers)))


def extracted(reports: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Yield the claims Recount reads in the same texts."""
    extractor = Extractor(gazetteer=WorldGazetteer())
    options = IngestOptions(today=date(2031, 12, 31), captured_at=datetime(2031, 12, 31, tzinfo=UTC))
    for report in reports:
        line = {
            "id": report["id"],
            "text": report["text"],
            "published": str(report["published"]),
            "outlet": "Gate",
        }
        for item in read_bytes(json.dumps(line).encode(), origin="gate.jsonl", options=options):
            if isinstance(item, Ingested):
                claims = (claim for claim in extractor.extract(item.report) if isinstance(claim, Claim))
                yield from (as_line(report["id"], claim) for claim in claims)


def as_line(report: str, claim: Claim) -> Line:
    """Return a claim in the form of the annotation."""
    count = claim.count
    speakers = frozenset(plain(speaker.name) for speaker in claim.attribution.speakers)
    return Line(report, (claim.harm.value, count.words, count.low, count.high), speakers)


def plain(name: str) -> str:
    """Return a speaker's name without case and article."""
    words = name.casefold().split()
    return " ".join(words[1:] if words and words[0] in {"the", "a", "an"} else words)


def f1(gold: list[Line], read: list[Line], *, with_speakers: bool) -> float:
    """Return F1 over claims: same harm, words and interval; with speakers, the same names as well."""
    wanted, found = Counter(keys(gold, with_speakers)), Counter(keys(read, with_speakers))
    hits = sum((wanted & found).values())
    return round(2 * hits / (len(gold) + len(read)), 3)


def keys(lines: list[Line], with_speakers: bool) -> Iterator[object]:  # noqa: FBT001
    """Yield what is compared."""
    for line in lines:
        yield (line.report, line.key, line.speakers) if with_speakers else (line.report, line.key)


def list_errors(gold: list[Line], read: list[Line]) -> None:
    """Print what differs."""
    wanted, found = Counter(keys(gold, with_speakers=True)), Counter(keys(read, with_speakers=True))
    for label, difference in (("missed  ", wanted - found), ("spurious", found - wanted)):
        for item in sorted(difference, key=str):
            print(label, item)


def update(measured: dict[str, float], digest: str) -> None:
    """Write the floors; refuse to lower one without being told to."""
    before = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"] if FLOORS.is_file() else {}
    lower = [name for name, floor in before.items() if measured[name] + MARGIN < floor]
    if lower and "--allow-regression" not in sys.argv:
        sys.exit(f"{', '.join(lower)} would fall; say --allow-regression if that is meant.")
    FLOORS.write_text(
        json.dumps({"gold_sha256": digest, "floors": measured}, indent=2) + "\n", encoding="utf-8"
    )
    print("floors written:", measured)


def check(measured: dict[str, float], digest: str) -> None:
    """Compare with the floors."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    if pinned["gold_sha256"] != digest:
        sys.exit("The annotated reports changed: run python evals/gate.py --update and review the floors.")
    below = [name for name, floor in pinned["floors"].items() if measured[name] + MARGIN < floor]
    for name, floor in pinned["floors"].items():
        print(f"{name:10} {measured[name]:.3f} (floor {floor:.3f})")
    if below:
        sys.exit(
            f"Below the floor: {', '.join(below)}. Run python evals/gate.py --errors to see what differs."
        )


if __name__ == "__main__":
    main()
