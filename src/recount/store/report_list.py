"""The list of reports: filtered and paged by indexes, without reading whole texts; and what lies beside one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connections
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from recount.model import Rejection, RejectionReason, load_json
from recount.model.work import WorkEntry, WorkItem, WorkKind
from recount.store.models import ClaimRow, RejectionRow, ReportRow
from recount.store.trouble import plain_errors
from recount.store.work_models import WorkItemRow

_OPEN = "open"
_HEAD = 160  # code points of a text that stand for a title where there is none
_LONGEST = 400_000  # a longer body is not looked into for the list
_KEPT_UNCODED = (RejectionReason.LANGUAGE_WITHOUT_RULES.value, RejectionReason.OUT_OF_SCOPE.value)
_REFUSALS_SHOWN = 200
_FEW = 500  # reports that wait; more are found faster by walking through the list from its top

WAITING, CODED, WITHOUT, UNCODED = "waiting", "coded", "without", "uncoded"
CODED_STATES = (WAITING, CODED, WITHOUT, UNCODED)
"""With claims nobody has ruled on; with claims; read, and without any; kept and not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports are listed; ``None`` leaves a field open.

    Attributes:
        outlet: a part of its name.
        since, until: first and last reference date, both included.
        coded: one of ``CODED_STATES``.
    """

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    coded: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report in the list.

    Attributes:
        title: its headline, else how its text begins; ``None`` where that was not looked up.
        claims: live claims of the machine; ``open``: claims on which nobody has ruled.
        is_coded: whether it was read for claims.
    """

    id: str
    outlet: str | None
    language: str
    day: date | None
    title: str | None
    claims: int
    open: int
    is_coded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lies beside one report.

    Attributes:
        refusals: what was refused of it, at most ``_REFUSALS_SHOWN``.
        work: the items of the list of work about its claims, by claim.
    """

    refusals: tuple[Rejection, ...] = ()
    work: Mapping[str, WorkEntry] = field(default_factory=dict)


class ReportList:
    """The reports of one store."""

    def __init__(self, alias: str, url: str) -> None:
        self._alias = alias
        self._url = url

    def page(
        self, wanted: ReportFilter, *, offset: int = 0, limit: int = 50
    ) -> tuple[list[ReportLine], bool]:
        """Return a page, reports with claims nobody has ruled on first, then by date, and whether more follow."""
        with plain_errors(self._url):
            ids = self._ids(wanted, offset, limit + 1)
            lines = self._lines(ids[:limit])
            return [lines[key] for key in ids[:limit] if key in lines], len(ids) > limit

    def _ids(self, wanted: ReportFilter, offset: int, limit: int) -> list[str]:
        """Return ids in the order of the list; it is read from its top, and only as far as is asked."""
        rows = self._filtered(wanted)
        first = self._in_order(self._with_waiting(rows))
        found = list(first[offset : offset + limit])
        if len(found) == limit or wanted.coded == WAITING:
            return found
        before = offset + len(found) if found or not offset else first.count()
        rest = self._in_order(rows.filter(~Exists(self._waiting())))
        skipped = max(0, offset - before)
        return found + list(rest[skipped : skipped + limit - len(found)])

    def _with_waiting(self, rows: QuerySet[ReportRow]) -> QuerySet[ReportRow]:
        few = list(self._all_waiting().order_by().distinct()[: _FEW + 1])
        return rows.filter(id__in=few) if len(few) <= _FEW else rows.filter(Exists(self._waiting()))

    @staticmethod
    def _in_order(rows: QuerySet[ReportRow]) -> QuerySet[ReportRow, str]:
        ordered = rows.order_by(F("reference_date").desc(nulls_last=True), "id")
        return ordered.values_list("id", flat=True)

    def beside(self, report_id: str, *, now: datetime) -> Beside:
        """Return what lies beside one report."""
        with plain_errors(self._url):
            refused = RejectionRow.objects.using(self._alias).filter(report_id=report_id).order_by("order")
            # Of what kind is looked at here: a database without statistics takes the index of kinds instead.
            items = WorkItemRow.objects.using(self._alias).filter(report_id=report_id)
            return Beside(
                refusals=tuple(
                    load_json(Rejection, body)
                    for body in refused.values_list("body", flat=True)[:_REFUSALS_SHOWN]
                ),
                work={row.subject: _entry(row, now) for row in items if row.kind == WorkKind.CLAIM.value},
            )

    def _filtered(self, wanted: ReportFilter) -> QuerySet[ReportRow]:
        rows = ReportRow.objects.using(self._alias).all()
        if wanted.outlet:
            rows = rows.filter(outlet__icontains=wanted.outlet)
        if wanted.since is not None:
            rows = rows.filter(reference_date__gte=wanted.since)
        if wanted.until is not None:
            rows = rows.filter(reference_date__lte=wanted.until)
        if wanted.coded in {CODED, WITHOUT}:
            live = ClaimRow.objects.using(self._alias).filter(
                report_id=OuterRef("id"), retired_at__isnull=True
            )
            rows = rows.filter(Exists(live) if wanted.coded == CODED else ~Exists(live))
            rows = rows.exclude(id__in=self._kept()).exclude(coded_by="")
        elif wanted.coded == UNCODED:
            rows = rows.filter(id__in=self._kept()) | rows.filter(coded_by="")
        return rows

    def _waiting(self) -> QuerySet[WorkItemRow]:
        rows = WorkItemRow.objects.using(self._alias)
        return rows.filter(report_id=OuterRef("id"), kind=WorkKind.CLAIM.value, state=_OPEN)

    def _all_waiting(self) -> QuerySet[WorkItemRow, str | None]:
        rows = WorkItemRow.objects.using(self._alias)
        open_rows = rows.filter(kind=WorkKind.CLAIM.value, state=_OPEN, report_id__isnull=False)
        return open_rows.values_list("report_id", flat=True)

    def _kept(self) -> QuerySet[RejectionRow, str | None]:
        rows = RejectionRow.objects.using(self._alias)
        kept = rows.filter(reason__in=_KEPT_UNCODED, report_id__isnull=False)
        return kept.values_list("report_id", flat=True)

    def _lines(self, ids: list[str]) -> dict[str, ReportLine]:
        claims, open_claims = self._claims(ids), self._open_claims(ids)
        kept = set(self._kept().filter(report_id__in=ids))
        rows = ReportRow.objects.using(self._alias).filter(id__in=ids).annotate(title=self._title())
        return {
            key: ReportLine(
                id=key,
                outlet=outlet,
                language=language,
                day=day,
                title=title or None,
                claims=claims[key],
                open=open_claims[key],
                is_coded=bool(coded_by) and key not in kept,
            )
            for key, outlet, language, day, coded_by, title in rows.values_list(
                "id", "outlet", "language", "reference_date", "coded_by", "title"
            )
        }

    def _title(self) -> RawSQL:
        """The headline, else the head of the text, taken from the body by the database."""
        if connections[self._alias].vendor == "postgresql":
            found = "COALESCE(body::json->>'title', LEFT(body::json->>'text', %s))"
        else:
            found = "COALESCE(json_extract(body, '$.title'), substr(json_extract(body, '$.text'), 1, %s))"
        return RawSQL(f"CASE WHEN length(body) < %s THEN {found} END", (_LONGEST, _HEAD))  # noqa: S611 - constants

    def _claims(self, ids: list[str]) -> Counter[str]:
        """How many live claims each report has.

        Asked for by report alone, and told apart here: SQLite would look at all live claims otherwise.
        """
        rows = ClaimRow.objects.using(self._alias).filter(report_id__in=ids)
        return Counter(key for key, gone in rows.values_list("report_id", "retired_at") if gone is None)

    def _open_claims(self, ids: list[str]) -> Counter[str]:
        rows = WorkItemRow.objects.using(self._alias).filter(report_id__in=ids)
        return Counter(
            str(key)
            for key, kind, state in rows.values_list("report_id", "kind", "state")
            if kind == WorkKind.CLAIM.value and state == _OPEN
        )


def _entry(row: WorkItemRow, now: datetime) -> WorkEntry:
    is_held = row.held_by is not None and row.held_until is not None and row.held_until > now
    return WorkEntry(
        item=load_json(WorkItem, row.detail),
        assignee=row.assignee,
        held_by=row.held_by if is_held else None,
        held_since=row.held_since if is_held else None,
        held_until=row.held_until if is_held else None,
    )
