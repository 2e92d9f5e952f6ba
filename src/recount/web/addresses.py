"""Where things of a record have their pages."""

from __future__ import annotations

from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, reverse

_ROUTES = {"c": "claim", "i": "incident", "r": "report"}
"""First letter of an id to the route of its page."""


def address(route: str, *args: str) -> str:
    """Return the address of a page, empty where the record has no such page."""
    return _address(get_script_prefix(), route, args)


@lru_cache(maxsize=8_000)
def _address(prefix: str, route: str, args: tuple[str, ...]) -> str:
    """Return an address: it depends on nothing else, and a list asks for hundreds."""
    del prefix  # ``reverse`` puts it in front by itself
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def address_of(record_id: str) -> str:
    """Return the address of a claim, an incident or a report by its id, empty for anything else."""
    route = _ROUTES.get(record_id.partition("_")[0])
    return "" if route is None else address(route, record_id)
