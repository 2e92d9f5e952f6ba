"""A process beside the server works out what rulings move; where there is none, it is worked out here."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from recount.pipeline import toll_store
from recount.pipeline.deciding import decide, preview
from recount.pipeline.drafter import DraftingProcess
from recount.pipeline.judging import draft_here
from recount.store import Store, open_store
from tests.pipeline.deciding.made import NOON, Record, fill
from tests.pipeline.retolling.histories import what_it_keeps, what_it_says

ELSEWHERE = cast("Store", None)  # no draft can be drawn up on it here


@pytest.fixture
def url(make_url: Callable[[], str]) -> str:
    return make_url()


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    with closing(open_store(url)) as store:
        yield fill(store)


@pytest.fixture
def drafter(url: str) -> Iterator[DraftingProcess]:
    beside = DraftingProcess(url)
    yield beside
    beside.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def rejections(record: Record) -> list[dict[str, Any]]:
    return [{"kind": "reject", "claim": record.claim("six"), "reason": "no", "reviewer": "Ada"}]


def test_a_draft_from_beside_is_the_draft_made_here(record: Record, drafter: DraftingProcess) -> None:
    wait_until(drafter.is_ready)
    found = drafter(ELSEWHERE, rejections(record), {}, NOON)
    assert found is not None
    assert found.steps
    assert found == draft_here(record.store, rejections(record), {}, NOON)


def test_what_cannot_stand_or_moves_nothing_has_no_draft(record: Record, drafter: DraftingProcess) -> None:
    wait_until(drafter.is_ready)
    unknown = [{**rejections(record)[0], "claim": "c_none"}]
    accepted = [{**rejections(record)[0], "kind": "accept"}]
    seen = {record.claim("six"): "0-as-it-never-was"}
    assert drafter(ELSEWHERE, unknown, {}, NOON) is None
    assert drafter(ELSEWHERE, accepted, {}, NOON) is None
    assert drafter(ELSEWHERE, rejections(record), seen, NOON) is None


def test_rulings_drafted_beside_leave_the_record_as_a_full_run_would(
    record: Record, drafter: DraftingProcess
) -> None:
    wait_until(drafter.is_ready)
    store = record.store
    before = what_it_says(store)
    merge = {"kind": "merge", "incidents": [record.incident("six"), record.incident("three")], "reason": "x"}
    shown = preview(store, [merge], actor="Ada", now=NOON, drafter=drafter)
    assert what_it_says(store) == before
    done = decide(store, [merge], actor="Ada", now=NOON, drafter=drafter)
    assert done.moved == shown.moved
    decide(
        store,
        [{"kind": "reject", "claim": record.claim("two"), "reason": "no"}],
        actor="Ada",
        drafter=drafter,
    )
    said, kept = what_it_says(store), what_it_keeps(store)
    toll_store(store)
    assert (what_it_says(store), what_it_keeps(store)) == (said, kept)
    assert store.verify_log() == []


def test_before_it_is_ready_the_draft_is_made_here(record: Record, drafter: DraftingProcess) -> None:
    expected = draft_here(record.store, rejections(record), {}, NOON)
    assert drafter(record.store, rejections(record), {}, NOON) == expected


def test_where_it_died_the_draft_is_made_here_and_another_one_started(
    record: Record, drafter: DraftingProcess
) -> None:
    wait_until(drafter.is_ready)
    first = drafter.process_id
    os.kill(first, signal.SIGTERM)
    expected = draft_here(record.store, rejections(record), {}, NOON)
    assert drafter(record.store, rejections(record), {}, NOON) == expected
    assert drafter.process_id != first
    wait_until(drafter.is_ready)
    assert drafter(ELSEWHERE, rejections(record), {}, NOON) == expected


def test_where_it_fails_another_one_is_started(record: Record, drafter: DraftingProcess) -> None:
    wait_until(drafter.is_ready)
    first, no_reviewer = drafter.process_id, [{"kind": "reject", "token": "1"}]  # no page hands in such a one
    with pytest.raises(KeyError):
        drafter(record.store, no_reviewer, {}, NOON)
    assert drafter.process_id != first
    wait_until(drafter.is_ready)
    assert drafter(ELSEWHERE, rejections(record), {}, NOON) is not None


def test_it_is_gone_once_closed(drafter: DraftingProcess) -> None:
    process_id = drafter.process_id
    drafter.close()
    assert not Path(f"/proc/{process_id}").exists()
