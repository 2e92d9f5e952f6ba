"""Pages of reports, for readers who go through them one page after another."""

from __future__ import annotations

from django.db.models import F

from recount.model import Report, load_json
from recount.store.models import ReportRow
from recount.store.trouble import plain_errors


def page_reports(alias: str, url: str, *, offset: int, limit: int) -> tuple[list[Report], int]:
    """Return reports by reference date (undated last) and id, and how many there are in all."""
    with plain_errors(url):
        rows = ReportRow.objects.using(alias)
        ordered = rows.order_by(F("reference_date").asc(nulls_last=True), "id")
        bodies = ordered.values_list("body", flat=True)[offset : offset + limit]
        return [load_json(Report, body) for body in bodies], rows.count()
