"""Versions of tolls: each is a row of its own, so that how a recorded figure moved can be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from recount.model import Toll
from recount.store.models import TollRow
from recount.store.protocol import TollVersion
from recount.store.record import stored

_CHUNK = 500


def iter_toll_versions(
    alias: str, incident_id: str | None = None, known_at: datetime | None = None
) -> Iterator[TollVersion]:
    """Yield all versions of tolls, or those recorded by a moment, as they were known then."""
    rows = TollRow.objects.using(alias).all()
    if incident_id is not None:
        rows = rows.filter(incident_id=incident_id)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    columns = rows.order_by("incident_id", "harm", "status", "recorded_at", "pk").values_list(
        "incident_id", "body", "recorded_at", "retired_at"
    )
    for key, body, recorded_at, retired_at in columns.iterator(chunk_size=_CHUNK):
        if retired_at == recorded_at:
            continue  # made and replaced in one transaction: nobody ever saw it
        is_over = retired_at is not None and (known_at is None or retired_at <= known_at)
        toll = stored(Toll, body, f"a toll of incident {key}")
        yield TollVersion(toll=toll, recorded_at=recorded_at, retired_at=retired_at if is_over else None)
