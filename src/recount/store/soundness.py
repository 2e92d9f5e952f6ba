"""Rows that can be read no more, or stand under another id than they say: what somebody changed from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery

from recount.errors import IntegrityError
from recount.model import Claim, Decision, Incident, RecordScope, Rejection, Report, Toll
from recount.store.history_models import ClaimPastRow, IncidentPastRow, RejectionPastRow
from recount.store.models import (
    ClaimRow,
    IncidentRow,
    LogBodyRow,
    LogRow,
    MetaRow,
    RejectionRow,
    ReportRow,
    TollRow,
)
from recount.store.protocol import RowFault
from recount.store.record import SCOPE_KEY, stored

_CHUNK = 500
_Record = type[Report] | type[Claim] | type[Incident] | type[Toll] | type[Rejection] | type[Decision]


class _Kind(NamedTuple):
    """One kind of record: how it is called, what it is, and its rows as (id, body)."""

    name: str
    record: _Record
    rows: Iterable[tuple[str, str]]


def find_row_faults(alias: str) -> Iterator[RowFault]:
    """Yield every row, live or past, whose body is no record of its kind or has another id."""
    for kind in _kinds(alias):
        for key, body in kind.rows:
            yield from _faults(kind, key, body)
    scope = MetaRow.objects.using(alias).filter(key=SCOPE_KEY).first()
    if scope is not None:
        yield from _unreadable(RecordScope, scope.value, "the scope", "scope")


def _faults(kind: _Kind, key: str, body: str) -> Iterator[RowFault]:
    where = f"{kind.name} {key}"
    try:
        found = stored(kind.record, body, where)
    except IntegrityError as error:
        yield RowFault(where=where, detail=error.message)
        return
    own = found.incident_id if isinstance(found, Toll) else found.id
    if own != key:
        yield RowFault(where=where, detail=f"it is filed under another id than its own, {own}")


def _unreadable(record: type[RecordScope], body: str, what: str, where: str) -> Iterator[RowFault]:
    try:
        stored(record, body, what)
    except IntegrityError as error:
        yield RowFault(where=where, detail=error.message)


def _kinds(alias: str) -> Iterator[_Kind]:
    """Yield the kinds with their rows, each read only when it is its turn."""
    tables: tuple[tuple[str, _Record, QuerySet[Any], str], ...] = (
        ("report", Report, ReportRow.objects.using(alias), "id"),
        ("claim", Claim, ClaimRow.objects.using(alias), "id"),
        ("claim", Claim, ClaimPastRow.objects.using(alias), "claim_id"),
        ("incident", Incident, IncidentRow.objects.using(alias), "id"),
        ("incident", Incident, IncidentPastRow.objects.using(alias), "incident_id"),
        ("toll of incident", Toll, TollRow.objects.using(alias), "incident_id"),
        ("refusal", Rejection, RejectionRow.objects.using(alias), "id"),
        ("refusal", Rejection, RejectionPastRow.objects.using(alias), "rejection_id"),
    )
    for name, record, table, key in tables:
        rows = table.order_by("pk").values_list(key, "body").iterator(chunk_size=_CHUNK)
        yield _Kind(name, record, rows)
    subject = LogRow.objects.using(alias).filter(seq=OuterRef("seq"), kind="decision").values("subject")
    decisions = LogBodyRow.objects.using(alias).filter(body__isnull=False)
    named = decisions.annotate(subject=Subquery(subject)).filter(subject__isnull=False).order_by("seq")
    yield _Kind("decision", Decision, named.values_list(F("subject"), "body").iterator(chunk_size=_CHUNK))
