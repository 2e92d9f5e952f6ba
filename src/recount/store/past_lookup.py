"""Single things of a record by their ids, as they were known at a moment; ``lookup`` of then."""

from __future__ import annotations

import re
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
_CLAIM_ID = re.compile(r"c_[0-9a-f]+")


class PastLookup(Lookup):
    """Reads what ``Lookup`` reads for a desk, as of a moment. Reports never change, so they are those of now.

    Args:
        alias, url: of the store.
        moment: with its offset from UTC.
        last_seq: the last entry of the log that was known then.
    """

    def __init__(self, alias: str, url: str, moment: datetime, last_seq: int) -> None:
        super().__init__(alias, url)
        self._then, self._last_seq = moment, last_seq

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Return the machine's claims of some ids as they were."""
        wanted, found = list(dict.fromkeys(ids)), dict[str, Claim]()
        with plain_errors(self._url):
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                live = ClaimRow.objects.using(self._alias).filter(self._known(), id__in=chunk)
                past = ClaimPastRow.objects.using(self._alias).filter(self._known(), claim_id__in=chunk)
                for key, body in (*live.values_list("id", "body"), *past.values_list("claim_id", "body")):
                    found[key] = stored(Claim, body, f"claim {key}")
        return found

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

    def incidents_of(self, claim_ids: Iterable[str]) -> dict[str, Incident]:
        """Return the incident of each claim as it was.

        It is the one of now, where that has not changed since; else a version that was replaced since, or an
        incident that closed since, and of those there are few.
        """
        wanted = set(claim_ids)
        found = super().incidents_of(wanted)
        with plain_errors(self._url):
            rows = IncidentRow.objects.using(self._alias).filter(id__in={item.id for item in found.values()})
            old = set(rows.filter(recorded_at__lte=self._then).values_list("id", flat=True))
        found = {claim_id: incident for claim_id, incident in found.items() if incident.id in old}
        replaced = Q(recorded_at__lte=self._then, retired_at__gt=self._then)
        with plain_errors(self._url):
            for table in (IncidentPastRow, IncidentRow):
                bodies = table.objects.using(self._alias).filter(replaced).values_list("body", flat=True)
                for body in bodies.iterator(chunk_size=_CHUNK):
                    if not wanted.isdisjoint(_CLAIM_ID.findall(body)):
                        incident = stored(Incident, body, "an earlier incident")
                        found |= dict.fromkeys(wanted.intersection(incident.claim_ids), incident)
        return found

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
