# ruff: noqa: S608 - names of tables and columns are written in our own code; values are always bound
"""Keeping what the record no longer says. Called before a row is overwritten, revived or deleted.

``as_of`` reads it back (``past``). Each function takes rows as they stand, or their ids, and the moment of the
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connections

from recount.store.bulk import chunks
from recount.store.history_models import CodingRow, PlaceFilePastRow, RejectionPastRow
from recount.store.models import MetaRow, PlaceFileRow, RejectionRow
from recount.store.rows import bound_moment

EXACT_FROM_KEY = "history_exact_from"
"""Key of the moment from which the history is complete, in stores that are older than the history."""
_CHUNK = 100  # SQLite takes 999 bound variables at once where it is old


def keep_claims(alias: str, ids: Iterable[str], now: datetime) -> None:
    """Keep the bodies of claims that are about to be replaced, or revived after they were retired."""
    _keep(alias, "claim", ("report_id", "position", "harm"), ids, now)


def keep_incidents(alias: str, ids: Iterable[str], now: datetime) -> None:
    """Keep the bodies of incidents that are about to be replaced, or revived after they were retired."""
    _keep(alias, "incident", ("kind", "start"), ids, now)


def _keep(alias: str, name: str, columns: Sequence[str], ids: Iterable[str], now: datetime) -> None:
    """Copy rows beside the record; what was written at this very moment nobody has seen."""
    moment = bound_moment(alias, now)
    own = ", ".join(f'"{column}"' for column in columns)
    with connections[alias].cursor() as cursor:
        for chunk in chunks(ids):
            marks = ", ".join(["%s"] * len(chunk))
            cursor.execute(
                f"INSERT INTO recount_{name}_past ({name}_id, {own}, recorded_at, retired_at, body) "
                f"SELECT id, {own}, recorded_at, COALESCE(retired_at, %s), body FROM recount_{name} "
                f"WHERE id IN ({marks}) AND recorded_at < COALESCE(retired_at, %s)",
                [moment, *chunk, moment],
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
