"""A draft reads as the rows would read if it were kept, writes nothing, and keeps what it read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.errors import StoreError
from recount.store import open_store
from recount.store.bulk import Bulk
from recount.store.sql import SqlStore

TIE, BLOCK = ("one", "two", "score"), ("block", "group")
_few = st.integers(0, 3)
_sets = st.sets(_few, max_size=3).map(sorted)
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.lists(st.tuples(_few, _few), max_size=4)),
        st.tuples(st.just("leave"), st.lists(st.tuples(_few, _few), max_size=4)),
        st.tuples(st.just("tie"), _sets),
        st.tuples(st.just("part"), _sets),
        st.tuples(st.just("move"), st.tuples(_few, st.sampled_from("abc"))),
        st.tuples(st.just("group"), _few),
    ),
    max_size=8,
)


def do(bulk: Bulk, step: tuple[str, Any]) -> None:
    """Do one step, as the rooms of linking do them."""
    kind, given_ = step
    if kind == "enter":
        bulk.insert("recount_block", BLOCK, given_)
    elif kind == "leave":
        bulk.delete("recount_block", BLOCK, given_)
    elif kind == "tie":
        for column in ("one", "two"):
            bulk.delete_in("recount_tie", column, given_)
        bulk.insert("recount_tie", TIE, [(one, one + 1, float(len(given_))) for one in given_])
    elif kind == "part":
        bulk.delete_ends("recount_tie", given_)
    elif kind == "move":
        bulk.update("recount_group", "incident_id", "number", [(given_[1], given_[0])])
    else:
        bulk.delete_in("recount_group", "number", [given_])
        row = (given_, None, f"r{given_}", "new", "{}")
        bulk.insert("recount_group", ("number", "cover", "report_id", "incident_id", "body"), [row])


def read(bulk: Bulk) -> list[object]:
    """Return all that there is to read."""
    values = range(5)

    def rows(table: str, columns: Sequence[str], where: str, asked: Sequence[object] = values) -> list[Any]:
        return sorted(bulk.select(f"recount_{table}", columns, where, asked))

    return [
        rows("block", ("group", "block"), "block"),
        rows("block", BLOCK, "group", (1, 3)),
        bulk.count_in("recount_block", "block", values),
        rows("tie", TIE, "one"),
        rows("tie", ("score", "one"), "two"),
        sorted(set(bulk.select_ends("recount_tie", TIE, (1, 3)))),
        rows("group", ("number", "incident_id", "report_id"), "number"),
        rows("group", ("number",), "incident_id", ("a", "new")),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(before=_steps, steps=_steps)
def test_a_draft_reads_as_the_rows_do_once_it_is_kept(
    store: SqlStore, before: list[tuple[str, Any]], steps: list[tuple[str, Any]]
) -> None:
    from recount.store.draft_rows import DraftBulk, take_steps

    bulk = Bulk(store.alias)
    with store.transaction():
        for table in ("block", "tie", "group"):
            bulk.clear(f"recount_{table}")
        for step in before:
            do(bulk, step)
    there = read(bulk)
    draft = DraftBulk(store.alias)
    with store.reading():
        for step in steps:
            do(draft, step)
        drafted = read(draft)
        assert read(bulk) == there
    with store.transaction():
        take_steps(bulk, draft.steps)
    assert read(bulk) == drafted


def test_who_is_tied_is_asked_of_a_draft_as_of_the_rows(store: SqlStore) -> None:
    moment = datetime(2031, 5, 6, tzinfo=UTC)
    with store.transaction():
        store.neighbourhood.put_ties([(1, 2, 0.75), (2, 3, 0.25)])
    with store.reading():
        draft = store.draft((), moment)
        before = {(1, 2): 0.75, (2, 3): 0.25}
        assert draft.neighbourhood.ties([2]) == store.neighbourhood.ties([2]) == before
        draft.neighbourhood.put_ties([(2, 4, 0.5)])
        draft.neighbourhood.take_ties([1])
        assert draft.neighbourhood.ties([2]) == {(2, 3): 0.25, (2, 4): 0.5}
        assert store.neighbourhood.ties([2]) == before
    with store.transaction():
        store.keep(draft.drafted())
    assert store.neighbourhood.ties([2]) == {(2, 3): 0.25, (2, 4): 0.5}


def test_what_goes_past_a_draft_is_refused(store: SqlStore) -> None:
    from recount.store.draft_rows import DraftBulk

    draft = DraftBulk(store.alias)
    with pytest.raises(NotImplementedError):
        next(draft.ask("SELECT one FROM recount_tie WHERE one IN ({marks})", [1]))
    with pytest.raises(NotImplementedError):
        draft.set_in("recount_tie", "score", 1.0, "one", [1])


def test_nothing_can_be_written_while_reading(store: SqlStore) -> None:
    with pytest.raises(StoreError), store.reading():
        Bulk(store.alias).insert("recount_block", BLOCK, [(1, 2)])
    store.append_event(actor="Ada", kind="export", body={})
    assert store.verify_log() == []


def test_what_is_read_is_of_one_moment(store: SqlStore, store_url: str) -> None:
    with closing(open_store(store_url)) as other:
        with store.reading():
            assert list(store.iter_log()) == []
            other.append_event(actor="Ben", kind="export", body={})
            assert list(store.iter_log()) == []
        assert len(list(store.iter_log())) == 1


def test_one_at_a_time_links(store_url: str) -> None:
    from threading import Event, Thread

    inside, done = Event(), list[str]()

    def link(name: str) -> None:
        with closing(open_store(store_url)) as store, store.linking():
            done.append(name)
            inside.set()
            Event().wait(0.05)
            done.append(name)

    threads = [Thread(target=link, args=(name,)) for name in ("Ada", "Ben")]
    threads[0].start()
    inside.wait()
    threads[1].start()
    for thread in threads:
        thread.join()
    assert done == ["Ada", "Ada", "Ben", "Ben"]


def test_who_links_holds_up_nobody_who_writes(store: SqlStore, store_url: str) -> None:
    with closing(open_store(store_url)) as other, store.linking(), store.reading():
        other.append_event(actor="Ben", kind="export", body={})
    assert store.verify_log() == []


def test_an_error_lets_the_next_one_link(store: SqlStore, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), store.linking(), store.reading():
            raise ZeroDivisionError
    assert sorted(tmp_path.iterdir()) == before
