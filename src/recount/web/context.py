"""What every page knows: who reads it, in which role, what they may do, and how they want it shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

import recount
from recount.web.access import role_of
from recount.web.keys import GO
from recount.web.options import served
from recount.web.preferences import preferences_of
from recount.web.routes import may

MENU = ("queue", "reports", "incidents", "map", "sources", "search", "publishing", "audit", "people")


class Allowed:
    """Answers ``{% if allowed.incident_merge %}`` in templates: whether this role may use a route at all."""

    def __init__(self, request: HttpRequest) -> None:
        self._role = role_of(request)
        self._known: dict[str, bool] = {}

    def __getitem__(self, route: str) -> bool:
        """Whether any method of the route is open to the reader."""
        if route not in self._known:
            self._known[route] = any(may(self._role, route, method) for method in ("GET", "POST"))
        return self._known[route]


def for_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return the names every template may use."""
    role = role_of(request) if hasattr(request, "user") else None
    return {
        "role": role,
        "allowed": Allowed(request) if hasattr(request, "user") else {},
        "menu": [name for name in MENU if may(role, name)],
        "go": GO,
        "is_local": served().is_local,
        "preferences": preferences_of(request),
        "program_version": recount.__version__,
    }
