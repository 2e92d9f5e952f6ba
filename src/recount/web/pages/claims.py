"""What an analyst rules on a claim, who is on it, and the page of one claim with everything that was ruled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from recount.errors import UsageError
from recount.model import Claim
from recount.model.work import WorkKind
from recount.pipeline.desks import ReportDesk, claim_desk
from recount.pipeline.working import hold
from recount.review.triage import item_id
from recount.web.access import actor_of
from recount.web.pages.reports import desk_of, show
from recount.web.record import open_record
from recount.web.reports.answering import answer
from recount.web.reports.cards import held_words
from recount.web.reports.forms import AcceptForm, CorrectForm, PartForm, RelateForm, UndoForm
from recount.web.reports.marking import block_at, blocks
from recount.web.reports.opening import open_forms
from recount.web.reports.page import Asked, ReportPage, asked_of
from recount.web.reports.rulings import Ruling, correction, parting, relating

KINDS = ("accept", "reject", "correct", "note", "part", "relate")


def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Lead to a claim in its report, where it is worked on; or show it alone, with every ruling on it."""
    found, desk = _found(claim_id)
    if "alone" not in request.GET:
        return redirect(f"{reverse('report', args=[desk.report.id])}?{urlencode({'claim': claim_id})}")
    page = ReportPage(desk=desk, store=open_record(), asked=Asked(current=claim_id), reader=actor_of(request))
    block = block_at(blocks(desk.report.text), found.count_selector.start)
    context = {
        "card": page.maker.make(found, block),
        "report": desk.report,
        "paper": page.excerpt(found),
        **{
            name: value for name, value in page.shown().items() if name in {"dir", "day", "outlet", "heading"}
        },
    }
    return render(request, "recount/claim.html", context)


def _found(claim_id: str) -> tuple[Claim, ReportDesk]:
    found = claim_desk(open_record(), claim_id)
    if found is None:
        raise Http404
    return found


def claim_decide(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Rule on a claim: accept, reject, correct, remark, split into parts, relate."""
    kind = request.POST.get("kind", "")
    found, desk = _found(claim_id)
    if kind not in KINDS:
        raise Http404
    asked = _asked_again(request, desk, claim_id, kind)
    page = ReportPage(desk=desk, store=open_record(), asked=asked, reader=actor_of(request))
    convention = open_record().get_scope().convention
    forms: dict[str, Any] = (
        {"form": AcceptForm(request.POST)} if kind == "accept" else open_forms(page, convention, request.POST)
    )
    form = forms["form"]
    rulings = _rulings(kind, forms, found, desk, convention) if form.is_valid() else []

    def again() -> HttpResponse:
        return show(request, desk_of(desk.report.id), asked, forms=forms, status=422)

    if not rulings:
        return again()
    expected = {claim_id: form.cleaned_data["version"] or None}
    return answer(request, desk, rulings, form=form, expected=expected, again=again, claim_id=claim_id)


def _asked_again(request: HttpRequest, desk: ReportDesk, claim_id: str, kind: str) -> Asked:
    asked = asked_of(request, len(desk.report.text))
    return Asked(
        current=claim_id,
        do="" if kind == "accept" else kind,
        chosen=asked.chosen if kind == "correct" else None,
        is_uncovered=asked.is_uncovered,
    )


def _rulings(
    kind: str, forms: dict[str, Any], found: Claim, desk: ReportDesk, convention: str
) -> Sequence[Ruling]:
    form = forms["form"]
    if isinstance(form, CorrectForm):
        return correction(form, found, desk.report, convention)
    if isinstance(form, RelateForm):
        return relating(form, found)
    if kind == "part":
        parts: Sequence[PartForm] = forms["part_forms"]
        return parting(form, parts, found, desk.report, convention)
    return [{"kind": kind, "claim": found.id, "reason": form.cleaned_data["reason"]}]


def claim_lock(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that somebody is on a claim now, and answer who is."""
    actor, now = actor_of(request), datetime.now(UTC)
    try:
        entry = hold(open_record(), item_id(WorkKind.CLAIM, claim_id), actor=actor, now=now)
    except UsageError:
        return JsonResponse({"said": ""})  # nothing is left to do on it, so nobody has to wait
    if entry.held_by in {None, actor} or entry.held_since is None:
        return JsonResponse({"said": ""})
    return JsonResponse({"said": held_words(entry)})


def undo(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Take a ruling on a claim back, by another one; nothing is deleted."""
    logged = open_record().lookup.decision(decision_id)
    claim_id = request.POST.get("claim", "")
    if logged is None:
        raise Http404
    found, desk = _found(claim_id)
    form = UndoForm(request.POST)
    asked = Asked(current=found.id, do="undo", is_uncovered=request.POST.get("text") == "shown")

    def again() -> HttpResponse:
        page = ReportPage(desk=desk, store=open_record(), asked=asked, reader=actor_of(request))
        forms = open_forms(page, open_record().get_scope().convention) | {"form": form}
        return show(request, desk, asked, forms=forms, status=422)

    if not form.is_valid():
        return again()
    rulings = [{"kind": "note", "supersedes": decision_id, "reason": form.cleaned_data["reason"]}]
    expected = {claim_id: form.cleaned_data["version"] or None}
    return answer(request, desk, rulings, form=form, expected=expected, again=again, claim_id=claim_id)


urls = [
    path("claims/<str:claim_id>", claim, name="claim"),
    path("claims/<str:claim_id>/decide", claim_decide, name="claim_decide"),
    path("claims/<str:claim_id>/lock", claim_lock, name="claim_lock"),
    path("decisions/<str:decision_id>/undo", undo, name="undo"),
]
