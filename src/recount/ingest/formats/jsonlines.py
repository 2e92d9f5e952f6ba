"""JSON Lines: one report a line, split line by line; and JSON files that hold one report or a list."""

from __future__ import annotations

import json
from collections.abc import Iterator

from recount.ingest.formats.detect import Format
from recount.ingest.formats.encoding import decode
from recount.ingest.formats.fields import draft_from_fields
from recount.ingest.formats.lines import ByteLines
from recount.ingest.formats.raw import Raw
from recount.ingest.options import Draft
from recount.ingest.refusal import refuse, refuse_too_large
from recount.model import Rejection, RejectionReason, parse_json

MEDIA_TYPE = "application/json"
_MARK = b"\xef\xbb\xbf"


def split_json_lines(lines: ByteLines, *, origin: str, max_bytes: int) -> Iterator[Raw | Rejection]:
    """Yield each line that is not blank; a rejection for one that is too long."""
    for number, line in enumerate(lines, start=1):
        where = f"{origin}, line {number}"
        if line is None:
            yield refuse_too_large(max_bytes, origin=where)
            continue
        data = line.rstrip(b"\r\n")
        if number == 1:
            data = data.removeprefix(_MARK)
        if data.strip():
            yield Raw(data=data, origin=where, format=Format.JSON_LINES)


def read_json_record(data: bytes, *, origin: str) -> Draft | Rejection:
    """Read one object with the fields of a report."""
    decoded = decode(data)
    if decoded is None:
        detail = "The bytes are text in no known encoding. Write the line as UTF-8."
        return refuse(RejectionReason.UNDECODABLE, detail, origin=origin, data=data)
    try:
        value = parse_json(decoded.text)
    except ValueError as error:
        return _refuse_json(str(error), data, origin)
    if not isinstance(value, dict):
        return _refuse_json("it is JSON but no object", data, origin)
    return draft_from_fields(
        value, data=data, media_type=MEDIA_TYPE, origin=origin, warnings=decoded.warnings
    )


def _refuse_json(what: str, data: bytes, origin: str) -> Rejection:
    detail = f"Not a report: {what}. Write one JSON object a line, with a field 'text'."
    return refuse(RejectionReason.MALFORMED, detail, origin=origin, data=data)


def split_json_document(data: bytes, *, origin: str) -> Iterator[Raw | Rejection]:
    """Yield the reports of a JSON file that is one object or a list.

    The bytes of a member are its part of the file, in UTF-8 whatever the file is in.
    """
    decoded = decode(data)
    if decoded is None or not decoded.text.lstrip().startswith("["):
        yield Raw(data=data, origin=origin, format=Format.JSON)
        return
    members = _members(decoded.text)
    for number, member in enumerate(members, start=1):
        where = f"{origin}, member {number}"
        if isinstance(member, ValueError):
            yield _refuse_json(str(member), data, where)
        else:
            yield Raw(data=member.encode("utf-8", "surrogatepass"), origin=where, format=Format.JSON)


def _members(text: str) -> Iterator[str | ValueError]:
    """Yield the text of each member of a JSON list; an error ends it."""
    decoder = json.JSONDecoder()
    position = text.index("[") + 1
    while True:
        position = _skip_space(text, position)
        if text[position : position + 1] == "]":
            return
        try:
            _, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
            yield ValueError(f"the list breaks off at character {position} ({what})")
            return
        yield text[position:end]
        position = _skip_space(text, end)
        if text[position : position + 1] == ",":
            position += 1


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    return position
