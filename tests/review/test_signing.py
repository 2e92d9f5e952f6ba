from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from recount.errors import DecisionError
from recount.model import Decision, Harm, Toll
from recount.review import apply_decisions, check_signature, signatures, state_of, unseen_of
from tests.review.ruling import HOUSE, NOON, TWELVE, ruled

STATE = state_of([TWELVE])


def by(reviewer: str, kind: str, minute: int = 0, state: str = STATE, **fields: Any) -> Decision:  # noqa: ANN401 - fields of a ruling
    if kind in {"second_review", "sign_off"}:
        fields |= {"incidents": ["i_a"], "replacement": {"covers": state}}
    else:
        fields |= {"claim": TWELVE.id}
    return ruled(kind, minute, reviewer=reviewer, **fields)


def test_another_person_gives_the_second_review_and_then_it_is_signed_off() -> None:
    accept = by("Ada", "accept")
    review = by("Ben", "second_review", 1)
    check_signature(review, [accept], STATE)
    check_signature(by("Ada", "sign_off", 2), [accept, review], STATE)


def test_nobody_reviews_their_own_ruling() -> None:
    with pytest.raises(DecisionError, match="nobody reviews their own"):
        check_signature(by("Ada", "second_review", 1), [by("Ada", "accept")], STATE)


def test_two_who_ruled_may_each_review_what_the_other_did() -> None:
    rulings = [by("Ada", "accept"), by("Ben", "correct", 1, replacement={"harm": "injured"})]
    first = by("Ada", "second_review", 2)
    check_signature(first, rulings, STATE)
    assert [one.reviewer for one in unseen_of([*rulings, first])] == ["Ada"]
    with pytest.raises(DecisionError, match="rulings by Ada were seen by nobody else"):
        check_signature(by("Ben", "sign_off", 3), [*rulings, first], STATE)
    second = by("Ben", "second_review", 3)
    check_signature(second, [*rulings, first], STATE)
    check_signature(by("Ben", "sign_off", 4), [*rulings, first, second], STATE)


def test_a_ruling_after_the_second_review_needs_another() -> None:
    rulings = [by("Ada", "accept"), by("Ben", "second_review", 1), by("Ada", "reject", 2)]
    with pytest.raises(DecisionError, match="1 rulings by Ada"):
        check_signature(by("Cem", "sign_off", 3), rulings, STATE)


def test_nothing_is_reviewed_a_second_time_that_was_not_reviewed_once() -> None:
    with pytest.raises(DecisionError, match="nobody has reviewed it first"):
        check_signature(by("Ben", "second_review"), [by("Ada", "note")], STATE)


def test_what_changed_since_it_was_looked_at_is_not_signed() -> None:
    with pytest.raises(DecisionError, match="have changed since they were looked at"):
        check_signature(by("Ben", "second_review", 1, state="s_old"), [by("Ada", "accept")], STATE)


def test_a_sign_off_needs_a_second_review_of_what_stands_now() -> None:
    rulings = [by("Ada", "accept"), by("Ben", "second_review", 1, state="s_old")]
    with pytest.raises(DecisionError, match="no second review covers it"):
        check_signature(by("Cem", "sign_off", 2), rulings, STATE)


def test_a_signature_lapses_when_what_it_covers_changes_and_is_kept() -> None:
    toll = Toll(incident_id="i_a", harm=Harm.KILLED, status=None, low=12, high=12)
    signed = by("Cem", "sign_off", state=state_of([TWELVE], [toll]))
    (now,) = signatures([signed], state_of([TWELVE], [toll]))
    assert not now.has_lapsed
    moved = Toll(incident_id="i_a", harm=Harm.KILLED, status=None, low=12, high=15)
    (later,) = signatures([signed], state_of([TWELVE], [moved]))
    assert later.has_lapsed
    (more,) = signatures([signed], state_of([TWELVE, HOUSE], [toll]))
    assert more.has_lapsed


def test_the_order_and_the_program_behind_the_claims_are_no_change() -> None:
    accepted = apply_decisions((TWELVE,), [by("Ada", "accept")]).claims[0]
    assert accepted.confidence != TWELVE.confidence
    assert state_of([accepted, HOUSE]) == state_of([HOUSE, TWELVE])


def test_a_signature_moves_no_figure() -> None:
    result = apply_decisions((TWELVE, HOUSE), [by("Ben", "second_review"), by("Cem", "sign_off")])
    assert result.claims == (TWELVE, HOUSE)
    assert result.accepted == ()


@pytest.mark.parametrize("kind", ["second_review", "sign_off"])
def test_a_signature_says_what_it_covers(kind: str) -> None:
    with pytest.raises(DecisionError, match=f"{kind} needs replacement"):
        ruled(kind, incidents=["i_a"])
    with pytest.raises(DecisionError, match=f"{kind} needs one incident or one claim"):
        ruled(kind, replacement={"covers": "s_1"})
    assert ruled(kind, claim=TWELVE.id, replacement={"covers": STATE}).decided_at == NOON + timedelta(0)
