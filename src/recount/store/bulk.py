# ruff: noqa: S608 - names of tables and columns are written in our own code; values are always bound
"""Rows without records: many numbers at once, past the ORM, which makes an object of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import connections

_CHUNK = 500  # bound variables of a statement; SQLite takes 999 where it is old
_T = TypeVar("_T")


class Bulk:
    """Plain SQL over one store's connection. Names of tables and columns are ours, values are bound."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Insert rows; one that is there already, by its key, stays."""
        marks = ", ".join(["%s"] * len(columns))
        self._many(f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING", rows)

    def upsert(
        self, table: str, columns: Sequence[str], key: str, sets: str, rows: Iterable[Sequence[object]]
    ) -> None:
        """Insert rows; of one that is there already, by its key, do ``sets``."""
        marks = ", ".join(["%s"] * len(columns))
        into = f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks})"
        self._many(f'{into} ON CONFLICT ("{key}") DO UPDATE SET {sets}', rows)

    def delete(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Delete the rows with these values."""
        tests = " AND ".join(f'"{column}" = %s' for column in columns)
        self._many(f"DELETE FROM {table} WHERE {tests}", rows)

    def delete_in(self, table: str, column: str, values: Iterable[object]) -> None:
        """Delete the rows in which a column has one of some values."""
        for chunk in chunks(values):
            among, bound = self._among(chunk)
            self._run(f'DELETE FROM {table} WHERE "{column}" {among}', bound)

    def set_in(self, table: str, column: str, value: object, where: str, values: Iterable[object]) -> None:
        """Set a column of the rows in which another has one of some values."""
        for chunk in chunks(values):
            among, bound = self._among(chunk)
            self._run(f'UPDATE {table} SET "{column}" = %s WHERE "{where}" {among}', [value, *bound])

    def update(self, table: str, column: str, key: str, rows: Iterable[tuple[object, object]]) -> None:
        """Set a column, from (value, key) pairs."""
        self._many(f'UPDATE {table} SET "{column}" = %s WHERE "{key}" = %s', rows)

    def clear(self, table: str) -> None:
        """Delete all rows."""
        self._run(f"DELETE FROM {table}", ())

    def select(
        self, table: str, columns: Sequence[str], where: str, values: Iterable[object]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in which the column ``where`` has one of some values."""
        yield from self._ask(f'SELECT {_names(columns)} FROM {table} WHERE "{where}" {{among}}', values)

    def ask(self, question: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that answer a question of our own, in which ``{among}`` says of a column that it has one of
        some values.
        """
        yield from self._ask(question, values)

    def select_ends(
        self, table: str, columns: Sequence[str], values: Iterable[object]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of pairs ``one`` and ``two`` in which either has one of some values; some may come twice."""
        pairs = f"SELECT {_names(columns)} FROM {table} WHERE"
        yield from self._ask(f"{pairs} one {{among}} UNION ALL {pairs} two {{among}}", values)

    def delete_ends(self, table: str, values: Iterable[object]) -> None:
        """Delete the rows of pairs ``one`` and ``two`` in which either has one of some values."""
        for chunk in chunks(values, _CHUNK // 2):
            among, bound = self._among(chunk)
            self._run(f"DELETE FROM {table} WHERE one {among} OR two {among}", bound * 2)

    def select_all(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield all rows."""
        yield from self._run(f"SELECT {_names(columns)} FROM {table}", ())

    def count_in(self, table: str, column: str, values: Iterable[object]) -> dict[Any, int]:
        """Return how many rows there are with each value."""
        counts = f'SELECT "{column}", COUNT(*) FROM {table} WHERE "{column}" {{among}} GROUP BY "{column}"'
        return dict(self._ask(counts, values))

    def _ask(self, question: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        times = question.count("{among}")
        for chunk in chunks(values, _CHUNK // times):
            among, bound = self._among(chunk)
            yield from self._run(question.replace("{among}", among), bound * times)

    def _among(self, chunk: list[_T]) -> tuple[str, list[Any]]:
        """Return the condition that a column has one of a lot of values, and what is bound in it.

        PostgreSQL takes them as one array: marks would be read and planned one by one, each time. For SQLite the last
        value is repeated up to a power of two, so that there are few statements, which it knows already.
        """
        if connections[self._alias].vendor == "postgresql":
            return "= ANY(%s)", [chunk]
        size = min(1 << (len(chunk) - 1).bit_length(), _CHUNK)
        return f"IN ({', '.join(['%s'] * size)})", chunk + chunk[-1:] * (size - len(chunk))

    def _run(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with connections[self._alias].cursor() as cursor:
            cursor.execute(statement, [*values])  # type: ignore[list-item]  # values of ours: numbers and texts
            return list(cursor.fetchall()) if cursor.description else []

    def _many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        with connections[self._alias].cursor() as cursor:
            cursor.executemany(statement, rows)  # type: ignore[arg-type]  # an iterator will do


def chunks(values: Iterable[_T], most: int = _CHUNK) -> Iterator[list[_T]]:
    """Yield the distinct values in lots that fit into one statement."""
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), most):
        yield wanted[start : start + most]


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
