"""One hundred sentences drawn at random from unlabelled reports, read and judged by hand.

    python evals/sheet.py                                          print the shares of the judged sheet
    python evals/sheet.py check FOLDER                             and whether Recount still reads the same there
    python evals/sheet.py draw FOLDER OUTPUT [GOLD ...]            draw sentences into a sheet to fill in
    python evals/sheet.py show FOLDER SHEET                        print the sentences beside what was read

FOLDER is the shared evaluation data; reports that stand in a GOLD file are left out. Three sentences in four hold
a claim as read, the fourth a word of harm and a number but no claim; every outlet has its share. The draw orders
sentences by a hash with a fixed seed. The sheet holds ids, offsets into the text as received, and verdicts, never
words. Columns: ``row`` (a sentence, or a claim read in it), ``outlet``, ``report``, ``start``, ``end``, ``harm``,
``low``, ``high``; of a claim the verdicts ``figure`` (harm and count, and that it is a claim at all), ``speaker``,
``date`` and ``place``, each "right", "wrong" or, where careful readers would differ, "open"; of a sentence
``missed``: claims a careful reader finds there and Recount does not.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from recount.extract import Extractor
from recount.extract.grammar.words import find_harm_words
from recount.extract.reading import read_report
from recount.extract.stateless import claims_as_json
from recount.gazetteer import WorldGazetteer
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Claim, Report
from recount.text.offsets import to_received

SHEET = Path(__file__).parent / "sheet.csv"
SEED = "recount sheet 1"
SIZE, WITHOUT_CLAIM = 100, 25
LEAST = 2  # sentences an outlet has at least
FIELDS = (
    "row",
    "outlet",
    "report",
    "start",
    "end",
    "harm",
    "low",
    "high",
    "figure",
    "speaker",
    "date",
    "place",
    "missed",
)
VERDICTS = ("figure", "speaker", "date", "place")
Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence with the claims whose counts stand in it.

    Attributes:
        start, end: offsets into the text as received.
        claims: as ``recount extract`` writes them.
        candidate: whether it holds a claim, or a word of harm and a number.
    """

    outlet: str
    report: str
    start: int
    end: int
    claims: tuple[dict[str, Any], ...]
    candidate: bool

    @property
    def order(self) -> str:
        """Its place in the draw."""
        return hashlib.sha256(f"{SEED}|{self.report}|{self.start}".encode()).hexdigest()


def main() -> int:
    """Run one of the four."""
    match sys.argv[1:]:
        case []:
            return shares(SHEET)
        case ["check", folder]:
            return check(Path(folder))
        case ["draw", folder, output, *gold]:
            draw(Path(folder), Path(output), list(map(Path, gold)))
        case ["show", folder, sheet]:
            show(Path(folder), Path(sheet))
        case _:
            print(__doc__)
            return 1
    return 0


def read_sentences(lines: Iterable[dict[str, Any]]) -> Iterator[Sentence]:
    """Yield the sentences of reports that may be drawn."""
    extractor = Extractor(gazetteer=WorldGazetteer())
    options = IngestOptions(today=date(2031, 12, 31), captured_at=datetime(2031, 12, 31, tzinfo=UTC))
    for line in lines:
        for item in read_bytes(json.dumps(line).encode(), origin="sheet.jsonl", options=options):
            if isinstance(item, Ingested):
                found = [claim for claim in extractor.extract(item.report) if isinstance(claim, Claim)]
                yield from _sentences(line, item.report, claims_as_json(item.report, found)["claims"])


def _sentences(line: dict[str, Any], report: Report, claims: list[dict[str, Any]]) -> Iterator[Sentence]:
    reading = read_report(report)
    for sentence in reading.sentences:
        start, end = to_received(report.offsets, sentence.span.start, sentence.span.end)
        inside = tuple(claim for claim in claims if start <= claim["count_start"] < end)
        numbers = any(
            sentence.span.start <= quantity.span.start < sentence.span.end for quantity in reading.quantities
        )
        yield Sentence(
            outlet=line["outlet"],
            report=line["id"],
            start=start,
            end=end,
            claims=inside,
            candidate=bool(inside)
            or (numbers and any(find_harm_words(report.text, sentence.span, report.language))),
        )


def draw(folder: Path, output: Path, gold: list[Path]) -> None:
    """Draw the sentences and write a sheet without verdicts."""
    known = {line.get("doc", line.get("id")) for path in gold for line in read_lines(path)}
    lines = [line for line in read_lines(folder / "fakes/reports.jsonl") if line["id"] not in known]
    pool = sorted(
        (sentence for sentence in read_sentences(lines) if sentence.candidate), key=lambda each: each.order
    )
    places = allocate(Counter(line["outlet"] for line in lines))
    chosen = [*pick(pool, places, with_claim=True), *pick(pool, places, with_claim=False)]
    spare = (
        each for each in pool if each.claims and each not in chosen
    )  # an outlet may have too few of a kind
    chosen += list(islice(spare, SIZE - len(chosen)))
    chosen.sort(key=lambda each: (each.outlet, each.report, each.start))
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        for sentence in chosen:
            writer.writerows(as_rows(sentence))
    print(
        f"{len(chosen)} sentences with {sum(len(each.claims) for each in chosen)} claims of {len(pool)}: {output}"
    )


def allocate(reports: Counter[str]) -> dict[str, int]:
    """Return how many sentences each outlet has: its share of the reports, and ``LEAST`` at least."""
    whole = sum(reports.values())
    places = {outlet: max(LEAST, round(SIZE * count / whole)) for outlet, count in reports.items()}
    largest = sorted(places, key=lambda outlet: (-places[outlet], outlet))
    at = 0
    while (surplus := sum(places.values()) - SIZE) != 0:
        places[largest[at % len(largest)]] -= 1 if surplus > 0 else -1
        at += 1
    return places


def pick(pool: list[Sentence], places: dict[str, int], *, with_claim: bool) -> Iterator[Sentence]:
    """Yield the first sentences of each outlet in the order of the draw."""
    asked = {outlet: math.floor(count * WITHOUT_CLAIM / SIZE + 0.5) for outlet, count in places.items()}
    if with_claim:
        asked = {outlet: places[outlet] - count for outlet, count in asked.items()}
    for sentence in pool:
        if bool(sentence.claims) is with_claim and asked.get(sentence.outlet, 0) > 0:
            asked[sentence.outlet] -= 1
            yield sentence


def as_rows(sentence: Sentence) -> Iterator[Row]:
    """Yield a row for the sentence and one for each claim."""
    shared = {"outlet": sentence.outlet, "report": sentence.report}
    yield {**shared, "row": "sentence", "start": str(sentence.start), "end": str(sentence.end)}
    for claim in sentence.claims:
        yield {
            **shared,
            "row": "claim",
            "start": str(claim["count_start"]),
            "end": str(claim["count_end"]),
            "harm": claim["harm"],
            **{end: "" if claim[end] is None else str(claim[end]) for end in ("low", "high")},
        }


def show(folder: Path, sheet: Path) -> None:
    """Print each drawn sentence with the one before it and what was read; never written to a file here."""
    rows = read_rows(sheet)
    lines = {line["id"]: line for line in read_lines(folder / "fakes/reports.jsonl")}
    sentences = group(
        read_sentences([lines[report] for report in dict.fromkeys(row["report"] for row in rows)])
    )
    for number, row in enumerate((row for row in rows if row["row"] == "sentence"), start=1):
        text = lines[row["report"]]["text"]
        start, end = int(row["start"]), int(row["end"])
        print(
            f"\n## {number} {row['outlet']} {row['report']} {start} published {lines[row['report']]['published']}"
        )
        print(f"head: {text[:160]!r}\nbefore: {text[max(0, start - 400) : start]!r}\n>>> {text[start:end]!r}")
        print(f"after: {text[end : end + 200]!r}")
        for claim in (
            claim for each in sentences[row["report"]] if each.start == start for claim in each.claims
        ):
            print("   ", {key: claim[key] for key in SHOWN})


SHOWN = (
    "harm",
    "count_text",
    "low",
    "high",
    "claimants",
    "carrier",
    "date_start",
    "date_end",
    "places",
    "means",
    "perpetrators",
    "status",
    "modality",
)


def group(sentences: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    """Return sentences by report."""
    grouped: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        grouped[sentence.report].append(sentence)
    return grouped


def check(folder: Path) -> int:
    """Print the shares, and how many judged claims Recount still reads and how many are new."""
    rows = read_rows(SHEET)
    lines = {line["id"]: line for line in read_lines(folder / "fakes/reports.jsonl")}
    drawn = {(row["report"], int(row["start"])) for row in rows if row["row"] == "sentence"}
    asked = [lines[report] for report in dict.fromkeys(row["report"] for row in rows)]
    now = {
        key(row)
        for sentence in read_sentences(asked)
        if (sentence.report, sentence.start) in drawn
        for row in as_rows(sentence)
        if row["row"] == "claim"
    }
    judged = {key(row): row for row in rows if row["row"] == "claim"}
    gone = [row["figure"] for each, row in judged.items() if each not in now]
    new = len(now - set(judged))
    print(f"judged claims {len(judged)}, still read {len(judged) - len(gone)}, new and not judged {new}")
    print("no longer read, by verdict:", dict(Counter(gone)) or "none")
    return shares(SHEET)


def key(row: Row) -> tuple[str, ...]:
    """Return what makes a claim the same."""
    return tuple(row[field] for field in ("report", "start", "end", "harm", "low", "high"))


def shares(sheet: Path) -> int:
    """Print the shares with Wilson intervals (95 %)."""
    rows = read_rows(sheet)
    claims = [row for row in rows if row["row"] == "claim"]
    sentences = [row for row in rows if row["row"] == "sentence"]
    wrong = [
        row for row in claims for verdict in VERDICTS if row[verdict] not in ("right", "wrong", "open", "")
    ]
    unjudged = [row for row in claims if not row["figure"]] + [row for row in sentences if not row["missed"]]
    if wrong or unjudged:
        print(f"{len(wrong)} rows hold no verdict known, {len(unjudged)} are not judged.")
        return 1
    right = [row for row in claims if row["figure"] == "right"]
    missed = sum(int(row["missed"]) for row in sentences)
    print(
        f"sentences {len(sentences)}, outlets {len({row['outlet'] for row in rows})}, claims read {len(claims)}"
    )
    share("figures right", len(right), sum(row["figure"] != "open" for row in claims))
    share("claims found", len(right), len(right) + missed)
    for verdict in VERDICTS[1:]:
        judged = [row[verdict] for row in right if row[verdict] != "open"]
        share(f"{verdict} right", judged.count("right"), len(judged))
    share("sentences without any error", sum(map(is_clean, split(rows))), len(sentences))
    return 0


def split(rows: list[Row]) -> list[list[Row]]:
    """Return each sentence's rows."""
    parts: list[list[Row]] = []
    for row in rows:
        if row["row"] == "sentence":
            parts.append([])
        parts[-1].append(row)
    return parts


def is_clean(rows: list[Row]) -> bool:
    """Whether nothing is missed and no verdict is "wrong"."""
    return rows[0]["missed"] == "0" and all(
        row[verdict] != "wrong" for row in rows[1:] for verdict in VERDICTS
    )


def share(title: str, part: int, whole: int) -> None:
    """Print a share with its interval."""
    low, high = wilson(part, whole)
    print(f"{title:28} {part:4} of {whole:4}  {part / max(1, whole):.3f}  [{low:.3f}, {high:.3f}]")


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Return the Wilson score interval of a share."""
    if whole == 0:
        return 0.0, 1.0
    centre = part / whole + z * z / (2 * whole)
    half = z * math.sqrt(part / whole * (1 - part / whole) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return (centre - half) / scale, (centre + half) / scale


def read_rows(path: Path) -> list[Row]:
    """Read a sheet."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_lines(path: Path) -> list[Any]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
