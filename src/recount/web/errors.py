"""Pages for what cannot be answered: what happened, and what to do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from recount.errors import RecountError


def trouble(request: HttpRequest, status: int, title: str, message: str, next_move: str = "") -> HttpResponse:
    """Return a page that says what happened and what to do now."""
    shown = {"title": title, "message": message, "next_move": next_move}
    return render(request, "recount/trouble.html", shown, status=status)


def denied(request: HttpRequest, *, needed: str) -> HttpResponse:
    """The role does not allow it."""
    message = _("This needs the role “%(role)s”.") % {"role": needed}
    return trouble(request, 403, _("Not allowed"), message, _("Ask a colleague who has it."))


def unknown_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page."""
    del exception
    return trouble(
        request,
        404,
        _("Not found"),
        _("There is no such page in this record."),
        _("Search for what you need."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request makes no sense."""
    del exception
    return trouble(request, 400, _("Not understood"), _("The request could not be understood."))


def failed(request: HttpRequest) -> HttpResponse:
    """Something is broken on this side; said without a template, which may be what is broken."""
    del request
    words = (
        _("A fault in Recount"),
        _("Nothing was changed. The fault was written to the server's log."),
        _("Try again; if it happens again, report it."),
    )
    page = format_html("<!DOCTYPE html><title>{}</title><h1>{}</h1><p>{}</p><p>{}</p>", words[0], *words)
    return HttpResponse(page, status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, or another site's form."""
    del reason
    return trouble(
        request,
        403,
        _("The form is too old"),
        _("The page was opened before you last signed in. Nothing was changed."),
        _("Go back, reload the page and send it again."),
    )


def refused(request: HttpRequest, error: RecountError, status: int = 422) -> HttpResponse:
    """A rule of the record refuses what was asked."""
    return trouble(request, status, _("Not possible"), error.message, error.next_move)
