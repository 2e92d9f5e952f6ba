"""The embedded store: what a file can be, and what can happen to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from recount.errors import StoreError
from recount.store import Store, connect, open_store
from recount.store.sql import SqlStore
from tests.store.factories import make_decision

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def pragma(store: Store, statement: str) -> Any:  # noqa: ANN401
    """Set something on the connection that the store itself uses."""
    assert isinstance(store, SqlStore)
    with connections[store._alias].cursor() as cursor:
        return cursor.execute(f"PRAGMA {statement}").fetchone()


@pytest.mark.usefixtures("engine")
def test_a_text_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("A file of notes that is not a database.")
    with pytest.raises(StoreError, match="is not a Recount store"):
        open_store(str(path))
    assert path.read_text() == "A file of notes that is not a database."


@pytest.mark.usefixtures("engine")
def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    damaged = b"SQLite format 3\x00" + b"#" * 5000
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(str(path))
    assert path.read_bytes() == damaged


@pytest.mark.usefixtures("engine")
def test_a_folder_and_a_missing_folder_are_refused_with_the_next_move(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(str(tmp_path))
    with pytest.raises(StoreError, match="does not exist"):
        open_store(str(tmp_path / "missing" / "record.sqlite"))


@pytest.mark.usefixtures("engine")
def test_no_file_is_made_unasked(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(str(path), create=False)
    assert not path.exists()


def test_a_full_disk_is_said_in_plain_words_and_leaves_nothing_half_written(store: Store) -> None:
    store.append_decisions([make_decision("kept")])
    pages = pragma(store, "page_count")[0]
    pragma(store, f"max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"is full\. Free some disk space"):
        store.append_decisions([make_decision("lost" * 100_000)])
    assert [decision.reason for decision in store.iter_decisions()] == ["kept"]
    pragma(store, f"max_page_count = {pages + 1000}")
    assert store.append_decisions([make_decision("lost" * 100_000)]) == 1
    assert store.verify_log() == []


def test_a_store_that_may_not_be_written_says_so(store: Store) -> None:
    pragma(store, "query_only = ON")
    with pytest.raises(StoreError, match="Check that you may read and write the file"):
        store.append_decisions([make_decision("lost")])


def test_a_writer_that_waits_too_long_is_told_so(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.1)
    with (
        closing(open_store(store_url)) as store,
        closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"locked\. Another program kept writing to it"):
            store.append_decisions([make_decision("late")])
        other.rollback()
        assert store.append_decisions([make_decision("late")]) == 1


def test_an_acknowledged_decision_is_on_the_disk(store: Store) -> None:
    assert pragma(store, "synchronous")[0] == 2  # FULL
    assert pragma(store, "journal_mode")[0] == "wal"
    assert pragma(store, "foreign_keys")[0] == 1
