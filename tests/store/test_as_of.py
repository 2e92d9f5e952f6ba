"""As known at a moment: what a reading view shows is what a copy of the store held then."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.errors import StoreError, UsageError
from recount.model import Harm, RecordScope, Rejection, RejectionReason
from recount.store import Store, StoreReader, open_store
from tests.store.factories import NOON, make_claim, make_decision, make_incident, make_report, make_toll
from tests.store.outside import Outside

REPORTS = [make_report(f"Seven people were killed in Varda, {number}.") for number in range(3)]
SEVEN = make_claim(REPORTS[0], "Seven", 7)
ACTS = ("intake", "claims", "incidents", "decision", "scope", "places", "refusal", "fault")


def held(record: StoreReader) -> tuple[Any, ...]:
    """Return all that a record says."""
    return (
        list(record.iter_reports()),
        list(record.iter_claims()),
        [list(record.iter_claims(report.id)) for report in REPORTS],
        list(record.iter_incidents()),
        list(record.iter_tolls()),
        list(record.iter_rejections()),
        list(record.iter_decisions()),
        list(record.iter_log()),
        record.get_scope(),
        record.get_place_files(),
        record.status(),
        record.verify_log(),
    )


def act(store: Store, kind: str, number: int) -> None:
    """Change the record in one way; small numbers make most changes come back later."""
    report = REPORTS[number % 3]
    known = {kept.id for kept in store.iter_reports()}
    claim = replace(make_claim(report, "Seven", 7), confidence=0.5 + number % 2 / 4)
    refusal = Rejection(
        stage="extract",
        reason=RejectionReason.COUNT_NOT_REREAD,
        detail="x",
        report_id=report.id,
        words="Seven",
    )
    if kind == "intake":
        store.add_intake([(report, report.text.encode())])
    elif kind == "refusal":
        store.add_intake([], [replace(refusal, stage="ingest", words=str(number))])
    elif kind == "claims" and report.id in known:
        claims = [claim, make_claim(report, "killed", 1, Harm.INJURED)][: number % 4]
        store.put_claims(report.id, claims, [refusal][: number % 2], f"test/{number % 3}")
    elif kind == "incidents":
        found = [make_incident(claim) for claim in store.iter_claims()]
        kept = [replace(item, label=f"Varda {number}") if number % 2 else item for item in found]
        store.put_incidents(
            kept[: number % 4], [make_toll(item, 7, 7 + number % 3) for item in kept[: number % 4]]
        )
    elif kind == "decision":
        store.append_decisions([make_decision(f"reason {number}")])
    elif kind == "scope":
        store.put_scope(RecordScope(title=f"Record {number % 2}"), "analyst-1")
    elif kind == "places":
        files = {"varda.csv": b"name\nVarda\n", "low.csv": str(number).encode()}
        store.put_place_files(dict(list(files.items())[: number % 3]), "analyst-1")
    elif kind == "fault":
        try_and_fail(store)


def try_and_fail(store: Store) -> None:
    """Write something that is taken back."""
    with suppress(ZeroDivisionError), store.transaction():
        store.append_decisions([make_decision("taken back")])
        store.put_incidents([], [])
        raise ZeroDivisionError


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7)), max_size=14))
def test_a_view_of_any_moment_shows_what_the_store_held_then(
    make_url: Callable[[], str], acts: list[tuple[str, int]]
) -> None:
    with closing(open_store(make_url())) as store:
        then = [(datetime.now(UTC), held(store))]
        for kind, number in [("intake", 0), ("claims", 1), *acts]:
            act(store, kind, number)
            then.append((datetime.now(UTC), held(store)))
        for moment, expected in then:
            assert held(store.as_of(moment)) == expected
        assert store.history_exact_from() is None


def test_an_earlier_body_of_a_claim_is_shown_as_it_was(store: Store) -> None:
    store.add_intake([(REPORTS[0], REPORTS[0].text.encode())])
    store.put_claims(REPORTS[0].id, [SEVEN], [], "test/1")
    moment = datetime.now(UTC)
    store.put_claims(REPORTS[0].id, [replace(SEVEN, confidence=0.1)], [], "test/2")
    assert [claim.confidence for claim in store.iter_claims()] == [0.1]
    assert list(store.as_of(moment).iter_claims()) == [SEVEN]


def test_a_decision_is_known_from_when_it_was_recorded_not_from_when_it_was_ruled(store: Store) -> None:
    before = datetime.now(UTC)
    ruled_long_ago = replace(make_decision("old"), decided_at=before - timedelta(days=900))
    store.append_decisions([make_decision("ahead"), ruled_long_ago])  # NOON is years ahead
    assert list(store.as_of(before).iter_decisions()) == []
    after = store.as_of(datetime.now(UTC))
    assert [decision.decided_at for decision in after.iter_decisions()] == [NOON, ruled_long_ago.decided_at]
    assert all(before <= entry.at <= datetime.now(UTC) for entry in store.iter_log())


def test_all_that_one_transaction_writes_has_one_moment(store: Store) -> None:
    with store.transaction():
        store.add_intake([(REPORTS[0], REPORTS[0].text.encode())])
        time.sleep(0.002)
        store.put_claims(REPORTS[0].id, [SEVEN], [], "test/1")
        store.append_decisions([make_decision("first")])
    store.append_decisions([make_decision("second")])
    moments = [entry.at for entry in store.iter_log()]
    assert len(moments) == 4
    assert moments[0] == moments[1] == moments[2] < moments[3]


def test_what_was_not_there_yet_is_not_found(store: Store) -> None:
    earlier = store.as_of(datetime.now(UTC))
    store.add_intake([(REPORTS[0], REPORTS[0].text.encode())])
    with pytest.raises(StoreError, match="held no report"):
        earlier.get_report(REPORTS[0].id)
    with pytest.raises(StoreError, match="kept by then"):
        earlier.get_capture(REPORTS[0].capture.sha256)
    now = store.as_of(datetime.now(UTC))
    assert now.get_report(REPORTS[0].id) == REPORTS[0]
    assert now.get_capture(REPORTS[0].capture.sha256) == REPORTS[0].text.encode()


def test_what_was_erased_since_stays_erased(store: Store) -> None:
    store.append_decisions([make_decision("names an informant")])
    store.put_scope(RecordScope(title="Names an informant"), "analyst-1")
    moment = datetime.now(UTC)
    store.put_scope(RecordScope(title="Varda valley"), "analyst-1")
    store.erase_body(1, "senior-1", "names an informant", NOON)
    store.erase_body(2, "senior-1", "names an informant", NOON)
    then = store.as_of(moment)
    assert list(then.iter_decisions()) == []
    assert then.get_scope().title == "Varda valley"
    assert [entry.kind for entry in then.iter_log()] == ["decision", "scope"]


def test_a_moment_without_an_offset_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="no offset"):
        store.as_of(datetime(2031, 5, 4))  # noqa: DTZ001 - that is what is refused


def test_a_clock_that_was_set_back_a_little_writes_later_moments_all_the_same(
    store: Store, outside: Outside
) -> None:
    store.append_decisions([make_decision("first")])
    ahead = datetime.now(UTC) + timedelta(minutes=4)
    outside.drop_guards()
    outside.run("UPDATE recount_log SET at = ? WHERE seq = 1", ahead.isoformat())
    store.append_decisions([make_decision("second")])
    far = datetime.now(UTC) + timedelta(days=400)
    outside.run("UPDATE recount_log SET at = ? WHERE seq = 2", far.isoformat())
    store.append_decisions([make_decision("third")])
    at = [entry.at for entry in store.iter_log()]
    assert at[0] < far > at[2]
    assert at[2] < ahead + timedelta(minutes=5)


def test_rulings_of_an_older_store_count_from_the_entry_before_them(store: Store, outside: Outside) -> None:
    for number in range(2):
        act(store, "intake", number)
        store.append_decisions([make_decision(f"{number} a"), make_decision(f"{number} b")])
    outside.drop_guards()
    start = datetime(2031, 5, 1, tzinfo=UTC)
    for seq, day in enumerate((10, 2, 12, 20, 19, 25), 1):  # as written once: intakes on 10 and 20
        outside.run("UPDATE recount_log SET at = ? WHERE seq = ?", start.replace(day=day).isoformat(), seq)
    known = {
        day: len(list(store.as_of(start.replace(day=day)).iter_log())) for day in (9, 10, 11, 12, 20, 24, 25)
    }
    assert known == {9: 0, 10: 2, 11: 2, 12: 3, 20: 5, 24: 5, 25: 6}
