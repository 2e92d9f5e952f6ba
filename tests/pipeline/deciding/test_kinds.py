"""The kinds of ruling that go beyond one claim, put into effect on a record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recount.errors import DecisionError
from recount.model import Harm, claim_id
from recount.pipeline.deciding import decide, preview
from recount.pipeline.desks import incident_desk, report_desk
from recount.pipeline.tolling import toll_store
from recount.pipeline.verifying import verify_store
from tests.pipeline.deciding.made import NOON, Record

LATER = NOON + timedelta(minutes=5)


def test_a_withdrawn_report_leaves_the_toll_and_stays_on_the_page(record: Record) -> None:
    report, incident = record.reports["daily"].id, record.incident("six")
    withdraw = {"kind": "withdraw", "reports": [report], "reason": "retracted on 6 May"}
    done = decide(record.store, [withdraw], actor="Ada", now=NOON)
    assert record.toll("six").low == 6
    desk = report_desk(record.store, report)
    assert desk.withdrawal == done.decisions[0]
    assert desk.states == {record.claim("two"): "withdrawn"}
    shown = incident_desk(record.store, incident)
    assert shown is not None
    assert [claim.id for claim in shown.set_aside] == [record.claim("two")]
    undo = {"kind": "note", "supersedes": done.decisions[0].id, "reason": "it stands"}
    decide(record.store, [undo], actor="Ada", now=LATER)
    assert record.toll("six").low == 2


def test_an_unknown_report_cannot_be_withdrawn(record: Record) -> None:
    with pytest.raises(DecisionError, match="no report 'r_nothing'"):
        decide(record.store, [{"kind": "withdraw", "reports": ["r_nothing"], "reason": "?"}], actor="Ada")


def test_one_originator_under_two_names_is_shown_before_it_is_saved(record: Record) -> None:
    merged = [
        {
            "kind": "source",
            "source": "valley_rescue",
            "replacement": {"name": "Valley Rescue Service", "aliases": ["Coast Monitor"]},
            "reason": "the monitor is its press office",
        }
    ]
    assert len(record.toll("six").originators) == 2
    shown = preview(record.store, merged, actor="Ada", now=NOON)
    assert len(record.toll("six").originators) == 2
    done = decide(record.store, merged, actor="Ada", now=NOON)
    assert done.moved == shown.moved
    assert record.toll("six").originators == ("valley_rescue",)
    again = {
        "kind": "source",
        "source": "coast",
        "replacement": {"name": "Coast", "aliases": ["Valley Rescue Service"]},
        "reason": "?",
    }
    with pytest.raises(DecisionError, match="belongs to both"):
        decide(record.store, [again], actor="Ben", now=LATER)


def test_an_added_claim_survives_a_new_coding_of_its_report(record: Record) -> None:
    report = record.reports["post"]
    add = {
        "kind": "add",
        "words": {"report_id": report.id, "exact": "Nine others"},
        "harm": "injured",
        "like": record.claim("six"),
        "reason": "missed",
    }
    decide(record.store, [add], actor="Ada", now=NOON)
    record.store.put_claims(report.id, [record.claims["six"]], [], "made/2")
    toll_store(record.store)
    assert record.toll("six", Harm.INJURED).low == 9
    verified = verify_store(record.store)
    assert verified.broken == 0


def test_a_later_ruling_of_one_batch_may_name_what_an_earlier_one_added(record: Record) -> None:
    report = record.reports["post"]
    add = {
        "kind": "add",
        "words": {"report_id": report.id, "exact": "Nine others"},
        "harm": "injured",
        "reason": "missed",
    }
    shown = preview(record.store, [add], actor="Ada", now=NOON)
    subject = shown.decisions[0].claim
    assert subject is not None
    added = claim_id(report.id, subject.selector.start, subject.selector.end, subject.harm)
    relate = {
        "kind": "relate",
        "claim": added,
        "claims": [record.claim("six")],
        "replacement": {"relation": "additional_to"},
        "reason": "it says others",
    }
    done = decide(record.store, [add, relate], actor="Ada", now=NOON)
    assert done.new == 2
    relation = report_desk(record.store, report.id).known[added].relation
    assert relation is not None
    assert relation.to == record.claim("six")


def test_parts_take_the_place_of_their_whole_in_the_tolls(record: Record) -> None:
    report = record.reports["post"]
    add = {
        "kind": "add",
        "words": {"report_id": report.id, "exact": "two boys and three women"},
        "harm": "missing",
        "like": record.claim("six"),
        "replacement": {"count": {"kind": "name_list"}},
        "reason": "missed",
    }
    decide(record.store, [add], actor="Ada", now=NOON)
    whole = next(claim for claim in report_desk(record.store, report.id).claims if claim.harm is Harm.MISSING)
    assert record.toll("six", Harm.MISSING).low == 5
    part = {
        "kind": "part",
        "claim": whole.id,
        "parts": [{"exact": "two boys", "groups": ["child"]}, {"exact": "three women", "groups": ["woman"]}],
        "reason": "they are two figures",
    }
    decide(record.store, [part], actor="Ben", now=LATER)
    desk = report_desk(record.store, report.id)
    assert desk.states[whole.id] == "parted"
    assert sorted(claim.count.low or 0 for claim in desk.claims if claim.harm is Harm.MISSING) == [2, 3]
    with pytest.raises(DecisionError, match="was split into parts"):
        decide(record.store, [{"kind": "accept", "claim": whole.id}], actor="Ada", now=LATER)


def test_a_point_moved_by_a_person_is_where_the_incident_is(record: Record) -> None:
    places = [{"name": "Quessa", "lat": 1.2, "lon": 1.3, "where_precision": 1}]
    correct = [
        {"kind": "correct", "claim": record.claim(name), "replacement": {"places": places}, "reason": "video"}
        for name in ("six", "two")
    ]
    decide(record.store, correct, actor="Ada", now=NOON)
    incident = record.store.lookup.incident_of(record.claim("six"))
    assert incident is not None
    resolved = incident.places[0].resolved
    assert resolved is not None
    assert (resolved.lat, resolved.lon, resolved.gazetteer) == (1.2, 1.3, "person")


def test_a_point_needs_a_reason(record: Record) -> None:
    places = [{"name": "Quessa", "lat": 1.2, "lon": 1.3}]
    with pytest.raises(DecisionError, match="has no reason"):
        decide(
            record.store,
            [{"kind": "correct", "claim": record.claim("six"), "replacement": {"places": places}}],
            actor="Ada",
        )


def test_review_second_review_and_sign_off_by_two_people_and_what_makes_them_lapse(record: Record) -> None:
    incident = record.incident("three")
    review = {"kind": "second_review", "incidents": [incident], "reason": "read all"}
    signed = {"kind": "sign_off", "incidents": [incident], "reason": "settled"}
    with pytest.raises(DecisionError, match="nobody has reviewed it first"):
        decide(record.store, [review], actor="Ben", now=NOON)
    rulings = [{"kind": "accept", "claim": record.claim(name)} for name in ("three", "five")]
    decide(record.store, rulings, actor="Ada", now=NOON)
    with pytest.raises(DecisionError, match="nobody reviews their own"):
        decide(record.store, [review], actor="Ada", now=LATER)
    with pytest.raises(DecisionError, match="seen by nobody else"):
        decide(record.store, [signed], actor="Ben", now=LATER)
    decide(record.store, [review], actor="Ben", now=LATER)
    decide(record.store, [signed], actor="Cem", now=LATER + timedelta(minutes=1))
    desk = incident_desk(record.store, incident)
    assert desk is not None
    assert [one.has_lapsed for one in desk.signatures] == [False, False]
    reject = {"kind": "reject", "claim": record.claim("five"), "reason": "of another bomb"}
    decide(record.store, [reject], actor="Ada", now=LATER + timedelta(minutes=2))
    desk = incident_desk(record.store, incident)
    assert desk is not None
    assert [one.has_lapsed for one in desk.signatures] == [True, True]


def test_what_was_seen_before_a_change_cannot_be_signed(record: Record) -> None:
    incident = record.incident("three")
    decide(record.store, [{"kind": "accept", "claim": record.claim("three")}], actor="Ada", now=NOON)
    desk = incident_desk(record.store, incident)
    assert desk is not None
    decide(
        record.store,
        [{"kind": "reject", "claim": record.claim("five"), "reason": "no"}],
        actor="Ada",
        now=NOON,
    )
    review = {
        "kind": "second_review",
        "incidents": [incident],
        "replacement": {"covers": desk.state},
        "reason": "read all",
    }
    with pytest.raises(DecisionError, match="have changed since they were looked at"):
        decide(record.store, [review], actor="Ben", now=LATER)


def test_a_claim_with_another_harm_or_other_words_is_found_by_the_rulings_that_follow(record: Record) -> None:
    claim, report = record.claim("six"), record.reports["post"].id
    injured = {"kind": "correct", "claim": claim, "replacement": {"harm": "injured"}, "reason": "wounded"}
    decide(record.store, [injured], actor="Ada", now=NOON)
    moved = {"kind": "correct", "claim": claim, "words": {"exact": "Nine others"}, "reason": "those words"}
    outcome = decide(record.store, [moved], actor="Ben", now=LATER)
    assert [decision.claim for decision in outcome.decisions] == [
        entry.decision.claim for entry in report_desk(record.store, report).about[claim]
    ][:1]
    (now,) = report_desk(record.store, report).claims
    assert (now.id, now.harm, now.count.words, now.count.low) == (claim, Harm.INJURED, "Nine", 9)
    assert record.toll("six", Harm.INJURED).low == 9
    assert verify_store(record.store).broken == 0
    undo = {"kind": "note", "supersedes": outcome.decisions[0].id, "reason": "no"}
    decide(record.store, [undo], actor="Ben", now=LATER + timedelta(minutes=1))
    assert record.toll("six", Harm.INJURED).low == 6
    reject = {"kind": "reject", "claim": claim, "reason": "no figure of this attack"}
    decide(record.store, [reject], actor="Ada", now=LATER + timedelta(minutes=2))
    assert report_desk(record.store, report).states == {claim: "rejected"}
    kinds = [entry.decision.kind.value for entry in report_desk(record.store, report).about[claim]]
    assert kinds == ["correct", "correct", "note", "reject"]
