"""The door of the programming interface: a token, and the table of routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from recount.review.roles import Role
from recount.web.record import open_accounts
from recount.web.routes import NAMESPACE, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whose token was shown, and what it may do: no more than the person may now."""

    name: str
    role: Role


class Door(HttpBearer):
    """Lets in who shows a valid token, into what its role may do."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return the caller, ``None`` for a secret that opens nothing.

        Raises:
            HttpError: 403, the role does not allow it.
        """
        found = open_accounts().find_token(token)
        if found is None:
            return None
        shown, owner = found
        role = min(Role(shown.role), Role(owner.role), key=list(Role).index)
        match = request.resolver_match
        route = "" if match is None else f"{NAMESPACE}:{match.url_name}"
        if not may(role, route, str(request.method)):
            raise HttpError(403, f"The role {role} may not do this.")
        return Caller(name=owner.name, role=role)


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls; only behind the door."""
    caller: Any = getattr(request, "auth", None)
    if not isinstance(caller, Caller):
        raise HttpError(401, "Unauthorized")
    return caller
