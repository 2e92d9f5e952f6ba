"""What a store holds, in numbers."""

from __future__ import annotations

from django.db.models import Count, Max, Min

from recount.model import IncidentKind
from recount.store.chain import GENESIS
from recount.store.models import ClaimRow, IncidentRow, LogRow, RejectionRow, ReportRow, TollRow
from recount.store.protocol import StoreStatus


def summarise(alias: str, url: str) -> StoreStatus:
    """Count what the store holds."""
    reports = ReportRow.objects.using(alias)
    incidents = IncidentRow.objects.using(alias).filter(retired_at__isnull=True)
    log = LogRow.objects.using(alias)
    head = log.order_by("-seq").first()
    span = reports.aggregate(first=Min("reference_date"), last=Max("reference_date"))
    return StoreStatus(
        url=url,
        reports=reports.count(),
        uncoded_reports=reports.filter(coded_by="").count(),
        claims=ClaimRow.objects.using(alias).filter(retired_at__isnull=True).count(),
        incidents=incidents.filter(kind=IncidentKind.INCIDENT.value).count(),
        aggregates=incidents.filter(kind=IncidentKind.AGGREGATE.value).count(),
        tolls=TollRow.objects.using(alias).filter(retired_at__isnull=True).count(),
        decisions=log.filter(kind="decision").count(),
        log_entries=log.count(),
        log_head=GENESIS if head is None else head.hash,
        rejections={
            (row["stage"], row["reason"]): row["n"]
            for row in RejectionRow.objects.using(alias)
            .values("stage", "reason")
            .annotate(n=Count("id"))
            .order_by("stage", "reason")
        },
        outlets={
            row["outlet"] or "": row["n"]
            for row in reports.values("outlet").annotate(n=Count("id")).order_by("-n", "outlet")
        },
        languages={
            row["language"]: row["n"]
            for row in reports.values("language").annotate(n=Count("id")).order_by("-n", "language")
        },
        first_report=_iso(span["first"]),
        last_report=_iso(span["last"]),
    )


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
