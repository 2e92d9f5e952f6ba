"""The first page: what waits, how far the work is, what moved, who is on what, what the record holds. And help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from time import monotonic
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from recount.codebook.codelists import load_codelists
from recount.model.work import WorkKind, WorkReason
from recount.pipeline.working import Progress, progress
from recount.store.log_pages import LogPages
from recount.store.overview import Movement, Overview, Sizes
from recount.store.sql import SqlStore
from recount.web.access import actor_of
from recount.web.addresses import address_of
from recount.web.incidents.phrases import definition, label, purpose, shown, toll_words
from recount.web.keys import SECTIONS
from recount.web.record import open_record
from recount.web.work.entries import REASON_WORDS, entries_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many items wait for one reason."""

    reason: WorkReason
    words: str | Promise
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How far the work on one kind of item is."""

    words: str | Promise
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A toll that moved; ``after`` is empty where it is no more."""

    at: datetime
    label: str
    address: str
    harm: str
    before: str
    after: str


def home(request: HttpRequest) -> HttpResponse:
    """Show what waits, and what is new."""
    store, now = open_record(), datetime.now(UTC)
    overview, work = Overview(store), progress(store)
    today = overview.decided_since(datetime.combine(now.date(), time.min, tzinfo=UTC))
    seq, head = LogPages(store).head()
    me = actor_of(request)
    shown_page = {
        "scope": store.get_scope(),
        "sizes": _at_least(_sizes(store), decisions=sum(today.values())),
        "waiting": _waiting(work),
        "progress": _done(work),
        "today": today.items(),
        "today_all": sum(today.values()),
        "today_me": today.get(me, 0),
        "moved": _moved(store, overview.movements()),
        "held": entries_of(store, overview.held(now=now)),
        "log_seq": seq,
        "log_head": head,
    }
    return render(request, "recount/home.html", shown_page)


def help_page(request: HttpRequest) -> HttpResponse:
    """Show the keys of the pages and the words of the codebook."""
    return render(request, "recount/help.html", {"sections": SECTIONS, "lists": _words()})


_SIZES_LAST = 10.0  # seconds; counting a large record takes longer than all else on the page
_sizes_of: dict[str, tuple[float, Sizes]] = {}


def _sizes(store: SqlStore) -> Sizes:
    """Return how much the record holds, as it was some seconds ago at most."""
    now = monotonic()
    known = _sizes_of.get(store.url)
    if known is None or now - known[0] > _SIZES_LAST:
        known = _sizes_of[store.url] = (now, Overview(store).sizes())
    return known[1]


def _at_least(sizes: Sizes, *, decisions: int) -> Sizes:
    """Return sizes that do not say less than the page says beside them: they may be some seconds old."""
    return replace(sizes, decisions=max(sizes.decisions, decisions))


def _waiting(work: Progress) -> list[Waiting]:
    found = (
        Waiting(reason=reason, words=words, number=work.reasons.get(reason, 0))
        for reason, words in REASON_WORDS.items()
    )
    return [item for item in found if item.number]


_PROGRESS = {
    WorkKind.CLAIM: later("Claims ruled on"),
    WorkKind.INCIDENT: later("Incidents and totals with nothing open beside their claims"),
}


def _done(work: Progress) -> list[Done]:
    """How far claims and incidents are; other items leave the list when they are done."""
    return [
        Done(words=words, done=work.done[kind], total=work.done[kind] + work.open[kind])
        for kind, words in _PROGRESS.items()
    ]


def _moved(store: SqlStore, movements: list[Movement]) -> list[Moved]:
    labels: Mapping[str, str] = store.lookup.labels(one.before.incident_id for one in movements)
    return [
        Moved(
            at=one.at,
            label=shown(labels.get(one.before.incident_id, one.before.incident_id)),
            address=address_of(one.before.incident_id),
            harm=label("harm", one.before.harm.value),
            before=toll_words(one.before),
            after="" if one.after is None else toll_words(one.after),
        )
        for one in movements
    ]


_LISTS = ("harm", "status", "relation", "decision_kind", "grading_incident", "grading_source", "source_kind")


def _words() -> list[dict[str, Any]]:
    """Return the code lists that pages ask people to choose from."""
    lists = load_codelists()
    return [
        {
            "name": _(lists[name].label),
            "about": purpose(name),
            "codes": [(label(name, code.code), definition(name, code.code)) for code in lists[name].codes],
        }
        for name in _LISTS
    ]


urls = [path("", home, name="home"), path("help", help_page, name="help")]
