"""Waiting in line to write to a SQLite file: first come, first served, and other programs are waited for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connections

from recount.errors import StoreError
from recount.store import Store, open_store
from recount.store.sql import SqlStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


def settings_of(store: Store) -> dict[str, object]:
    """Return how the connection of a store waits; it may be changed."""
    assert isinstance(store, SqlStore)
    options: dict[str, object] = connections[store.alias].settings_dict["OPTIONS"]
    return options


def patience_of(store: Store) -> int:
    """Return for how many milliseconds statements outside transactions wait."""
    assert isinstance(store, SqlStore)
    with connections[store.alias].cursor() as cursor:
        return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])


def test_who_comes_first_is_served_first() -> None:
    from recount.store.sqlite_line import Line

    line, served = Line(), list[int]()
    first = line.join(1)
    threads = []
    for number in range(5):
        standing = len(line._waiting)

        def stand(number: int = number) -> None:
            mine = line.join(60)
            served.append(number)
            line.leave(mine)

        thread = Thread(target=stand)
        thread.start()
        threads.append(thread)
        while len(line._waiting) == standing:  # so that they come one after the other
            Event().wait(0.001)
    assert served == []
    line.leave(first)
    for thread in threads:
        thread.join()
    assert served == [0, 1, 2, 3, 4]


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    from recount.store.sqlite_line import Line

    line = Line()
    first = line.join(1)
    impatient = line.join(0.01)
    line.leave(impatient)
    assert len(line._waiting) == 1
    line.leave(first)
    last = line.join(0)
    line.leave(last)
    assert not line._waiting


def test_another_program_that_writes_is_waited_for(path: Path) -> None:
    with closing(open_store(str(path))) as store:
        before = patience_of(store)
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        begun = Event()

        def let_go() -> None:
            begun.wait()
            Event().wait(0.05)
            other.rollback()

        thread = Thread(target=let_go)
        thread.start()
        begun.set()
        store.append_event(actor="Ada", kind="export", body={})
        thread.join()
        other.close()
        assert [entry.kind for entry in store.iter_log()] == ["export"]
        assert patience_of(store) == before


def test_waiting_ends_when_the_time_is_over_and_the_next_one_may_write(path: Path) -> None:
    with (
        closing(open_store(str(path))) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        settings_of(store)["timeout"] = 0.02
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            store.append_event(actor="Ada", kind="export", body={})
        other.rollback()
        store.append_event(actor="Ada", kind="export", body={})
        assert [entry.kind for entry in store.iter_log()] == ["export"]
