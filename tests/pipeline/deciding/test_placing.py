"""An incident put at a point by a person: it alone, its claims as they were, and so after every run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from recount.errors import DecisionError
from recount.model import Incident
from recount.pipeline.deciding import decide, preview
from recount.pipeline.desks import incident_desk, report_desk
from recount.pipeline.tolling import toll_store
from recount.publish.location import point_of
from tests.pipeline.deciding.made import NOON, Record

LATER = NOON + timedelta(minutes=5)


def put(incident_id: str, lat: float, name: str = "Quessa", **more: object) -> dict[str, Any]:
    point = {"name": name, "lat": lat, "lon": 2.0, "where_precision": 2, **more}
    return {
        "kind": "correct",
        "incidents": [incident_id],
        "replacement": {"places": [point]},
        "reason": "a map",
    }


def point(incident: Incident) -> tuple[float, float] | None:
    found = point_of(incident.places)
    return None if found is None else (found.lat, found.lon)


def test_one_incident_moves_and_nothing_else_does(record: Record) -> None:
    store, one, two = record.store, record.incident("six"), record.incident("three")
    before = {incident.id: incident for incident in store.iter_incidents()}
    desk = report_desk(store, record.reports["post"].id)
    shown = preview(store, [put(one, 1.5)], actor="Ada", now=NOON)
    assert (shown.moved, shown.opened, shown.closed) == ((), (), ())
    assert {incident.id: incident for incident in store.iter_incidents()} == before
    decide(store, [put(one, 1.5)], actor="Ada", now=NOON)
    after = store.lookup.incidents([one, two])
    assert point(after[one]) == (1.5, 2.0)
    assert after[one].label == before[one].label
    assert after[two] == before[two]
    now = report_desk(store, record.reports["post"].id)
    assert (now.claims, now.states, now.versions) == (desk.claims, desk.states, desk.versions)


def test_the_point_outlasts_later_rulings_and_a_run_over_the_whole_record(record: Record) -> None:
    store, one = record.store, record.incident("six")
    decide(store, [put(one, 1.5)], actor="Ada", now=NOON)
    ruled = decide(store, [put(one, 1.7, name="Old Quessa")], actor="Ben", now=LATER)
    kept = store.lookup.incidents([one])[one]
    assert point(kept) == (1.7, 2.0)
    assert kept.label.startswith("Old Quessa, ")
    toll_store(store)
    assert store.lookup.incidents([one])[one] == kept
    reject = {"kind": "reject", "claim": record.claim("two"), "reason": "no figure"}
    decide(store, [reject], actor="Ada", now=LATER + timedelta(minutes=1))
    assert point(store.lookup.incidents([one])[one]) == (1.7, 2.0)
    undo = {"kind": "note", "supersedes": ruled.decisions[0].id, "reason": "no"}
    decide(store, [undo], actor="Ben", now=LATER + timedelta(minutes=2))
    assert point(store.lookup.incidents([one])[one]) == (1.5, 2.0)


def test_the_point_goes_with_an_incident_that_is_merged(record: Record) -> None:
    store, one, two = record.store, record.incident("six"), record.incident("three")
    decide(store, [put(one, 1.5)], actor="Ada", now=NOON)
    merge = {"kind": "merge", "incidents": [two, one], "reason": "one attack"}
    decide(store, [merge], actor="Ada", now=LATER)
    assert point(store.lookup.incidents([two])[two]) == (1.5, 2.0)
    desk = incident_desk(store, two)
    assert desk is not None
    assert [ruling.kind.value for ruling in desk.rulings] == ["correct", "merge"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"replacement": {"places": [{"name": "Quessa"}]}}, "put at one point"),
        ({"replacement": {"places": []}}, "put at one point"),
        ({"replacement": {"harm": "killed"}}, "only its place"),
        ({"replacement": {"places": [{"name": "Quessa", "lat": 91, "lon": 0}]}}, "between -90 and 90"),
        ({"incidents": ["i_nothing"]}, "no incident"),
        ({"reason": " "}, "no reason"),
    ],
)
def test_what_is_no_point_of_one_incident_is_refused(
    record: Record, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        decide(record.store, [put(record.incident("six"), 1.5) | changed], actor="Ada", now=NOON)


def test_after_a_merge_that_was_taken_back_only_the_incident_that_was_named_moves(record: Record) -> None:
    store, one, two = record.store, record.incident("six"), record.incident("three")
    merge = {"kind": "merge", "incidents": [two, one], "reason": "one attack"}
    merged = decide(store, [merge], actor="Ada", now=NOON)
    undo = {"kind": "note", "supersedes": merged.decisions[0].id, "reason": "no"}
    decide(store, [undo], actor="Ada", now=LATER)
    first, second = record.incident("six"), record.incident("three")
    assert first != second
    decide(store, [put(first, 1.5)], actor="Ada", now=LATER + timedelta(minutes=1))
    after = store.lookup.incidents([first, second])
    assert (point(after[first]), point(after[second])) == ((1.5, 2.0), (9.0, 9.0))
    toll_store(store)
    assert store.lookup.incidents([first, second]) == after
