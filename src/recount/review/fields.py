"""Plain JSON values of a ruling: each one checked before it becomes part of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from recount.errors import DecisionError


def refuse(message: str, next_move: str) -> NoReturn:
    """Raise the error that a ruling cannot stand."""
    raise DecisionError(message, next_move=next_move)


def text_of(plain: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    """Return a field of words, without white space around them."""
    value = plain.get(name) or ""
    if not isinstance(value, str):
        refuse(f"{name} must be text, not {value!r}.", "Put it in quotation marks.")
    if needed and not value.strip():
        refuse(f"the decision has no {name}.", f"Say it in `{name}`: a ruling stands with who and why.")
    return value.strip()


def time_of(value: object, now: datetime) -> datetime:
    """Return a moment in UTC; ``now`` when none is given."""
    if value is None:
        return now.astimezone(UTC)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        refuse(f"decided_at {value!r} is no time.", 'Write it like "2017-04-20T09:30:00+00:00".')
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def list_of(value: object, name: str) -> list[object]:
    """Return a list."""
    if not isinstance(value, list):
        refuse(f"{name} must be a list, not {value!r}.", 'Write it like ["…", "…"].')
    return value


def ids_of(value: object, name: str) -> tuple[str, ...]:
    """Return a list of ids, each once."""
    return tuple(dict.fromkeys(str(item) for item in list_of(value, name)))


def object_of(value: object, name: str = "replacement") -> dict[str, Any]:
    """Return an object: field to value."""
    if not isinstance(value, dict):
        refuse(f"{name} must be an object, not {value!r}.", 'Write it like {"harm": "injured"}.')
    return value


def position_of(value: object, name: str) -> int:
    """Return a position in a text, in code points."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        refuse(f"{name} must be a position in the text, not {value!r}.", "Count code points, from 0.")
    return value
