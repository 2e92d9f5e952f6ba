"""Coding a store under protection: a report that hangs is counted and tried again, the others are coded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recount.extract import Extractor
from recount.model import RejectionReason
from recount.pipeline.coding import code_store
from recount.pipeline.runner import IN_PROCESS, Runner
from recount.pipeline.workers import Workers
from recount.store import Store, open_store
from tests.pipeline.works import ActingCoder
from tests.store.factories import make_report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(str(tmp_path / "record.sqlite"))) as opened:
        yield opened


def keep(store: Store, *texts: str) -> None:
    store.add_intake([(make_report(text), text.encode()) for text in texts])


def reasons(store: Store) -> list[tuple[str | None, RejectionReason]]:
    texts = {report.id: report.text for report in store.iter_reports()}
    return [(texts.get(item.report_id or ""), item.reason) for item in store.iter_rejections()]


def test_a_report_that_hangs_is_counted_and_the_others_are_coded(store: Store) -> None:
    keep(store, "Quiet in Varda.", "Hang in Varda.", "Exit from Varda.", "Raise in Varda.", "Calm in Varda.")
    with Workers(2, deadline_seconds=1) as workers:
        run = code_store(store, ActingCoder(), runner=workers)
    assert run.reports == 5
    assert run.faults == 3
    assert sorted(reasons(store)) == [
        ("Exit from Varda.", RejectionReason.WORKER_DIED),
        ("Hang in Varda.", RejectionReason.TIMED_OUT),
        ("Raise in Varda.", RejectionReason.INTERNAL_ERROR),
    ]


def test_a_report_that_was_ended_is_tried_again_by_the_next_run_and_then_its_refusal_is_gone(
    store: Store,
) -> None:
    keep(store, "Exit from Varda.", "Quiet in Varda.")
    with Workers(1) as workers:
        code_store(store, ActingCoder(), runner=workers)
    assert store.status().uncoded_reports == 1

    recovered = ActingCoder(is_harmless=True)
    assert code_store(store, recovered).reports == 1
    assert reasons(store) == []
    assert code_store(store, recovered).reports == 0


def test_a_run_that_was_ended_for_every_report_comes_to_its_end(store: Store) -> None:
    keep(store, "Exit one.", "Exit two.")
    with Workers(1) as workers:
        assert code_store(store, ActingCoder(), runner=workers).reports == 2


@pytest.mark.parametrize("count", [0, 2])
def test_claims_are_the_same_with_and_without_processes(store: Store, count: int) -> None:
    texts = [f"An air strike killed {number} people in Varda on Sunday." for number in range(2, 14)]
    keep(store, *texts)
    with Workers(max(count, 1)) as workers:
        runner: Runner = workers if count else IN_PROCESS
        run = code_store(store, Extractor(), runner=runner)
    assert run.claims == 12
    assert sorted(claim.count.low or 0 for claim in store.iter_claims()) == list(range(2, 14))
