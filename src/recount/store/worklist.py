"""The list of work as rows: filtered, paged, given to people, and held by one at a time.

Who works on what is no ruling about the record; it is kept here, and each change of it stands in the log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import islice
from typing import Protocol, TypeVar

from django.db import connections
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from recount.model import dump_json, load_json
from recount.model.work import WorkEntry, WorkFilter, WorkItem, WorkKind, WorkReason
from recount.store.bulk import Bulk
from recount.store.models import LogRow, MetaRow
from recount.store.storable import shown_text, storable_text
from recount.store.trouble import plain_errors
from recount.store.work_models import WorkItemRow, WorkPlaceRow, WorkReasonRow

OPEN, DONE = "open", "done"
_MARK = "worklist"  # key of the mark among the facts about the store
_MOVES = ("claims", "decision", "incidents", "intake")  # kinds of log entries after which the list may change
COUNTED = 10_000  # items; to count on would take longer than anybody's patience with a page
_FEW = 2000
_CHUNK = 300
_Item = TypeVar("_Item")
_WRITTEN = (
    "kind",
    "subject",
    "report_id",
    "incident_id",
    "label",
    "reasons",
    "detail",
    "harm",
    "outlet",
    "place",
    "day",
    "priority",
    "state",
)
_VALUE = "value = EXCLUDED.value"
_DETAIL = 1 + _WRITTEN.index("detail")


class _Log(Protocol):
    def last_seq(self) -> int: ...


class _Home(Protocol):
    """What the list needs of the store it belongs to."""

    url: str

    @property
    def alias(self) -> str: ...

    @property
    def moment(self) -> datetime: ...

    @property
    def log(self) -> _Log: ...

    def transaction(self) -> AbstractContextManager[None]: ...

    def append_event(self, *, actor: str, kind: str, body: object) -> None: ...


class Worklist:
    """The list of one store."""

    def __init__(self, store: _Home) -> None:
        self._store = store
        self._alias = store.alias
        self._url = store.url
        self._bulk = Bulk(store.alias)
        self._outlets: tuple[int, list[tuple[str, str]]] = (0, [])

    def put(self, items: Sequence[WorkItem]) -> None:
        """Enter items, or bring them up to date; who works on them stays."""
        with self._writing():
            for chunk in _chunks(items):
                self._put(chunk)

    def remove(self, ids: Iterable[str]) -> None:
        """Take items off the list."""
        gone = list(ids)
        if not gone:
            return
        with self._writing():
            self._take_beside(gone)
            self._bulk.delete_in("recount_work_item", "id", gone)

    def mark(self) -> tuple[int, datetime, str] | None:
        """Return up to which log entry and moment the list is made, and by which rules; ``None``: it never was."""
        with plain_errors(self._url):
            row = MetaRow.objects.using(self._alias).filter(key=_MARK).first()
        if row is None:
            return None
        seq, moment, rules = f"{row.value}  ".split(" ")[:3]
        return int(seq), datetime.fromisoformat(moment), rules

    def set_mark(self, rules: str = "") -> None:
        """Remember that the list is made up to now, by some rules; call it inside the transaction that made it."""
        with self._writing():
            value = f"{self._store.log.last_seq()} {self._store.moment.isoformat()} {rules}".strip()
            self._bulk.upsert("recount_meta", ("key", "value"), "key", _VALUE, [(_MARK, value)])

    def is_behind(self, rules: str | None = None) -> bool:
        """Whether something was recorded since the list was made, or it was made by other rules."""
        mark = self.mark()
        if mark is None or rules not in {None, mark[2]}:
            return True
        with plain_errors(self._url):
            since = LogRow.objects.using(self._alias).filter(seq__gt=mark[0], kind__in=_MOVES)
            return since.exists()

    def ids(
        self,
        kinds: Collection[WorkKind],
        *,
        subjects: Iterable[str] = (),
        reports: Iterable[str] = (),
        incidents: Iterable[str] = (),
    ) -> set[str]:
        """Return the ids of the items of some kinds about some subjects, or of some reports or incidents."""
        asked = (("subject", subjects), ("report_id", reports), ("incident_id", incidents))
        wanted = {kind.value for kind in kinds}
        with plain_errors(self._url):
            return {
                str(key)
                for column, values in asked
                for key, its in self._bulk.select("recount_work_item", ("id", "kind"), column, values)
                if its in wanted
            }

    def links(self, incident_ids: Iterable[str]) -> set[str]:
        """Return the ids of the items about links of some incidents, whichever of the two they are."""
        with plain_errors(self._url):
            found = self._bulk.select("recount_work_place", ("item_id",), "place", incident_ids)
            keys = [key for (key,) in found]
            kinds = self._bulk.select("recount_work_item", ("id", "kind"), "id", keys)
            return {str(key) for key, kind in kinds if kind == WorkKind.LINK.value}

    def all_ids(self) -> set[str]:
        """Return the ids of all items."""
        with plain_errors(self._url):
            return set(self._rows().values_list("id", flat=True))

    def get(self, item_id: str, *, now: datetime) -> WorkEntry | None:
        """Return one item."""
        with plain_errors(self._url):
            row = self._rows().filter(id=item_id).first()
            return None if row is None else entry_of(row, now)

    def reasons_of(self, item_ids: Iterable[str]) -> dict[str, tuple[WorkReason, ...]]:
        """Return the reasons of some items, the weightiest first; of those that there are."""
        with plain_errors(self._url):
            found = self._bulk.select("recount_work_item", ("id", "reasons"), "id", item_ids)
            return {str(key): tuple(map(WorkReason, reasons.split())) for key, reasons in found}

    def page(
        self, wanted: WorkFilter, *, now: datetime, offset: int = 0, limit: int = 50, is_short: bool = False
    ) -> list[WorkEntry]:
        """Return a page of the list, the weightiest first, then by id.

        Args:
            is_short: whether the filter is known to let few items through: they are then found first and put in
                order after, instead of looked for along the whole list.
        """
        weight = (F("priority") * -1).asc() if is_short else F("priority").desc()
        with plain_errors(self._url):
            rows = self._filtered(wanted).order_by(weight, "id")[offset : offset + limit]
            return [entry_of(row, now) for row in rows]

    def count(self, wanted: WorkFilter) -> int:
        """Return how many items there are; a list longer than ``COUNTED`` is given that length."""
        with plain_errors(self._url):
            if wanted.reason is not None and wanted == WorkFilter(reason=wanted.reason):
                # What is done has no reason left, so the reasons alone tell.
                rows = WorkReasonRow.objects.using(self._alias).filter(reason=wanted.reason.value)
                return rows[:COUNTED].count()
            return self._filtered(wanted).order_by()[:COUNTED].count()

    def first_free(
        self, wanted: WorkFilter, *, actor: str, now: datetime, after: str | None = None
    ) -> WorkEntry | None:
        """Return the first item that nobody else holds or was given, after another one of the list."""
        free = Q(held_by__isnull=True) | Q(held_by=actor) | Q(held_until__lte=now)
        mine = Q(assignee__isnull=True) | Q(assignee=actor)
        rows = self._filtered(wanted).filter(free, mine)
        with plain_errors(self._url):
            last = None if after is None else self._rows().filter(id=after).first()
            if last is not None:
                later = Q(priority__lt=last.priority) | Q(priority=last.priority, id__gt=last.id)
                rows = rows.filter(later)
            row = rows.order_by("-priority", "id").first()
            return None if row is None else entry_of(row, now)

    def outlets_like(self, words: str, limit: int = 8) -> list[str]:
        """Return the outlets with claims in whose names some words stand, in order."""
        asked = words.casefold()
        return list(islice((name for name, folded in self._all_outlets() if asked in folded), limit))

    def _all_outlets(self) -> list[tuple[str, str]]:
        """Return all outlets in order, each also without case; read again after reports or claims came in.

        The outlet of a report of which the machine read no claim, and people added one, is found from then on.
        """
        seq, known = self._outlets
        with plain_errors(self._url):
            now = self._store.log.last_seq()
            since = LogRow.objects.using(self._alias).filter(seq__gt=seq, kind__in=("claims", "intake"))
            if not known or (now > seq and since.exists()):
                found = self._rows().filter(outlet__isnull=False).values_list("outlet", flat=True).distinct()
                known = sorted((str(name), str(name).casefold()) for name in found.order_by())
        self._outlets = now, known
        return known

    def assign(self, ids: Sequence[str], to: str | None, *, actor: str) -> int:
        """Give items to somebody, or to nobody; return how many changed. The log says who did."""
        name = None if to is None else storable_text(to, "the name of a person")
        with self._store.transaction():
            changed: list[str] = []
            for chunk in _chunks(ids):
                rows = self._rows().filter(id__in=chunk)
                rows = (
                    rows.filter(assignee__isnull=False)
                    if name is None
                    else rows.exclude(assignee__isnull=False, assignee=name)
                )
                changed += rows.values_list("id", flat=True)
            for chunk in _chunks(changed):
                self._rows().filter(id__in=chunk).update(assignee=name)
            if changed:
                body = {"items": sorted(changed), "to": name}
                self._store.append_event(actor=actor, kind="assignment", body=body)
        return len(changed)

    def hold(self, item_id: str, *, actor: str, now: datetime, until: datetime) -> WorkEntry | None:
        """Hold an item, or hold it longer; return it as it is then, with whoever holds it.

        One statement decides: of two people who ask at once, one holds it.
        """
        with self._store.transaction():
            free = Q(held_by__isnull=True) | Q(held_until__lte=now)
            rows = self._rows().filter(id=item_id)
            if not rows.filter(held_by=actor, held_until__gt=now).update(held_until=until):
                rows.filter(free).update(held_by=actor, held_since=now, held_until=until)
            return self.get(item_id, now=now)

    def release(self, item_id: str, *, actor: str) -> bool:
        """Let an item go; whether the person held it."""
        nobody = {"held_by": None, "held_since": None, "held_until": None}
        with self._store.transaction():
            return bool(self._rows().filter(id=item_id, held_by=actor).update(**nobody))

    def counts(self, wanted: WorkFilter) -> dict[tuple[str, str], int]:
        """Return how many items there are by (kind, "open" or "done")."""
        with plain_errors(self._url):
            rows = self._filtered(wanted).values_list("kind", "state").annotate(number=Count("*"))
            return {(kind, state): number for kind, state, number in rows.order_by("kind", "state")}

    def reason_counts(self) -> dict[str, int]:
        """Return how many open items there are by reason; one that is done has no reason left."""
        with plain_errors(self._url):
            rows = WorkReasonRow.objects.using(self._alias)
            found = rows.values_list("reason").annotate(number=Count("id")).order_by("reason")
            return dict(found)

    def _rows(self) -> QuerySet[WorkItemRow]:
        return WorkItemRow.objects.using(self._alias).all()

    def _filtered(self, wanted: WorkFilter) -> QuerySet[WorkItemRow]:
        rows = self._rows()
        if wanted.is_done is not None:
            rows = rows.filter(state=DONE if wanted.is_done else OPEN)
        if wanted.kind is not None:
            rows = rows.filter(kind=wanted.kind.value)
        if wanted.harm is not None:
            rows = rows.filter(harm=wanted.harm.value)
        if wanted.outlet is not None:
            rows = rows.filter(outlet=shown_text(wanted.outlet))
        if wanted.assignee is not None:
            rows = rows.filter(assignee=wanted.assignee) if wanted.assignee else rows.filter(assignee=None)
        if wanted.day_from is not None:
            rows = rows.filter(day__gte=wanted.day_from)
        if wanted.day_to is not None:
            rows = rows.filter(day__lte=wanted.day_to)
        if wanted.reason is not None:
            reasons = WorkReasonRow.objects.using(self._alias).filter(reason=wanted.reason.value)
            rows = rows.filter(_beside(reasons))
        if wanted.place is not None:
            places = WorkPlaceRow.objects.using(self._alias).filter(place=shown_text(wanted.place))
            rows = rows.filter(_beside(places))
        return rows

    def _put(self, items: Sequence[WorkItem]) -> None:
        rows = {item.id: (item, _row(item)) for item in items}
        known = dict(self._bulk.select("recount_work_item", ("id", "detail"), "id", rows))
        changed = [pair for key, pair in rows.items() if known.get(key) != pair[1][_DETAIL]]
        if not changed:
            return
        sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in _WRITTEN)
        self._bulk.upsert("recount_work_item", ("id", *_WRITTEN), "id", sets, [row for _, row in changed])
        self._take_beside(item.id for item, _ in changed)
        reasons = [(item.id, reason.value) for item, _ in changed for reason in item.reasons]
        self._bulk.insert("recount_work_reason", ("item_id", "reason"), reasons)
        names = [(item.id, shown_text(name)) for item, _ in changed for name in _found_by(item)]
        self._bulk.insert("recount_work_place", ("item_id", "place"), names)

    def _take_beside(self, ids: Iterable[str]) -> None:
        gone = list(ids)
        for table in ("recount_work_reason", "recount_work_place"):
            self._bulk.delete_in(table, "item_id", gone)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write in the transaction that is open, or in one of its own."""
        if connections[self._alias].in_atomic_block:
            yield
            return
        with self._store.transaction():
            yield


def _row(item: WorkItem) -> tuple[object, ...]:
    """Return the values of ``id`` and of the columns in ``_WRITTEN``."""
    return (
        item.id,
        item.kind.value,
        item.subject,
        item.report_id,
        item.incident_id,
        shown_text(item.label),
        " ".join(item.reasons),
        dump_json(item),
        None if item.harm is None else item.harm.value,
        None if item.outlet is None else shown_text(item.outlet),
        None if item.place is None else shown_text(item.place),
        None if item.day is None else item.day.isoformat(),
        item.priority,
        DONE if item.is_done else OPEN,
    )


def _beside(named: QuerySet[WorkReasonRow] | QuerySet[WorkPlaceRow]) -> Q:
    """Return the test for items beside which such a row stands.

    Few rows lead to their items; of many it is quicker to look beside each item, in the order of the list.
    """
    if named[:_FEW].count() < _FEW:
        return Q(pk__in=named.values("item_id"))
    return Q(Exists(named.filter(item=OuterRef("pk"))))


def _found_by(item: WorkItem) -> tuple[str, ...]:
    """Return the places of an item, and the incidents of a link; no place is named like an id."""
    both = (item.incident_id, item.other_id) if item.other_id else ()
    return (*item.places, *(name for name in both if name))


def entry_of(row: WorkItemRow, now: datetime) -> WorkEntry:
    """Return a row as the item it holds, with who works on it at a moment."""
    is_held = row.held_by is not None and row.held_until is not None and row.held_until > now
    return WorkEntry(
        item=load_json(WorkItem, row.detail),
        assignee=row.assignee,
        held_by=row.held_by if is_held else None,
        held_since=row.held_since if is_held else None,
        held_until=row.held_until if is_held else None,
    )


def _chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    wanted = list(items)
    for start in range(0, len(wanted), _CHUNK):
        yield wanted[start : start + _CHUNK]
