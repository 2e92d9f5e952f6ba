from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recount.errors import DecisionError
from recount.model import Claim, CountKind, Decision, DecisionKind, Harm, LinkConstraints, Status, StatusBasis
from recount.review import apply_decisions, decision_from_json
from recount.review.adjudicate import may_take_back
from tests.reconcile.made import made_claim, made_report

NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
REPORT = made_report("A blast killed 9 people and hurt dozens in Quessa, down from 12, not 15.")
NINE = made_claim(REPORT, "9", 9, 9)
DOZENS = made_claim(REPORT, "dozens", 24, None, harm=Harm.INJURED, kind=CountKind.VAGUE)
CLAIMS = {claim.id: claim for claim in (NINE, DOZENS)}


def ruled(kind: str, minute: int = 0, **fields: object) -> Decision:
    plain: Mapping[str, Any] = {"kind": kind, "reviewer": "Ada", "reason": "read it again", **fields}
    return decision_from_json(plain, CLAIMS, now=NOON + timedelta(minutes=minute))


def effective(*decisions: Decision) -> dict[str, Claim]:
    return {claim.id: claim for claim in apply_decisions(tuple(CLAIMS.values()), decisions).claims}


def test_without_decisions_the_claims_stay_as_read() -> None:
    result = apply_decisions((NINE, DOZENS), [])
    assert result.claims == (NINE, DOZENS)
    assert result.constraints.is_empty


def test_a_rejected_claim_leaves_the_record() -> None:
    result = apply_decisions((NINE, DOZENS), [ruled("reject", claim=NINE.id)])
    assert result.claims == (DOZENS,)
    assert result.rejected == (NINE.id,)


def test_accepting_keeps_every_field_and_says_a_person_did() -> None:
    result = apply_decisions((NINE,), [ruled("accept", claim=NINE.id)])
    assert result.accepted == (NINE.id,)
    assert result.claims[0].confidence == 1.0
    assert result.claims[0].count == NINE.count


def test_a_correction_makes_a_new_claim_and_leaves_the_machines_alone() -> None:
    result = apply_decisions((NINE,), [ruled("correct", claim=NINE.id, replacement={"harm": "injured"})])
    assert result.claims[0].harm is Harm.INJURED
    assert result.claims[0].id == NINE.id
    assert NINE.harm is Harm.KILLED
    assert result.corrected == (NINE.id,)


def test_a_corrected_status_is_stated_not_derived() -> None:
    claim = effective(ruled("correct", claim=NINE.id, replacement={"status": "civilian"}))[NINE.id]
    assert (claim.status, claim.status_basis) == (Status.CIVILIAN, StatusBasis.STATED)


def test_a_count_read_from_words_in_the_quote_is_from_the_source() -> None:
    replacement = {"count": {"low": 12, "high": 12, "words": "12"}}
    claim = effective(ruled("correct", claim=NINE.id, replacement=replacement))[NINE.id]
    assert (claim.count.low, claim.count.kind) == (12, CountKind.DIGITS)
    assert claim.count_selector.exact == "12"
    assert claim.count_selector.holds_in(REPORT.text)
    assert (
        claim.count_selector.prefix
        == REPORT.text[claim.count_selector.start - 32 : claim.count_selector.start]
    )


@pytest.mark.parametrize(
    "count",
    [
        {"low": 11, "high": 11},
        {"low": 11, "high": 11, "words": "eleven"},
        {"low": 14, "high": 14, "words": "15"},
        {"low": 9, "high": None},
    ],
)
def test_a_count_that_no_words_give_is_computed_and_keeps_the_machines_words(
    count: dict[str, object],
) -> None:
    claim = effective(ruled("correct", claim=NINE.id, replacement={"count": count}))[NINE.id]
    assert claim.count.kind is CountKind.COMPUTED
    assert (claim.count.low, claim.count.high) == (count["low"], count["high"])
    assert claim.count.words == claim.count_selector.exact == "9"


def test_of_two_corrections_the_later_counts_field_by_field() -> None:
    claim = effective(
        ruled("correct", 5, claim=NINE.id, replacement={"harm": "missing"}),
        ruled("correct", 1, claim=NINE.id, replacement={"harm": "injured", "means": "drone"}),
    )[NINE.id]
    assert (claim.harm, claim.means) == (Harm.MISSING, "drone")


def test_accepting_after_rejecting_takes_the_rejection_back() -> None:
    assert NINE.id in effective(ruled("reject", 1, claim=NINE.id), ruled("accept", 2, claim=NINE.id))
    assert NINE.id not in effective(ruled("accept", 1, claim=NINE.id), ruled("reject", 2, claim=NINE.id))


def test_accepting_may_take_back_only_a_rejection_of_the_same_claim_however_it_is_named() -> None:
    reject = ruled("reject", 1, claim=NINE.id)
    assert may_take_back((NINE, DOZENS), [reject], ruled("accept", 2, claim=NINE.id))
    assert not may_take_back((NINE, DOZENS), [reject], ruled("accept", 2, claim=DOZENS.id))
    # Both name the claim that a later extractor reads there.
    wider = made_claim(REPORT, "9 people", 9, 9)
    assert may_take_back((wider, DOZENS), [reject], ruled("accept", 2, claim=NINE.id))
    # Whose claim is gone names nobody's.
    assert may_take_back((DOZENS,), [reject], ruled("accept", 2, claim=NINE.id))
    assert not may_take_back((NINE, DOZENS), [ruled("accept", 1, claim=NINE.id)], reject)


def test_a_superseded_decision_has_no_effect() -> None:
    reject = ruled("reject", claim=NINE.id)
    note = ruled("note", 1, claim=NINE.id, supersedes=reject.id)
    assert NINE.id in effective(reject, note)


def test_a_superseded_decision_has_no_effect_whatever_the_clock_says() -> None:
    reject = ruled("reject", 9, claim=NINE.id)
    assert NINE.id in effective(ruled("note", 1, claim=NINE.id, supersedes=reject.id), reject)


def test_the_order_in_which_decisions_are_handed_in_does_not_matter() -> None:
    decisions = [
        ruled("correct", 1, claim=NINE.id, replacement={"harm": "injured"}),
        ruled("correct", 2, claim=NINE.id, replacement={"harm": "missing"}),
        ruled("reject", 3, claim=DOZENS.id),
    ]
    assert effective(*decisions) == effective(*reversed(decisions))


def test_a_decision_whose_claim_is_gone_waits_for_a_person() -> None:
    decision = ruled("reject", claim=NINE.id)
    result = apply_decisions((DOZENS,), [decision])
    assert result.unattached == (decision,)
    assert result.claims == (DOZENS,)


def test_a_decision_follows_its_words_to_the_claim_of_a_new_extractor() -> None:
    wider = made_claim(REPORT, "9 people", 9, 9)
    assert apply_decisions((wider, DOZENS), [ruled("reject", claim=NINE.id)]).claims == (DOZENS,)


def test_rulings_on_the_grouping_become_constraints() -> None:
    result = apply_decisions(
        (NINE, DOZENS),
        [
            ruled("pin", 1, claim=NINE.id, incidents=["i_a"]),
            ruled("merge", 2, incidents=["i_a", "i_b"]),
            ruled("split", 3, claims=[DOZENS.id], incidents=["i_b"]),
        ],
    )
    assert result.constraints == LinkConstraints(
        pins=((NINE.id, "i_a"),),
        merges=(("i_a", "i_b"),),
        splits=(("i_b", (DOZENS.id,)),),
        merges_before=(1,),
    )


def test_the_later_of_two_pins_counts() -> None:
    result = apply_decisions(
        (NINE,),
        [
            ruled("pin", 2, claim=NINE.id, incidents=["i_b"]),
            ruled("pin", 1, claim=NINE.id, incidents=["i_a"]),
        ],
    )
    assert result.constraints.pins == ((NINE.id, "i_b"),)


def test_a_rejected_claim_is_pinned_and_split_nowhere() -> None:
    result = apply_decisions(
        (NINE, DOZENS),
        [
            ruled("pin", 1, claim=NINE.id, incidents=["i_a"]),
            ruled("split", 1, claims=[NINE.id], incidents=["i_a"]),
            ruled("reject", 2, claim=NINE.id),
        ],
    )
    assert result.constraints.is_empty


def test_a_correction_that_does_not_fit_is_an_error_with_the_field() -> None:
    decision = ruled("correct", claim=NINE.id, replacement={"harm": "injured"})
    broken = Decision(
        **{name: getattr(decision, name) for name in Decision.__slots__}
        | {"replacement": (("harm", json.dumps("exploded")),)}
    )
    assert broken.kind is DecisionKind.CORRECT
    with pytest.raises(DecisionError, match="replacement for harm does not fit"):
        apply_decisions((NINE,), [broken])
