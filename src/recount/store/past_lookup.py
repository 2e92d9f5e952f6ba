"""Single things of a record by their ids, as they were known at a moment; ``lookup`` of then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from recount.model import Claim, Incident, Toll
from recount.store.history_models import ClaimPastRow, IncidentPastRow
from recount.store.logged import Logged
from recount.store.lookup import Lookup
from recount.store.models import ClaimRow, IncidentRow, TollRow
from recount.store.record import stored
from recount.store.trouble import plain_errors

_CHUNK = 300


class PastLookup(Lookup):
    """Reads what ``Lookup`` reads of one incident, as of a moment. Reports never change, so they are those of now.

    Args:
        alias, url: of the store.
        moment: with its offset from UTC.
        last_seq: the last entry of the log that was known then.
    """

    def __init__(self, alias: str, url: str, moment: datetime, last_seq: int) -> None:
        super().__init__(alias, url)
        self._then, self._last_seq = moment, last_seq

    def claims_of(self, report_ids: Iterable[str]) -> list[Claim]:
        """Return the machine's claims of some reports as they were."""
        wanted = list(dict.fromkeys(report_ids))
        with plain_errors(self._url):
            return [
                stored(Claim, body, f"claim {key}")
                for start in range(0, len(wanted), _CHUNK)
                for *_, key, body in self._claim_rows(wanted[start : start + _CHUNK])
            ]

    def _claim_rows(self, report_ids: list[str]) -> list[tuple[str, int, str, str, str]]:
        known = self._known() & Q(report_id__in=report_ids)
        columns = ("report_id", "position", "harm", "key", "body")
        live = ClaimRow.objects.using(self._alias).filter(known).annotate(key=F("id"))
        past = ClaimPastRow.objects.using(self._alias).filter(known).annotate(key=F("claim_id"))
        return sorted([*live.values_list(*columns), *past.values_list(*columns)])

    def incident(self, incident_id: str) -> Incident | None:
        """Return an incident as it was, also by an id that it had had before a merge."""
        known = self._known()
        with plain_errors(self._url):
            for table, column in ((IncidentRow, "id"), (IncidentPastRow, "incident_id")):
                rows = table.objects.using(self._alias).filter(known)
                by_id = rows.filter(**{column: incident_id}).values_list("body", flat=True).first()
                if by_id is not None:
                    return stored(Incident, by_id, f"incident {incident_id}")
            for table in (IncidentRow, IncidentPastRow):
                rows = table.objects.using(self._alias).filter(known, body__contains=f'"{incident_id}"')
                for body in rows.values_list("body", flat=True):
                    incident = stored(Incident, body, f"incident {incident_id}")
                    if incident_id in incident.previous_ids:
                        return incident
        return None

    def tolls_of(self, incident_ids: Iterable[str]) -> list[Toll]:
        """Return the tolls of some incidents as they were."""
        rows = TollRow.objects.using(self._alias).filter(self._known(), incident_id__in=list(incident_ids))
        with plain_errors(self._url):
            ordered = rows.order_by("incident_id", "harm", "status", "pk").values_list("incident_id", "body")
            return [stored(Toll, body, f"a toll of incident {key}") for key, body in ordered]

    def decisions_about(self, kind: str, ids: Iterable[str] | None = None) -> list[Logged]:
        """Return the decisions about some subjects that were in the log by then."""
        return [entry for entry in super().decisions_about(kind, ids) if entry.seq <= self._last_seq]

    def _known(self) -> Q:
        recorded = Q(recorded_at__lte=self._then)
        return recorded & (Q(retired_at__isnull=True) | Q(retired_at__gt=self._then))
