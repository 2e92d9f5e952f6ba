"""The operations. They read and rule through the same functions as the pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError
from pydantic import BeforeValidator

import recount
from recount.errors import StoreError
from recount.model import dump_record
from recount.model.work import WorkFilter, WorkReason
from recount.pipeline.auditing import history
from recount.pipeline.desks import claim_desk, incident_desk, report_desk
from recount.pipeline.judging import Outcome
from recount.store.paging import page_reports
from recount.store.search_types import MarkFilter
from recount.web.api import schemas as s
from recount.web.api.door import Door, caller_of
from recount.web.record import open_record
from recount.web.routes import NAMESPACE
from recount.web.ruling import rule, try_out

PAGE = 50
_MOST = 500
_LONGEST_ID = 200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Offset = Annotated[int, Query(ge=0, le=10**9)]
Limit = Annotated[int, Query(ge=1, le=_MOST)]


def _written_day(value: object) -> object:
    """Let a day pass only as 2016-10-13: pydantic would take a number for a moment."""
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        raise ValueError("write a day as 2016-10-13")
    return value


Day = Annotated[date, BeforeValidator(_written_day)]
Id = Annotated[str, Path(max_length=_LONGEST_ID, pattern=s.NO_NUL)]
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 422), s.Problem)

api = NinjaAPI(
    title="Recount",
    version=recount.__version__,
    description="A casualty record under review. Every operation needs a token: `Authorization: Bearer …`.",
    urls_namespace=NAMESPACE,
    auth=Door(),
    docs_url=None,  # the usual page of documentation would load scripts from elsewhere
)


@api.get("/record", url_name="record", response={200: s.RecordOut, **PROBLEMS})
def record(request: HttpRequest) -> Any:
    """Return what the record holds."""
    store = open_record()
    return {"title": store.get_scope().title, **dump_record(store.status())}


@api.get("/reports", url_name="reports", response={200: s.ReportsOut, **PROBLEMS})
def reports(request: HttpRequest, offset: Offset = 0, limit: Limit = PAGE) -> Any:
    """Return reports by reference date, without their texts."""
    store = open_record()
    found, total = page_reports(store.alias, store.url, offset=offset, limit=limit)
    items = [dump_record(report) for report in found]
    for item in items:
        item.pop("text", None)
    return {"items": items, "total": total}


@api.get("/reports/{report_id}", url_name="report", response={200: s.ReportOut, **PROBLEMS})
def report(request: HttpRequest, report_id: Id) -> Any:
    """Return a report, its text and its claims as people left them."""
    try:
        desk = report_desk(open_record(), report_id)
    except StoreError:
        raise HttpError(404, "There is no such report.") from None
    return {
        "report": dump_record(desk.report),
        "claims": [dump_record(claim) for claim in desk.known.values()],
        "states": desk.states,
        "versions": desk.versions,
    }


@api.get("/claims/{claim_id}", url_name="claim", response={200: s.ClaimOut, **PROBLEMS})
def claim(request: HttpRequest, claim_id: Id) -> Any:
    """Return a claim as people left it."""
    found = claim_desk(open_record(), claim_id)
    if found is None:
        raise HttpError(404, "There is no such claim.")
    known, desk = found
    incident = desk.incident_of.get(claim_id)
    return {
        "claim": dump_record(known),
        "state": desk.states[claim_id],
        "versions": {claim_id: desk.versions[claim_id]},
        "incident": None if incident is None else incident.id,
    }


@api.get("/incidents", url_name="incidents", response={200: s.IncidentsOut, **PROBLEMS})
def incidents(
    request: HttpRequest,
    since: Day | None = None,
    until: Day | None = None,
    offset: Offset = 0,
    limit: Limit = PAGE,
) -> Any:
    """Return incidents by date, each with its tolls."""
    page = open_record().find_incidents(MarkFilter(start=since, end=until), offset=offset, limit=limit)
    return {"items": [dump_record(mark) for mark in page.marks], "total": page.total}


@api.get("/incidents/{incident_id}", url_name="incident", response={200: s.IncidentOut, **PROBLEMS})
def incident(request: HttpRequest, incident_id: Id) -> Any:
    """Return an incident, also by an id it had before a merge or split, with its claims and tolls."""
    desk = incident_desk(open_record(), incident_id)
    if desk is None:
        raise HttpError(404, "There is no such incident.")
    return {
        "incident": dump_record(desk.incident),
        "claims": [dump_record(claim) for claim in desk.claims],
        "tolls": [dump_record(toll) for toll in desk.tolls],
        "versions": dict(desk.versions),
    }


@api.get("/history/{subject}", url_name="history", response={200: list[s.HistoryLineOut], **PROBLEMS})
def history_of(request: HttpRequest, subject: Id) -> Any:
    """Return who did what to a claim, incident, report or source."""
    return [dump_record(line) for line in history(open_record(), subject)]


@api.get("/queue", url_name="queue", response={200: s.QueueOut, **PROBLEMS})
def queue(
    request: HttpRequest,
    reason: WorkReason | None = None,
    assignee: Annotated[str | None, Query(max_length=80, pattern=s.NO_NUL)] = None,
    offset: Offset = 0,
    limit: Limit = PAGE,
) -> Any:
    """Return what waits to be looked at, first things first."""
    wanted, worklist = WorkFilter(reason=reason, assignee=assignee), open_record().worklist
    page = worklist.page(wanted, now=datetime.now(UTC), offset=offset, limit=limit)
    return {"items": [dump_record(entry) for entry in page], "total": worklist.count(wanted)}


@api.get("/search", url_name="search", response={200: s.SearchOut, **PROBLEMS})
def search(
    request: HttpRequest,
    query: Annotated[str, Query(max_length=200)],
    offset: Offset = 0,
    limit: Limit = PAGE,
) -> Any:
    """Search reports, claims, incidents and names."""
    page = open_record().search(query, offset=offset, limit=limit)
    return {
        "items": [dump_record(hit) for hit in page.hits],
        "total": page.total,
        "total_is_floor": page.total_is_floor,
        "also_tried": list(page.also_tried),
    }


@api.post("/queue/assign", url_name="assign", response={204: None, **PROBLEMS})
def assign_items(request: HttpRequest, sent: s.AssignIn) -> Any:
    """Say who shall work on items of the queue."""
    open_record().worklist.assign(sent.items, sent.to, actor=caller_of(request).name)
    return 204, None


@api.post("/decisions", url_name="decide", response={200: s.OutcomeOut, **PROBLEMS})
def decide(request: HttpRequest, sent: s.RulingsIn) -> Any:
    """Rule: all of it stands, or none."""
    caller = caller_of(request)
    done = rule(_rulings(sent), actor=caller.name, role=caller.role, expected=sent.expected, token=sent.token)
    return _outcome(done)


@api.post("/decisions/preview", url_name="preview", response={200: s.OutcomeOut, **PROBLEMS})
def preview(request: HttpRequest, sent: s.RulingsIn) -> Any:
    """Return what rulings would move, without ruling."""
    caller = caller_of(request)
    return _outcome(try_out(_rulings(sent), actor=caller.name, role=caller.role))


@api.get("/log", url_name="log", response={200: s.LogOut, **PROBLEMS})
def log(request: HttpRequest, after: Offset = 0, limit: Limit = PAGE) -> Any:
    """Return entries of the log after one, oldest first, with their place in the chain."""
    entries = open_record().lookup.log_of(range(after + 1, after + 1 + limit))
    return {"items": [dump_record(entry) for entry in entries]}


def _outcome(done: Outcome) -> dict[str, Any]:
    return {
        "decisions": [decision.id for decision in done.decisions],
        "new": done.new,
        "repeated": done.is_repeat,
        "is_preview": done.is_preview,
        "moved": [dump_record(moved) for moved in done.moved],
        "opened": list(done.opened),
        "closed": list(done.closed),
        "versions": done.versions,
    }


def _rulings(sent: s.RulingsIn) -> list[dict[str, Any]]:
    return [ruling.as_ruling() for ruling in sent.rulings]
