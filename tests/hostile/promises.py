"""What every reader promises for any bytes: no crash, each refusal with its reason, each claim anchored.

A promise is a function of bytes; it raises ``AssertionError`` when broken, any other exception is a crash. It
returns what it saw (codes), so that a fuzzer can tell inputs that do something new.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from recount.cli.deciding import read_decisions
from recount.errors import DecisionError, GazetteerError, RecountError, SettingsError, UsageError
from recount.extract import Extractor, claims_as_json, verify_claim
from recount.gazetteer import CombinedGazetteer, UserGazetteer, WorldGazetteer, read_user_file
from recount.ingest import Ingested, IngestOptions, read_bytes, read_path
from recount.model import (
    Claim,
    Incident,
    RecordScope,
    Rejection,
    Report,
    Segment,
    dump_json,
    load_json,
    sha256_hex,
)
from recount.pipeline.tolling import make_tolls
from recount.reconcile import incident_as_json
from recount.review import apply_decisions, decision_from_json
from recount.settings import read_scope
from recount.text.newsdates import find_dates, find_text_date
from recount.text.normalise import normalise
from recount.text.offsets import to_received
from recount.text.quantities import find_quantities, read_count
from recount.text.sentences import split_sentences
from recount.text.spans import Span
from tests.hostile.seeds import STORY

Seen = frozenset[str]
Promise = Callable[[bytes], Seen]

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
OPTIONS = IngestOptions(today=NOW.date(), captured_at=NOW)
ENGLISH = replace(OPTIONS, language="en", published=date(2016, 10, 13))
_VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
GREATEST_STORED = 2**63 - 1  # of a SQLite or PostgreSQL bigint column


def read_file(name: str) -> Promise:
    """Return the promise of a reader of files of one kind."""

    def promise(data: bytes) -> Seen:
        return _check_items(read_bytes(data, origin=name, options=OPTIONS), data)

    return promise


def read_folder(data: bytes) -> Seen:
    """A folder whose index is hostile gives each of its files once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deep").mkdir()
        (folder / "index.csv").write_bytes(data)
        for file in ("one.txt", "deep/two.txt"):
            (folder / file).write_text(f"Seven people were killed in {file}.", encoding="utf-8")
        items = list(read_path(folder, options=OPTIONS))
        texts = [item.report.text for item in items if isinstance(item, Ingested)]
        assert sum("one.txt" in text for text in texts) <= 1
        assert len(texts) >= 2 or any(isinstance(item, Rejection) for item in items)
        return _check_items(items, None)


def _check_items(items: Iterable[Ingested | Rejection], data: bytes | None) -> Seen:
    seen = set()
    for item in items:
        if isinstance(item, Rejection):
            _check_rejection(item)
            seen.add(f"refused {item.reason}")
        else:
            _check_report(item)
            seen.update(item.report.warnings[:3])
            seen.update(segment.kind for segment in item.report.segments)
            seen.add(f"{item.report.language} {item.report.date_basis} {item.report.capture.media_type}")
    assert seen or data is None, "nothing came of it, not even a refusal"
    return frozenset(seen)


def _check_rejection(item: Rejection) -> None:
    assert item.detail.strip(), "a refusal without a word"
    assert len(item.detail) < 2_000, "a refusal nobody will read"
    assert load_json(Rejection, dump_json(item)) == item


def _check_report(item: Ingested) -> None:
    report = item.report
    assert report.text.strip()
    assert sha256_hex(report.text.encode()) == report.text_sha256
    assert sha256_hex(item.data) == report.capture.sha256
    assert load_json(Report, dump_json(report)) == report
    _check_segments(report.segments, len(report.text))
    end = len(report.received_text)
    assert 0 <= to_received(report.offsets, 0, len(report.text))[0] <= end
    assert to_received(report.offsets, 0, len(report.text))[1] <= end


def _check_segments(segments: tuple[Segment, ...], length: int) -> None:
    assert segments[0].start == 0
    assert segments[-1].end == length
    assert all(before.end == after.start for before, after in pairwise(segments))
    assert all(segment.start < segment.end for segment in segments)


def normalise_text(data: bytes) -> Seen:
    """A normalised text is in its final form and maps back into what was received."""
    received = _as_text(data)
    found = normalise(received)
    for start, end in ((0, len(found.text)), (len(found.text) // 3, len(found.text) // 2)):
        first, last = to_received(found.offsets, start, end)
        assert 0 <= first <= last <= len(received)
    found.text.encode()
    return frozenset(found.repairs)


def divide_sentences(data: bytes) -> Seen:
    """Sentences are in order, without overlap, not empty, and leave out white space only."""
    text = _as_text(data)
    spans = [sentence.span for sentence in split_sentences(text)]
    _check_spans(spans, text)
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    return frozenset({f"{min(len(spans), 40)} sentences"})


def read_quantities(data: bytes) -> Seen:
    """Every quantity is in order, has ends a database can hold, and is re-read from its words."""
    text = _as_text(data)
    seen = set()
    for convention in ("literal", "ucdp"):
        found = find_quantities(text, language="en", convention=convention)
        for quantity in found:
            assert quantity.span.contains(quantity.core)
            assert all(end is None or 0 <= end <= GREATEST_STORED for end in (quantity.low, quantity.high))
            read = read_count(quantity.span.of(text), quantity.kind, convention=convention)
            assert read == (quantity.low, quantity.high, quantity.approx), quantity
            seen.add(f"{quantity.kind} {quantity.qualifier} {quantity.approx} {quantity.more is None}")
        _check_spans([quantity.span for quantity in found], text)
    return frozenset(seen)


def read_dates(data: bytes) -> Seen:
    """Every time expression stands where it says, and its days are in order."""
    text = _as_text(data)
    seen = set()
    for reference in (date(2016, 10, 13), date.min, date.max, None):
        found = find_dates(text, reference)
        _check_spans([mention.span for mention in found], text)
        for mention in found:
            assert mention.words == mention.span.of(text)
            mention.to_interval()
            seen.add(f"{mention.kind} {mention.precision} {mention.is_future} {mention.is_resolved}")
        stamp = find_text_date(text, reference)
        assert stamp is None or stamp.span.of(text)
        seen.add(f"dated {stamp.kind if stamp else None}")
    return frozenset(seen)


def _check_spans(spans: list[Span], text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def extract_claims(data: bytes) -> Seen:
    """Every claim is anchored, re-read from its words, storable, and found again in the text as received."""
    seen: set[str] = set()
    for item in read_bytes(data, origin="hostile.txt", options=ENGLISH):
        if isinstance(item, Ingested):
            for found in _check_claims(item.report):
                seen |= _traits(found)
    return frozenset(seen)


@cache
def _extractor() -> Extractor:
    return Extractor(gazetteer=CombinedGazetteer((WorldGazetteer(),)))


def _check_claims(report: Report) -> list[Claim]:
    items = list(_extractor().extract(report))
    claims = [item for item in items if isinstance(item, Claim)]
    for item in items:
        if isinstance(item, Rejection):
            _check_rejection(item)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert verify_claim(claim, report) is None, claim
        assert all(end is None or end <= GREATEST_STORED for end in (claim.count.low, claim.count.high))
        assert load_json(Claim, dump_json(claim)) == claim
        assert claim.relation is None or claim.relation.to in {other.id for other in claims}
    for line in claims_as_json(report, claims)["claims"]:
        assert report.received_text[line["count_start"] : line["count_end"]] == line["count_text"]
        assert report.received_text.startswith(line["quote"], line["quote_start"])
    return claims


def _traits(claim: Claim) -> set[str]:
    relation = claim.relation.type if claim.relation else None
    return {
        f"{claim.count.kind} {claim.count.qualifier}",
        f"{claim.harm} {claim.status} {claim.modality}",
        f"{claim.attribution.basis} {claim.when.basis} {claim.when.precision}",
        f"{claim.scope} {claim.means} {relation}",
    }


def make_incidents(data: bytes) -> Seen:
    """Claims of a hostile report and of a plain one make incidents and tolls that can be written."""
    items = [
        item
        for text in (data, STORY.encode())
        for item in read_bytes(text, origin="hostile.txt", options=ENGLISH)
    ]
    reports = {item.report.id: item.report for item in items if isinstance(item, Ingested)}
    claims = [claim for report in reports.values() for claim in _check_claims(report)]
    done = make_tolls(reports.values(), claims, scope=RecordScope())
    by_id = {claim.id: claim for claim in claims}
    assert {claim_id for incident in done.incidents for claim_id in incident.claim_ids} <= by_id.keys()
    for incident in done.incidents:
        assert load_json(Incident, dump_json(incident)) == incident
        tolls = [toll for toll in done.tolls if toll.incident_id == incident.id]
        for toll in tolls:
            assert toll.low is None or toll.high is None or toll.low <= toll.high
        incident_as_json(incident, tolls, reports, by_id)
    return frozenset(f"{incident.kind} {len(incident.claim_ids)}" for incident in done.incidents)


def read_places(suffix: str) -> Promise:
    """Return the promise of a place file: it is used, or refused with the place of its fault."""

    def promise(data: bytes) -> Seen:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / f"places{suffix}"
            path.write_bytes(data)
            try:
                places = read_user_file(path)
            except GazetteerError as error:
                return _check_error(error)
        return _check_places(places, data)

    return promise


def _check_places(places: UserGazetteer, data: bytes) -> Seen:
    for name in ("Varda", "al-Kesh", "", _as_text(data[:40])):
        for candidate in places.find(name):
            assert candidate.name
            dump_json(candidate)
    return frozenset({f"{min(len(places), 9)} places"})


def read_scope_file(data: bytes) -> Seen:
    """A scope file is used, or refused with what to mend."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "record.toml"
        path.write_bytes(data)
        try:
            scope = read_scope(path).scope
        except SettingsError as error:
            return _check_error(error)
    assert load_json(RecordScope, dump_json(scope)) == scope
    return frozenset({"scope"})


def read_rulings(data: bytes) -> Seen:
    """A file of decisions is taken, or refused with what to mend; what is taken can be applied."""
    claims, incident = _ruled()
    data = data.replace(b"CLAIM", claims[0].id.encode()).replace(b"INCIDENT", incident.encode())
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "rulings.jsonl"
        path.write_bytes(data)
        try:
            rulings = read_decisions(path, "r0")
        except UsageError as error:
            return _check_error(error)
    seen: set[str] = set()
    decisions = []
    for ruling in rulings:
        try:
            known = {claim.id: claim for claim in claims}
            decision = decision_from_json(ruling, known, now=NOW, incident_ids={incident, "i2"})
        except DecisionError as error:
            seen |= _check_error(error)
        else:
            decisions.append(decision)
            seen.add(decision.kind)
            dump_json(decision)
    apply_decisions(claims, decisions)
    return frozenset(seen)


@cache
def _ruled() -> tuple[list[Claim], str]:
    (item,) = read_bytes(STORY.encode(), origin="ruled.txt", options=ENGLISH)
    assert isinstance(item, Ingested)
    claims = _check_claims(item.report)
    done = make_tolls([item.report], claims, scope=RecordScope())
    return claims, done.incidents[0].id


def _check_error(error: RecountError) -> Seen:
    assert error.message.strip()
    assert error.next_move.strip()
    assert len(str(error)) < 5_000, "an error nobody will read"
    str(error).encode("utf-8", "strict")
    return frozenset({type(error).__name__ + _VALUE.sub("", error.message)[:60]})


def _as_text(data: bytes) -> str:
    """Return any text for any bytes: UTF-8 where it is, half characters where it is not."""
    return data.decode("utf-8", "surrogateescape" if len(data) % 2 else "replace")


PROMISES: dict[str, Promise] = {
    "plain": read_file("hostile.txt"),
    "html": read_file("hostile.html"),
    "jsonlines": read_file("hostile.jsonl"),
    "json": read_file("hostile.json"),
    "csv": read_file("hostile.csv"),
    "folder": read_folder,
    "gazetteer_csv": read_places(".csv"),
    "gazetteer_geojson": read_places(".geojson"),
    "scope": read_scope_file,
    "decisions": read_rulings,
    "normalise": normalise_text,
    "sentences": divide_sentences,
    "quantities": read_quantities,
    "dates": read_dates,
    "extract": extract_claims,
    "incidents": make_incidents,
}
