"""The queue: what people should look at and why, who is on it, and taking the next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recount.errors import UsageError
from recount.model import Harm
from recount.model.work import WorkEntry, WorkFilter
from recount.pipeline.working import hold, next_item, work_page
from recount.store.sql import SqlStore
from recount.store.worklist import COUNTED
from recount.web.access import actor_of
from recount.web.asked import Asked
from recount.web.context import Allowed
from recount.web.errors import refused
from recount.web.incidents.phrases import label
from recount.web.record import open_accounts, open_record
from recount.web.work.asking import ME, NOBODY, SOMEBODY, wanted_of
from recount.web.work.entries import KIND_WORDS, REASON_WORDS, entries_of, opens_at
from recount.web.work.row_html import RowPrinter

PAGE = 50
FURTHEST = 100_000
_TRIES = 20  # so many others may come first, each time, before one is told that all is taken
_SESSION = "work"


def queue(request: HttpRequest) -> HttpResponse:
    """Show one page of the list, the weightiest items first."""
    store, wanted, now = open_record(), wanted_of(request), datetime.now(UTC)
    asked = Asked(request)
    offset = min(asked.number("offset") or 0, FURTHEST)
    page = work_page(store, wanted.filter, now=now, offset=offset, limit=PAGE)
    following = offset + len(page.entries)
    allowed, is_done = Allowed(request), bool(request.GET.get("done"))
    printer = RowPrinter(may_assign=allowed["queue_assign"], may_take=allowed["queue_next"] and not is_done)
    shown = {
        "asked": request.GET,
        "problems": (*wanted.problems, *asked.problems),
        "filter": wanted.query,
        "rows": printer.all(entries_of(store, page.entries)),
        "total": page.total,
        "is_floor": page.total >= COUNTED,
        "first": offset + 1,
        "last": following,
        "before": max(offset - PAGE, 0) if offset else None,
        "after": following if len(page.entries) == PAGE and following != page.total else None,
        "me": actor_of(request),
        "names": [person.name for person in open_accounts().all() if person.is_active],
    }
    return render(request, "recount/queue.html", shown | _choices())


def assign(request: HttpRequest) -> HttpResponse:
    """Give what was marked to oneself, to somebody else, or to nobody."""
    to = request.POST.get("to", "")
    named = {ME: actor_of(request), NOBODY: None, SOMEBODY: request.POST.get("name", "")}
    name = named.get(to, to)
    known = {person.name for person in open_accounts().all() if person.is_active}
    if name is not None and name not in known:
        error = UsageError(_("there is nobody of that name."), next_move=_("Choose one of the list."))
        return refused(request, error)
    items = request.POST.getlist("item")[: PAGE * 2]
    changed = open_record().worklist.assign(items, name, actor=actor_of(request))
    if not items:
        messages.warning(request, _("Nothing was marked. Mark rows first."))
    else:
        words = ngettext("%(n)s item was assigned.", "%(n)s items were assigned.", changed)
        messages.success(request, words % {"n": changed})
    return redirect(_back(request))


def take(request: HttpRequest) -> HttpResponse:
    """Take one item, or the next that is free: it is held for whoever takes it, and opens."""
    store, actor, now = open_record(), actor_of(request), datetime.now(UTC)
    wanted = wanted_of(request, request.POST.get("filter", _remembered(request).get("filter", "")))
    left = _leave(request, store, now)
    asked_for = request.POST.get("item", "")
    try:
        entry = (
            hold(store, asked_for, actor=actor, now=now)
            if asked_for
            else take_next(store, wanted.filter, actor=actor, now=now, after=left)
        )
    except UsageError as error:
        return refused(request, error, 404)
    if entry is None:
        messages.info(request, _("Nothing that is free waits here."))
        return redirect(_back(request))
    if entry.held_by != actor:
        words = _("%(name)s is on it until %(time)s (UTC).")
        said = {"name": entry.held_by, "time": f"{entry.held_until:%H:%M}"}
        messages.warning(request, words % said)
        return redirect(_back(request))
    request.session[_SESSION] = {"filter": wanted.query, "item": entry.item.id}
    return redirect(opens_at(store, entry.item))


def take_next(
    store: SqlStore, wanted: WorkFilter, *, actor: str, now: datetime, after: str | None = None
) -> WorkEntry | None:
    """Hold the next item that is free, and return it; no two people are ever given the same one.

    Args:
        store: the record.
        wanted: the part of the list to take from.
        actor: who takes it.
        now: the moment.
        after: an item that was left undone: the list goes on behind it, and begins again at its end.
    """
    for _try in range(_TRIES):
        entry = next_item(store, wanted, actor=actor, now=now, after=after)
        if entry is None and after is not None:
            after = None
            continue
        if entry is None:
            return None
        held = hold(store, entry.item.id, actor=actor, now=now)
        if held.held_by == actor:
            return held
    return None


def _leave(request: HttpRequest, store: SqlStore, now: datetime) -> str | None:
    """Let go of what was taken before; return it where it was left undone while it was still held."""
    last = str(_remembered(request).get("item", ""))
    if not last or last == request.POST.get("item"):
        return None
    if not store.worklist.release(last, actor=actor_of(request)):
        return None
    entry = store.worklist.get(last, now=now)
    return None if entry is None or entry.item.is_done else last


def _remembered(request: HttpRequest) -> dict[str, Any]:
    found = request.session.get(_SESSION)
    return found if isinstance(found, dict) else {}


def _back(request: HttpRequest) -> str:
    query = wanted_of(request, request.POST.get("filter", "")).query
    return reverse("queue") + (f"?{query}" if query else "")


def _choices() -> dict[str, Any]:
    return {
        "reasons": [(reason.value, words) for reason, words in REASON_WORDS.items()],
        "kinds": [(kind.value, words) for kind, words in KIND_WORDS.items()],
        "harms": [(harm.value, label("harm", harm.value)) for harm in Harm],
        "ME": ME,
        "NOBODY": NOBODY,
        "SOMEBODY": SOMEBODY,
    }


urls = [
    path("queue", queue, name="queue"),
    path("queue/assign", assign, name="queue_assign"),
    path("queue/next", take, name="queue_next"),
]
