"""A neighbourhood linked anew gives what a full run gives: incidents, ids, tolls, doubts, and what linking keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.pipeline import retoll, toll_store
from recount.store import open_store
from tests.pipeline.retolling.histories import (
    Arrival,
    Ruling,
    arrivals,
    empty,
    go_on,
    histories,
    partition,
    random_step,
    what_it_keeps,
    what_it_says,
)

pytestmark = pytest.mark.usefixtures("small_limits")


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=25)
@given(histories)
def test_neighbourhood_by_neighbourhood_gives_what_full_runs_give(
    template_file: Path,
    history: list[list[Arrival | Ruling]],
) -> None:
    with empty(template_file) as part, empty(template_file) as full:
        for turn, steps in enumerate(history):
            go_on(part, steps, turn)
            go_on(full, steps, turn)
            retoll(part)
            toll_store(full)
            assert what_it_says(part) == what_it_says(full)
            assert what_it_keeps(part) == what_it_keeps(full)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(arrivals, min_size=1, max_size=8), st.randoms())
def test_the_order_of_arrival_changes_nopartition(
    template_file: Path,
    came: list[Arrival],
    random: Random,
) -> None:
    with empty(template_file) as part, empty(template_file) as full:
        go_on(full, came, 0)
        toll_store(full)
        random.shuffle(came)
        for arrival in came:
            go_on(part, [arrival], 0)
            retoll(part)
        assert partition(part) == partition(full)


def test_on_both_databases_parts_give_what_full_runs_give(make_url: Callable[[], str]) -> None:
    dice = Random(11)
    with closing(open_store(make_url())) as part, closing(open_store(make_url())) as full:
        for turn in range(9):
            steps = [random_step(dice, turn) for _ in range(3)]
            go_on(part, steps, turn)
            go_on(full, steps, turn)
            assert retoll(part).is_full is (turn == 0)
            toll_store(full)
            assert what_it_says(part) == what_it_says(full)
            assert what_it_keeps(part) == what_it_keeps(full)
