# ruff: noqa: S608 - names of tables and columns come from our own models; values are always bound
"""Rows of tables written by one statement each kind, however many there are.

The ORM composes its statements anew for every call, which for a few rows takes longer than writing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.db import connections
from django.db.models import AutoField, Field, Model


def insert_rows(alias: str, rows: Sequence[Model]) -> None:
    """Insert new rows of one table.

    Raises:
        IntegrityError: of the database; there is a row with the key of one already.
    """
    if not rows:
        return
    table = type(rows[0])
    fields = [field for field in _fields(table) if not isinstance(field, AutoField)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    _write(
        alias,
        f"INSERT INTO {table._meta.db_table} ({names}) VALUES ({marks})",  # noqa: SLF001
        rows,
        fields,
    )


def rewrite_rows(alias: str, rows: Sequence[Model]) -> None:
    """Write all columns of rows of one table that are there, by their keys."""
    if not rows:
        return
    table = type(rows[0])
    key = [field for field in _fields(table) if field.primary_key]
    fields = [field for field in _fields(table) if not field.primary_key]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    tests = " AND ".join(f'"{field.column}" = %s' for field in key)
    _write(
        alias,
        f"UPDATE {table._meta.db_table} SET {sets} WHERE {tests}",  # noqa: SLF001
        rows,
        [*fields, *key],
    )


def bound_moment(alias: str, moment: datetime) -> datetime | str:
    """Return a moment as the database takes it, for statements of our own."""
    return cast("datetime | str", connections[alias].ops.adapt_datetimefield_value(moment))


def _fields(table: type[Model]) -> Iterable[Field[Any, Any]]:
    return table._meta.concrete_fields  # noqa: SLF001


def _write(alias: str, statement: str, rows: Iterable[Model], fields: Sequence[Field[Any, Any]]) -> None:
    connection = connections[alias]
    values = (
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)  # type: ignore[arg-type]  # an iterator will do
