"""Claims as Recount reads them in annotated texts, with their features and whether they are right."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from recount.extract import Extractor, claims_as_json
from recount.extract.confidence import features_of
from recount.extract.reading import read_report
from recount.gazetteer import WorldGazetteer
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Claim, Report

HARDER = "news1990"
TITLES = {
    "reports": "Annotated reports as they come",
    "capitals": "The same reports in capitals",
    HARDER: "News texts of 1989 to 1991 in capitals (harm and number only)",
}


@dataclass(frozen=True)
class Sample:
    """One claim as read.

    Attributes:
        report: it was read in; a report is never in both halves of a fold.
        domain: "reports", "capitals" or "news1990".
        features: it has.
        figure: whether harm and interval agree with the annotation.
        speaker: whether the speakers do, ``None`` where the annotation has none.
    """

    report: str
    domain: str
    features: tuple[str, ...]
    figure: bool
    speaker: bool | None

    @property
    def right(self) -> bool:
        """Whether all that is annotated agrees."""
        return self.figure and self.speaker is not False


def gather(files: Iterable[Path], folder: Path) -> Iterator[Sample]:
    """Yield every claim read in every text."""
    scorer, harder = load_scorer(folder / "score_claims.py"), load_scorer(folder / "score_muc.py")
    extractor = Extractor(gazetteer=WorldGazetteer())
    for line in (line for file in files for line in lines_of(file)):
        yield from of_report(extractor, scorer, line, "reports")
        capitals = in_capitals(line)
        if len(capitals["text"]) == len(line["text"]):  # else the positions of the annotation are lost
            yield from of_report(extractor, scorer, capitals, "capitals")
    for line in lines_of(folder / "muc4/dev.jsonl"):
        yield from of_news(extractor, harder, line)


def of_report(
    extractor: Extractor, scorer: ModuleType, line: Mapping[str, Any], domain: str
) -> Iterator[Sample]:
    """Yield the claims read in an annotated report."""
    for report, claims in read_claims(extractor, line):
        plain = claims_as_json(report, claims)["claims"]
        paired = pair_claims(scorer, line, plain)
        rows = features_of(read_report(report), claims)
        for number, row in enumerate(rows):
            yield Sample(line["doc"], domain, row, number in paired, paired.get(number, False))


def pair_claims(
    scorer: ModuleType, line: Mapping[str, Any], read: Sequence[Mapping[str, Any]]
) -> dict[int, bool]:
    """Return the claims that have harm and interval of the annotation, and whether their speakers agree.

    They are paired as the scorer pairs them.
    """
    gold = line["claims"]
    wanted = [scorer.anchor(claim, line["text"]) for claim in gold]
    found = [scorer.anchor(claim, line["text"]) for claim in read]
    pairs = sorted(
        (not same_interval(gold[i], read[j]), abs(wanted[i][0] - found[j][0]), i, j)
        for i in range(len(gold))
        for j in range(len(read))
        if gold[i]["harm"] == read[j]["harm"] and scorer.overlap(wanted[i], found[j])
    )
    used: tuple[set[int], set[int]] = (set(), set())
    right: dict[int, bool] = {}
    for differs, _, i, j in pairs:
        if i in used[0] or j in used[1]:
            continue
        used[0].add(i)
        used[1].add(j)
        if not differs:
            right[j] = same_speakers(scorer, gold[i], read[j])
    return right


def same_interval(gold: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
    """Whether two claims have the same interval."""
    return bool(gold["low"] == read["low"] and gold["high"] == read["high"])


def same_speakers(scorer: ModuleType, gold: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
    """Whether at least half of both lists of speakers agree."""
    hits, wanted, found = scorer.set_scores(gold.get("claimants") or [], read["claimants"])
    return bool((wanted == found == 0) or (hits > 0 and 2 * hits >= wanted and 2 * hits >= found))


def of_news(extractor: Extractor, scorer: ModuleType, line: Mapping[str, Any]) -> Iterator[Sample]:
    """Yield the claims that the templates of a news text judge: asserted dead and injured."""
    gold = sorted(scorer.gold_pairs(line), key=str)
    if not gold:
        return
    for report, claims in read_claims(extractor, {"id": line["docid"], "text": line["text"]}):
        rows = features_of(read_report(report), claims)
        keys = [(claim.harm.value, claim.count.low, claim.count.high) for claim in claims]
        judged = [
            at
            for at, claim in enumerate(claims)
            if claim.harm.value in {"killed", "injured"}
            and claim.modality.value == "asserted"
            and claim.count.high != 0
        ]
        right = fitting(scorer, gold, sorted({keys[at] for at in judged}, key=str))
        for at in judged:
            yield Sample(line["docid"], HARDER, rows[at], keys[at] in right, None)


def fitting(scorer: ModuleType, gold: Sequence[Any], keys: Sequence[Any]) -> set[Any]:
    """Return the keys that the scorer counts as hits."""
    used: set[int] = set()
    for harm, alternatives in gold:
        for at, (read, low, high) in enumerate(keys):
            if at not in used and read == harm and scorer.fits(alternatives, low, high):
                used.add(at)
                break
    return {keys[at] for at in used}


def read_claims(extractor: Extractor, line: Mapping[str, Any]) -> Iterator[tuple[Report, list[Claim]]]:
    """Yield the report of a line with its claims in the order of their counts."""
    now = datetime.now(UTC)
    options = IngestOptions(today=now.date(), captured_at=now)
    plain = {name: line[name] for name in ("id", "text", "published", "outlet") if line.get(name)}
    for item in read_bytes(json.dumps(plain).encode(), origin="line.jsonl", options=options):
        if isinstance(item, Ingested):
            claims = [claim for claim in extractor.extract(item.report) if isinstance(claim, Claim)]
            yield (
                item.report,
                sorted(claims, key=lambda claim: (claim.count_selector.start, claim.count_selector.end)),
            )


def in_capitals(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return an annotated report in capitals, annotation and all."""
    claims = [
        claim | {name: claim[name].upper() for name in ("quote", "count_text") if claim.get(name)}
        for claim in line["claims"]
    ]
    return {**line, "text": line["text"].upper(), "claims": claims}


def load_scorer(path: Path) -> ModuleType:
    """Load a scorer of the folder as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON Lines."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())
