"""How a person wants the pages: theme, care before graphic words, breaks. Kept in a cookie, never in the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from django.http import HttpRequest, HttpResponse

COOKIE = "recount_preferences"
_YEAR = 365 * 24 * 60 * 60
THEMES = ("system", "light", "dark")
BATCHES = (10, 20, 40, 0)
BREAKS = (0, 20, 30, 45, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the pages ask before they show anything.

    Attributes:
        theme: "system", "light" or "dark".
        is_careful: whether a report's text waits behind a warning until it is asked for.
        batch: after how many decisions a pause is offered; 0 for never.
        break_minutes: after how many minutes of work a break is offered; 0 for never.
        has_keys: whether single keys do something on the pages.
    """

    theme: str = "system"
    is_careful: bool = False
    batch: int = 20
    break_minutes: int = 45
    has_keys: bool = True


def preferences_of(request: HttpRequest) -> Preferences:
    """Return what the cookie says; what it says wrongly counts as not said."""
    try:
        said = json.loads(request.COOKIES.get(COOKIE, "{}"))
    except ValueError:
        return Preferences()
    return checked(said) if isinstance(said, dict) else Preferences()


def checked(said: Mapping[str, object]) -> Preferences:
    """Return preferences from plain values, defaults in the place of what does not fit."""
    allowed: Mapping[str, tuple[object, ...]] = {
        "theme": THEMES,
        "is_careful": (True, False),
        "batch": BATCHES,
        "break_minutes": BREAKS,
        "has_keys": (True, False),
    }
    found = Preferences()
    for name in (field.name for field in fields(Preferences)):
        value = said.get(name)
        if any(type(value) is type(option) and value == option for option in allowed[name]):
            found = replace(found, **{name: value})  # type: ignore[arg-type]  # checked against the options
    return found


def keep(response: HttpResponse, preferences: Preferences, *, is_secure: bool) -> None:
    """Let the browser keep preferences for a year."""
    response.set_cookie(
        COOKIE,
        json.dumps(asdict(preferences)),
        max_age=_YEAR,
        secure=is_secure,
        httponly=True,
        samesite="Lax",
    )
