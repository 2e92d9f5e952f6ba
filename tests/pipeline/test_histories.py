"""Steps of recorded tolls, from a store that really held them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recount.model import Decision, DecisionKind, Exclusion, Toll, content_id
from recount.pipeline import view_store
from recount.pipeline.histories import with_steps
from recount.publish import RecordedStep
from recount.review import subject_of
from recount.store import Store, StoreReader, open_store
from tests.store.factories import NOON, make_claim, make_incident, make_report, make_toll

REPORT = make_report("Seven people were killed in Varda on Sunday and nine were buried.")
SEVEN, NINE = make_claim(REPORT, "Seven", 7), make_claim(REPORT, "nine", 9)
INCIDENT = make_incident(SEVEN)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(str(tmp_path / "record.sqlite"))) as opened:
        opened.add_intake([(REPORT, REPORT.text.encode())])
        opened.put_claims(REPORT.id, [SEVEN, NINE], [], "test/1")
        yield opened


def toll(low: int, high: int, *used: str, **changes: object) -> Toll:
    made = replace(make_toll(INCIDENT, low, high), claims_used=used or (SEVEN.id,))
    return replace(made, **changes)  # type: ignore[arg-type]


def put(store: Store, *tolls: Toll) -> None:
    store.put_incidents([INCIDENT] if tolls else [], tolls)


def steps(record: StoreReader) -> tuple[RecordedStep, ...]:
    return with_steps(view_store(record, generated_at=NOON), record, INCIDENT.id).steps


def told(record: StoreReader) -> list[tuple[int | None, tuple[str, ...], tuple[str, ...]]]:
    return [
        (None if step.toll is None else step.toll.high, step.claim_ids, step.reasons)
        for step in steps(record)
    ]


def ruling(reason: str, kind: DecisionKind = DecisionKind.ACCEPT, supersedes: str | None = None) -> Decision:
    return Decision(
        id=content_id("d", reason),
        kind=kind,
        reviewer="analyst-1",
        reason=reason,
        decided_at=NOON,
        claim=None if kind is DecisionKind.NOTE else subject_of(SEVEN),
        supersedes=supersedes,
    )


def test_a_change_of_the_figure_is_a_step_and_another_change_is_none(store: Store) -> None:
    put(store, toll(7, 7))
    put(store, toll(7, 7, outlets=("Varda Post",)))
    put(store, toll(7, 9, SEVEN.id, NINE.id))
    assert told(store) == [
        (7, (SEVEN.id,), ("first_recorded",)),
        (9, (NINE.id,), ("new_claims",)),
    ]


def test_what_changed_behind_a_figure_is_its_reason(store: Store) -> None:
    put(store, toll(7, 9, SEVEN.id, NINE.id))
    put(store, toll(9, 9, NINE.id, excluded=(Exclusion(claim_id=SEVEN.id, reason="older"),)))
    put(store, toll(9, 10, NINE.id, excluded=(Exclusion(claim_id=SEVEN.id, reason="older"),)))
    put(store, toll(8, 8, NINE.id, policy="lowest/1", convention="ucdp"))
    assert [reasons for _, _, reasons in told(store)] == [
        ("first_recorded",),
        ("set_aside",),
        ("read_anew",),
        ("other_policy", "other_convention"),
    ]
    put(store, toll(7, 8, SEVEN.id, policy="lowest/1", convention="ucdp"))
    assert told(store)[-1][2] == ("new_claims", "claims_gone")


def test_a_ruling_recorded_since_the_last_step_is_a_reason_and_an_older_one_is_none(store: Store) -> None:
    store.append_decisions([ruling("before")])
    put(store, toll(7, 7))
    with store.transaction():
        store.append_decisions([ruling("with it")])
        put(store, toll(7, 9))
    put(store, toll(7, 8))
    assert [reasons for _, _, reasons in told(store)] == [("first_recorded",), ("ruling",), ("read_anew",)]


def test_a_note_moves_nothing_but_taking_a_ruling_back_does(store: Store) -> None:
    store.append_decisions([ruling("first")])
    put(store, toll(7, 7))
    store.append_decisions([ruling("a remark", DecisionKind.NOTE)])
    put(store, toll(7, 8))
    store.append_decisions([ruling("undone", DecisionKind.NOTE, supersedes=ruling("first").id)])
    put(store, toll(7, 9))
    assert [reasons for _, _, reasons in told(store)] == [("first_recorded",), ("read_anew",), ("ruling",)]


def test_a_toll_that_goes_and_comes_back_says_so(store: Store) -> None:
    put(store, toll(7, 7))
    put(store)
    assert told(store)[-1] == (None, (), ("no_longer",))
    put(store, toll(7, 7))
    assert [reasons for _, _, reasons in told(store)] == [
        ("first_recorded",),
        ("no_longer",),
        ("recorded_again",),
    ]


def test_the_history_as_of_a_moment_ends_there(store: Store) -> None:
    put(store, toll(7, 7))
    moment = datetime.now(UTC)
    put(store, toll(7, 9))
    put(store)
    assert told(store.as_of(moment)) == [(7, (SEVEN.id,), ("first_recorded",))]
    assert len(told(store)) == 3


def test_steps_of_the_whole_record_are_kept_apart_by_toll(store: Store) -> None:
    other = make_incident(NINE)
    store.put_incidents(
        [INCIDENT, other], [toll(7, 7), replace(make_toll(other, 9, 9), claims_used=(NINE.id,))]
    )
    store.put_incidents(
        [INCIDENT, other], [toll(7, 8), replace(make_toll(other, 9, 9), claims_used=(NINE.id,))]
    )
    view = with_steps(view_store(store, generated_at=NOON), store)
    assert {(step.incident_id, step.toll.high) for step in view.steps if step.toll} == {
        (INCIDENT.id, 7),
        (INCIDENT.id, 8),
        (other.id, 9),
    }
