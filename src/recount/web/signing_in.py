"""Opening a session for a person whose right to it has been shown."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest

from recount.store.accounts_models import AccountRow

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, name: str) -> None:
    """Sign a person in, by a new session."""
    login(request, AccountRow.objects.get(username=name), backend=BACKEND)
