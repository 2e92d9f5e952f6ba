"""One record of JSON Lines or CSV: ``text`` and the metadata beside it (DESIGN.md, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from recount.ingest.options import Draft
from recount.ingest.refusal import refuse
from recount.model import Rejection, RejectionReason

FIELDS = ("id", "doc", "text", "published", "outlet", "language", "url", "title")
"""Fields that are read; ``doc`` stands for ``id``. Others are ignored and named in a warning."""
_TEXT_FIELDS = ("outlet", "language", "url", "title")
_MOST_NAMED = 8


def draft_from_fields(
    fields: Mapping[str, object], *, data: bytes, media_type: str, origin: str, warnings: tuple[str, ...] = ()
) -> Draft | Rejection:
    """Read a record.

    Args:
        fields: by name; a value of ``None`` or an empty string is a value that is not given.
        data: the exact bytes of the record.
        media_type, origin: of the record.
        warnings: from how the bytes were read.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        what = "no field 'text'" if text is None else f"a field 'text' that is {_kind(text)}"
        return refuse(
            RejectionReason.MISSING_FIELD,
            f"The record has {what}; it has {_named(fields)}. Name the report's text 'text'.",
            origin=origin,
            data=data,
        )
    given = {name: fields[name] for name in _TEXT_FIELDS if fields.get(name) not in (None, "")}
    wrong = next((name for name, value in given.items() if not isinstance(value, str)), None)
    if wrong is not None:
        detail = f"The field {wrong!r} is {_kind(given[wrong])}, not text. Write it in quotes."
        return refuse(RejectionReason.MALFORMED, detail, origin=origin, data=data)
    try:
        published = parse_published(fields.get("published"))
    except ValueError as error:
        return refuse(RejectionReason.BAD_DATE, str(error), origin=origin, data=data)
    unread = [name for name in fields if name not in FIELDS]
    if unread:
        warnings += (f"fields not read: {_named(unread)}",)
    return Draft(
        data=data,
        media_type=media_type,
        origin=origin,
        text=text,
        external_id=_identifier(fields),
        published=published,
        warnings=warnings,
        **{name: str(value) for name, value in given.items()},
    )


def parse_published(value: object) -> date | None:
    """Read a publication date: ISO 8601, a time of day allowed after it; ``None`` when none is given.

    Raises:
        ValueError: it is none; the message says so in a sentence.
    """
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value.strip() if isinstance(value, str) else "").date()
    except ValueError as error:
        raise ValueError(
            f"The date of publication {str(value)[:40]!r} is no calendar date. Write it as 2016-10-13."
        ) from error


def _identifier(fields: Mapping[str, object]) -> str | None:
    for name in ("id", "doc"):
        value = fields.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "no text")


def _named(names: object) -> str:
    listed = [str(name)[:40] for name in names] if isinstance(names, Mapping | list) else []
    shown = ", ".join(listed[:_MOST_NAMED]) or "no fields"
    return shown if len(listed) <= _MOST_NAMED else f"{shown} and {len(listed) - _MOST_NAMED} more"
