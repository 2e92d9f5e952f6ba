"""Keeping what the record no longer says. Called before a row is overwritten, revived or deleted.

``as_of`` reads it back (``past``). Each function takes rows as they stand and the moment of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from recount.store.history_models import (
    ClaimPastRow,
    CodingRow,
    IncidentPastRow,
    PlaceFilePastRow,
    RejectionPastRow,
)
from recount.store.models import ClaimRow, IncidentRow, MetaRow, PlaceFileRow, RejectionRow

EXACT_FROM_KEY = "history_exact_from"
"""Key of the moment from which the history is complete, in stores that are older than the history."""
_CHUNK = 100  # SQLite takes 999 bound variables at once where it is old


def keep_claims(alias: str, rows: Iterable[ClaimRow], now: datetime) -> None:
    """Keep the bodies of claims that are about to be replaced, or revived after they were retired."""
    ClaimPastRow.objects.using(alias).bulk_create(
        [
            ClaimPastRow(
                claim_id=row.id,
                report_id=row.report_id,
                position=row.position,
                harm=row.harm,
                recorded_at=row.recorded_at,
                retired_at=row.retired_at or now,
                body=row.body,
            )
            for row in rows
            if row.recorded_at < (row.retired_at or now)
        ],
        batch_size=_CHUNK,
    )


def keep_incidents(alias: str, rows: Iterable[IncidentRow], now: datetime) -> None:
    """Keep the bodies of incidents that are about to be replaced, or revived after they were retired."""
    IncidentPastRow.objects.using(alias).bulk_create(
        [
            IncidentPastRow(
                incident_id=row.id,
                kind=row.kind,
                start=row.start,
                recorded_at=row.recorded_at,
                retired_at=row.retired_at or now,
                body=row.body,
            )
            for row in rows
            if row.recorded_at < (row.retired_at or now)
        ],
        batch_size=_CHUNK,
    )


def keep_rejections(alias: str, rows: Iterable[RejectionRow], now: datetime) -> None:
    """Keep refusals that are about to be deleted."""
    RejectionPastRow.objects.using(alias).bulk_create(
        [
            RejectionPastRow(
                rejection_id=row.id,
                order=row.order,
                stage=row.stage,
                reason=row.reason,
                recorded_at=row.recorded_at,
                retired_at=now,
                body=row.body,
            )
            for row in rows
            if row.recorded_at < now
        ],
        batch_size=_CHUNK,
    )


def keep_place_files(alias: str, rows: Iterable[PlaceFileRow], now: datetime) -> None:
    """Keep place files that are about to be replaced or deleted."""
    PlaceFilePastRow.objects.using(alias).bulk_create(
        [
            PlaceFilePastRow(name=row.name, data=row.data, recorded_at=row.recorded_at, retired_at=now)
            for row in rows
            if row.recorded_at < now
        ]
    )


def note_coding(alias: str, report_id: str, extractor: str, now: datetime) -> None:
    """Note since when a report counts as coded by an extractor."""
    CodingRow.objects.using(alias).create(report_id=report_id, coded_by=extractor, recorded_at=now)


def exact_from(alias: str) -> datetime | None:
    """Return the moment from which the history is complete; ``None``: from the first report on."""
    row = MetaRow.objects.using(alias).filter(key=EXACT_FROM_KEY).first()
    return None if row is None else datetime.fromisoformat(row.value)
