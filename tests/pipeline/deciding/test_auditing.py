"""Who did what to this figure."""

from __future__ import annotations

from datetime import timedelta

from recount.pipeline.auditing import history
from recount.pipeline.deciding import decide
from tests.pipeline.deciding.made import NOON, Record

LATER = NOON + timedelta(minutes=5)


def test_the_history_of_a_figure_names_rulings_readings_and_moves_in_their_order(record: Record) -> None:
    incident = record.incident("six")
    reject = {"kind": "reject", "claim": record.claim("two"), "reason": "no"}
    first = decide(record.store, [reject], actor="Ada", now=NOON).decisions[0]
    decide(record.store, [{"kind": "note", "supersedes": first.id, "reason": "yes"}], actor="Ben", now=LATER)
    lines = history(record.store, incident)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    rulings = [line for line in lines if line.kind == "decision"]
    assert [(line.actor, line.is_in_force) for line in rulings] == [("Ada", False), ("Ben", True)]
    assert rulings[0].superseded_by == rulings[1].decision.id if rulings[1].decision else False
    moves = [
        (
            line.before and (line.before.low, line.before.high),
            line.after and (line.after.low, line.after.high),
        )
        for line in lines
        if line.kind == "toll"
    ]
    assert moves == [(None, (2, 6)), ((2, 6), (6, 6)), ((6, 6), (2, 6))]
    assert sum(line.kind == "claims" for line in lines) == 2


def test_a_claim_a_report_and_a_source_have_their_own(record: Record) -> None:
    claim, report = record.claim("two"), record.reports["daily"].id
    decide(record.store, [{"kind": "accept", "claim": claim}], actor="Ada", now=NOON)
    alias = {
        "kind": "source",
        "source": "coast_monitor",
        "replacement": {"name": "Coast Monitor"},
        "reason": "its page",
    }
    decide(record.store, [alias], actor="Ben", now=LATER)
    assert [line.kind for line in history(record.store, claim)] == ["claims", "decision"]
    assert [line.actor for line in history(record.store, report)] == ["recount", "Ada"]
    assert [line.actor for line in history(record.store, "source:coast_monitor")] == ["Ben"]
    assert history(record.store, record.claim("six"))[-1].kind == "claims"


def test_what_there_is_not_has_no_history(record: Record) -> None:
    assert history(record.store, "c_nothing") == []
    assert history(record.store, "i_nothing") == []
