"""Sources and originators: the table, the names it does not know, and rulings with their effect shown first."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recount.codebook.codelists import load_codelists
from recount.errors import DecisionConflictError, RecountError, RoleError
from recount.model import SourceKind
from recount.pipeline.desks import SOURCE_SUBJECT, source_version
from recount.pipeline.judging import Outcome
from recount.review.roles import Role
from recount.store.log_pages import LogFilter, LogPages
from recount.web.access import actor_of, role_of
from recount.web.asked import Asked
from recount.web.audit.lines import line_of
from recount.web.errors import refused, unknown_page
from recount.web.incidents.phrases import label, shown
from recount.web.incidents.trial import moved_incidents
from recount.web.record import open_record
from recount.web.ruling import rule, try_out
from recount.web.sources.asking import Proposal, proposal_of
from recount.web.sources.effects import voices_of
from recount.web.sources.table import SourceTable, kinds_of_claim

PAGE = 50
_MOST_NAMES = 500
_LOOKING = "preview"  # stands in the place of a reason while nothing is ruled yet


def sources(request: HttpRequest) -> HttpResponse:
    """Show the table of originators, and the names in reports that it does not know."""
    asked, table = Asked(request), SourceTable(open_record())
    words = (asked.text("q") or "").casefold()
    rows = [row for row in table.rows.values() if words in _searched(row)] if words else table.rows.values()
    used = [row for row in rows if words or row.claims or row.is_ruled]
    unknown = [name for name in table.unknown if words in name.name.casefold()]
    offset = asked.number("offset") or 0
    shown_page = {
        "asked": request.GET,
        "problems": asked.problems,
        "rows": used,
        "others": 0 if words else len(table.rows) - len(used),
        "unknown": [(shown(name.name), name.name, name.claims) for name in unknown[offset : offset + PAGE]],
        "unknown_total": len(unknown),
        "before": max(offset - PAGE, 0) if offset else None,
        "after": offset + PAGE if offset + PAGE < len(unknown) else None,
    }
    return render(request, "recount/sources.html", shown_page)


def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """Show one source: its names, what it is part of, whom it follows, its labels, and what was ruled on it."""
    store = open_record()
    table = SourceTable(store)
    row = table.rows.get(source_id)
    if row is None:
        return unknown_page(request)
    pages = LogPages(store)
    entries = pages.page(LogFilter(seqs=pages.about(sources=[source_id])), limit=PAGE).entries
    shown_page = {
        "row": row,
        "names": [(shown(name.name), name.name, name.claims) for name in row.names[:_MOST_NAMES]],
        "aliases": [(alias, shown(alias)) for alias in row.source.aliases],
        "lines": [line_of(entry) for entry in entries],
        "standing": table.standing(source_id),
        "subject": f"{SOURCE_SUBJECT}{source_id}",
    }
    return render(request, "recount/source.html", shown_page | _choices(table, but=source_id))


def rule_on(request: HttpRequest) -> HttpResponse:
    """Choose what is to be ruled, look at what it would change, and rule."""
    store = open_record()
    table = SourceTable(store)
    values = request.POST if request.method == "POST" else request.GET
    try:
        proposal = proposal_of(values, table.originators)
        if proposal is None:
            chosen = {"act": values.get("act", ""), "value": values.get("value", "")}
            return render(request, "recount/source_choose.html", chosen | _choices(table))
        if request.method == "POST":
            return _ruled(request, proposal)
        outcome = try_out(
            [_ruling(proposal, _LOOKING)], actor=actor_of(request), role=role_of(request) or Role.VIEWER
        )
    except RecountError as error:
        return _not_ruled(request, error)
    shown_page = {
        "proposal": proposal,
        "words": shown(proposal.words),
        "fields": proposal.fields.items(),
        "token": uuid4().hex,
        "version": source_version(store, proposal.source),
        "moved": moved_incidents(outcome, store.lookup),
        "voices": voices_of(outcome, table.originators),
        "reason": values.get("reason", ""),
    }
    return render(request, "recount/source_rule.html", shown_page)


def _ruled(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    version = request.POST.get("version", "")
    outcome = rule(
        [_ruling(proposal, request.POST.get("reason", "").strip())],
        actor=actor_of(request),
        role=role_of(request) or Role.VIEWER,
        expected={f"{SOURCE_SUBJECT}{proposal.source}": version or None},
        token=request.POST.get("token", "")[:80] or None,
    )
    messages.success(request, _said(outcome))
    is_there = proposal.source in SourceTable(open_record()).originators.by_id
    return redirect("source", source_id=proposal.source) if is_there else redirect("sources")


def _ruling(proposal: Proposal, reason: str) -> dict[str, Any]:
    return {**proposal.ruling, "reason": reason}


def _said(outcome: Outcome) -> str:
    if outcome.is_repeat:
        return _("That was ruled already; nothing was done twice.")
    number = len({item.incident_id for item in outcome.moved})
    if not number:
        return _("Ruled. No toll moved.")
    words = ngettext(
        "Ruled. Tolls of %(n)s incident moved.", "Ruled. Tolls of %(n)s incidents moved.", number
    )
    return words % {"n": number}


def _not_ruled(request: HttpRequest, error: RecountError) -> HttpResponse:
    if isinstance(error, DecisionConflictError):
        kept = {"reason": request.POST.get("reason", ""), "again": request.POST.urlencode()}
        shown_page = {"message": error.message, "next_move": error.next_move, **_again(request), **kept}
        return render(request, "recount/source_conflict.html", shown_page, status=409)
    return refused(request, error, 403 if isinstance(error, RoleError) else 422)


def _again(request: HttpRequest) -> dict[str, Any]:
    """Return the fields with which the same is proposed anew."""
    names = ("act", "source", "value", "harm", "kind", "reason")
    return {"fields": [(name, request.POST.get(name, "")) for name in names]}


def _choices(table: SourceTable, but: str = "") -> dict[str, Any]:
    by_name = sorted(table.originators.by_id.values(), key=lambda item: item.name.casefold())
    return {
        "sources": [(item.id, shown(item.name)) for item in by_name if item.id != but],
        "kinds": [(kind.value, label("source_kind", kind.value)) for kind in SourceKind],
        "grades": [
            (c.code, label("grading_source", c.code)) for c in load_codelists()["grading_source"].codes
        ],
        "harms": kinds_of_claim(),
    }


def _searched(row: Any) -> str:  # noqa: ANN401 - a row of the table
    return " ".join((row.source.id, row.source.name, *row.source.aliases)).casefold()


urls = [
    path("sources", sources, name="sources"),
    path("sources/rule", rule_on, name="source_rule"),
    path("sources/<str:source_id>", source, name="source"),
]
