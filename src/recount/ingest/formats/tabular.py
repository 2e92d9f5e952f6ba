"""CSV: one report a row, columns named as the fields of JSON Lines, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from recount.ingest.formats.detect import find_separator, find_twice, split_columns
from recount.ingest.formats.encoding import decode
from recount.ingest.formats.fields import draft_from_fields
from recount.ingest.formats.lines import ByteLines
from recount.ingest.options import Draft
from recount.ingest.refusal import refuse, refuse_too_large
from recount.model import Rejection, RejectionReason

MEDIA_TYPE = "text/csv"


class _RowTooLargeError(Exception):
    """A row goes on for longer than a report may; most likely a quote was never closed."""


class _RowLines:
    """Feeds lines of text to the CSV reader and keeps the bytes of the row being read."""

    def __init__(self, lines: ByteLines, encoding: str, *, max_bytes: int) -> None:
        self._lines = iter(lines)
        self._encoding = encoding
        self.max_bytes = max_bytes
        self.number = 1
        self.faults = 0
        self._row: list[bytes] = []  # joined when asked for: a hostile row is a million lines
        self._length = 0

    @property
    def row(self) -> bytes:
        """The bytes of the row read so far."""
        return b"".join(self._row)

    def begin_row(self) -> None:
        """Let go of the row that was read."""
        self._row, self._length, self.faults = [], 0, 0

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if line is None or self._length + len(line) > self.max_bytes:
            raise _RowTooLargeError
        self._row.append(line)
        self._length += len(line)
        text = line.decode(self._encoding, "replace")
        self.faults += text.count("\ufffd")
        return text


def read_csv(lines: ByteLines, *, origin: str, max_bytes: int) -> Iterator[Draft | Rejection]:
    """Yield a draft or a rejection for each row; the bytes of a report are the header line and its row."""
    head = lines.peek(65_536)
    decoded = decode(head) or decode(head[: head.rfind(b"\n") + 1])
    if decoded is None:
        detail = "The file is text in no known encoding. Write it as UTF-8."
        yield refuse(RejectionReason.UNDECODABLE, detail, origin=origin, data=head)
        return
    first = next(iter(lines)) or b""
    header = first.decode(decoded.encoding, "replace").lstrip("\ufeff").rstrip("\r\n")
    separator = find_separator(header)
    columns = split_columns(header, separator)
    if (twice := find_twice(columns)) is not None:
        detail = f"The header names the column {twice!r} twice. Take one of the two out."
        yield refuse(RejectionReason.MALFORMED, detail, origin=origin, data=first)
        return
    if "text" not in columns:
        detail = (
            f"The header has no column 'text'; it has {', '.join(columns)[:200]}. "
            "Name the columns id, text, published, outlet, language, url, title; only 'text' is required."
        )
        yield refuse(RejectionReason.MISSING_FIELD, detail, origin=origin, data=first)
        return
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))  # the module's own limit is for the process
    rows = _RowLines(lines, decoded.encoding, max_bytes=max_bytes)
    yield from _rows(rows, columns, separator, first=first, origin=origin, warnings=decoded.warnings)


def _rows(
    rows: _RowLines,
    columns: list[str],
    separator: str,
    *,
    first: bytes,
    origin: str,
    warnings: tuple[str, ...],
) -> Iterator[Draft | Rejection]:
    reader = csv.reader(rows, delimiter=separator, strict=True)
    while True:
        rows.begin_row()
        where = f"{origin}, line {rows.number + 1}"
        try:
            values = next(reader)
        except StopIteration:
            return
        except _RowTooLargeError:
            yield refuse_too_large(rows.max_bytes, origin=where)
            detail = "The rest of the file was not read: look for a quote that is never closed."
            yield refuse(RejectionReason.MALFORMED, detail, origin=where, data=None)
            return
        except csv.Error as error:
            detail = f"The row is not CSV: {error}. Put a text with quotes or commas in quotes."
            yield refuse(RejectionReason.MALFORMED, detail, origin=where, data=first + rows.row)
            continue
        if not any(value.strip() for value in values):
            continue
        faults = (f"{rows.faults} faulty bytes were replaced",) if rows.faults else ()
        yield _row(values, columns, data=first + rows.row, origin=where, warnings=warnings + faults)


def _row(
    values: list[str], columns: list[str], *, data: bytes, origin: str, warnings: tuple[str, ...]
) -> Draft | Rejection:
    if len(values) != len(columns):
        detail = (
            f"The row has {len(values)} cells and the header {len(columns)} columns. "
            "Put a text with commas in quotes."
        )
        return refuse(RejectionReason.MALFORMED, detail, origin=origin, data=data)
    fields = dict(zip(columns, values, strict=True))
    return draft_from_fields(fields, data=data, media_type=MEDIA_TYPE, origin=origin, warnings=warnings)
