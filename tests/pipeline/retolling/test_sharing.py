"""How many processes link a record makes no difference to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from random import Random

import pytest

from recount.link import Share, alone
from recount.pipeline import toll_store
from recount.pipeline.forking import Forked
from recount.store import open_store
from tests.pipeline.retolling.histories import go_on, random_step, what_it_keeps, what_it_says


@pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux only")
@pytest.mark.parametrize("processes", [2, 3])
def test_a_record_is_linked_alike_by_any_number_of_processes(
    make_url: Callable[[], str], processes: int
) -> None:
    dice = Random(7)
    steps = [random_step(dice, turn) for turn in range(30)]
    shares: tuple[Share, Share] = (alone, Forked(processes=processes, fewest_items=1))
    with closing(open_store(make_url())) as one, closing(open_store(make_url())) as shared:
        for turn in range(0, len(steps), 10):
            for store, share in zip((one, shared), shares, strict=True):
                go_on(store, steps[turn : turn + 10], turn)
                toll_store(store, share=share)
            assert what_it_says(one) == what_it_says(shared)
            assert what_it_keeps(one) == what_it_keeps(shared)
        assert list(shared.iter_incidents())
