"""The project's own annotated reports, and what Recount reads in the same texts, in one form.

A claim is written ``[harm, count as written, low, high, [speakers], {slots}]``. Slots: ``when`` (a day, or first
and last), ``places``, ``means``, ``perpetrators``, ``status``, ``modality``, ``carrier``, ``relation`` ("subset_of 2":
the second claim of the report) and ``at`` (words that show where the count stands, for a count such as "a"). What
is not written is not stated by the text; ``any`` (also ``speakers: any``) leaves a slot out of the figures.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from recount.extract import Extractor
from recount.extract.stateless import claims_as_json
from recount.gazetteer import WorldGazetteer
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Claim

SLOTS = ("speakers", "when", "places", "means", "perpetrators", "status", "modality", "carrier", "relation")
ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim, as annotated or as read.

    Attributes:
        report: id.
        number: of the claim in its report, from one.
        start, end: where the count stands in the text.
        unscored: slots that are left out of the figures.
    """

    report: str
    number: int
    harm: str
    words: str
    low: int | None
    high: int | None
    start: int
    end: int
    speakers: frozenset[str]
    when: tuple[str | None, str | None] = (None, None)
    places: frozenset[str] = frozenset()
    means: str = "unknown"
    perpetrators: frozenset[str] = frozenset()
    status: str = "unknown"
    modality: str = "asserted"
    carrier: str | None = None
    relation: tuple[str, int] | None = None
    unscored: frozenset[str] = frozenset()


def annotated(reports: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Yield the annotated claims.

    Raises:
        SystemExit: a claim's words do not stand in its report, or a slot is not one.
    """
    for report in reports:
        position = 0
        for number, (harm, words, low, high, speakers, *rest) in enumerate(report["claims"], start=1):
            slots = dict(rest[0]) if rest else {}
            at = slots.pop("at", words)
            start = _find(report["text"], at, words, position)
            if start is None or any(name not in report["text"] for name in _names(slots, speakers)):
                sys.exit(
                    f"{report['id']}: {at!r} or a name of claim {number} is not in the text from {position} on."
                )
            if set(slots) - set(SLOTS):
                sys.exit(f"{report['id']}: claim {number} has a slot that is none of {', '.join(SLOTS)}.")
            position = start + len(words) if at == words else start
            yield Line(
                report=report["id"],
                number=number,
                harm=harm,
                words=words,
                low=low,
                high=high,
                start=start,
                end=start + len(words),
                speakers=plain(speakers),
                unscored=frozenset(slot for slot, value in slots.items() if value == ANY),
                **{slot: _value(slot, value) for slot, value in slots.items() if value != ANY},
            )


def _find(text: str, at: str, words: str, position: int) -> int | None:
    """Return where a count stands: the next place after the count before."""
    match = re.compile(rf"(?<!\w){re.escape(at)}(?!\w)").search(text, position)
    if match is None or not at.startswith(words):
        return None
    return match.start()


def _names(slots: dict[str, Any], speakers: Iterable[str]) -> Iterator[str]:
    yield from speakers
    for slot in ("places", "perpetrators"):
        if slots.get(slot, ANY) != ANY:
            yield from slots[slot]
    if slots.get("carrier", ANY) != ANY:
        yield slots["carrier"]


def _value(slot: str, value: Any) -> Any:  # noqa: ANN401 - as YAML holds it
    if slot == "when":
        first, last = value if isinstance(value, list) else (value, value)
        return str(first), str(last)
    if slot in ("places", "perpetrators"):
        return plain(value)
    if slot == "relation":
        kind, _, target = value.partition(" ")
        return kind, int(target)
    return value


def extracted(reports: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Yield the claims Recount reads in the same texts."""
    extractor = Extractor(gazetteer=WorldGazetteer())
    options = IngestOptions(today=date(2035, 12, 31), captured_at=datetime(2035, 12, 31, tzinfo=UTC))
    for report in reports:
        line = {
            "id": report["id"],
            "text": report["text"],
            "published": str(report["published"]),
            "outlet": "Gate",
        }
        for item in read_bytes(json.dumps(line).encode(), origin="gate.jsonl", options=options):
            if isinstance(item, Ingested):
                claims = [claim for claim in extractor.extract(item.report) if isinstance(claim, Claim)]
                for claim in claims_as_json(item.report, claims)["claims"]:
                    yield as_line(report["id"], claim)


def as_line(report: str, claim: dict[str, Any]) -> Line:
    """Return a claim in the form of the annotation."""
    relation = claim["relation"]
    return Line(
        report=report,
        number=int(claim["id"][1:]),
        harm=claim["harm"],
        words=claim["count_text"],
        low=claim["low"],
        high=claim["high"],
        start=claim["count_start"],
        end=claim["count_end"],
        speakers=plain(claim["claimants"]),
        when=(claim["date_start"], claim["date_end"]),
        places=plain(claim["places"]),
        means=claim["means"],
        perpetrators=plain(claim["perpetrators"]),
        status=claim["status"],
        modality=claim["modality"],
        carrier=claim["carrier"],
        relation=None if relation is None else (relation["type"], int(relation["to"][1:])),
    )


def plain(names: Iterable[str]) -> frozenset[str]:
    """Return names without case and article."""
    return frozenset(re.sub(r"^(?:the|an|a) ", "", " ".join(name.casefold().split())) for name in names)
