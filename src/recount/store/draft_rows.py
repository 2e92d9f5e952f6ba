"""Rows of linking that are worked out before they may be written.

What was put, moved and taken away is read as if it were so already, and nothing is written. ``take_steps`` does the
same again, in the same order, on the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from recount.store.bulk import Bulk, chunks

_Row = tuple[Any, ...]
Step = tuple[str, tuple[Any, ...]]
"""What was done to rows: the method of ``Bulk``, and its arguments."""
_TABLES: dict[str, tuple[int, tuple[str, ...]]] = {
    "recount_group": (1, ("number", "report_id", "incident_id", "cover", "body")),
    "recount_block": (2, ("block", "group")),
    "recount_crowd": (1, ("block",)),
    "recount_tie": (2, ("one", "two", "score")),
    "recount_surrounding": (4, ("report_id", "month", "place", "around")),
    "recount_seat": (3, ("place", "month", "around", "reports")),
    "recount_former": (2, ("former", "incident_id")),
    "recount_doubt": (2, ("one", "two", "score", "body")),
    "recount_sketch": (1, ("number", "report_id", "hashes")),
    "recount_passage": (2, ("hash", "report")),
    "recount_copy": (2, ("one", "two", "containment")),
}
"""By table: its columns, and how many of them, from the first on, are the key of a row."""


class DraftBulk(Bulk):
    """Plain SQL as ``Bulk`` has it, with the rows of ``_TABLES`` as a draft leaves them.

    Whoever puts a row with more columns than its key took those with the same key away before, as the rooms of
    linking do; so a row that is put is never one that is there already and differs.
    """

    def __init__(self, alias: str) -> None:
        super().__init__(alias)
        self._changed: dict[str, dict[_Row, _Row | None]] = {table: {} for table in _TABLES}
        self.steps: list[Step] = []

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Put rows; one that is there already stays."""
        new, changed = list(rows), self._changed[table]
        if not new:
            return
        for row in _in_order(table, columns, new):
            key = _key(table, row)
            if changed.get(key) is None:
                changed[key] = row
        self.steps.append(("insert", (table, tuple(columns), new)))

    def delete(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Take rows away by their keys."""
        gone = [tuple(row) for row in rows]
        if tuple(columns) != _keys(table):
            raise NotImplementedError(f"rows of {table} by {columns}")
        if gone:
            self._changed[table] |= dict.fromkeys(gone)
            self.steps.append(("delete", (table, tuple(columns), gone)))

    def delete_in(self, table: str, column: str, values: Iterable[object]) -> None:
        """Take the rows away in which a column has one of some values."""
        wanted = list(values)
        if wanted:
            gone = self._rows(table, column, wanted)
            self._changed[table] |= dict.fromkeys(_key(table, row) for row in gone)
            self.steps.append(("delete_in", (table, column, wanted)))

    def update(self, table: str, column: str, key: str, rows: Iterable[tuple[object, object]]) -> None:
        """Set a column, from (value, key) pairs."""
        new = list(rows)
        values, at = {name: value for value, name in new}, _columns(table).index(column)
        if not new:
            return
        for row in self._rows(table, key, list(values)):
            value = values[row[_columns(table).index(key)]]
            self._changed[table][_key(table, row)] = (*row[:at], value, *row[at + 1 :])
        self.steps.append(("update", (table, column, key, new)))

    def select(
        self, table: str, columns: Sequence[str], where: str, values: Iterable[object]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in which the column ``where`` has one of some values."""
        if not self._changed.get(table):
            yield from super().select(table, columns, where, values)
            return
        yield from _only(self._rows(table, where, list(values)), table, columns)

    def select_ends(
        self, table: str, columns: Sequence[str], values: Iterable[object]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of pairs ``one`` and ``two`` in which either has one of some values; some may come twice."""
        changed, wanted = self._changed.get(table), list(values)
        if not changed:
            yield from super().select_ends(table, columns, wanted)
            return
        (width, names), asked = _TABLES[table], set(wanted)
        one, two = names.index("one"), names.index("two")
        there = super().select_ends(table, names, wanted)
        rows = [row for row in there if row[:width] not in changed]
        rows += [row for row in changed.values() if row and (row[one] in asked or row[two] in asked)]
        yield from _only(rows, table, columns)

    def delete_ends(self, table: str, values: Iterable[object]) -> None:
        """Take the rows of pairs away in which either end has one of some values."""
        wanted = list(values)
        for end in ("one", "two"):
            self.delete_in(table, end, wanted)

    def count_in(self, table: str, column: str, values: Iterable[object]) -> dict[Any, int]:
        """Return how many rows there are with each value."""
        wanted, at = set(values), _columns(table).index(column)
        found = super().count_in(table, column, wanted)
        touched = {key: row for key, row in self._changed[table].items() if key[at] in wanted}
        for key in self._present(table, touched):
            found[key[at]] -= 1
        for key, row in touched.items():
            if row is not None:
                found[key[at]] = found.get(key[at], 0) + 1
        return {value: count for value, count in found.items() if count}

    def upsert(
        self, table: str, columns: Sequence[str], key: str, sets: str, rows: Iterable[Sequence[object]]
    ) -> None:
        """No room of linking does this."""
        raise NotImplementedError(table)

    def set_in(self, table: str, column: str, value: object, where: str, values: Iterable[object]) -> None:
        """No room of linking does this."""
        raise NotImplementedError(table)

    def ask(self, question: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that answer a question that goes past the draft: none that linking may ask."""
        raise NotImplementedError(question)

    def clear(self, table: str) -> None:
        """Only a whole run of linking does this, and it is never a draft."""
        raise NotImplementedError(table)

    def select_all(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Only a whole run of linking does this, and it is never a draft."""
        raise NotImplementedError(table)

    def _rows(self, table: str, where: str, values: Sequence[object]) -> list[_Row]:
        """Return whole rows, as the draft leaves them."""
        (width, columns), changed = _TABLES[table], self._changed[table]
        at, asked = columns.index(where), set(values)
        there = [row for row in super().select(table, columns, where, values) if row[:width] not in changed]
        return there + [row for row in changed.values() if row is not None and row[at] in asked]

    def _present(self, table: str, keys: Iterable[_Row]) -> set[_Row]:
        """Return those of some keys of two columns that have a row, whatever the draft says."""
        one, two = _keys(table)
        asked = set(keys)
        found: set[_Row] = set()
        for first in chunks(key[0] for key in asked):
            for second in chunks(key[1] for key in asked):
                found |= set(self._both(table, (one, first), (two, second)))
        return found & asked

    def _both(self, table: str, one: tuple[str, list[object]], two: tuple[str, list[object]]) -> list[_Row]:
        tests = " AND ".join(f'"{name}" IN ({", ".join(["%s"] * len(lot))})' for name, lot in (one, two))
        statement = f'SELECT "{one[0]}", "{two[0]}" FROM {table} WHERE {tests}'  # noqa: S608 - names of ours
        return self._run(statement, [*one[1], *two[1]])


def take_steps(bulk: Bulk, steps: Iterable[Step]) -> None:
    """Write what a draft did to rows."""
    for name, arguments in steps:
        getattr(bulk, name)(*arguments)


def _only(rows: Iterable[_Row], table: str, columns: Sequence[str]) -> Iterable[_Row]:
    """Return some columns of whole rows."""
    if tuple(columns) == _columns(table):
        return rows
    places = [_columns(table).index(column) for column in columns]
    return (tuple([row[place] for place in places]) for row in rows)


def _columns(table: str) -> tuple[str, ...]:
    return _TABLES[table][1]


def _keys(table: str) -> tuple[str, ...]:
    width, columns = _TABLES[table]
    return columns[:width]


def _key(table: str, row: _Row) -> _Row:
    return row[: _TABLES[table][0]]


def _in_order(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[_Row]:
    """Yield rows with their columns in the order of the table."""
    places = [columns.index(column) for column in _columns(table)]
    for row in rows:
        yield tuple(row[place] for place in places)
