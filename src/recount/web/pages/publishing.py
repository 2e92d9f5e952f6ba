"""Publishing: what would go out, with what is not settled in it, and the archive of site and files."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from recount.errors import UsageError
from recount.model import DecisionKind
from recount.model.work import WorkFilter, WorkKind, WorkReason
from recount.pipeline.moments import parse_moment
from recount.pipeline.packing import Packed
from recount.pipeline.working import progress
from recount.review import in_force
from recount.store.log_pages import LogPages
from recount.store.overview import Overview
from recount.store.sql import SqlStore
from recount.web import archives
from recount.web.access import actor_of
from recount.web.archives import Build
from recount.web.errors import trouble
from recount.web.incidents.phrases import shown
from recount.web.options import served
from recount.web.record import open_record

_PATIENCE_SECONDS = 20
"""So long the answer waits for the archive; a larger record's is built on, and its page says how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far what would be published is settled.

    Attributes:
        claims, unreviewed: claims, and those on which nobody has ruled.
        incidents, unsigned: incidents and totals, and those without a sign-off that holds.
    """

    claims: int
    unreviewed: int
    incidents: int
    unsigned: int

    @property
    def unreviewed_percent(self) -> int:
        """The share of claims on which nobody has ruled, rounded up: 0 only when there is none."""
        return -(-100 * self.unreviewed // self.claims) if self.claims else 0


def publishing(request: HttpRequest) -> HttpResponseBase:
    """Show what would be published; build it, and send what was built."""
    if request.method == "POST":
        return _begin(request)
    key = request.GET.get("job", "")
    if not key:
        return _page(request)
    build = archives.find(key, actor_of(request))
    if build is None:
        return trouble(
            request,
            404,
            _("This archive is gone"),
            _("An archive waits for an hour, for whoever asked for it."),
            _("Build it again."),
        )
    return _answer(request, build, is_taken="take" in request.GET)


def _begin(request: HttpRequest) -> HttpResponseBase:
    is_internal = request.POST.get("profile") == "internal"
    if is_internal and request.POST.get("confirmed") != "on":
        problem = _(
            "Whole texts are for internal use only: say that you know, or choose the outward profile."
        )
        return _page(request, problem=problem, status=422)
    try:
        as_of = _moment(request.POST.get("as_of", ""))
    except UsageError as error:
        return _page(request, problem=f"{error.message} {error.next_move}", status=422)
    moment = None if as_of is None else as_of.isoformat()
    build = archives.start(served().store, actor=actor_of(request), full_text=is_internal, as_of=moment)
    if build is None:
        return trouble(
            request,
            503,
            _("Something is being published"),
            _("One archive is built at a time. Nothing was changed."),
            _("Try again in a minute."),
        )
    return _answer(request, archives.wait(build, _PATIENCE_SECONDS), is_taken=True)


def _answer(request: HttpRequest, build: Build, *, is_taken: bool) -> HttpResponseBase:
    """Send an archive that is there, or say how far it is."""
    if build.state == archives.FAILED:
        problem = build.problem or _("The archive could not be built. The server's log says more.")
        return _page(request, problem=problem, status=422)
    if build.state == archives.DONE and is_taken:
        return _send(request, build)
    if request.method == "POST":
        return redirect(f"{reverse('publishing')}?job={build.key}")
    packed = archives.packed_of(build) if build.state == archives.DONE else None
    return render(request, "recount/publishing_wait.html", {"build": build, "packed": packed})


def _send(request: HttpRequest, build: Build) -> HttpResponseBase:
    packed = archives.packed_of(build)
    try:
        archive = Path(build.target).open("rb")  # noqa: SIM115 - the answer closes it
    except OSError:
        return _page(request, problem=_("The archive is gone. Build it again."), status=404)
    _log(request, packed, is_internal=build.full_text, as_of=build.as_of)
    day = (build.as_of or datetime.now(UTC).isoformat())[:10]
    name = f"recount-{day}-internal.zip" if build.full_text else f"recount-{day}.zip"
    response = FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    response["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(packed.sha256)).decode()}:"  # RFC 9530
    return response


def _log(request: HttpRequest, packed: Packed, *, is_internal: bool, as_of: str | None) -> None:
    body = {
        "what": "publication",
        "full_text": is_internal,
        "as_of": as_of,
        "files": packed.files,
        "size": packed.size,
        "sha256": packed.sha256,
        "log_head": packed.log_head,
    }
    open_record().append_event(actor=actor_of(request), kind="export", body=body)


def _moment(text: str) -> datetime | None:
    return parse_moment(text, now=datetime.now(UTC)) if text.strip() else None


def _page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    store = open_record()
    context: dict[str, Any] = {
        "scope": store.get_scope(),
        "sizes": Overview(store).sizes(),
        "log_head": LogPages(store).head()[1],
        "standing": _standing(store),
        "said": request.POST,
        "problems": [shown(problem)] if problem else [],
    }
    return render(request, "recount/publishing.html", context, status=status)


def _standing(store: SqlStore) -> Standing:
    work = progress(store)
    about = in_force(entry.decision for entry in store.lookup.decisions_about("incident"))
    signed = {
        incident_id
        for decision in about
        if decision.kind is DecisionKind.SIGN_OFF
        for incident_id in decision.incident_ids
    }
    live = store.lookup.incidents(signed)
    lapsed = store.worklist.count(WorkFilter(kind=WorkKind.INCIDENT, reason=WorkReason.TOLL_CHANGED))
    incidents = work.open[WorkKind.INCIDENT] + work.done[WorkKind.INCIDENT]
    return Standing(
        claims=work.open[WorkKind.CLAIM] + work.done[WorkKind.CLAIM],
        unreviewed=work.open[WorkKind.CLAIM],
        incidents=incidents,
        unsigned=incidents - max(len(live) - lapsed, 0),
    )


urls = [path("publishing", publishing, name="publishing")]
