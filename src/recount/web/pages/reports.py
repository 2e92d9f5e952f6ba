"""The list of reports, and the page of one report: its text with every claim in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from recount.errors import StoreError, UsageError
from recount.pipeline.desks import ReportDesk, report_desk
from recount.pipeline.past_desks import past_report_desk
from recount.pipeline.working import bring_up_to_date
from recount.publish.site.environment import shortened
from recount.review.adding import FORMS
from recount.store.report_list import CODED_STATES, ReportFilter, ReportLine, ReportList
from recount.web.access import actor_of
from recount.web.errors import refused
from recount.web.incidents.phrases import shown, wording
from recount.web.pages.incidents import moment_of, not_known_then
from recount.web.record import open_record
from recount.web.reports.answering import answer, page_url
from recount.web.reports.copies import copies_of
from recount.web.reports.opening import add_form, open_forms, selected
from recount.web.reports.page import Asked, ReportPage, asked_of
from recount.web.reports.reading import select
from recount.web.reports.rulings import addition

PAGE = 50


def reports(request: HttpRequest) -> HttpResponse:
    """List the reports, those with claims nobody has ruled on first."""
    store, said = open_record(), request.GET
    coded = said.get("coded", "")
    wanted = ReportFilter(
        outlet=said.get("outlet", "").strip()[:200] or None,
        since=_day(said.get("since")),
        until=_day(said.get("until")),
        coded=coded if coded in CODED_STATES else None,
    )
    page = _page_number(said.get("page"))
    bring_up_to_date(store)
    lines, has_more = ReportList(store.alias, store.url).page(wanted, offset=(page - 1) * PAGE, limit=PAGE)
    context = {
        "lines": [_line(line) for line in lines],
        "wanted": wanted,
        "coded_states": CODED_STATES,
        "page": page,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if has_more else None,
    }
    return render(request, "recount/reports.html", context)


def _line(line: ReportLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": shown(shortened(" ".join((line.title or "").split()), 160)),
        "outlet": shown(shortened(line.outlet or "", 80)),
        "day": wording().day(line.day) if line.day else "",
        "language": shown(line.language)[:16],
        "claims": line.claims,
        "open": line.open,
        "is_coded": line.is_coded,
    }


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _page_number(text: str | None) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 7
    return max(1, int(text or "1")) if is_number else 1


def report(request: HttpRequest, report_id: str) -> HttpResponse:
    """Show one report as it stands, or as it was known at a moment (``as_of``); nothing is ruled there then."""
    try:
        moment = moment_of(request)
    except UsageError as error:
        return refused(request, error, 400)
    try:
        desk = desk_of(report_id, moment)
    except Http404:
        if moment is None or not open_record().lookup.reports([report_id]):
            raise
        return not_known_then(request, _("The record held no such report at that moment."))
    asked = asked_of(request, len(desk.report.text))
    return show(request, desk, asked if moment is None else replace(asked, do=""), moment=moment)


def desk_of(report_id: str, moment: datetime | None = None) -> ReportDesk:
    """Return the desk of a report, as it stands or as it was known at a moment.

    Raises:
        Http404: there is no such report, or was none.
    """
    try:
        if moment is not None:
            return past_report_desk(open_record(), report_id, moment)
        return report_desk(open_record(), report_id)
    except StoreError as error:
        raise Http404 from error


def show(
    request: HttpRequest,
    desk: ReportDesk,
    asked: Asked,
    *,
    forms: dict[str, Any] | None = None,
    status: int = 200,
    moment: datetime | None = None,
) -> HttpResponse:
    """Return the page of a report, with a form open where one is asked for; ``moment``: as of which it is."""
    store = open_record()
    if request.method == "POST":  # links on the page lead on from what is shown, not from the form's address
        request.GET = QueryDict(
            urlencode({"claim": asked.current} | ({"text": "shown"} if asked.is_uncovered else {}))
        )
    page = ReportPage(
        desk=desk, store=store, asked=asked, reader=actor_of(request), is_past=moment is not None
    )
    convention = store.get_scope().convention
    page.forms = forms if forms is not None else open_forms(page, convention)
    context = page.shown() | {"selection": selected(page, convention)}
    if moment is not None:  # nothing is ruled on a page of the past, whatever the role
        context |= {"as_of": moment, "as_of_query": urlencode({"as_of": moment.isoformat()}), "allowed": {}}
    if request.GET.get("copies") and moment is None:
        context["copies"] = copies_of(store, desk)
    return render(request, "recount/report.html", context, status=status)


def report_reading(request: HttpRequest, report_id: str) -> HttpResponse:
    """Say which number selected words give, while somebody selects or types."""
    store = open_record()
    found = store.lookup.reports([report_id]).get(report_id)
    if found is None:
        raise Http404
    asked = asked_of(request, len(found.text))
    if asked.chosen is None:
        return JsonResponse({"said": _("Select words of the report’s text.")}, status=422)
    convention = store.get_scope().convention
    form = request.GET.get("form", "")
    how = form if form in {kind.value for kind in FORMS} else ""
    words = select(found, asked.chosen.start, asked.chosen.end, convention=convention, form=how)
    count = words.count
    return JsonResponse(
        {
            "start": words.span.start if words.span else None,
            "end": words.span.end if words.span else None,
            "words": words.words,
            "said": words.said,
            "is_read": count is not None,
            "low": count.low if count else None,
            "high": count.high if count else None,
        }
    )


def report_add(request: HttpRequest, report_id: str) -> HttpResponse:
    """Add a claim that the machine missed, from words of the report."""
    desk = desk_of(report_id)
    store = open_record()
    asked = replace(asked_of(request, len(desk.report.text)), do="add", current="")
    page = ReportPage(desk=desk, store=store, asked=asked, reader=actor_of(request))
    convention = store.get_scope().convention
    form = add_form(page, convention, request.POST)
    rulings = addition(form, desk.report, convention) if form.is_valid() else []
    if not rulings:
        return show(request, desk, asked, forms={"form": form}, status=422)
    return answer(
        request,
        desk,
        rulings,
        form=form,
        expected={report_id: form.cleaned_data["version"] or None},
        again=lambda: show(request, desk_of(report_id), asked, forms={"form": form}, status=422),
    )


def report_withdraw(request: HttpRequest, report_id: str) -> HttpResponse:
    """Withdraw a report that its outlet retracted: its claims are kept, and count no longer."""
    desk = desk_of(report_id)
    reason = request.POST.get("reason", "").strip()
    ruling = {"kind": "withdraw", "reports": [report_id], "reason": reason}

    def again() -> HttpResponse:
        return redirect(page_url(report_id, request))

    if not reason:
        messages.error(request, _("A withdrawal needs a reason."))
        return again()
    expected = {report_id: request.POST.get("version") or None}
    return answer(request, desk, [ruling], form=None, expected=expected, again=again)


urls = [
    path("reports", reports, name="reports"),
    path("reports/<str:report_id>", report, name="report"),
    path("reports/<str:report_id>/reading", report_reading, name="report_reading"),
    path("reports/<str:report_id>/add", report_add, name="report_add"),
    path("reports/<str:report_id>/withdraw", report_withdraw, name="report_withdraw"),
]
