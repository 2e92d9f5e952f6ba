"""Whoever writes, and whatever changes: the next run links it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from random import Random

from recount.model import Harm, LinkReason, Means, RecordScope, Scope, load_json
from recount.pipeline import Retolled, retoll, toll_store
from recount.store import open_store
from tests.pipeline.retolling.histories import (
    Arrival,
    Told,
    go_on,
    random_arrival,
    what_it_keeps,
    what_it_says,
)


def test_what_several_processes_write_is_linked_by_whoever_comes_next(make_url: Callable[[], str]) -> None:
    url, dice = make_url(), Random(3)
    with closing(open_store(url)) as store:
        go_on(store, [random_arrival(dice)], 0)
        retoll(store)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(url, seed)) for seed in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    with closing(open_store(url)) as store:
        said, kept = what_it_says(store), what_it_keeps(store)
        toll_store(store)
        assert (what_it_says(store), what_it_keeps(store)) == (said, kept)
        assert sum(1 for _ in store.iter_claims()) > 6


def test_nothing_new_changes_nothing(make_url: Callable[[], str]) -> None:
    with closing(open_store(make_url())) as store:
        go_on(store, [random_arrival(Random(1)) for _ in range(4)], 0)
        assert retoll(store).is_full
        entries = store.status().log_entries
        assert retoll(store) == Retolled()
        claim = next(iter(store.iter_claims()))
        again = retoll(store, claims=[claim.id])
        assert claim.id in {claim_id for incident in again.incidents for claim_id in incident.claim_ids}
        assert store.status().log_entries == entries


def test_other_rules_or_incidents_written_otherwise_are_linked_as_a_whole(
    make_url: Callable[[], str],
) -> None:
    with closing(open_store(make_url())) as store:
        go_on(store, [random_arrival(Random(2)) for _ in range(3)], 0)
        retoll(store)
        store.put_scope(RecordScope(policy="lowest"), "analyst-1")
        assert retoll(store).is_full
        store.put_incidents([], [])
        done = retoll(store)
        assert done.is_full
        assert {toll.policy.partition("/")[0] for toll in done.tolls} == {"lowest"}


def test_pairs_in_doubt_are_kept_with_their_reasons(make_url: Callable[[], str]) -> None:
    near = Told(number=14, place=3, day=0, means=Means.AIRSTRIKE, scope=Scope.INCIDENT, harm=Harm.KILLED)
    region = replace(near, place=5, number=15)
    with closing(open_store(make_url())) as store:
        go_on(store, [Arrival(0, 1, None, (near,)), Arrival(1, 1, None, (region,))], 0)
        retoll(store)
        doubts = store.neighbourhood.doubts()
        if len(list(store.iter_incidents())) == 2:
            (doubt,) = doubts
            assert {doubt.one, doubt.two} == {incident.id for incident in store.iter_incidents()}
            reason = load_json(LinkReason, doubt.body)
            assert reason.score == doubt.score
            assert reason.features
            assert store.neighbourhood.doubts([doubt.one]) == [doubt]
        else:
            assert doubts == []


def _write(url: str, seed: int) -> None:
    """Bring reports in and have them linked, as one of several processes."""
    dice = Random(seed)
    with closing(open_store(url)) as store:
        for _ in range(4):
            go_on(store, [random_arrival(dice)], seed)
            retoll(store)
