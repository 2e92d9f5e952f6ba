"""Ruling on incidents: grades, notes, the place, merging, splitting, moving claims, second review and sign-off.

Whatever moves figures is shown first, by the same code that will do it; a second form then rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from recount.errors import DecisionConflictError, DecisionError, RecountError, RoleError
from recount.model import Decision, dump_record
from recount.pipeline.desks import IncidentDesk
from recount.pipeline.judging import Outcome
from recount.review.grades import ON_CLAIM, ON_INCIDENT
from recount.review.roles import Role
from recount.web.access import actor_of, role_of
from recount.web.errors import unknown_page
from recount.web.incidents import placing
from recount.web.incidents.neighbours import neighbours_of
from recount.web.incidents.page import claim_choices, claim_quotes, ruling_fields
from recount.web.incidents.phrases import label, shown, wording
from recount.web.incidents.trial import moved_in_words, moved_incidents
from recount.web.pages.incidents import desk_of
from recount.web.record import open_record
from recount.web.ruling import rule, try_out

Ruling = Mapping[str, Any]
MOVED_SHOWN = 40  # incidents whose tolls are set side by side on a preview
_LOOKING = "preview"  # stands in the place of a reason while nothing is ruled yet


def decide(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Rule on one incident by one of the forms of its page."""
    desk = desk_of(incident_id)
    if desk is None:
        return unknown_page(request)
    act = request.POST.get("act", "")
    try:
        rulings = _rulings(request, desk, act)
        if act == "place" and "confirmed" not in request.POST:
            return _shown_first(request, desk, rulings)
        outcome = _rule(request, rulings, expects=act not in {"note", "undo"})
    except RecountError as error:
        return not_ruled(request, desk, error)
    _say(request, outcome, [desk.incident.id])
    return redirect(reverse("incident", args=[desk.incident.id]) + _ANCHORS.get(act, ""))


_ANCHORS = {"grade": "#grading", "grade_claim": "#grading", "note": "#review", "place": "#about"}


def review(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Give the second review, or sign off."""
    desk = desk_of(incident_id)
    if desk is None:
        return unknown_page(request)
    kind = request.POST.get("kind", "")
    ruling = {"kind": kind, "incidents": [desk.incident.id], "reason": _reason(request)}
    try:
        if kind not in {"second_review", "sign_off"}:
            raise _unknown(kind)
        outcome = _rule(request, [ruling])
    except RecountError as error:
        return not_ruled(request, desk, error)
    _say(request, outcome, [desk.incident.id])
    return redirect(reverse("incident", args=[desk.incident.id]) + "#review")


def merge(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Choose another incident, look at what merging would change, and merge."""
    desk = desk_of(incident_id)
    if desk is None:
        return unknown_page(request)
    wanted = (request.POST.get("with") or request.GET.get("with", "")).strip()
    other = desk_of(wanted) if wanted else None
    if other is None or other.incident.id == desk.incident.id:
        return _choose(request, desk, wanted)
    ids = [desk.incident.id, other.incident.id]
    ruling = {"kind": "merge", "incidents": ids}
    form = {"with": other.incident.id}
    return _preview_or_rule(request, desk, [ruling], form=form, others=[other], template="merge")


def split(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Look at what splitting off some claims would change, and split."""
    desk = desk_of(incident_id)
    if desk is None:
        return unknown_page(request)
    claims = _chosen(request, desk)
    if not claims:
        return render(request, "recount/split.html", _frame(desk) | {"claims": claim_quotes(desk)})
    ruling = {"kind": "split", "incidents": [desk.incident.id], "claims": claims}
    return _preview_or_rule(request, desk, [ruling], form={"claim": claims}, template="split")


def pin(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Look at what moving some claims to another incident would change, and move them."""
    desk = desk_of(incident_id)
    if desk is None:
        return unknown_page(request)
    claims = _chosen(request, desk)
    wanted = (request.POST.get("to") or request.GET.get("to", "")).strip()
    other = desk_of(wanted) if wanted else None
    if not claims:
        return redirect(reverse("incident", args=[desk.incident.id]) + "#claims")
    if other is None or other.incident.id == desk.incident.id:
        return _choose(request, desk, wanted, claims)
    rulings = [{"kind": "pin", "claim": claim, "incidents": [other.incident.id]} for claim in claims]
    form = {"claim": claims, "to": other.incident.id}
    return _preview_or_rule(request, desk, rulings, form=form, others=[other], template="pin")


def _preview_or_rule(
    request: HttpRequest,
    desk: IncidentDesk,
    rulings: Sequence[Ruling],
    *,
    form: Mapping[str, Any],
    template: str,
    others: Sequence[IncidentDesk] = (),
) -> HttpResponse:
    """Show what rulings would do, or do it when the reader has seen it and gives a reason."""
    try:
        if request.method == "POST":
            outcome = _rule(request, [{**ruling, "reason": _reason(request)} for ruling in rulings])
            _say(request, outcome, [desk.incident.id, *(other.incident.id for other in others)])
            return redirect("incident", incident_id=desk.incident.id)
        outcome = try_out(
            [{**ruling, "reason": _LOOKING} for ruling in rulings],
            actor=actor_of(request),
            role=_role(request),
        )
    except RecountError as error:
        return not_ruled(request, desk, error)
    context = _frame(desk, others) | {
        **_moved(outcome),
        "others": [(other.incident.id, shown(other.incident.label)) for other in others],
        "chosen": [pair for pair in claim_choices(desk) if pair[0] in set(form.get("claim", ()))],
        "fields": _flat(form),
    }
    return render(request, f"recount/{template}.html", context)


def _moved(outcome: Outcome) -> dict[str, Any]:
    moved = moved_incidents(outcome, open_record().lookup)
    return {"moved": moved[:MOVED_SHOWN], "moved_left": max(0, len(moved) - MOVED_SHOWN)}


def _shown_first(request: HttpRequest, desk: IncidentDesk, rulings: Sequence[Ruling]) -> HttpResponse:
    """Show what moving the place would change before it is ruled."""
    if not _reason(request):
        raise DecisionError(_("A point needs a reason."), next_move=_("Say how it is known."))
    outcome = try_out(rulings, actor=actor_of(request), role=_role(request))
    names = ("act", "lat", "lon", "name", "where_precision", "claims", "reason")
    form = {name: request.POST.get(name, "") for name in names}
    context = _frame(desk) | {
        **_moved(outcome),
        "fields": _flat(form),
        "form": form,
        "ruled": 0 if form["claims"] != "all" else len(rulings),
        "way": placing.way(desk.incident, form["lat"], form["lon"]),
    }
    return render(request, "recount/incident_move.html", context)


def _choose(
    request: HttpRequest, desk: IncidentDesk, wanted: str, claims: Sequence[str] = ()
) -> HttpResponse:
    """Let the reader choose the other incident: by its id, by words, or among those near in place and time."""
    query = request.GET.get("q", "").strip()
    context = _frame(desk) | {
        "wanted": wanted,
        "query": query,
        "claims": claims,
        "chosen": [pair for pair in claim_choices(desk) if pair[0] in set(claims)],
        "neighbours": neighbours_of(open_record(), desk.incident, query),
    }
    return render(request, "recount/incident_choose.html", context, status=404 if wanted else 200)


def _rulings(request: HttpRequest, desk: IncidentDesk, act: str) -> list[dict[str, Any]]:
    """Return the rulings a form of the incident's page asks for.

    Raises:
        DecisionError: it asks for nothing that is known.
    """
    reason, own = _reason(request), [desk.incident.id]
    if act == "grade":
        scheme = request.POST.get("scheme", "")
        if scheme not in ON_INCIDENT:
            raise _unknown(scheme)
        grade = {scheme: request.POST.get("grade", "")}
        return [{"kind": "grade", "incidents": own, "replacement": grade, "reason": reason}]
    if act == "grade_claim":
        grades = {scheme: code for scheme in ON_CLAIM if (code := request.POST.get(scheme, ""))}
        claim = request.POST.get("claim", "")
        if claim not in desk.states:
            raise _unknown(claim)
        return [{"kind": "grade", "claim": claim, "replacement": grades, "reason": reason}]
    if act == "note":
        return [{"kind": "note", "incidents": own, "reason": reason}]
    if act == "undo":
        undone = request.POST.get("decision", "")
        if undone not in {entry.decision.id for entry in desk.logged}:
            raise _unknown(undone)
        return [{"kind": "note", "supersedes": undone, "reason": reason}]
    if act == "place":
        return _placings(request, desk, reason)
    raise _unknown(act)


def _placings(request: HttpRequest, desk: IncidentDesk, reason: str) -> list[dict[str, Any]]:
    """Return the rulings that give the incident another point: it alone, or the claims that name its place."""
    post = request.POST
    point = placing.point_given(
        desk.incident,
        name=post.get("name", "").strip(),
        lat=_degrees(post.get("lat", "")),
        lon=_degrees(post.get("lon", "")),
        precision=2 if post.get("where_precision") == "2" else 1,
    )
    if post.get("claims") != "all":
        own = [desk.incident.id]
        return [{"kind": "correct", "incidents": own, "replacement": {"places": [point]}, "reason": reason}]
    named, bearing = placing.bearing(desk)
    return [
        {
            "kind": "correct",
            "claim": claim.id,
            "replacement": {
                "places": [point, *(dump_record(place) for place in claim.places if place.name != named)]
            },
            "reason": reason,
        }
        for claim in bearing
    ]


def _degrees(text: str) -> float | str:
    """Read degrees; what is no number is handed on, and refused by the rule for points."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return text


def _rule(request: HttpRequest, rulings: Sequence[Ruling], *, expects: bool = True) -> Outcome:
    expected = dict(pair.rpartition("|")[::2] for pair in request.POST.getlist("version")) if expects else {}
    return rule(
        rulings,
        actor=actor_of(request),
        role=_role(request),
        expected=expected,
        token=request.POST.get("token", "")[:80] or None,
    )


def not_ruled(request: HttpRequest, desk: IncidentDesk, error: RecountError) -> HttpResponse:
    """Say why nothing was ruled, and keep what was written."""
    is_conflict = isinstance(error, DecisionConflictError)
    status = 409 if is_conflict else 403 if isinstance(error, RoleError) else 422
    since = [_since(error_id) for error_id in error.since] if isinstance(error, DecisionConflictError) else []
    context = _frame(desk) | {
        "message": error.message,
        "next_move": error.next_move,
        "is_conflict": is_conflict,
        "since": [line for line in since if line],
        "kept": shown(_reason(request)),
    }
    return render(request, "recount/incident_refused.html", context, status=status)


def _since(decision_id: str) -> dict[str, str] | None:
    logged = open_record().lookup.decision(decision_id)
    if logged is None:
        return None
    decision: Decision = logged.decision
    return {
        "kind": label("decision_kind", decision.kind.value),
        "by": shown(decision.reviewer),
        "reason": shown(decision.reason),
        "moment": wording().moment(logged.at),
    }


def _say(request: HttpRequest, outcome: Outcome, own: Sequence[str]) -> None:
    """Say what was ruled and what moved."""
    if outcome.is_repeat:
        messages.info(request, _("This was ruled already; nothing was done again."))
        return
    messages.success(request, _("Ruled."))
    moved, others = moved_in_words(outcome, own)
    lines = [_("Tolls moved: %(moved)s.") % {"moved": moved}] if moved else []
    for number, one, many in (
        (others, _("Tolls of one other incident moved."), _("Tolls of %(n)s other incidents moved.")),
        (len(outcome.opened), _("One incident opened."), _("%(n)s incidents opened.")),
        (len(outcome.closed), _("One incident closed."), _("%(n)s incidents closed.")),
    ):
        lines += [one if number == 1 else many % {"n": number}] if number else []
    for line in lines:
        messages.info(request, line)


def _frame(desk: IncidentDesk, others: Sequence[IncidentDesk] = ()) -> dict[str, Any]:
    fields = ruling_fields(desk)
    for other in others:
        fields["versions"] += ruling_fields(other)["versions"]
    return {"incident": desk.incident, "label": shown(desk.incident.label), **fields}


def _flat(form: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, item)
        for name, value in form.items()
        for item in (value if isinstance(value, list | tuple) else [value])
    ]


def _chosen(request: HttpRequest, desk: IncidentDesk) -> list[str]:
    """Return the claims of the incident that were marked."""
    marked = request.POST.getlist("claim") if request.method == "POST" else request.GET.getlist("claim")
    own = {claim.id for claim in desk.claims}
    return [claim_id for claim_id in dict.fromkeys(marked) if claim_id in own]


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()


def _role(request: HttpRequest) -> Role:
    return role_of(request) or Role.VIEWER


def _unknown(what: str) -> DecisionError:
    return DecisionError(
        _("“%(what)s” is nothing that can be ruled here.") % {"what": what[:40]},
        next_move=_("Use the forms of the incident's page."),
    )


urls = [
    path("incidents/<str:incident_id>/decide", decide, name="incident_decide"),
    path("incidents/<str:incident_id>/review", review, name="incident_review"),
    path("incidents/<str:incident_id>/merge", merge, name="incident_merge"),
    path("incidents/<str:incident_id>/split", split, name="incident_split"),
    path("incidents/<str:incident_id>/pin", pin, name="incident_pin"),
]
