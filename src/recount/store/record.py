"""Reports, claims, incidents, tolls and refusals as rows. Functions take the connection's alias.

A row whose record changed is updated in place only where its id names the same thing (claims, incidents), a
row that is no longer found is retired, and ``history`` keeps every earlier body first: nothing is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Max

from recount.errors import IntegrityError, StoreError
from recount.model import (
    Claim,
    Incident,
    RecordScope,
    Rejection,
    Report,
    Toll,
    load_json,
    sha256_hex,
)
from recount.store.bulk import Bulk
from recount.store.history import (
    keep_claims,
    keep_incidents,
    keep_place_files,
    keep_rejections,
    note_coding,
)
from recount.store.models import (
    CaptureRow,
    ClaimRow,
    IncidentRow,
    MetaRow,
    PlaceFileRow,
    RejectionRow,
    ReportRow,
    TollRow,
)
from recount.store.rows import bound_moment, insert_rows, rewrite_rows
from recount.store.storable import shown_text, storable_json, storable_text

_Row = TypeVar("_Row", ClaimRow, IncidentRow)
_Record = TypeVar("_Record")
_CHUNK = 500  # below SQLite's limit of bound variables for every table here
SCOPE_KEY = "scope"
_BODY = ("id", "body", "retired_at")
_TOLL = ("id", "incident_id", "harm", "status", "body", "retired_at")


def insert_reports(alias: str, reports: Sequence[tuple[Report, bytes]], now: datetime) -> list[str]:
    """Insert the reports that are not there; return their ids."""
    for report, data in reports:
        if sha256_hex(data) != report.capture.sha256:
            raise StoreError(
                f"the bytes given for report {report.id} are not those it was read from.",
                next_move="Read the report again.",
            )
    unique = {report.id: (report, data) for report, data in reports}
    known = _known_ids(ReportRow, alias, list(unique))
    fresh = [pair for report_id, pair in unique.items() if report_id not in known]
    captures = {
        report.capture.sha256: CaptureRow(
            sha256=report.capture.sha256, size=report.capture.size, data=data, recorded_at=now
        )
        for report, data in fresh
    }
    CaptureRow.objects.using(alias).bulk_create(captures.values(), batch_size=_CHUNK, ignore_conflicts=True)
    ReportRow.objects.using(alias).bulk_create(
        [
            ReportRow(
                id=report.id,
                capture_id=report.capture.sha256,
                outlet=None if report.outlet is None else shown_text(report.outlet),
                language=report.language,
                reference_date=report.reference_date,
                recorded_at=now,
                body=storable_json(report),
            )
            for report, _ in fresh
        ],
        batch_size=_CHUNK,
    )
    return [report.id for report, _ in fresh]


def get_capture(alias: str, sha256: str) -> bytes:
    """Return captured bytes."""
    row = CaptureRow.objects.using(alias).filter(sha256=sha256).first()
    if row is None:
        raise StoreError(f"no captured bytes with SHA-256 {sha256}.", next_move="Check the hash.")
    if row.data is None:
        raise StoreError(f"the bytes with SHA-256 {sha256} were erased.", next_move="See 'recount verify'.")
    return bytes(row.data)


def erase_capture(alias: str, sha256: str) -> None:
    """Erase captured bytes and the texts of the reports read from them stay as they were coded."""
    if not CaptureRow.objects.using(alias).filter(sha256=sha256).update(data=None):
        raise StoreError(f"no captured bytes with SHA-256 {sha256}.", next_move="Check the hash.")


def get_report(alias: str, report_id: str) -> Report:
    """Return one report."""
    row = ReportRow.objects.using(alias).filter(id=report_id).first()
    if row is None:
        raise StoreError(f"the store holds no report {report_id}.", next_move="See 'recount status'.")
    return stored(Report, row.body, f"report {report_id}")


def iter_reports(
    alias: str, not_coded_by: str | None = None, recorded_by: datetime | None = None
) -> Iterator[Report]:
    """Yield reports by reference date (undated last), then id; all, or those recorded by a moment."""
    rows = ReportRow.objects.using(alias)
    chosen = rows.all() if not_coded_by is None else rows.exclude(coded_by=not_coded_by)
    if recorded_by is not None:
        chosen = chosen.filter(recorded_at__lte=recorded_by)
    ordered = chosen.order_by(F("reference_date").asc(nulls_last=True), "id")
    for row_id, body in ordered.values_list("id", "body").iterator(chunk_size=_CHUNK):
        yield stored(Report, body, f"report {row_id}")


def mark_coded(alias: str, report_id: str, extractor: str, now: datetime) -> None:
    """Remember which extractor coded a report, and since when."""
    rows = ReportRow.objects.using(alias).filter(id=report_id).exclude(coded_by=extractor)
    if rows.update(coded_by=extractor):
        note_coding(alias, report_id, extractor, now)


def replace_claims(alias: str, report_id: str, claims: Sequence[Claim], now: datetime) -> int:
    """Make ``claims`` the live claims of a report; return the number of rows that changed."""
    rows = [
        ClaimRow(
            id=claim.id,
            report_id=report_id,
            position=claim.count_selector.start,
            harm=claim.harm.value,
            low=claim.count.low,
            high=claim.count.high,
            recorded_at=now,
            body=storable_json(claim),
        )
        for claim in claims
    ]
    existing = _bodies(Bulk(alias).select("recount_claim", _BODY, "report_id", [report_id]))
    keep_claims(alias, _overwritten(rows, existing), now)
    return _replace(ClaimRow, alias, rows, existing, now)


def iter_claims(alias: str, report_id: str | None = None) -> Iterator[Claim]:
    """Yield live claims by report date, report and place in the text."""
    rows = ClaimRow.objects.using(alias).filter(retired_at__isnull=True)
    if report_id is not None:
        rows = rows.filter(report_id=report_id)
    ordered = rows.order_by(
        F("report__reference_date").asc(nulls_last=True), "report_id", "position", "harm", "id"
    )
    for row_id, body in ordered.values_list("id", "body").iterator(chunk_size=_CHUNK):
        yield stored(Claim, body, f"claim {row_id}")


def replace_incidents(
    alias: str, incidents: Sequence[Incident], now: datetime, *, among: Collection[str] | None = None
) -> int:
    """Make ``incidents`` the live ones, or those among some ids; return the number of rows that changed."""
    rows = [
        IncidentRow(
            id=incident.id,
            kind=incident.kind.value,
            start=incident.when.start,
            recorded_at=now,
            body=storable_json(incident),
        )
        for incident in incidents
    ]
    bulk = Bulk(alias)
    if among is None:
        existing = _bodies(bulk.select_all("recount_incident", _BODY))
    else:
        wanted = [*among, *(row.id for row in rows)]
        existing = _bodies(bulk.select("recount_incident", _BODY, "id", wanted))
    keep_incidents(alias, _overwritten(rows, existing), now)
    return _replace(IncidentRow, alias, rows, existing, now)


def iter_incidents(alias: str) -> Iterator[Incident]:
    """Yield live incidents by date (undated last), then id."""
    rows = IncidentRow.objects.using(alias).filter(retired_at__isnull=True)
    ordered = rows.order_by(F("start").asc(nulls_last=True), "id")
    for row_id, body in ordered.values_list("id", "body").iterator(chunk_size=_CHUNK):
        yield stored(Incident, body, f"incident {row_id}")


def replace_tolls(
    alias: str, tolls: Sequence[Toll], now: datetime, *, among: Collection[str] | None = None
) -> int:
    """Make ``tolls`` the live ones, or those of some incidents; earlier versions are retired, not lost."""
    bulk = Bulk(alias)
    rows = (
        bulk.select_all("recount_toll", _TOLL)
        if among is None
        else bulk.select("recount_toll", _TOLL, "incident_id", among)
    )
    # Whether they are live is not asked of the database: it would walk through all that are.
    live = {(name, harm, status): (key, body) for key, name, harm, status, body, gone in rows if gone is None}
    fresh: list[TollRow] = []
    retired: list[int] = []
    for toll in tolls:
        key = (toll.incident_id, toll.harm.value, "" if toll.status is None else toll.status.value)
        body = storable_json(toll)
        before = live.pop(key, None)
        if before is not None and before[1] == body:
            continue
        if before is not None:
            retired.append(before[0])
        fresh.append(
            TollRow(
                incident_id=key[0],
                harm=key[1],
                status=key[2],
                low=toll.low,
                high=toll.high,
                recorded_at=now,
                body=body,
            )
        )
    retired += [key for key, _ in live.values()]
    bulk.set_in("recount_toll", "retired_at", bound_moment(alias, now), "id", retired)
    insert_rows(alias, fresh)
    return len(fresh) + len(retired)


def iter_tolls(alias: str) -> Iterator[Toll]:
    """Yield live tolls in the order of incidents."""
    rows = TollRow.objects.using(alias).filter(retired_at__isnull=True)
    ordered = rows.order_by(F("incident__start").asc(nulls_last=True), "incident_id", "harm", "status", "pk")
    for incident_id, body in ordered.values_list("incident_id", "body").iterator(chunk_size=_CHUNK):
        yield stored(Toll, body, f"a toll of incident {incident_id}")


def insert_rejections(alias: str, rejections: Sequence[Rejection], now: datetime) -> list[str]:
    """Insert the refusals that are not counted yet; return their ids."""
    unique = {rejection.id: rejection for rejection in rejections}
    known = _known_ids(RejectionRow, alias, list(unique))
    fresh = [rejection for rejection_id, rejection in unique.items() if rejection_id not in known]
    top = RejectionRow.objects.using(alias).aggregate(top=Max("order"))["top"] or 0
    RejectionRow.objects.using(alias).bulk_create(
        [
            RejectionRow(
                id=rejection.id,
                order=top + number,
                stage=rejection.stage,
                reason=rejection.reason.value,
                report_id=rejection.report_id,
                recorded_at=now,
                body=storable_json(rejection),
            )
            for number, rejection in enumerate(fresh, 1)
        ],
        batch_size=_CHUNK,
    )
    return [rejection.id for rejection in fresh]


def replace_rejections(alias: str, report_id: str, rejections: Sequence[Rejection], now: datetime) -> int:
    """Make ``rejections`` the extraction refusals of a report; return how many changed."""
    keep = {rejection.id for rejection in rejections}
    stale = (
        RejectionRow.objects.using(alias).filter(report_id=report_id, stage="extract").exclude(id__in=keep)
    )
    keep_rejections(alias, stale, now)
    removed, _ = stale.delete()
    return removed + len(insert_rejections(alias, rejections, now))


def iter_rejections(alias: str) -> Iterator[Rejection]:
    """Yield all refusals in the order in which they were counted."""
    rows = RejectionRow.objects.using(alias).order_by("order", "id")
    for body in rows.values_list("body", flat=True).iterator(chunk_size=_CHUNK):
        yield stored(Rejection, body, "a refusal")


def get_scope(alias: str) -> RecordScope:
    """Return the record's scope, the default one when none was set."""
    rows = list(Bulk(alias).select("recount_meta", ("value",), "key", [SCOPE_KEY]))
    return stored(RecordScope, rows[0][0], "the scope") if rows else RecordScope()


def set_scope(alias: str, scope: RecordScope) -> bool:
    """Set the record's scope; return whether it changed."""
    if get_scope(alias) == scope:
        return False
    MetaRow.objects.using(alias).update_or_create(key=SCOPE_KEY, defaults={"value": storable_json(scope)})
    return True


def get_place_files(alias: str) -> dict[str, bytes]:
    """Return the record's place files by file name."""
    files = {row.name: bytes(row.data) for row in PlaceFileRow.objects.using(alias).all()}
    return dict(sorted(files.items()))  # here, because databases sort names by rules of their own


def set_place_files(alias: str, files: Mapping[str, bytes], now: datetime) -> bool:
    """Replace the record's place files; return whether anything changed."""
    if get_place_files(alias) == dict(files):
        return False
    for name in files:
        storable_text(name, "a place file's name")
    rows = list(PlaceFileRow.objects.using(alias).all())
    keep_place_files(alias, (row for row in rows if files.get(row.name) != bytes(row.data)), now)
    PlaceFileRow.objects.using(alias).exclude(name__in=files).delete()
    same = {row.name for row in rows if files.get(row.name) == bytes(row.data)}
    for name in files.keys() - same:
        data = files[name]
        PlaceFileRow.objects.using(alias).update_or_create(
            name=name, defaults={"sha256": sha256_hex(data), "data": data, "recorded_at": now}
        )
    return True


def _known_ids(table: type[ReportRow] | type[RejectionRow], alias: str, ids: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        known.update(table.objects.using(alias).filter(pk__in=chunk).values_list("pk", flat=True))
    return known


_Bodies = dict[str, tuple[str, bool]]
"""Of rows by id: the body, and whether the row is live."""


def _bodies(rows: Iterable[tuple[Any, ...]]) -> _Bodies:
    return {key: (body, gone is None) for key, body, gone in rows}


def _overwritten(rows: Iterable[_Row], existing: _Bodies) -> list[str]:
    """Return the ids of the existing rows that ``_replace`` will write anew."""
    return [row.id for row in rows if existing.get(row.id, (row.body, True)) != (row.body, True)]


def _replace(table: type[_Row], alias: str, rows: Sequence[_Row], existing: _Bodies, now: datetime) -> int:
    """Insert new rows, rewrite changed ones, retire those that are gone; return how many changed."""
    before = dict(existing)
    new: list[_Row] = []
    rewritten: list[_Row] = []
    for row in rows:
        old = before.pop(row.id, None)
        if old is None:
            new.append(row)
        elif old != (row.body, True):
            rewritten.append(row)
    insert_rows(alias, new)
    rewrite_rows(alias, rewritten)
    gone = [key for key, (_, is_live) in before.items() if is_live]
    name = table._meta.db_table  # noqa: SLF001
    Bulk(alias).set_in(name, "retired_at", bound_moment(alias, now), "id", gone)
    return len(new) + len(rewritten) + len(gone)


def stored(kind: type[_Record], body: str, where: str) -> _Record:
    """Return a stored record; one that was changed outside Recount and is none any more is named."""
    try:
        return load_json(kind, body)
    except (ValueError, TypeError) as error:  # TypeError: SQLite may hold a number, or nothing, as a text
        raise IntegrityError(
            f"{where} was changed outside Recount and cannot be read ({error}).",
            next_move="Restore a back-up; 'recount verify' says what else was changed.",
        ) from error
