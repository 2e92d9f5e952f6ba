"""What a store holds, in numbers."""

from __future__ import annotations

from collections.abc import Iterable

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
        rejections=_count_rejections(alias),
        outlets=_by_number(reports.values_list("outlet").annotate(Count("id"))),
        languages=_by_number(reports.values_list("language").annotate(Count("id"))),
        first_report=_iso(span["first"]),
        last_report=_iso(span["last"]),
    )


def _count_rejections(alias: str) -> dict[tuple[str, str], int]:
    counts = RejectionRow.objects.using(alias).values_list("stage", "reason").annotate(Count("id"))
    return {(stage, reason): number for stage, reason, number in sorted(counts)}


def _by_number(counts: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """Return the largest first. Sorted here, because databases sort names by rules of their own."""
    named = [(name or "", number) for name, number in counts]
    return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
