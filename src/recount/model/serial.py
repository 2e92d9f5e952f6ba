"""Records to and from plain JSON values. Lossless: ``load_record(type(r), dump_record(r)) == r``."""

from __future__ import annotations

import json
from collections import Counter
from threading import Lock
from typing import Any, TypeVar

import msgspec

_Record = TypeVar("_Record")
_known: set[type] = set()
_learning = Lock()


def dump_record(record: object) -> dict[str, Any]:
    """Return a record as JSON-ready values (dates and enumerations as strings or numbers)."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def load_record(kind: type[_Record], plain: object) -> _Record:
    """Build a record from JSON-ready values.

    Raises:
        ValueError: a field is missing, unknown or of the wrong type; the message names it.
    """
    _learn(kind)
    try:
        return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"not a {_name(kind)}: {error}") from error


def dump_json(record: object) -> str:
    """Return a record as one line of JSON, keys in field order."""
    return msgspec.json.encode(record).decode("utf-8")


def load_json(kind: type[_Record], line: str | bytes) -> _Record:
    """Build a record from JSON text; errors as in ``load_record``."""
    _learn(kind)
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise ValueError(f"not a {_name(kind)}: {error}") from error


def _name(kind: object) -> str:
    return getattr(kind, "__name__", str(kind))  # a union, as of an optional field, has none


def _learn(kind: type) -> None:
    """Have msgspec work out a type, and those inside it, before it is used.

    msgspec keeps what it learns of a dataclass on the class before that is complete, and a thread that meets it so
    crashes the process (seen with 0.22). So one thread at a time learns, and no type is used before it is known.
    """
    if kind not in _known:
        with _learning:
            msgspec.json.Decoder(kind)
            _known.add(kind)


def parse_json(text: str) -> object:
    """Return the plain value of some JSON that came from outside.

    An object that names a field twice is refused: one of the two would be lost in silence.

    Raises:
        ValueError: it is no such JSON; the message is a phrase that says what is wrong.
    """
    try:
        value: object = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = max(counts, key=lambda name: counts[name])
        raise ValueError(f"it names the field {twice[:40]!r} {counts[twice]} times")
    return fields
