"""Where things of a record have their pages."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

_ROUTES = {"c": "claim", "i": "incident", "r": "report"}
"""First letter of an id to the route of its page."""


def address(route: str, *args: str) -> str:
    """Return the address of a page, empty where the record has no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def address_of(record_id: str) -> str:
    """Return the address of a claim, an incident or a report by its id, empty for anything else."""
    route = _ROUTES.get(record_id.partition("_")[0])
    return "" if route is None else address(route, record_id)
