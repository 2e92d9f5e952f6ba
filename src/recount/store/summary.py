"""What a store holds, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from recount.model import IncidentKind
from recount.store.chain import GENESIS
from recount.store.history_models import ClaimPastRow, CodingRow
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


def summarise_past(
    alias: str,
    url: str,
    moment: datetime,
    *,
    incidents: Iterable[IncidentKind],
    refusals: Iterable[tuple[str, str]],
    log_entries: int,
) -> StoreStatus:
    """Count what the store held at a moment.

    Args:
        incidents: the kinds of the incidents of then.
        refusals: stage and reason of the refusals of then.
        log_entries: how many the log had.
    """
    reports = ReportRow.objects.using(alias).filter(recorded_at__lte=moment)
    codings = CodingRow.objects.using(alias).filter(recorded_at__lte=moment).order_by("pk")
    coded_by = dict(codings.values_list("report_id", "coded_by"))
    known = Q(recorded_at__lte=moment) & (Q(retired_at__isnull=True) | Q(retired_at__gt=moment))
    claims = (rows.using(alias).filter(known).count() for rows in (ClaimRow.objects, ClaimPastRow.objects))
    kinds = Counter(incidents)
    log = LogRow.objects.using(alias).filter(seq__lte=log_entries)
    head = log.order_by("-seq").first()
    span = reports.aggregate(first=Min("reference_date"), last=Max("reference_date"))
    return StoreStatus(
        url=url,
        reports=reports.count(),
        uncoded_reports=reports.count() - sum(bool(name) for name in coded_by.values()),
        claims=sum(claims),
        incidents=kinds[IncidentKind.INCIDENT],
        aggregates=kinds[IncidentKind.AGGREGATE],
        tolls=TollRow.objects.using(alias).filter(known).count(),
        decisions=log.filter(kind="decision").count(),
        log_entries=log.count(),
        log_head=GENESIS if head is None else head.hash,
        rejections=dict(sorted(Counter(refusals).items())),
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
