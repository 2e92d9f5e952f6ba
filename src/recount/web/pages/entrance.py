"""Ways in: the local person's address, an invitation, and the sign of life."""

from __future__ import annotations

import secrets

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.debug import sensitive_post_parameters

from recount.errors import UsageError
from recount.web.errors import trouble, unknown_page
from recount.web.options import served
from recount.web.record import open_accounts
from recount.web.signing_in import sign_in


def enter(request: HttpRequest, secret: str = "") -> HttpResponse:
    """Let the one local person in who holds the address that the command line showed."""
    if not served().is_local:
        return unknown_page(request)
    right = served().entry
    if not secrets.compare_digest(secret.encode(), right.encode()):
        return trouble(
            request,
            403,
            _("This address does not let you in"),
            _("The program shows the right address where it was started."),
            _("Open that address."),
        )
    sign_in(request, served().local_name)
    return redirect("home")


class JoinForm(forms.Form):
    """What a person chooses who was invited."""

    username = forms.CharField(
        label=later("Name"),
        max_length=80,
        help_text=later("It stands beside every decision you make and cannot be changed."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=later("Password"),
        help_text=later("At least 12 characters; a sentence is easier to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=later("Password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_password(self) -> str:
        """Hold the password against the rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> None:
        """Both passwords are the same."""
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            self.add_error("again", _("The two passwords are not the same."))


@sensitive_post_parameters("password", "again")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Let an invited person choose a name and a password."""
    accounts = open_accounts()
    invitation = accounts.find_invitation(secret)
    if invitation is None:
        return trouble(
            request,
            410,
            _("This invitation was used or has expired"),
            _("An invitation works once, for seven days."),
            _("Ask an administrator for another one."),
        )
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = accounts.accept_invitation(
                secret, form.cleaned_data["username"], form.cleaned_data["password"]
            )
        except UsageError as error:
            form.add_error("username", error.message)
        else:
            sign_in(request, person.name)
            return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "recount/join.html", {"form": form, "invitation": invitation}, status=status)


def alive(request: HttpRequest) -> HttpResponse:
    """Say that the server answers; nothing about the record."""
    del request
    return HttpResponse("alive\n", content_type="text/plain")


urls = [
    path("enter/", enter, name="enter"),
    path("enter/<str:secret>", enter, name="enter"),
    path("join/<str:secret>", join, name="join"),
    path("alive", alive, name="alive"),
]
