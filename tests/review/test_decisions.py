from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from recount.errors import DecisionError
from recount.model import Decision, DecisionKind, dump_record, load_record
from recount.review import decision_from_json, subject_of
from tests.reconcile.made import made_claim, made_report

NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
REPORT = made_report("A blast killed 9 people in Quessa.")
CLAIM = made_claim(REPORT, "9", 9, 9)
RELATED = {"relation": {"type": "subset_of", "to": "c_2", "cue": ""}}


def build(plain: dict[str, Any], **fields: Any) -> Decision:  # noqa: ANN401 - arguments passed on
    return decision_from_json(plain, {CLAIM.id: CLAIM}, now=NOON, **fields)


def rejection(**fields: object) -> dict[str, Any]:
    return {"kind": "reject", "reviewer": "Ada", "reason": "a caption", "claim": CLAIM.id, **fields}


def test_a_decision_names_its_claim_by_words_and_says_who_when_and_why() -> None:
    decision = build(rejection())
    assert decision.kind is DecisionKind.REJECT
    assert decision.claim == subject_of(CLAIM)
    assert (decision.reviewer, decision.reason, decision.decided_at) == ("Ada", "a caption", NOON)


def test_the_same_ruling_handed_in_twice_is_one() -> None:
    assert build(rejection()).id == build(rejection()).id
    assert build(rejection()).id != build(rejection(reason="a photo credit")).id


def test_a_claim_can_be_named_by_its_words() -> None:
    named = dump_record(subject_of(CLAIM))
    assert build(rejection(claim=named)) == build(rejection())


def test_a_decision_survives_the_way_through_json() -> None:
    decision = build(rejection())
    assert load_record(Decision, dump_record(decision)) == decision


def test_the_time_can_be_given_and_is_kept_in_utc() -> None:
    decision = build(rejection(decided_at="2031-03-05T10:30:00+02:00"))
    assert decision.decided_at == datetime(2031, 3, 5, 8, 30, tzinfo=UTC)


def test_accepting_needs_no_reason() -> None:
    assert build({"kind": "accept", "reviewer": "Ada", "claim": CLAIM.id}).reason == ""


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        (rejection(kind="approve"), "'approve' is no kind of decision"),
        (rejection(verdict="no"), "has no field 'verdict'"),
        (rejection(reviewer=" "), "has no reviewer"),
        (rejection(reason=""), "has no reason"),
        (rejection(reason=7), "reason must be text"),
        (rejection(claim="c_nothing"), "no claim 'c_nothing'"),
        (rejection(claim=None), "reject needs one claim"),
        (rejection(claim={"report_id": "r"}), "a claim is not named well"),
        (rejection(claims="c_1"), "claims must be a list"),
        (rejection(incidents=["i_a"]), "reject needs no incidents; 1 given"),
        (rejection(decided_at="yesterday"), "'yesterday' is no time"),
        (rejection(kind="pin"), "pin needs the one incident it pins to; 0 given"),
        (rejection(kind="pin", incidents=["i_a", "i_b"]), "2 given"),
        (rejection(kind="merge", claim=None, incidents=["i_a", "i_a"]), "two or more different incidents"),
        (rejection(kind="merge", incidents=["i_a", "i_b"]), "merge concerns whole incidents"),
        (rejection(kind="split", claim=None, incidents=["i_a"]), "split needs the claims that leave"),
        (rejection(kind="note", claim=None), "a note needs something it is about"),
        (rejection(kind="correct"), "correct needs replacement"),
        (rejection(replacement={"harm": "injured"}), "reject takes no replacement"),
        (rejection(kind="correct", replacement=[1]), "replacement must be an object"),
        (rejection(kind="correct", replacement={"id": "c_2"}), "a correction cannot replace 'id'"),
        (rejection(kind="correct", replacement={"harm": "exploded"}), "replacement for harm does not fit"),
        (rejection(kind="correct", replacement={"count": {"low": 4}}), "count needs both ends"),
        (rejection(kind="correct", replacement={"count": {"low": 9, "high": 4}}), "low 9 exceeds high 4"),
        (rejection(kind="correct", replacement={"count": {"low": -1, "high": 4}}), "negative"),
        (rejection(kind="correct", replacement={"attribution": {"speaker": "Ada"}}), "it has no 'speaker'"),
        (rejection(kind="correct", replacement=RELATED), "'c_2' is no other claim"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(plain: dict[str, Any], message: str) -> None:
    with pytest.raises(DecisionError) as caught:
        build(plain)
    assert message in caught.value.message
    assert caught.value.next_move


def test_an_unknown_incident_is_refused_when_the_record_is_known() -> None:
    plain = rejection(kind="pin", incidents=["i_b"])
    assert build(plain).incident_ids == ("i_b",)
    with pytest.raises(DecisionError, match="no incident 'i_b'"):
        build(plain, incident_ids={"i_a"})
