"""Records to and from plain JSON values. Lossless: ``load_record(type(r), dump_record(r)) == r``."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

_Record = TypeVar("_Record")


def dump_record(record: object) -> dict[str, Any]:
    """Return a record as JSON-ready values (dates and enumerations as strings or numbers)."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def load_record(kind: type[_Record], plain: object) -> _Record:
    """Build a record from JSON-ready values.

    Raises:
        ValueError: a field is missing, unknown or of the wrong type; the message names it.
    """
    try:
        return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def dump_json(record: object) -> str:
    """Return a record as one line of JSON, keys in field order."""
    return msgspec.json.encode(record).decode("utf-8")


def load_json(kind: type[_Record], line: str | bytes) -> _Record:
    """Build a record from JSON text; errors as in ``load_record``."""
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error
