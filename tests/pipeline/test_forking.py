"""Work that is shared among processes gives what one process gives, whatever happens to a copy."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from recount.link import alone
from recount.pipeline.forking import Forked, share_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux only")


def _children() -> set[int]:
    """Return the processes this one has begun, those included that have ended and for which nobody waited."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, parent = status.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        if int(parent) == os.getpid():
            found.add(int(status.parent.name))
    return found


def _squares(items: Sequence[int]) -> list[int]:
    return [item * item for item in items]


@pytest.mark.parametrize("processes", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [0, 1, 2, 9, 100])
def test_results_come_in_the_order_of_the_items(processes: int, size: int) -> None:
    share = Forked(processes=processes, fewest_items=1)
    items = list(range(size))
    assert share(_squares, items) == alone(_squares, items)
    later = share.later(_squares, items)
    assert later() == alone.later(_squares, items)()


def test_each_copy_does_its_part() -> None:
    share = Forked(processes=3, fewest_items=1)
    done_by = share(lambda items: [os.getpid() for _ in items], range(9))
    assert len(set(done_by)) == 3
    assert done_by.count(os.getpid()) == 3


def test_what_a_copy_could_not_do_is_done_here() -> None:
    here = os.getpid()

    def fragile(items: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(9)
        return _squares(items)

    share = Forked(processes=2, fewest_items=1)
    assert share(fragile, range(7)) == _squares(range(7))
    assert share.later(fragile, range(7))() == _squares(range(7))


def test_a_fault_is_shown_and_leaves_no_process() -> None:
    def faulty(items: Sequence[int]) -> list[int]:
        return [1 // item for item in items]

    share = Forked(processes=2, fewest_items=1)
    before = _children()
    with pytest.raises(ZeroDivisionError):
        share(faulty, [0, 1, 2])
    with pytest.raises(ZeroDivisionError):
        share(faulty, [1, 0, 2])
    assert _children() <= before


def test_nothing_is_shared_where_there_are_threads_or_little_to_do() -> None:
    share = Forked(processes=2, fewest_items=5)
    assert set(share(lambda items: [os.getpid() for _ in items], range(4))) == {os.getpid()}
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert set(share(lambda items: [os.getpid() for _ in items], range(9))) == {os.getpid()}
    finally:
        done.set()
        thread.join()
    assert share_for(3) is alone
