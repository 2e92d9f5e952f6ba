"""Rows written past the ORM hold what the ORM would have written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from recount.store.connect import configure_django
from recount.store.sql import open_sql_store

configure_django()
from recount.store.models import IncidentRow  # noqa: E402 - a model exists once Django is configured
from recount.store.rows import insert_rows, rewrite_rows  # noqa: E402

_NOW = datetime(2026, 11, 28, 12, 0, 0, 5, tzinfo=UTC)


@pytest.fixture
def alias(store_url: str) -> Iterator[str]:
    """Yield the name of the connection to an empty store."""
    with closing(open_sql_store(store_url, create=True)) as store:
        yield store.alias


def _row(key: str, body: str, start: date | None) -> IncidentRow:
    return IncidentRow(id=key, kind="incident", start=start, recorded_at=_NOW, body=body)


def _written(alias: str) -> list[tuple[object, ...]]:
    rows = IncidentRow.objects.using(alias).order_by("id")
    return list(rows.values_list("id", "start", "recorded_at", "retired_at", "body"))


def test_what_is_inserted_and_rewritten_reads_back(alias: str) -> None:
    first, second = _row("a", "one", date(2016, 10, 13)), _row("b", "two", None)
    insert_rows(alias, [first, second])
    second.body, second.retired_at = "three", _NOW
    rewrite_rows(alias, [second])
    insert_rows(alias, [])
    rewrite_rows(alias, [])
    assert _written(alias) == [
        ("a", date(2016, 10, 13), _NOW, None, "one"),
        ("b", None, _NOW, _NOW, "three"),
    ]


def test_a_key_that_is_taken_is_refused(alias: str) -> None:
    insert_rows(alias, [_row("a", "one", None)])
    with pytest.raises(IntegrityError), transaction.atomic(using=alias):
        insert_rows(alias, [_row("a", "two", None)])
    assert [row[4] for row in _written(alias)] == ["one"]
