"""Incidents counted and put in order by the database, where a list or a timeline needs nothing else of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from recount.store.search_facets import condition_of
from recount.store.search_models import IncidentFacetRow
from recount.store.search_types import MarkFilter
from recount.store.trouble import plain_errors

ORDERS = {
    "date": (F("start").asc(nulls_last=True), "incident_id"),
    "-date": (F("start").desc(nulls_last=True), "incident_id"),
    "-low": (F("low").desc(nulls_last=True), F("high").desc(nulls_last=True), "incident_id"),
    "label": ("label", "incident_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounts:
    """How many incidents begin on each day (``None``: not known), and how many have a point of some precision."""

    days: tuple[tuple[date | None, int], ...]
    total: int
    located: int


def ordered_ids(alias: str, url: str, wanted: MarkFilter, order: str) -> list[str]:
    """Return the ids of the incidents a filter lets through; its question is left out."""
    rows = IncidentFacetRow.objects.using(alias).filter(condition_of(wanted))
    with plain_errors(url):
        return list(rows.order_by(*ORDERS[order]).values_list("incident_id", flat=True))


def count_days(alias: str, url: str, wanted: MarkFilter, precisions: Collection[int]) -> DayCounts:
    """Count the incidents a filter lets through by their first day; its question is left out.

    Args:
        precisions: UCDP where_prec of the points that count as located.
    """
    rows = IncidentFacetRow.objects.using(alias).filter(condition_of(wanted))
    located = Q(lat__isnull=False, where_precision__in=list(precisions))
    with plain_errors(url):
        days = rows.values("start").annotate(n=Count("id")).order_by("start").values_list("start", "n")
        sums = rows.aggregate(total=Count("id"), located=Count("id", filter=located))
        return DayCounts(days=tuple(days), total=sums["total"], located=sums["located"])
