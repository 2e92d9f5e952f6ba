"""Values as cells of a CSV file.

Blank means unknown or not applicable, never 0. Lists are joined with "; ". A cell of text that a spreadsheet
could take for a formula (it begins with = + - @, a tab or a carriage return, white space or quotes before it
ignored) gets an apostrophe in front: the rule of OWASP's "CSV Injection" page. Numbers and dates are ours and
are left alone. JSON files carry every text exactly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

Value = str | int | float | bool | date | datetime | Sequence[str] | None
Row = Mapping[str, Value]

LIST_SEPARATOR = "; "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(value: Value) -> str:
    """Return a value as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return inert(value if isinstance(value, str) else LIST_SEPARATOR.join(value))


def inert(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \n\"'").startswith(_FORMULA_STARTS) else text


def to_csv(names: Sequence[str], rows: Iterable[Row]) -> str:
    """Return rows as CSV (RFC 4180, UTF-8, CR LF), with a header.

    Raises:
        KeyError: a row lacks a column.
        ValueError: a row has a column that is not documented.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(names)
    for row in rows:
        if unknown := row.keys() - set(names):
            raise ValueError(f"columns without documentation: {sorted(unknown)}")
        writer.writerow([cell(row[name]) for name in names])
    return buffer.getvalue()
