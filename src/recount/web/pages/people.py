"""The people of a record: invitations, roles, closed accounts. For administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from recount.errors import UsageError
from recount.review.roles import Role
from recount.web.access import actor_of
from recount.web.errors import refused, trouble
from recount.web.record import open_accounts


def people(request: HttpRequest) -> HttpResponse:
    """Show the people, and invite one."""
    accounts, link = open_accounts(), ""
    if request.method == "POST":
        role = _role(request)
        if role is None:
            return _unknown_role(request)
        secret = accounts.invite(
            role, actor=actor_of(request), display_name=request.POST.get("display_name", "").strip()
        )
        link = request.build_absolute_uri(reverse("join", args=[secret]))
    return render(
        request, "recount/people.html", {"people": accounts.all(), "roles": list(Role), "link": link}
    )


def person(request: HttpRequest, name: str) -> HttpResponse:
    """Change a role, or close or open an account; never one's own, so that somebody is always left."""
    actor = actor_of(request)
    if name == actor:
        error = UsageError(
            _("your own role can only be changed by another administrator."),
            next_move=_("Ask one of them."),
        )
        return refused(request, error)
    try:
        if "is_active" in request.POST:
            is_active = request.POST["is_active"] == "yes"
            open_accounts().set_active(name, is_active=is_active, actor=actor)
        else:
            role = _role(request)
            if role is None:
                return _unknown_role(request)
            open_accounts().set_role(name, role, actor=actor)
    except UsageError as error:
        return refused(request, error, 404)
    messages.success(request, _("Changed."))
    return redirect("people")


def _role(request: HttpRequest) -> Role | None:
    value = request.POST.get("role", "")
    return Role(value) if value in list(Role) else None


def _unknown_role(request: HttpRequest) -> HttpResponse:
    return trouble(request, 422, _("Not possible"), _("There is no such role."), _("Choose one of the list."))


urls = [path("people", people, name="people"), path("people/<str:name>", person, name="person")]
