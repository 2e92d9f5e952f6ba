"""One's own account: how pages are shown, and tokens for the programming interface."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.i18n import set_language

from recount.review.roles import Role
from recount.web.access import actor_of, role_of
from recount.web.preferences import BATCHES, BREAKS, THEMES, checked, keep
from recount.web.record import open_accounts


def me(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return render(request, "recount/me.html", {"person": open_accounts().find(actor_of(request))})


def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep how pages are shown to this browser."""
    if request.method != "POST":
        options = {"themes": THEMES, "batches": BATCHES, "breaks": BREAKS, "next": _next(request)}
        return render(request, "recount/preferences.html", options)
    chosen = checked(
        {
            "theme": request.POST.get("theme"),
            "is_careful": request.POST.get("is_careful") == "on",
            "batch": _number(request.POST.get("batch")),
            "break_minutes": _number(request.POST.get("break_minutes")),
            "has_keys": request.POST.get("has_keys") == "on",
        }
    )
    response = set_language(request) if "language" in request.POST else redirect(_next(request))
    keep(response, chosen, is_secure=settings.SESSION_COOKIE_SECURE)
    return response


def tokens(request: HttpRequest) -> HttpResponse:
    """Show one's tokens and make new ones; a secret is shown once."""
    accounts, owner, secret = open_accounts(), actor_of(request), ""
    own = role_of(request) or Role.VIEWER
    if request.method == "POST":
        wanted = Role(request.POST.get("role", Role.VIEWER))
        name = request.POST.get("name", "").strip() or _("unnamed")
        secret = accounts.create_token(owner, name, min(wanted, own, key=list(Role).index))
    shown = {
        "tokens": accounts.tokens_of(owner),
        "secret": secret,
        "roles": [role for role in Role if own.covers(role)],
    }
    return render(request, "recount/tokens.html", shown)


def token_revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Revoke a token of one's own."""
    if open_accounts().revoke_token(actor_of(request), key):
        messages.success(request, _("The token was revoked."))
    return redirect("tokens")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 4 else None


urls = [
    path("me", me, name="me"),
    path("preferences", preferences, name="preferences"),
    path("tokens", tokens, name="tokens"),
    path("tokens/<str:key>/revoke", token_revoke, name="token_revoke"),
]
