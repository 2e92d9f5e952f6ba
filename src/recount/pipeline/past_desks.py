"""The desk of an incident as it was known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from recount.pipeline.desks import IncidentDesk, incident_desk
from recount.store import Store
from recount.store.lookup import Lookup
from recount.store.sql import SqlStore


@dataclass(frozen=True, slots=True)
class _Then:
    """The one thing of a store that ``incident_desk`` asks for."""

    lookup: Lookup


def past_incident_desk(store: SqlStore, incident_id: str, moment: datetime) -> IncidentDesk | None:
    """Return an incident as it was known at a moment, ``None`` when there was none of that id then.

    Args:
        moment: with its offset from UTC.
    """
    from recount.store.past_lookup import PastLookup

    known_at = moment.astimezone(UTC)
    lookup = PastLookup(store.alias, store.url, known_at, store.log.last_known(known_at))
    return incident_desk(cast("Store", _Then(lookup)), incident_id)
