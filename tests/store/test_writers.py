"""Many writers at once: nothing is lost, nothing is there twice, nobody is turned away."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing

from recount.store import open_store
from tests.store.labour import (
    OWN,
    PROCESSES,
    SHARED,
    decisions_of,
    refusals_of,
    reports_of,
    start,
    write_beside_others,
)

WRITERS = 30


def test_thirty_processes_write_at_once(empty_url: str) -> None:
    barrier, new = PROCESSES.Barrier(WRITERS), PROCESSES.Value("q", 0)
    writers = [start(write_beside_others, empty_url, number, barrier, new) for number in range(WRITERS)]
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    owners = [f"writer {number}" for number in range(WRITERS)]
    reports = [
        *reports_of("everybody", SHARED),
        *(pair for owner in owners for pair in reports_of(owner, OWN)),
    ]
    decisions = [
        *decisions_of("everybody", SHARED),
        *(d for owner in owners for d in decisions_of(owner, OWN)),
    ]
    with closing(open_store(empty_url)) as store:
        assert Counter(report.id for report in store.iter_reports()) == Counter(r.id for r, _ in reports)
        assert {store.get_capture(report.capture.sha256) for report, _ in reports} == {
            data for _, data in reports
        }
        assert Counter(d.id for d in store.iter_decisions()) == Counter(d.id for d in decisions)
        assert list(store.iter_rejections()) == refusals_of("everybody", 1)
        assert new.value == len(reports) + len(decisions) + 1  # each was new to exactly one writer
        assert store.verify_log() == []
        intakes = [json.loads(entry.body or "") for entry in store.iter_log() if entry.kind == "intake"]
        assert Counter(id_ for intake in intakes for id_ in intake["reports"]) == Counter(
            r.id for r, _ in reports
        )
