"""Two incidents of which the rules could not tell whether they are one: a person looks at both and rules."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from recount.errors import RecountError
from recount.model.work import WorkKind
from recount.pipeline.desks import IncidentDesk
from recount.review.roles import Role
from recount.review.triage import item_id
from recount.web.access import actor_of, role_of
from recount.web.errors import unknown_page
from recount.web.incidents.page import ruling_fields
from recount.web.incidents.pairing import doubt_of, reasons_of, side_of, verdict_on
from recount.web.pages.incidents import desk_of
from recount.web.pages.ruling_incidents import not_ruled
from recount.web.record import open_accounts, open_record
from recount.web.routes import may
from recount.web.ruling import rule
from recount.web.work.asking import SOMEBODY


def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Show two incidents side by side; rule that they are two."""
    first, second = desk_of(one), desk_of(other)
    if first is None or second is None:
        return unknown_page(request)
    if first.incident.id == second.incident.id:  # they have become one
        return redirect("incident", incident_id=first.incident.id)
    if request.method == "POST":
        return _keep_apart(request, first, second)
    if (first.incident.id, second.incident.id) != (one, other):
        return redirect("pair", one=first.incident.id, other=second.incident.id)
    return render(request, "recount/pair.html", _shown(request, first, second))


def _shown(request: HttpRequest, first: IncidentDesk, second: IncidentDesk) -> dict[str, Any]:
    reason = doubt_of(open_record(), first.incident.id, second.incident.id)
    fields = ruling_fields(first)
    fields["versions"] += ruling_fields(second)["versions"]
    verdict = verdict_on(first, second)
    found: dict[str, Any] = {
        "sides": (side_of(first, reason), side_of(second, reason)),
        "is_doubted": reason is not None,
        "verdict": verdict,
        **fields,
    }
    if reason is not None:
        found["for"], found["against"] = reasons_of(reason, (*first.claims, *second.claims))
        found["score"] = f"{reason.score:.1f}"
    if reason is not None and verdict is None and not may(role_of(request), "incident_merge"):
        found |= {
            "item": item_id(WorkKind.LINK, f"{reason.claim_id} {reason.other_id}"),
            "seniors": _seniors(),
            "SOMEBODY": SOMEBODY,
        }
    return found


def _seniors() -> list[str]:
    people = (person for person in open_accounts().all() if person.is_active)
    return [person.name for person in people if Role(person.role).covers(Role.SENIOR)]


def _keep_apart(request: HttpRequest, first: IncidentDesk, second: IncidentDesk) -> HttpResponse:
    ids = [first.incident.id, second.incident.id]
    ruling = {"kind": "note", "incidents": ids, "reason": request.POST.get("reason", "").strip()}
    expected = dict(one.rpartition("|")[::2] for one in request.POST.getlist("version"))
    try:
        outcome = rule(
            [ruling],
            actor=actor_of(request),
            role=role_of(request) or Role.VIEWER,
            expected=expected,
            token=request.POST.get("token", "")[:80] or None,
        )
    except RecountError as error:
        return not_ruled(request, first, error)
    said = (
        _("This was ruled already; nothing was done again.")
        if outcome.is_repeat
        else _("Ruled: two incidents.")
    )
    messages.success(request, said)
    return redirect(f"{reverse('queue')}?{urlencode({'kind': WorkKind.LINK.value})}")


urls = [path("pairs/<str:one>/<str:other>", pair, name="pair")]
