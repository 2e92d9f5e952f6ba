"""Signing in, as this application wants it of allauth: no sign-up, every sign-in and failure in the log."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from recount.web.record import open_record

_LONGEST_NAME = 80


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types for it
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up unasked."""
        del request
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: the application sends no mail and no request leaves the machine."""


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types for it
    """Two-step sign-in by an authenticator's codes."""

    def get_totp_label(self, user: Any) -> str:  # noqa: ANN401 - the account model
        """Return the name an authenticator shows."""
        return str(user.get_username())

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Send nothing."""


def listen() -> None:
    """Write every sign-in, sign-out and refused sign-in to the record's log."""
    user_logged_in.connect(_signed_in, dispatch_uid="recount-in")
    user_logged_out.connect(_signed_out, dispatch_uid="recount-out")
    user_login_failed.connect(_refused, dispatch_uid="recount-refused")


def _signed_in(*, user: Any, **_: Any) -> None:  # noqa: ANN401 - Django's signal
    open_record().append_event(actor=user.get_username(), kind="sign_in", body={"outcome": "signed in"})


def _signed_out(*, user: Any, **_: Any) -> None:  # noqa: ANN401 - Django's signal
    if user is not None:
        open_record().append_event(actor=user.get_username(), kind="sign_in", body={"outcome": "signed out"})


def _refused(*, credentials: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 - Django's signal
    name = str(credentials.get("username", ""))[:_LONGEST_NAME]
    open_record().append_event(actor="recount", kind="sign_in", body={"outcome": "refused", "name": name})
