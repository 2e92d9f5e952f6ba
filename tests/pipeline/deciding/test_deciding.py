"""Deciding: one transaction, nothing lost, nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recount.errors import DecisionConflictError, DecisionError
from recount.model import DecisionKind, Harm
from recount.pipeline.deciding import decide, preview
from recount.pipeline.desks import incident_desk, report_desk
from tests.pipeline.deciding.made import NOON, Record

LATER = NOON + timedelta(minutes=5)
REQUEST = "request-1"


def test_a_rejection_moves_the_toll_and_says_from_what_to_what(record: Record) -> None:
    done = decide(
        record.store,
        [{"kind": "reject", "claim": record.claim("two"), "reason": "of another day"}],
        actor="Ada",
        now=NOON,
    )
    assert done.new == 1
    (moved,) = done.moved
    assert (moved.before and (moved.before.low, moved.before.high)) == (2, 6)
    assert (moved.after and (moved.after.low, moved.after.high)) == (6, 6)
    assert record.toll("six").low == 6
    assert [entry.kind for entry in record.store.iter_log()][-2:] == ["decision", "incidents"]
    assert record.store.verify_log() == []


def test_the_second_of_two_people_on_one_claim_sees_what_the_first_did(record: Record) -> None:
    claim = record.claim("two")
    seen = report_desk(record.store, record.reports["daily"].id).versions[claim]
    ruling = {"kind": "reject", "claim": claim, "reason": "a caption"}
    decide(record.store, [ruling], actor="Ada", expected={claim: seen}, now=NOON)
    with pytest.raises(DecisionConflictError, match="Ada ruled reject") as caught:
        decide(
            record.store, [{"kind": "accept", "claim": claim}], actor="Ben", expected={claim: seen}, now=LATER
        )
    assert caught.value.subject == claim
    assert len(caught.value.since) == 1
    assert len(list(record.store.iter_decisions())) == 1


def test_a_conflict_names_a_ruling_on_a_claim_of_the_incident_looked_at(record: Record) -> None:
    incident = record.incident("six")
    desk = incident_desk(record.store, incident)
    assert desk is not None
    decide(
        record.store,
        [{"kind": "reject", "claim": record.claim("two"), "reason": "no"}],
        actor="Ada",
        now=NOON,
    )
    merge = {"kind": "merge", "incidents": [incident, record.incident("three")], "reason": "one attack"}
    with pytest.raises(DecisionConflictError, match="Ada"):
        decide(record.store, [merge], actor="Ben", expected={incident: desk.versions[incident]}, now=LATER)


def test_a_remark_is_no_conflict(record: Record) -> None:
    claim = record.claim("two")
    seen = report_desk(record.store, record.reports["daily"].id).versions[claim]
    decide(record.store, [{"kind": "note", "claim": claim, "reason": "see page 2"}], actor="Ada", now=NOON)
    done = decide(
        record.store, [{"kind": "accept", "claim": claim}], actor="Ben", expected={claim: seen}, now=LATER
    )
    assert done.new == 1


def test_a_request_sent_again_with_its_token_is_done_once(record: Record) -> None:
    claim = record.claim("two")
    seen = report_desk(record.store, record.reports["daily"].id).versions[claim]
    ruling = {"kind": "reject", "claim": claim, "reason": "a caption"}
    first = decide(record.store, [ruling], actor="Ada", expected={claim: seen}, now=NOON, token=REQUEST)
    again = decide(record.store, [ruling], actor="Ada", expected={claim: seen}, now=LATER, token=REQUEST)
    assert again.is_repeat
    assert [one.id for one in again.decisions] == [one.id for one in first.decisions]
    assert len(list(record.store.iter_decisions())) == 1
    with pytest.raises(DecisionError, match="another ruling"):
        decide(record.store, [{"kind": "accept", "claim": claim}], actor="Ada", now=LATER, token=REQUEST)


def test_the_token_of_another_person_is_another_token(record: Record) -> None:
    claim = record.claim("two")
    decide(record.store, [{"kind": "accept", "claim": claim}], actor="Ada", now=NOON, token=REQUEST)
    done = decide(record.store, [{"kind": "accept", "claim": claim}], actor="Ben", now=LATER, token=REQUEST)
    assert done.new == 1


def test_of_several_rulings_all_stand_or_none_does(record: Record) -> None:
    before = record.toll("six")
    rulings = [
        {"kind": "reject", "claim": record.claim("two"), "reason": "no"},
        {"kind": "reject", "claim": "c_nothing", "reason": "no"},
    ]
    with pytest.raises(DecisionError, match="decision 2 of 2: there is no claim"):
        decide(record.store, rulings, actor="Ada", now=NOON)
    assert list(record.store.iter_decisions()) == []
    assert record.toll("six") == before


def test_a_preview_shows_what_the_deed_does_and_keeps_nothing(record: Record) -> None:
    log_before = record.store.status().log_head
    one, two = record.incident("six"), record.incident("three")
    merge = [{"kind": "merge", "incidents": [one, two], "reason": "one attack"}]
    shown = preview(record.store, merge, actor="Ada", now=NOON)
    assert shown.is_preview
    assert shown.closed == (two,)
    assert record.store.status().log_head == log_before
    assert record.incident("three") == two
    done = decide(record.store, merge, actor="Ada", now=NOON)
    assert done.moved == shown.moved
    assert (done.opened, done.closed) == (shown.opened, shown.closed)
    assert record.incident("three") == one
    desk = incident_desk(record.store, two)
    assert desk is not None
    assert desk.incident.id == one


def test_a_split_opens_an_incident(record: Record) -> None:
    old = record.incident("three")
    split = {
        "kind": "split",
        "incidents": [old],
        "claims": [record.claim("five")],
        "reason": "two bombs",
    }
    done = decide(record.store, [split], actor="Ada", now=NOON)
    assert len(done.opened) == 1
    assert {record.incident("three"), record.incident("five")} == {old, *done.opened}


def test_an_undone_ruling_has_no_effect_and_stays_in_the_log(record: Record) -> None:
    before = record.toll("six")
    reject = {"kind": "reject", "claim": record.claim("two"), "reason": "no"}
    first = decide(record.store, [reject], actor="Ada", now=NOON).decisions[0]
    undo = {"kind": "note", "supersedes": first.id, "reason": "it was right"}
    done = decide(record.store, [undo], actor="Ben", now=LATER)
    assert record.toll("six") == before
    assert len(done.moved) == 1
    assert [one.kind for one in record.store.iter_decisions()] == [DecisionKind.REJECT, DecisionKind.NOTE]


def test_what_a_ruling_takes_back_must_be_there(record: Record) -> None:
    with pytest.raises(DecisionError, match="no decision 'd_nothing'"):
        decide(
            record.store, [{"kind": "note", "supersedes": "d_nothing", "reason": "no"}], actor="Ada", now=NOON
        )


def test_an_incident_that_was_merged_is_named_by_its_new_id(record: Record) -> None:
    one, two = record.incident("six"), record.incident("three")
    decide(record.store, [{"kind": "merge", "incidents": [one, two], "reason": "one"}], actor="Ada", now=NOON)
    with pytest.raises(DecisionError, match=f"{two} is now part of {one}"):
        decide(
            record.store,
            [{"kind": "pin", "claim": record.claim("six"), "incidents": [two], "reason": "there"}],
            actor="Ben",
            now=LATER,
        )


def test_a_missed_claim_is_added_by_its_words_and_enters_the_toll(record: Record) -> None:
    report = record.reports["post"]
    add = {
        "kind": "add",
        "words": {"report_id": report.id, "exact": "Nine others"},
        "harm": "injured",
        "like": record.claim("six"),
        "reason": "missed",
    }
    done = decide(record.store, [add], actor="Ada", now=NOON)
    desk = report_desk(record.store, report.id)
    (added,) = [claim for claim in desk.claims if claim.harm is Harm.INJURED]
    assert (added.count.low, added.count.words, added.extractor) == (9, "Nine", "person")
    assert desk.states[added.id] == "added"
    assert [moved.harm for moved in done.moved] == [Harm.INJURED]
    assert record.toll("six", Harm.INJURED).low == 9
    found = record.store.lookup.reports_naming([added.id])
    assert found == {added.id: report.id}
    correct = {
        "kind": "correct",
        "claim": added.id,
        "replacement": {"status": "civilian"},
        "reason": "she says so",
    }
    decide(record.store, [correct], actor="Ben", now=LATER)
    again = report_desk(record.store, report.id)
    assert again.known[added.id].status == "civilian"
    assert again.states[added.id] == "added"
