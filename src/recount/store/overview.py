"""What a first page shows of a whole record: what moved lately, who is on what, who decided how much today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min

from recount.model import IncidentKind, Toll
from recount.model.work import WorkEntry
from recount.store.models import ClaimRow, IncidentRow, LogRow, ReportRow, TollRow
from recount.store.record import stored
from recount.store.sql import SqlStore
from recount.store.trouble import plain_errors
from recount.store.work_models import WorkItemRow
from recount.store.worklist import entry_of

_LOOKED_AT = 4  # retired versions for each movement that is shown: most give the same figure as the next one


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A toll of all victims that was replaced by another figure; ``after`` is ``None`` where it is no more."""

    at: datetime
    before: Toll
    after: Toll | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much a record holds; days are those of the reports."""

    reports: int
    claims: int
    incidents: int
    aggregates: int
    decisions: int
    first_day: date | None
    last_day: date | None


class Overview:
    """Reading what is newest in one store, through indexes."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._alias = store.alias

    def movements(self, limit: int = 8) -> list[Movement]:
        """Return the last tolls that moved, newest first."""
        retired = TollRow.objects.using(self._alias).filter(retired_at__isnull=False, status="")
        found: list[Movement] = []
        with plain_errors(self._store.url):
            for row in retired.order_by("-retired_at", "-pk")[: limit * _LOOKED_AT]:
                before, after = _toll(row), self._next(row)
                if row.retired_at and row.recorded_at != row.retired_at and _figure(before) != _figure(after):
                    found.append(Movement(at=row.retired_at, before=before, after=after))
                if len(found) == limit:
                    break
        return found

    def held(self, *, now: datetime, limit: int = 20) -> list[WorkEntry]:
        """Return what people are on now, the latest first."""
        rows = WorkItemRow.objects.using(self._alias).filter(held_until__gt=now)
        with plain_errors(self._store.url):
            return [entry_of(row, now) for row in rows.order_by("-held_since", "id")[:limit]]

    def decided_since(self, moment: datetime) -> Mapping[str, int]:
        """Return how many decisions each person made after a moment, the busiest first."""
        first = self._store.log.last_known(moment)
        rows = LogRow.objects.using(self._alias).filter(kind="decision", seq__gt=first)
        with plain_errors(self._store.url):
            counts = rows.values_list("actor").annotate(number=Count("seq")).order_by("-number", "actor")
            return dict(counts)

    def sizes(self) -> Sizes:
        """Return how much the record holds, counted over indexes."""
        reports = ReportRow.objects.using(self._alias)
        live = IncidentRow.objects.using(self._alias).filter(retired_at__isnull=True)
        with plain_errors(self._store.url):
            days = reports.aggregate(first=Min("reference_date"), last=Max("reference_date"))
            kinds = dict(live.values_list("kind").annotate(number=Count("id")).order_by("kind"))
            return Sizes(
                reports=reports.count(),
                claims=ClaimRow.objects.using(self._alias).filter(retired_at__isnull=True).count(),
                incidents=kinds.get(IncidentKind.INCIDENT.value, 0),
                aggregates=kinds.get(IncidentKind.AGGREGATE.value, 0),
                decisions=LogRow.objects.using(self._alias).filter(kind="decision").count(),
                first_day=days["first"],
                last_day=days["last"],
            )

    def _next(self, row: TollRow) -> Toll | None:
        later = TollRow.objects.using(self._alias).filter(pk__gt=row.pk, incident_id=row.incident_id)
        following = later.filter(harm=row.harm, status=row.status).order_by("pk").first()
        return None if following is None else _toll(following)


def _toll(row: TollRow) -> Toll:
    return stored(Toll, row.body, f"a toll of incident {row.incident_id}")


def _figure(toll: Toll | None) -> tuple[object, ...] | None:
    return None if toll is None else (toll.low, toll.best, toll.high, toll.high_open, toll.vague)
