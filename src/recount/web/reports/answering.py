"""After a ruling: on to the next claim with what moved, or the page of a conflict with what the other person did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from recount.errors import DecisionConflictError, DecisionError, RoleError
from recount.pipeline.desks import ReportDesk, report_desk
from recount.pipeline.judging import Moved, Outcome
from recount.web.access import actor_of, role_of
from recount.web.errors import refused
from recount.web.incidents.phrases import shown, toll_words, wording
from recount.web.record import open_record
from recount.web.reports.cards import ordered, ruling_line
from recount.web.reports.opening import new_token
from recount.web.ruling import rule

_MOVES_SHOWN = 6
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "version", "token"})


def answer(
    request: HttpRequest,
    desk: ReportDesk,
    rulings: Sequence[Mapping[str, Any]],
    *,
    form: forms.Form | None,
    expected: Mapping[str, str | None],
    again: Callable[[], HttpResponse],
    claim_id: str = "",
) -> HttpResponse:
    """Rule, and answer.

    Args:
        form: what was written; a rule that refuses it is told there.
        again: shows the page once more, with the form.
        claim_id: the claim ruled on; empty for an added one.
    """
    role = role_of(request)
    if role is None:
        raise PermissionError
    token = request.POST.get("token") or None
    try:
        outcome = rule(rulings, actor=actor_of(request), role=role, expected=expected, token=token)
    except RoleError as error:
        return refused(request, error, 403)
    except DecisionConflictError as error:
        return _conflict(request, desk, error)
    except DecisionError as error:
        if form is None:
            return refused(request, error)
        form.add_error(None, f"{_capital(error.message)} {error.next_move}")
        return again()
    for line in told(outcome):
        messages.success(request, line)
    return redirect(page_url(desk.report.id, request, after=claim_id, is_added=not claim_id, outcome=outcome))


def told(outcome: Outcome) -> list[str]:
    """Return what rulings did, in sentences."""
    if outcome.is_repeat:
        return [_("This was ruled already; nothing was done twice.")]
    lines = [_("Kept.")]
    main = [moved for moved in outcome.moved if moved.status is None] or list(outcome.moved)
    lines += [moved_words(moved) for moved in main[:_MOVES_SHOWN]]
    if len(main) > _MOVES_SHOWN:
        lines.append(_("%(number)s more tolls moved.") % {"number": len(main) - _MOVES_SHOWN})
    if not main:
        lines.append(_("No toll moved."))
    return [" ".join(lines)]


def moved_words(moved: Moved) -> str:
    """Return how one toll moved ("Incident X: killed 13–25 → 13–36")."""
    before, after = (_("none") if toll is None else toll_words(toll) for toll in (moved.before, moved.after))
    return _("Incident %(label)s: %(harm)s %(before)s → %(after)s.") % {
        "label": shown(moved.label),
        "harm": wording().text("harm", moved.harm.value),
        "before": before,
        "after": after,
    }


def page_url(
    report_id: str,
    request: HttpRequest,
    *,
    after: str = "",
    is_added: bool = False,
    outcome: Outcome | None = None,
) -> str:
    """Return the address of a report's page, at the next claim that asks for a ruling after the one ruled on."""
    query: dict[str, str] = {}
    at = ""
    if outcome is not None:
        fresh = report_desk(open_record(), report_id)
        at = _next_open(fresh, after) or (_last_ruled(outcome, fresh) if is_added else after)
    if at:
        query["claim"] = at
    if request.POST.get("text") == "shown":
        query["text"] = "shown"
    address = reverse("report", args=[report_id])
    return f"{address}?{urlencode(query)}" if query else address


def _next_open(desk: ReportDesk, after: str) -> str:
    """The first claim after another one that nobody has ruled on, else the first of all."""
    claims = [claim.id for claim in ordered(desk)]
    at = claims.index(after) + 1 if after in claims else 0
    turned = claims[at:] + claims[:at]
    return next((claim_id for claim_id in turned if desk.states.get(claim_id) == "open"), "")


def _last_ruled(outcome: Outcome, desk: ReportDesk) -> str:
    ruled = {decision.id for decision in outcome.decisions}
    return next(
        (
            claim_id
            for claim_id, about in desk.about.items()
            if any(logged.decision.id in ruled for logged in about) and desk.states.get(claim_id) == "added"
        ),
        "",
    )


def _conflict(request: HttpRequest, desk: ReportDesk, error: DecisionConflictError) -> HttpResponse:
    """Show what the other person did, with the form's words kept."""
    store = open_record()
    fresh = report_desk(store, desk.report.id)
    standing = {ruling.id for ruling in fresh.rulings}
    since = [logged for key in error.since if (logged := store.lookup.decision(key)) is not None]
    kept = [
        (name, value)
        for name in request.POST
        if name not in _NOT_KEPT
        for value in request.POST.getlist(name)
    ]
    context = {
        "error": error,
        "since": [ruling_line(logged, is_standing=logged.decision.id in standing) for logged in since],
        "kept": kept,
        "reason": request.POST.get("reason", ""),
        "current_version": fresh.versions.get(error.subject, ""),
        "token": new_token(),
        "report_id": desk.report.id,
        "claim_id": error.subject if error.subject in fresh.known else "",
    }
    return render(request, "recount/claim_conflict.html", context, status=409)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
