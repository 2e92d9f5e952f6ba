"""Supervised workers: what hangs, dies or eats memory costs one item; order holds; nothing is left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from recount.errors import WorkerError
from recount.model import RejectionReason
from recount.pipeline.runner import IN_PROCESS, Stopped
from recount.pipeline.workers import Workers
from tests.pipeline import works

ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX's")


def is_running(process_id: int) -> bool:
    """Whether a process exists and is no zombie."""
    status = Path(f"/proc/{process_id}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def ids_of(workers: Workers) -> set[int]:
    return {number for worker in workers._workers if (number := worker.process.pid) is not None}


def wait_until_gone(process_ids: Iterable[int], seconds: float) -> list[int]:
    end = time.monotonic() + seconds
    while (left := [number for number in process_ids if is_running(number)]) and time.monotonic() < end:
        time.sleep(0.05)
    return left


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(2, deadline_seconds=1.0, memory_bytes=32 * 2**20) as started:
        yield started


def test_results_come_in_the_order_of_the_items_whatever_each_takes(workers: Workers) -> None:
    items = list(range(10))
    assert list(workers.map(works.slower_first, items)) == [(item, item) for item in items]


def test_one_hung_item_is_ended_and_all_others_are_done(workers: Workers) -> None:
    items = ["a", "b", "hang", "c", *("d" * 30)]
    results = [result for _, result in workers.map(works.act, items)]
    assert isinstance(results[2], Stopped)
    assert results[2].reason is RejectionReason.TIMED_OUT
    assert "more than 1 seconds" in results[2].detail
    assert [result for result in results if isinstance(result, str)] == [
        item for item in items if item != "hang"
    ]


def test_an_item_that_waits_for_ever_is_ended_too() -> None:
    with Workers(1, deadline_seconds=0.2) as workers:
        results = [result for _, result in workers.map(works.act, ["a", "sleep", "b"])]
    assert isinstance(results[1], Stopped)
    assert results[1].reason is RejectionReason.TIMED_OUT
    assert (results[0], results[2]) == ("a", "b")


@posix_only
@pytest.mark.parametrize(("how", "words"), [("exit", "status 3"), ("segfault", "SIGSEGV")])
def test_an_item_that_kills_its_worker_is_refused_and_all_others_are_done(
    workers: Workers, how: str, words: str
) -> None:
    results = [result for _, result in workers.map(works.act, ["a", how, "b", how, "c"])]
    stopped = [result for result in results if isinstance(result, Stopped)]
    assert [result.reason for result in stopped] == [RejectionReason.WORKER_DIED] * 2
    assert all(words in result.detail for result in stopped)
    assert [result for result in results if isinstance(result, str)] == ["a", "b", "c"]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded on Linux only")
def test_an_item_that_needs_too_much_memory_is_refused(workers: Workers) -> None:
    results = [result for _, result in workers.map(works.act, ["a", "eat", "b"])]
    assert results[0] == "a"
    assert isinstance(results[1], Stopped)
    assert results[1].reason is RejectionReason.WORKER_DIED
    assert "needed more than 0.0312 GB of memory" in results[1].detail
    assert results[2] == "b"


def test_memory_within_the_bound_is_granted() -> None:
    with Workers(1, memory_bytes=256 * 2**20) as workers:
        assert list(workers.map(works.act, ["eat"])) == [("eat", str(64 * 2**20))]


def test_an_exception_stops_its_item_only_and_costs_no_process(workers: Workers) -> None:
    list(workers.map(works.double, [1]))
    before = ids_of(workers)
    results = [result for _, result in workers.map(works.act, ["raise", "a"])]
    assert isinstance(results[0], Stopped)
    assert results[0].reason is RejectionReason.INTERNAL_ERROR
    assert "ValueError: a fault" in results[0].detail
    assert results[1] == "a"
    assert ids_of(workers) == before


def test_this_process_does_the_same_for_a_fault() -> None:
    assert list(IN_PROCESS.map(works.double, [1, 2])) == [(1, 2), (2, 4)]
    ((_, result),) = IN_PROCESS.map(works.act, ["raise"])
    assert isinstance(result, Stopped)
    assert result.reason is RejectionReason.INTERNAL_ERROR


def test_work_runs_in_other_processes_and_they_are_gone_afterwards() -> None:
    with Workers(2) as workers:
        worked = {number for _, number in workers.map(works.process_id, range(5)) if isinstance(number, int)}
        started = ids_of(workers)
    assert worked <= started
    assert os.getpid() not in started
    assert wait_until_gone(started, 0.0) == []


def test_a_stream_is_not_read_ahead_without_bound(workers: Workers) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = workers.map(works.double, endless())
    for _ in range(10):
        next(results)
    assert taken <= 10 + 2 * 8 + 2


def test_a_map_that_is_not_read_to_its_end_does_not_disturb_the_next(workers: Workers) -> None:
    started = iter(workers.map(works.act, ["a", "hang", "hang", "b"]))
    assert next(started) == ("a", "a")
    del started
    assert list(workers.map(works.double, [1, 2, 3])) == [(1, 2), (2, 4), (3, 6)]


def test_an_error_in_the_stream_reaches_the_caller(workers: Workers) -> None:
    def breaks() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(workers.map(works.double, breaks()))
    assert list(workers.map(works.double, [4])) == [(4, 8)]


@posix_only
def test_a_worker_that_dies_while_idle_is_replaced(workers: Workers) -> None:
    list(workers.map(works.double, range(8)))
    numbers = ids_of(workers)
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    assert wait_until_gone(numbers, 5.0) == []
    assert list(workers.map(works.double, [1, 2])) == [(1, 2), (2, 4)]


def test_workers_that_cannot_start_are_an_error_with_the_next_move() -> None:
    with Workers(1) as workers, pytest.raises(WorkerError, match="status 5") as raised:
        list(workers.map(works.DiesOnArrival(), [1]))
    assert "RECOUNT_WORKERS=0" in raised.value.next_move


# A program of its own, so that signals can be sent to it: prints its workers' ids, then hangs.
# A shell starts what runs in its background with interrupts ignored, and a program inherits that: it is undone.
PROGRAM = """
import signal, sys
from recount.pipeline.workers import Workers
from tests.pipeline import works
signal.signal(signal.SIGINT, signal.default_int_handler)
with Workers(2, deadline_seconds={deadline}) as workers:
    list(workers.map(works.double, range(8)))
    print(*(worker.process.pid for worker in workers._workers), flush=True)
    print(*workers.map(works.act, ["hang", "hang"]), flush=True)
"""


def start_program(deadline: float) -> tuple[subprocess.Popen[str], list[int]]:
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(deadline=deadline)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    return program, [int(number) for number in program.stdout.readline().split()]


@posix_only
def test_ctrl_c_ends_a_run_with_hung_workers_at_once_and_quietly() -> None:
    program, numbers = start_program(deadline=60)
    time.sleep(0.3)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
    _, errors = program.communicate(timeout=10)
    assert program.returncode != 0
    assert len(re.findall("Traceback", errors)) == 1, (
        errors
    )  # the parent's KeyboardInterrupt, none of a worker
    assert wait_until_gone(numbers, 2.0) == []


@posix_only
def test_hung_workers_of_a_killed_parent_end_by_themselves() -> None:
    program, numbers = start_program(deadline=1)
    program.kill()
    program.communicate(timeout=10)
    assert len(numbers) == 2
    assert wait_until_gone(numbers, 8.0) == []
