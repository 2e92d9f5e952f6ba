"""The log a page at a time, newest first, and the part of it that concerns one figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from recount.model import LogEntry
from recount.store import subjects
from recount.store.chain import GENESIS
from recount.store.log import entry_of
from recount.store.models import LogBodyRow, LogRow
from recount.store.sql import SqlStore
from recount.store.trouble import plain_errors

_CHUNK = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries are asked for; what is ``None`` is left open.

    Attributes:
        day_from, day_to: first and last day (UTC), both included.
        seqs: only these entries.
    """

    actor: str | None = None
    kind: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    seqs: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Some entries, newest first.

    Attributes:
        older: the number before which the next page begins, ``None`` on the last one.
    """

    entries: tuple[LogEntry, ...]
    older: int | None = None


class LogPages:
    """Reading one store's log in parts; no read lasts longer than one part of it."""

    def __init__(self, store: SqlStore) -> None:
        self._alias = store.alias
        self._url = store.url

    def page(self, wanted: LogFilter, *, before: int | None = None, limit: int = 50) -> LogPage:
        """Return the newest entries, or the newest before one."""
        rows = self._filtered(wanted)
        if before is not None:
            rows = rows.filter(seq__lt=before)
        with plain_errors(self._url):
            found = [_entry(row) for row in rows.order_by("-seq")[: limit + 1]]
        older = found[limit - 1].seq if len(found) > limit else None
        return LogPage(entries=tuple(found[:limit]), older=older)

    def iter_all(self, wanted: LogFilter) -> Iterator[LogEntry]:
        """Yield the entries asked for, oldest first."""
        after = 0
        while True:
            with plain_errors(self._url):
                rows = self._filtered(wanted).filter(seq__gt=after).order_by("seq")[:_CHUNK]
                found = [_entry(row) for row in rows]
            yield from found
            if len(found) < _CHUNK:
                return
            after = found[-1].seq

    def head(self) -> tuple[int, str]:
        """Return number and hash of the last entry; those of nothing where there is none."""
        with plain_errors(self._url):
            last = LogRow.objects.using(self._alias).order_by("-seq").values_list("seq", "hash").first()
        return (0, GENESIS) if last is None else (last[0], last[1])

    def about(
        self,
        *,
        claims: Iterable[str] = (),
        incidents: Iterable[str] = (),
        reports: Iterable[str] = (),
        sources: Iterable[str] = (),
        read_in: Iterable[str] = (),
    ) -> frozenset[int]:
        """Return the numbers of the entries about some things.

        Args:
            claims, incidents, reports, sources: ids; decisions that name one of them.
            read_in: ids of reports; entries of their being read by a program.
        """
        found: set[int] = set()
        wanted = (
            (subjects.CLAIM, claims),
            (subjects.INCIDENT, incidents),
            (subjects.REPORT, reports),
            (subjects.SOURCE, sources),
        )
        with plain_errors(self._url):
            for kind, ids in wanted:
                found.update(subjects.seqs_about(self._alias, kind, list(dict.fromkeys(ids))))
            read = list(dict.fromkeys(read_in))
            for start in range(0, len(read), _CHUNK):
                rows = LogRow.objects.using(self._alias).filter(kind="claims")
                rows = rows.filter(subject__in=read[start : start + _CHUNK])
                found.update(rows.values_list("seq", flat=True))
        return frozenset(found)

    def _filtered(self, wanted: LogFilter) -> QuerySet[LogRow]:
        beside = LogBodyRow.objects.using(self._alias).filter(seq=OuterRef("seq"))
        rows = LogRow.objects.using(self._alias).annotate(
            body=Subquery(beside.values("body")), tombstone=Subquery(beside.values("tombstone"))
        )
        if wanted.seqs is not None:
            rows = rows.filter(_among(wanted.seqs))
        if wanted.actor is not None:
            rows = rows.filter(actor=wanted.actor)
        if wanted.kind is not None:
            rows = rows.filter(kind=wanted.kind)
        # Moments are kept as ISO text in UTC, so that texts are in the order of moments.
        if wanted.day_from is not None:
            rows = rows.filter(at__gte=wanted.day_from.isoformat())
        if wanted.day_to is not None and wanted.day_to < date.max:
            rows = rows.filter(at__lt=(wanted.day_to + timedelta(days=1)).isoformat())
        return rows


def _among(seqs: frozenset[int]) -> Q:
    """Return the condition in parts that databases take; none matches nothing."""
    ordered = sorted(seqs)
    wanted = Q(seq__in=[])
    for start in range(0, len(ordered), _CHUNK):
        wanted |= Q(seq__in=ordered[start : start + _CHUNK])
    return wanted


def _entry(row: LogRow) -> LogEntry:
    return entry_of(row, body=row.body, tombstone=row.tombstone)  # type: ignore[attr-defined]  # annotated
