"""The door: every request is denied unless the table of routes lets its role in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from recount.review.roles import Role
from recount.store.accounts_models import AccountRow
from recount.web.errors import denied, unknown_page
from recount.web.options import served
from recount.web.routes import ANYONE, NAMESPACE, may, methods_of

DENIED = "Recount-Access"


class AccessMiddleware:
    """Decides before any view runs, by route, method and role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; nothing of a record may be kept by caches on the way."""
        response = self._get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Return an answer that ends the request, or ``None`` to let it through."""
        del view, args, kwargs
        match = request.resolver_match
        route = "" if match is None or match.view_name is None else match.view_name
        if match is not None and match.namespace == NAMESPACE and methods_of(route) is not None:
            return None  # its own door, by token: ``api.door`` asks the same table
        refusal = check_door(request, route, role_of(request))
        if refusal is not None:
            refusal.headers[DENIED] = "denied"  # tells a closed door from what a view itself refuses
        return refusal


def check_door(request: HttpRequest, route: str, role: Role | None) -> HttpResponse | None:
    """Return the refusal of a request, ``None`` when it may pass."""
    methods = methods_of(route)
    if methods is None:
        return unknown_page(request)
    method = "GET" if request.method == "HEAD" else str(request.method)
    if method not in methods:
        return HttpResponseNotAllowed(sorted(methods))
    if may(role, route, method):
        return None
    if role is not None:
        return denied(request, needed=str(methods[method]))
    if served().is_local:
        return redirect("enter")
    if methods[method] is not ANYONE and method == "GET":
        return redirect_to_login(request.get_full_path())
    return redirect("account_login")


def role_of(request: HttpRequest) -> Role | None:
    """Return the role of who is signed in, ``None`` for nobody."""
    user = request.user
    return Role(user.role) if isinstance(user, AccountRow) and user.is_active else None


def actor_of(request: HttpRequest) -> str:
    """Return the name that stands beside what is done in this request."""
    return str(request.user.get_username())
