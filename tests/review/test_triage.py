from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import (
    Decision,
    Harm,
    IncidentKind,
    LinkReason,
    Place,
    PlaceCandidate,
    Toll,
)
from recount.model.work import WorkReason
from recount.review import signatures
from recount.review.triage import (
    claim_item,
    incident_item,
    incident_reasons,
    is_contested,
    is_high,
    link_item,
    load_weights,
    was_joined_again,
)
from tests.reconcile.made import made_claim, made_incident, made_report
from tests.review.ruling import TWELVE, ruled

REPORT = made_report("Shelling killed 40 people in Quessa, the Watch said. Others say 12.")
CLAIM = replace(made_claim(REPORT, "40", 40, 40), confidence=0.9)
INCIDENT = made_incident(CLAIM)


def toll(low: int | None, high: int | None, **fields: Any) -> Toll:  # noqa: ANN401 - fields of a toll
    made = Toll(
        incident_id=INCIDENT.id,
        harm=Harm.KILLED,
        status=None,
        low=low,
        high=high,
        low_claims=("c_low",),
        high_claims=("c_high",),
        originators=("watch", "rescue"),
    )
    return replace(made, **fields)


def signed(kind: str, minute: int = 0, *, state: str = "s_now") -> Decision:
    return ruled(kind, minute, reviewer="Ben", incidents=[INCIDENT.id], replacement={"covers": state})


def test_every_reason_has_a_weight_and_the_order_is_the_one_documented() -> None:
    weights = load_weights().weights
    assert set(weights) == set(WorkReason)
    order = ("new_high_toll", "toll_changed", "contested", "uncertain_link", "low_confidence", "unreviewed")
    assert list(order) == sorted(order, key=lambda name: -weights[WorkReason(name)])


@pytest.mark.parametrize(
    ("given_toll", "expected"),
    [
        (toll(12, 40), True),
        (toll(12, 14), False),
        (toll(2, 4), False),
        (toll(12, 40, high_claims=("c_low",)), False),
        (toll(12, 40, originators=("watch",)), False),
        (toll(None, 40), False),
        (toll(12, None), False),
    ],
)
def test_a_toll_is_contested_when_its_ends_lie_far_apart_and_rest_on_different_claims(
    given_toll: Toll, *, expected: bool
) -> None:
    assert is_contested(given_toll) is expected


def test_a_toll_is_high_by_its_greatest_number_of_dead() -> None:
    assert is_high(toll(3, 20))
    assert is_high(toll(20, None))
    assert not is_high(toll(3, 19))
    assert not is_high(replace(toll(3, 90), harm=Harm.INJURED))


def test_a_high_toll_is_new_until_somebody_ruled() -> None:
    assert WorkReason.NEW_HIGH_TOLL in incident_reasons(INCIDENT, [toll(30, 30)], [], [], is_ruled=False)
    accept = ruled("accept", reviewer="Ada", claim=TWELVE.id)
    assert WorkReason.NEW_HIGH_TOLL not in incident_reasons(
        INCIDENT, [toll(30, 30)], [accept], [], is_ruled=False
    )


def test_what_is_signed_off_is_done_until_it_changes() -> None:
    review, sign_off = signed("second_review"), signed("sign_off", 1)
    now = signatures([review, sign_off], "s_now")
    assert incident_reasons(INCIDENT, [toll(12, 40)], [review, sign_off], now, is_ruled=True) == ()
    later = signatures([review, sign_off], "s_later")
    reasons = incident_reasons(INCIDENT, [toll(12, 40)], [review, sign_off], later, is_ruled=True)
    assert reasons[0] is WorkReason.TOLL_CHANGED
    assert incident_item(INCIDENT, [toll(12, 40)], reasons, {REPORT.id: REPORT}).is_done is False


def test_after_the_first_review_comes_the_second_and_then_the_sign_off() -> None:
    first = ruled("correct", reviewer="Ada", claim=TWELVE.id, replacement={"harm": "killed"})
    reasons = incident_reasons(INCIDENT, [toll(12, 13)], [first], [], is_ruled=True)
    assert reasons == (WorkReason.SECOND_REVIEW_DUE,)
    review = signed("second_review", 1)
    reasons = incident_reasons(
        INCIDENT, [toll(12, 13)], [first, review], signatures([review], "s_now"), is_ruled=True
    )
    assert reasons == (WorkReason.SIGN_OFF_DUE,)


def test_a_total_over_days_or_places_never_leads_the_list() -> None:
    total = replace(INCIDENT, kind=IncidentKind.AGGREGATE)
    great = toll(12_000, 470_000)
    reasons = incident_reasons(total, [great], [], [], is_ruled=False)
    assert reasons == ()
    assert incident_reasons(INCIDENT, [great], [], [], is_ruled=False) != ()
    unsure = replace(made_claim(REPORT, "40", 470_000, 470_000, kind="computed"), confidence=0.3)
    of_total = claim_item(unsure, "open", REPORT, total, [great], reasons)
    assert of_total.reasons == (WorkReason.LOW_CONFIDENCE, WorkReason.UNREVIEWED)
    assert of_total.priority < claim_item(CLAIM, "open", REPORT, INCIDENT).priority


def test_of_two_uncertain_pairs_the_one_comes_first_that_would_count_more_people_twice() -> None:
    other = replace(INCIDENT, id="i_other")
    reason = LinkReason(claim_id="c_one", other_id="c_two", score=2.0)
    few, many = (
        link_item(INCIDENT, other, reason, (), [toll(90, 90), replace(toll(n, n), incident_id=other.id)])
        for n in (2, 60)
    )
    assert load_weights().weights[WorkReason.UNCERTAIN_LINK] < few.priority < many.priority
    total = replace(other, kind=IncidentKind.AGGREGATE)
    assert link_item(INCIDENT, total, reason, (), [toll(90, 90)]).priority < few.priority


def test_two_incidents_stay_two_when_one_of_them_takes_others_in() -> None:
    other = replace(INCIDENT, id="i_other")
    apart = ruled("note", incidents=[INCIDENT.id, other.id], reason="two attacks")
    reason = LinkReason(claim_id="c_one", other_id="c_two", score=2.0)
    assert not link_item(INCIDENT, other, reason, ()).is_done
    assert link_item(INCIDENT, other, reason, [apart]).is_done
    grown = replace(other, id="i_grown", previous_ids=("i_other",))
    assert link_item(INCIDENT, grown, reason, [apart]).is_done
    had = replace(INCIDENT, previous_ids=(other.id,))  # both were one once, and are two again
    third = ruled("note", incidents=[other.id, "i_third"], reason="two attacks")
    assert not link_item(had, other, reason, [third]).is_done


def test_an_incident_is_listed_when_rules_join_what_a_person_kept_apart() -> None:
    joined = replace(INCIDENT, previous_ids=("i_other",))
    apart = ruled("note", incidents=[INCIDENT.id, "i_other"], reason="two attacks")
    assert was_joined_again(joined, [apart])
    assert not was_joined_again(INCIDENT, [apart])
    merged = ruled("merge", 1, incidents=[INCIDENT.id, "i_other"], reason="one after all")
    assert not was_joined_again(joined, [apart, merged])
    assert incident_reasons(joined, [], [apart], [], is_ruled=False, is_rejoined=True) == (
        WorkReason.UNCERTAIN_LINK,
    )


def test_a_claim_is_listed_for_its_confidence_and_for_what_rests_on_it() -> None:
    assert claim_item(CLAIM, "open", REPORT, INCIDENT).reasons == (WorkReason.UNREVIEWED,)
    unsure = claim_item(replace(CLAIM, confidence=0.3), "open", REPORT, INCIDENT)
    assert unsure.reasons == (WorkReason.LOW_CONFIDENCE, WorkReason.UNREVIEWED)
    resting = claim_item(
        CLAIM, "open", REPORT, INCIDENT, [toll(12, 40, high_claims=(CLAIM.id,))], [WorkReason.CONTESTED]
    )
    assert resting.reasons == (WorkReason.CONTESTED, WorkReason.UNREVIEWED)
    done = claim_item(CLAIM, "rejected", REPORT, INCIDENT)
    assert (done.reasons, done.is_done) == ((), True)


def test_an_item_is_found_by_its_place_and_those_that_enclose_it() -> None:
    found = PlaceCandidate(
        gazetteer="made", place_id="1", name="Al-Quessa", kind="town", parents=("Orlava Valley", "Xandia")
    )
    place = Place(name="Quessa", resolved=found, candidates=(found,))
    item = claim_item(replace(CLAIM, places=(place,)), "open", REPORT, INCIDENT)
    assert item.place == "Al-Quessa"
    assert item.places == ("quessa", "al quessa", "orlava valley", "xandia")
    assert (item.outlet, item.day) == ("Herald", REPORT.published)


@given(st.lists(st.sampled_from(list(WorkReason))), st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_reasons_and_more_people_never_come_later(
    reasons: list[WorkReason], people: int, more: int
) -> None:
    weights = load_weights()
    priority = weights.priority(weights.sorted(reasons), people)
    assert weights.priority(weights.sorted([*reasons, WorkReason.CONTESTED]), people) >= priority
    assert weights.priority(weights.sorted(reasons), people + more) >= priority
    assert weights.sorted(reasons) == weights.sorted(list(reversed(reasons)))


def test_a_claim_shares_only_the_reason_of_the_toll_it_sets_an_end_of() -> None:
    far = toll(12, 40, low_claims=(CLAIM.id,), high_claims=("c_high",))
    near = replace(toll(2, 3, low_claims=(CLAIM.id,), high_claims=("c_high",)), harm=Harm.DISPLACED)
    reasons = (WorkReason.CONTESTED,)
    assert WorkReason.CONTESTED in claim_item(CLAIM, "open", REPORT, INCIDENT, [far], reasons).reasons
    other = replace(far, low_claims=("c_low",))
    assert (
        WorkReason.CONTESTED
        not in claim_item(CLAIM, "open", REPORT, INCIDENT, [other, near], reasons).reasons
    )


def test_an_open_toll_stays_open_in_the_list() -> None:
    item = incident_item(INCIDENT, [replace(toll(231, 231), high_open=True)], (), {REPORT.id: REPORT})
    assert (item.low, item.high) == (231, None)
    item = incident_item(INCIDENT, [replace(toll(10, 200), high_open=True)], (), {REPORT.id: REPORT})
    assert (item.low, item.high) == (10, 200)
