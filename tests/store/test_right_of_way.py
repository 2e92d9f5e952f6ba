"""Tests for ``recount.store.right_of_way``."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from threading import Event

import pytest
from django.db import connections

from recount.store import open_store
from recount.store.right_of_way import RightOfWay, right_of_way
from recount.store.sql import SqlStore, attach_sql_store

_SOON = 30.0
_A_WHILE = 0.2
_LONG = 60.0  # a test that fails does so after it


def test_other_threads_wait_until_the_turn_is_over() -> None:
    way, told = RightOfWay(longest=_LONG), list[str]()

    def read() -> None:
        way.step_aside()
        told.append("read")

    with ThreadPoolExecutor(1) as others:
        with way.of_a_writer(), way.taken():
            reading = others.submit(read)
            assert not wait([reading], _A_WHILE).done
            told.append("written")
        reading.result(_SOON)
    assert told == ["written", "read"]


def test_nobody_waits_for_a_turn_that_takes_long() -> None:
    way = RightOfWay(longest=0.0)
    with ThreadPoolExecutor(1) as others, way.of_a_writer(), way.taken():
        others.submit(way.step_aside).result(_SOON)


def test_who_has_the_turn_or_waits_for_it_steps_aside_for_nobody() -> None:
    way, waiting = RightOfWay(longest=_LONG), Event()

    def write_next() -> None:
        with way.of_a_writer():
            way.step_aside()
            waiting.set()

    with ThreadPoolExecutor(1) as others, way.of_a_writer(), way.taken():
        way.step_aside()
        others.submit(write_next).result(_SOON)
    assert waiting.is_set()


def test_a_turn_that_failed_is_over() -> None:
    way = RightOfWay(longest=_LONG)
    with pytest.raises(RuntimeError), way.of_a_writer(), way.taken():
        raise RuntimeError
    with ThreadPoolExecutor(1) as others:
        others.submit(way.step_aside).result(_SOON)


def test_a_page_asks_the_database_nothing_while_another_thread_has_the_turn(store_url: str) -> None:
    with closing(open_store(store_url, create=True)) as opened:
        assert isinstance(opened, SqlStore)
        alias, done = opened._alias, list[str]()
        store = attach_sql_store(store_url, alias)
        right_of_way(alias)._longest = _LONG  # so that nothing here hangs on how fast the machine is

        def page() -> None:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
            done.append("page")
            connections[alias].close()

        with ThreadPoolExecutor(1) as others:
            with store.transaction():
                asking = others.submit(page)
                assert not wait([asking], _A_WHILE).done
                assert store.lookup.claims(["c1"]) == {}
                done.append("turn")
            asking.result(_SOON)
    assert done == ["turn", "page"]
