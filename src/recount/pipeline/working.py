"""The list of work: made from the record, kept up to date from the log, worked through by several people.

The list follows whatever is appended to the log, by ``decide``, a coding run or another process: ``catch_up``
looks at what was recorded since the list was last made, and at nothing else. It needs no part of the record
that is not itself in the record, so it can be made anew at any time (``refresh_worklist``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from recount.errors import UsageError
from recount.model.work import WorkEntry, WorkFilter, WorkKind, WorkReason
from recount.pipeline.itemising import News, all_items, follow_news, news_of
from recount.review.triage import item_id, rules_of_triage
from recount.store import Store

HOLD_MINUTES = 15
_SHORT = 2000  # items that are sorted faster than they are found along the list
_AT_ONCE = 1000  # changed incidents or reports above which the whole list is made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """A page of the list; ``total`` counts what the filter lets through on all pages."""

    entries: tuple[WorkEntry, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work has come.

    Attributes:
        open, done: items by kind.
        reasons: open items by reason.
    """

    open: Mapping[WorkKind, int]
    done: Mapping[WorkKind, int]
    reasons: Mapping[WorkReason, int]


def work_page(
    store: Store, wanted: WorkFilter, *, now: datetime, offset: int = 0, limit: int = 50
) -> WorkPage:
    """Return a page of the list, the weightiest items first."""
    bring_up_to_date(store)
    total = store.worklist.count(wanted)
    entries = store.worklist.page(wanted, now=now, offset=offset, limit=limit, is_short=total < _SHORT)
    return WorkPage(entries=tuple(entries), total=total)


def next_item(
    store: Store, wanted: WorkFilter, *, actor: str, now: datetime, after: str | None = None
) -> WorkEntry | None:
    """Return the weightiest item that nobody else holds or was given; ``after``: the one just done."""
    bring_up_to_date(store)
    return store.worklist.first_free(wanted, actor=actor, now=now, after=after)


def hold(store: Store, item: str, *, actor: str, now: datetime, minutes: int = HOLD_MINUTES) -> WorkEntry:
    """Hold an item for a while, and return it; ``held_by`` is somebody else when they came first.

    A hold keeps people from doing the same work twice. It is no lock on the record: ``decide`` checks the
    version of what is ruled on, whoever holds it.

    Raises:
        UsageError: there is no such item.
    """
    entry = store.worklist.hold(item, actor=actor, now=now, until=now + timedelta(minutes=minutes))
    if entry is None:
        raise UsageError(
            f"there is no item {item!r} on the list.", next_move="It may be done; take the next."
        )
    return entry


def progress(store: Store, wanted: WorkFilter | None = None) -> Progress:
    """Return how far the work has come, of all items or of those a filter lets through."""
    bring_up_to_date(store)
    everything = WorkFilter(is_done=None) if wanted is None else wanted
    counts = store.worklist.counts(everything)
    return Progress(
        open={kind: counts.get((kind.value, "open"), 0) for kind in WorkKind},
        done={kind: counts.get((kind.value, "done"), 0) for kind in WorkKind},
        reasons={WorkReason(name): number for name, number in store.worklist.reason_counts().items()},
    )


def bring_up_to_date(store: Store) -> None:
    """Let the list follow what was recorded since it was made, by whichever process."""
    if store.worklist.is_behind(rules_of_triage()):
        catch_up(store)


def catch_up(store: Store) -> None:
    """Make the items anew of what was recorded since the list was made; all of them when it never was."""
    with store.transaction():
        if not follow(store):
            refresh_worklist(store)


def follow(store: Store) -> bool:
    """Make the items anew of what was recorded since the list was made, in the transaction that is open.

    Returns:
        whether there was a list to go on from; nothing is made where there was none.
    """
    mark = store.worklist.mark()
    if mark is None:
        return False
    seq, moment, rules = mark
    news = _news_since(store, seq, moment)
    if rules != rules_of_triage() or len(news.touched) + len(news.reports) > _AT_ONCE:
        refresh_worklist(store)
    else:
        follow_news(store, news)
        store.worklist.set_mark(rules_of_triage())
    return True


def _news_since(store: Store, seq: int, moment: datetime) -> News:
    """Return what was recorded after an entry of the log and since a moment."""
    touched, closed = store.lookup.changed_since(moment, included=moment == store.moment)
    entries = store.lookup.entries_since(seq)
    rulings = store.lookup.decisions_at([number for number, kind, _ in entries if kind == "decision"])
    superseded = [one.decision.supersedes for one in rulings if one.decision.supersedes]
    before = [one for one in map(store.lookup.decision, superseded) if one is not None]
    coded = {subject for _, kind, subject in entries if kind == "claims"}
    return news_of(touched, closed, coded, rulings, before)


def refresh_worklist(store: Store) -> None:
    """Make the whole list anew. Who works on what stays."""
    with store.transaction():
        items = {item.id: item for item in all_items(store)}
        store.worklist.remove(store.worklist.all_ids() - items.keys())
        store.worklist.put(list(items.values()))
        store.worklist.set_mark(rules_of_triage())


__all__ = [
    "HOLD_MINUTES",
    "Progress",
    "WorkPage",
    "bring_up_to_date",
    "catch_up",
    "hold",
    "item_id",
    "next_item",
    "progress",
    "refresh_worklist",
    "work_page",
]
