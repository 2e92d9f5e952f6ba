"""Keeping the search index in step with the record, in the transaction that changes it.

Callers say which records changed; what they now say is read from the record's own tables, so that the index
never depends on how a change came about. Only the form for searching is kept here, never the original text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import connections
from django.db.models import Q

from recount.model import Claim, Incident, IncidentKind, Report
from recount.store.bulk import Bulk
from recount.store.models import ClaimRow, IncidentRow, ReportRow
from recount.store.record import stored
from recount.store.rows import bound_moment, insert_rows
from recount.store.search_facets import refresh_facets
from recount.store.search_models import IncidentMemberRow, NameRow, SearchRow
from recount.store.search_names import count_names
from recount.store.search_spellings import PART, name_rows, spellings_of
from recount.store.search_tags import is_tag, tags_of
from recount.store.search_texts import (
    claim_text,
    incident_text,
    live_incidents,
    report_text,
    texts_of_claims,
)
from recount.store.search_words import forget_words, note_words
from recount.store.storable import shown_text
from recount.text.searching import LONGEST, find_tokens, terms_of

PART_WORDS = 10_000
"""Words of one row; PostgreSQL tells positions apart up to 16,383 only."""
PART_BYTES = 400_000
"""Bytes of one row's words; PostgreSQL's index of one row holds 1 MB."""
_CHUNK = 200
_MEMBER = ("claim_id", "incident_id")
_FORM = ("id", "kind", "words")
_CHANGED = "SELECT {} FROM {} WHERE recorded_at {{among}} OR retired_at {{among}} ORDER BY {}"
_CHANGED_INCIDENTS = _CHANGED.format("id", "recount_incident", "start, id")
_CHANGED_TOLLS = _CHANGED.format("incident_id", "recount_toll", "incident_id")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What is to be indexed of one record."""

    kind: str
    record_id: str
    text: str
    report_id: str | None = None
    day: date | None = None
    outlet: str | None = None
    names: str = ""


def changed_claims(alias: str, report_ids: Sequence[str], moment: datetime) -> list[str]:
    """Return the ids of the claims of some reports that were written or retired at a moment."""
    found: list[str] = []
    for ids in _chunks(report_ids):
        rows = ClaimRow.objects.using(alias).filter(_changed_at(moment), report_id__in=ids)
        found += rows.order_by("report_id", "position", "id").values_list("id", flat=True)
    return found


def changed_incidents(alias: str, moment: datetime) -> tuple[list[str], list[str]]:
    """Return the ids of the incidents that were written or retired at a moment; and those and of changed tolls."""
    bulk, now = Bulk(alias), [bound_moment(alias, moment)]
    incidents = [key for (key,) in bulk.ask(_CHANGED_INCIDENTS, now)]
    tolled = [key for (key,) in bulk.ask(_CHANGED_TOLLS, now)]
    return incidents, list(dict.fromkeys([*incidents, *tolled]))


def refresh_reports(alias: str, report_ids: Sequence[str]) -> None:
    """Index reports, or take those away whose captured bytes were erased."""
    for ids in _chunks(report_ids):
        rows = ReportRow.objects.using(alias).filter(id__in=ids, capture__data__isnull=False)
        reports = [stored(Report, body, f"report {key}") for key, body in rows.values_list("id", "body")]
        _replace(alias, "report", ids, [_report_entry(report) for report in reports])


def refresh_claims(alias: str, claim_ids: Sequence[str]) -> None:
    """Index claims, or take those away that are retired."""
    for ids in _chunks(claim_ids):
        rows = ClaimRow.objects.using(alias).filter(id__in=ids, report__capture__data__isnull=False)
        found = rows.values_list("id", "body", "retired_at", "report__outlet", "report__reference_date")
        claims = [
            (stored(Claim, body, f"claim {key}"), outlet, day)
            for key, body, retired_at, outlet, day in found
            if retired_at is None  # not asked of the database: SQLite would walk through all that are live
        ]
        _index_claims(alias, ids, claims)


def refresh_incidents(alias: str, incident_ids: Sequence[str]) -> None:
    """Index incidents, or take those away that are retired."""
    for ids in _chunks(incident_ids):
        incidents = live_incidents(alias, ids)
        texts = texts_of_claims(alias, incidents)
        _replace(alias, "incident", ids, [_incident_entry(item, texts) for item in incidents])
        _refresh_members(alias, ids, incidents)


def forget_capture(alias: str, sha256: str) -> None:
    """Take away what is indexed of the reports read from erased bytes, and of their claims."""
    reports = ReportRow.objects.using(alias).filter(capture_id=sha256)
    ids = list(reports.values_list("id", flat=True))
    claims = ClaimRow.objects.using(alias).filter(report_id__in=ids)
    claim_ids = list(claims.values_list("id", flat=True))
    incident_ids = incidents_holding(alias, claim_ids)
    words = _words_of(alias, Q(report_id__in=ids) | Q(record_id__in=incident_ids))
    refresh_reports(alias, ids)
    refresh_claims(alias, claim_ids)
    refresh_incidents(alias, incident_ids)
    forget_words(alias, words)


def reindex(alias: str) -> int:
    """Make the whole index anew; returns the number of rows."""
    with connections[alias].cursor() as cursor:
        for table in ("search", "search_word", "name", "incident_member", "incident_facet"):
            cursor.execute(f"DELETE FROM recount_{table}")  # noqa: S608 - a name of ours
    live = IncidentRow.objects.using(alias).filter(retired_at__isnull=True)
    claims = ClaimRow.objects.using(alias).filter(retired_at__isnull=True)
    incidents = list(live.order_by("start", "id").values_list("id", flat=True))
    reports = ReportRow.objects.using(alias).order_by("reference_date", "id")
    refresh_reports(alias, list(reports.values_list("id", flat=True)))
    refresh_claims(alias, list(claims.order_by("report_id", "id").values_list("id", flat=True)))
    refresh_incidents(alias, incidents)
    refresh_facets(alias, incidents)
    return SearchRow.objects.using(alias).count()


def _report_entry(report: Report) -> _Entry:
    return _Entry(
        kind="report",
        record_id=report.id,
        text=report_text(report),
        report_id=report.id,
        day=report.reference_date,
        outlet=None if report.outlet is None else shown_text(report.outlet),
    )


def _index_claims(
    alias: str, ids: Sequence[str], claims: Sequence[tuple[Claim, str | None, date | None]]
) -> None:
    before = SearchRow.objects.using(alias).filter(kind="claim", record_id__in=ids, part=0)
    removed = [name for names in before.values_list("names", flat=True) for name in names.split()]
    entries, added = [], []
    for claim, outlet, day in claims:
        spellings = spellings_of(claim)
        added += spellings
        entries.append(
            _Entry(
                kind="claim",
                record_id=claim.id,
                text=claim_text(claim),
                report_id=claim.report_id,
                day=claim.when.start or day,
                outlet=outlet,
                names=" ".join(row[0] for spelling in spellings for row in name_rows(spelling)),
            )
        )
    _replace(alias, "claim", ids, entries)
    _refresh_names(alias, count_names(alias, added, removed))


def _refresh_names(alias: str, ids: Sequence[str]) -> None:
    for chunk in _chunks(ids):
        rows = NameRow.objects.using(alias).filter(id__in=chunk).exclude(role=PART)
        names = rows.values_list("id", "name")
        _replace(alias, "name", chunk, [_Entry(kind="name", record_id=key, text=name) for key, name in names])


def _incident_entry(incident: Incident, texts: dict[str, str]) -> _Entry:
    claims = [texts[claim_id] for claim_id in incident.claim_ids if claim_id in texts]
    return _Entry(
        kind="incident",
        record_id=incident.id,
        text=incident_text(incident, claims),
        day=incident.when.start,
    )


def _refresh_members(alias: str, ids: Sequence[str], incidents: Sequence[Incident]) -> None:
    """Say which live incident the claims of some incidents stand in; of those that stay put nothing is written."""
    home = {
        claim_id: incident.id
        for incident in sorted(incidents, key=lambda incident: incident.kind is IncidentKind.INCIDENT)
        for claim_id in incident.claim_ids
    }  # once each: of an aggregate and an incident that hold the same claim, the incident
    bulk = Bulk(alias)
    before = dict(bulk.select("recount_incident_member", _MEMBER, "incident_id", ids))
    bulk.delete_in("recount_incident_member", "claim_id", before.keys() - home.keys())
    # A claim may have gone over from an incident whose turn is still to come.
    moved = sorted((claim_id, key) for claim_id, key in home.items() if before.get(claim_id) != key)
    bulk.upsert("recount_incident_member", _MEMBER, "claim_id", "incident_id = excluded.incident_id", moved)


def _replace(alias: str, kind: str, ids: Sequence[str], entries: Iterable[_Entry]) -> None:
    """Put rows of some records in the place of those they had."""
    bulk = Bulk(alias)
    before = [row for row in bulk.select("recount_search", _FORM, "record_id", ids) if row[1] == kind]
    bulk.delete_in("recount_search", "id", (key for key, _, _ in before))
    rows = [row for entry in entries for row in _rows(entry)]
    insert_rows(alias, rows)
    known = {word for _, _, words in before for word in words.split()}  # noted when they came to stand here
    found = {word for row in rows for word in row.words.split()} - known
    note_words(alias, {word for word in found if not is_tag(word)})


def _rows(entry: _Entry) -> Iterator[SearchRow]:
    tags = tags_of(entry.kind, entry.day, entry.outlet)
    for part, (start, stop, words) in enumerate(_parts(entry.text)):
        yield SearchRow(
            kind=entry.kind,
            record_id=entry.record_id,
            part=part,
            report_id=entry.report_id,
            day=entry.day,
            outlet=entry.outlet,
            start=start,
            stop=stop,
            names=entry.names if part == 0 else "",
            words=" ".join([*tags, *words]),
        )


def _parts(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield stretches of a text and their words, each small enough for one row; one at least."""
    if len(text) <= PART_WORDS:  # it can hold no more words than that; nearly all texts are so short
        yield 0, len(text), terms_of(text)
        return
    if (whole := _whole(text)) is not None:
        yield whole
        return
    words: list[str] = []
    start = stop = size = 0
    for token in find_tokens(text):
        if len(words) >= PART_WORDS or size >= PART_BYTES:
            yield start, stop, words
            words, size, start = [], 0, token.start
        words += token.terms
        size += sum(len(term.encode()) + 1 for term in token.terms)
        stop = token.end
    yield start, stop, words


def _whole(text: str) -> tuple[int, int, list[str]] | None:
    """Return a longer text as one part, if it fits into one, without finding where each word of it stands."""
    words = terms_of(text)
    if len(words) >= PART_WORDS or 4 * LONGEST * len(words) >= PART_BYTES <= len(" ".join(words).encode()):
        return None
    tail = text.rfind(" ", 0, -LONGEST) + 1  # no word goes across a space
    *_, last = (0, *(token.end for token in find_tokens(text[tail:])))
    return (0, tail + last, words) if last else None


def _words_of(alias: str, chosen: Q) -> set[str]:
    rows = SearchRow.objects.using(alias).filter(chosen).values_list("words", flat=True)
    return {word for words in rows.iterator() for word in words.split()}


def incidents_holding(alias: str, claim_ids: Sequence[str]) -> list[str]:
    """Return the ids of the incidents that some claims stand in, as the index knows it."""
    found: set[str] = set()
    for ids in _chunks(claim_ids):
        members = IncidentMemberRow.objects.using(alias).filter(claim_id__in=ids)
        found.update(members.values_list("incident_id", flat=True))
    return sorted(found)


def _changed_at(moment: datetime) -> Q:
    return Q(recorded_at=moment) | Q(retired_at=moment)


def _chunks(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
