"""The page of one incident, and its history."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from recount.errors import UsageError
from recount.pipeline.desks import IncidentDesk, incident_desk
from recount.pipeline.moments import parse_moment
from recount.pipeline.past_desks import past_incident_desk
from recount.web.access import role_of
from recount.web.errors import refused, trouble, unknown_page
from recount.web.incidents.card_html import CardPrinter
from recount.web.incidents.facts import doubtful_pairs
from recount.web.incidents.history import moments_of
from recount.web.incidents.listing import standings_of
from recount.web.incidents.page import IncidentPage, ruling_fields
from recount.web.incidents.phrases import shown
from recount.web.preferences import preferences_of
from recount.web.record import open_record
from recount.web.routes import may

_ID = re.compile(r"[a-z]{1,3}_[0-9A-Za-z_-]{1,40}", re.ASCII)


def incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Show one incident as it stands, or as it was known at a moment (``as_of``)."""
    store = open_record()
    try:
        moment = moment_of(request)
    except UsageError as error:
        return refused(request, error, 400)
    desk = desk_of(incident_id, moment)
    if desk is None:
        return _not_there(request, moment)
    if desk.incident.id != incident_id:
        query = request.GET.urlencode()
        return redirect(reverse("incident", args=[desk.incident.id]) + (f"?{query}" if query else ""))
    may_mark = moment is None and may(role_of(request), "incident_split")
    printer = CardPrinter(
        may_mark=may_mark,
        as_of=moment.isoformat() if moment else "",
        is_covered=preferences_of(request).is_careful,
    )
    page = IncidentPage(desk=desk, lookup=store.lookup, scope=store.get_scope(), printer=printer)
    context = page.shown() | page.reviewed() | {"as_of": moment}
    context |= page.without(request.GET.get("without", ""))
    if moment is None:
        pairs = standings_of(store).doubtful_pairs(desk.incident.id)
        context["doubtful"] = doubtful_pairs(desk.incident, pairs, store.lookup)
    return render(request, "recount/incident.html", context)


def history(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Show what was ruled on an incident, and how its tolls moved, by when it was recorded."""
    desk = desk_of(incident_id)
    if desk is None:
        return unknown_page(request)
    if desk.incident.id != incident_id:
        return redirect("incident_history", incident_id=desk.incident.id)
    versions = open_record().lookup.toll_versions(desk.incident.id)
    context = {
        "incident": desk.incident,
        "label": shown(desk.incident.label),
        "moments": moments_of(desk, versions),
        **ruling_fields(desk),
    }
    return render(request, "recount/incident_history.html", context)


def moment_of(request: HttpRequest) -> datetime | None:
    """Return the moment as of which the record is asked for, ``None`` for now.

    Raises:
        UsageError: it is none, or has not come yet.
    """
    text = request.GET.get("as_of", "").strip()
    return parse_moment(text, now=datetime.now(UTC)) if text else None


def desk_of(incident_id: str, moment: datetime | None = None) -> IncidentDesk | None:
    """Return the desk of an incident, as it stands or as it was known at a moment."""
    store = open_record()
    if not is_id(incident_id):
        return None
    if moment is None:
        return incident_desk(store, incident_id)
    return past_incident_desk(store, incident_id, moment)


def is_id(text: str) -> bool:
    """Whether a text could be an id; what could not is never handed to a database."""
    return _ID.fullmatch(text) is not None


def _not_there(request: HttpRequest, moment: datetime | None) -> HttpResponse:
    if moment is None:
        return unknown_page(request)
    return not_known_then(request, _("The record held no such incident at that moment."))


def not_known_then(request: HttpRequest, what: str) -> HttpResponse:
    """Say that there was no such thing at the moment that is asked for."""
    return trouble(
        request, 404, _("Not known then"), what, _("Choose a later moment, or look at the record of now.")
    )


urls = [
    path("incidents/<str:incident_id>", incident, name="incident"),
    path("incidents/<str:incident_id>/history", history, name="incident_history"),
]
