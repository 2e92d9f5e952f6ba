"""The desks of an incident and of a report as they were known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from recount.model import Report
from recount.pipeline.desks import IncidentDesk, ReportDesk, incident_desk, report_desk
from recount.store import Store, StoreReader
from recount.store.lookup import Lookup
from recount.store.sql import SqlStore


@dataclass(frozen=True, slots=True)
class _Then:
    """What of a store desks ask for."""

    lookup: Lookup
    reader: StoreReader

    def get_report(self, report_id: str) -> Report:
        """Return a report that was there."""
        return self.reader.get_report(report_id)


def past_incident_desk(store: SqlStore, incident_id: str, moment: datetime) -> IncidentDesk | None:
    """Return an incident as it was known at a moment, ``None`` when there was none of that id then.

    Args:
        moment: with its offset from UTC.
    """
    return incident_desk(_as_of(store, moment), incident_id)


def past_report_desk(store: SqlStore, report_id: str, moment: datetime) -> ReportDesk:
    """Return a report with its claims, rulings and incidents as they were known at a moment.

    Args:
        moment: with its offset from UTC.

    Raises:
        StoreError: the record held no such report then.
    """
    return report_desk(_as_of(store, moment), report_id)


def _as_of(store: SqlStore, moment: datetime) -> Store:
    from recount.store.past_lookup import PastLookup

    known_at = moment.astimezone(UTC)
    lookup = PastLookup(store.alias, store.url, known_at, store.log.last_known(known_at))
    return cast("Store", _Then(lookup, store.as_of(known_at)))
