"""The record as it was known at a moment: the rows of then, and the log up to then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from django.db.models import F, Q

from recount.errors import StoreError, UsageError
from recount.model import (
    Claim,
    Decision,
    Incident,
    LogEntry,
    RecordScope,
    Rejection,
    Report,
    Toll,
)
from recount.store import record, summary, versions
from recount.store.history_models import ClaimPastRow, IncidentPastRow, PlaceFilePastRow, RejectionPastRow
from recount.store.log import Log
from recount.store.models import (
    CaptureRow,
    ClaimRow,
    IncidentRow,
    PlaceFileRow,
    RejectionRow,
    ReportRow,
    TollRow,
)
from recount.store.protocol import LogFault, RowFault, StoreStatus, TollVersion
from recount.store.trouble import iter_plainly, plain_errors

_CHUNK = 500
_Item = TypeVar("_Item")


class Held(Protocol):
    """The store that is looked back on."""

    url: str

    @property
    def alias(self) -> str:
        """The name of its connection."""
        ...

    @property
    def log(self) -> Log:
        """Its log."""
        ...

    def get_capture(self, sha256: str) -> bytes:
        """Return captured bytes."""

    def get_report(self, report_id: str) -> Report:
        """Return one report."""

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain."""

    def find_row_faults(self) -> list[RowFault]:
        """Return the rows that can be read no more."""

    def history_exact_from(self) -> datetime | None:
        """Return the moment from which the history is exact."""


class PastReader:
    """A record as known at a moment; reads like a store and has nothing to write with.

    Raises ``UsageError`` for a moment without an offset from UTC.
    """

    def __init__(self, store: Held, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise UsageError(
                f"the moment {moment.isoformat()} has no offset from UTC.",
                next_move="Write it like 2016-10-14T09:30:00+00:00.",
            )
        self.url = store.url
        self.known_at: datetime | None = moment.astimezone(UTC)
        self._store = store
        self._alias = store.alias
        self._moment = moment.astimezone(UTC)
        with self._plain():
            self._last_seq = store.log.last_known(self._moment)

    def get_capture(self, sha256: str) -> bytes:
        """Return captured bytes that were kept by then; what was erased since stays erased."""
        with self._plain():
            if not CaptureRow.objects.using(self._alias).filter(self._recorded(), sha256=sha256).exists():
                raise StoreError(
                    f"no captured bytes with SHA-256 {sha256} were kept by then.", next_move="Check the hash."
                )
        return self._store.get_capture(sha256)

    def get_report(self, report_id: str) -> Report:
        """Return one report that was there."""
        with self._plain():
            if not ReportRow.objects.using(self._alias).filter(self._recorded(), id=report_id).exists():
                raise StoreError(
                    f"the store held no report {report_id} then.", next_move="See 'recount status'."
                )
        return self._store.get_report(report_id)

    def iter_reports(self) -> Iterator[Report]:
        """Yield the reports that were there by reference date, then id."""
        return self._plainly(record.iter_reports(self._alias, recorded_by=self._moment))

    def iter_claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """Yield the claims of then, in their bodies of then."""
        return self._plainly(self._claims(report_id))

    def iter_incidents(self) -> Iterator[Incident]:
        """Yield the incidents of then by date, then id."""
        return self._plainly(self._incidents())

    def iter_tolls(self) -> Iterator[Toll]:
        """Yield the tolls of then in the order of the incidents of then."""
        return self._plainly(self._tolls())

    def iter_toll_versions(self, incident_id: str | None = None) -> Iterator[TollVersion]:
        """Yield the versions of tolls that there were by then, of each the oldest first."""
        return self._plainly(versions.iter_toll_versions(self._alias, incident_id, self._moment))

    def iter_rejections(self) -> Iterator[Rejection]:
        """Yield the refusals of then in the order in which they were counted."""
        return self._plainly(self._rejections())

    def get_scope(self) -> RecordScope:
        """Return the scope of then, which the log holds; one erased for safety is shown as it is now."""
        with self._plain():
            entry = self._store.log.last_of_kind("scope", upto=self._last_seq)
            if entry is None:
                return RecordScope()
            return (
                record.get_scope(self._alias)
                if entry.body is None
                else record.stored(RecordScope, entry.body, "a scope of the log")
            )

    def get_place_files(self) -> Mapping[str, bytes]:
        """Return the place files of then by file name."""
        with self._plain():
            live = PlaceFileRow.objects.using(self._alias).filter(self._recorded())
            past = PlaceFilePastRow.objects.using(self._alias).filter(self._known())
            files = {
                name: bytes(data) for rows in (past, live) for name, data in rows.values_list("name", "data")
            }
        return dict(sorted(files.items()))

    def iter_decisions(self) -> Iterator[Decision]:
        """Yield the decisions recorded by then, in the order in which they were ruled."""
        bodies = self._plainly(self._store.log.bodies("decision", self._last_seq))
        return (record.stored(Decision, body, "a decision of the log") for body in bodies)

    def iter_log(self) -> Iterator[LogEntry]:
        """Yield the log up to then."""
        return self._plainly(self._store.log.entries(self._last_seq))

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain up to then."""
        return [fault for fault in self._store.verify_log() if fault.seq <= self._last_seq]

    def history_exact_from(self) -> datetime | None:
        """Return the moment from which the history is exact; ``None``: from the first report on."""
        return self._store.history_exact_from()

    def find_row_faults(self) -> list[RowFault]:
        """Return the rows of the store that can be read no more; those of other times are looked at too."""
        return self._store.find_row_faults()

    def status(self) -> StoreStatus:
        """Return what the store held."""
        with self._plain():
            return summary.summarise_past(
                self._alias,
                self.url,
                self._moment,
                incidents=(item.kind for item in self._incidents()),
                refusals=((item.stage, item.reason.value) for item in self._rejections()),
                log_entries=self._last_seq,
            )

    def _claims(self, report_id: str | None) -> Iterator[Claim]:
        known = self._known() if report_id is None else self._known() & Q(report_id=report_id)
        columns = ("day", "report_id", "position", "harm", "key", "body")
        live = ClaimRow.objects.using(self._alias).filter(known).annotate(key=F("id"))
        past = ClaimPastRow.objects.using(self._alias).filter(known).annotate(key=F("claim_id"))
        first, second = (
            rows.annotate(day=F("report__reference_date")).values_list(*columns) for rows in (live, past)
        )
        rows = first.union(second, all=True)
        ordered = rows.order_by(F("day").asc(nulls_last=True), "report_id", "position", "harm", "key")
        for *_, key, body in ordered.iterator(chunk_size=_CHUNK):
            yield record.stored(Claim, body, f"claim {key}")

    def _incidents(self) -> Iterator[Incident]:
        columns = ("start", "key", "body")
        live = IncidentRow.objects.using(self._alias).filter(self._known()).annotate(key=F("id"))
        past = IncidentPastRow.objects.using(self._alias).filter(self._known()).annotate(key=F("incident_id"))
        rows = live.values_list(*columns).union(past.values_list(*columns), all=True)
        ordered = rows.order_by(F("start").asc(nulls_last=True), "key")
        for _, key, body in ordered.iterator(chunk_size=_CHUNK):
            yield record.stored(Incident, body, f"incident {key}")

    def _tolls(self) -> Iterator[Toll]:
        order = {incident.id: number for number, incident in enumerate(self._incidents())}
        rows = TollRow.objects.using(self._alias).filter(self._known())
        found = list(rows.values_list("incident_id", "harm", "status", "pk", "body"))
        for incident_id, _, _, _, body in sorted(
            found, key=lambda row: (order.get(row[0], len(order)), *row[:4])
        ):
            yield record.stored(Toll, body, f"a toll of incident {incident_id}")

    def _rejections(self) -> Iterator[Rejection]:
        columns = ("order", "key", "body")
        live = RejectionRow.objects.using(self._alias).filter(self._recorded()).annotate(key=F("id"))
        past = RejectionPastRow.objects.using(self._alias).filter(self._known())
        rows = live.values_list(*columns).union(
            past.annotate(key=F("rejection_id")).values_list(*columns), all=True
        )
        for *_, body in rows.order_by("order", "key").iterator(chunk_size=_CHUNK):
            yield record.stored(Rejection, body, "a refusal")

    def _recorded(self) -> Q:
        return Q(recorded_at__lte=self._moment)

    def _known(self) -> Q:
        return self._recorded() & (Q(retired_at__isnull=True) | Q(retired_at__gt=self._moment))

    def _plain(self) -> AbstractContextManager[None]:
        return plain_errors(self.url)

    def _plainly(self, items: Iterator[_Item]) -> Iterator[_Item]:
        return iter_plainly(items, self.url)
