from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from recount.errors import DecisionError
from recount.model import ClaimRelation, RelationType, WherePrecision
from recount.review import apply_decisions, withdrawals
from tests.reconcile.made import made_claim, made_report
from tests.review.ruling import HOUSE, REPORT, TWELVE, added, effective, new_claims, ruled

OTHER = made_report("In Varda 7 died.")
SEVEN = made_claim(OTHER, "7", 7, 7)


def test_a_claim_is_related_to_another_of_its_report() -> None:
    relate = ruled("relate", claim=HOUSE.id, claims=[TWELVE.id], replacement={"relation": "subset_of"})
    relation = effective(relate)[HOUSE.id].relation
    assert relation is not None
    assert (relation.type, relation.to) == (RelationType.SUBSET_OF, TWELVE.id)


def test_a_relation_can_be_taken_away() -> None:
    tied = replace(HOUSE, relation=ClaimRelation(type=RelationType.SUBSET_OF, to=TWELVE.id))
    relate = ruled("relate", claim=HOUSE.id)
    assert effective(relate, read=(TWELVE, tied))[HOUSE.id].relation is None


def test_of_a_relation_and_a_correction_of_it_the_later_counts() -> None:
    relate = ruled("relate", 1, claim=HOUSE.id, claims=[TWELVE.id], replacement={"relation": "updates"})
    correct = ruled("correct", 2, claim=HOUSE.id, replacement={"relation": None})
    assert effective(relate, correct)[HOUSE.id].relation is None
    later = ruled("relate", 3, claim=HOUSE.id, claims=[TWELVE.id], replacement={"relation": "updates"})
    assert effective(relate, correct, later)[HOUSE.id].relation is not None


def test_a_relation_follows_its_words_when_the_other_is_read_anew() -> None:
    relate = ruled("relate", claim=HOUSE.id, claims=[TWELVE.id], replacement={"relation": "subset_of"})
    wider = made_claim(REPORT, "at least 12 civilians", 12, None)
    assert wider.id != TWELVE.id
    relation = effective(relate, read=(wider, HOUSE))[HOUSE.id].relation
    assert relation is not None
    assert relation.to == wider.id


def test_a_relation_whose_other_claim_is_gone_waits_and_changes_nothing() -> None:
    relate = ruled("relate", claim=HOUSE.id, claims=[TWELVE.id], replacement={"relation": "subset_of"})
    result = apply_decisions((HOUSE,), [relate])
    assert result.claims == (HOUSE,)
    assert result.unattached == (relate,)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"claims": [TWELVE.id]}, "relate needs one other claim and the relation"),
        ({"replacement": {"relation": "subset_of"}}, "relate needs one other claim and the relation"),
        ({"claims": [HOUSE.id], "replacement": {"relation": "updates"}}, "cannot be related to itself"),
        ({"claims": [SEVEN.id], "replacement": {"relation": "updates"}}, "must be of one report"),
        ({"claims": [TWELVE.id], "replacement": {"relation": "beside"}}, "relation cannot be 'beside'"),
        ({"claims": [TWELVE.id], "replacement": {"to": TWELVE.id}}, "no 'to' to rule on"),
    ],
)
def test_a_relation_that_is_none_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        ruled("relate", known=[SEVEN], claim=HOUSE.id, **fields)


def test_the_claims_of_a_withdrawn_report_count_no_longer_and_are_kept() -> None:
    withdraw = ruled("withdraw", reports=[REPORT.id])
    add = added("9 people", "missing")
    (nine,) = new_claims(add)
    result = apply_decisions((TWELVE, HOUSE, SEVEN), [withdraw, add])
    assert result.claims == (SEVEN,)
    assert result.withdrawn == (TWELVE.id, HOUSE.id, nine.id)
    assert result.unattached == ()
    assert withdrawals([withdraw]) == {REPORT.id: withdraw}


def test_a_report_is_reinstated_by_taking_the_withdrawal_back() -> None:
    withdraw = ruled("withdraw", reports=[REPORT.id])
    undo = ruled("note", 1, supersedes=withdraw.id)
    assert set(effective(withdraw, undo)) == {TWELVE.id, HOUSE.id}


def test_a_withdrawn_claim_is_pinned_and_split_nowhere() -> None:
    result = apply_decisions(
        (TWELVE, HOUSE),
        [
            ruled("pin", claim=TWELVE.id, incidents=["i_a"]),
            ruled("split", claims=[HOUSE.id], incidents=["i_a"]),
            ruled("withdraw", 1, reports=[REPORT.id]),
        ],
    )
    assert result.constraints.is_empty


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "withdraw needs reports; 0 given"),
        ({"reports": [REPORT.id], "claim": TWELVE.id}, "withdraw concerns no claim"),
        ({"reports": "r_1"}, "reports must be a list"),
    ],
)
def test_a_withdrawal_that_says_too_little_or_too_much_is_refused(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(DecisionError, match=message):
        ruled("withdraw", **fields)
    with pytest.raises(DecisionError, match="reject takes no reports; 1 given"):
        ruled("reject", claim=TWELVE.id, reports=[REPORT.id])


def test_a_point_set_by_a_person_is_a_place_with_its_precision() -> None:
    point = {"name": "Quessa", "lat": 1.5, "lon": 2.25, "where_precision": 2, "parents": ["Orlava valley"]}
    correct = ruled("correct", claim=TWELVE.id, replacement={"places": [point]})
    (place,) = effective(correct)[TWELVE.id].places
    assert place.resolved is not None
    assert (place.resolved.lat, place.resolved.lon, place.resolved.gazetteer) == (1.5, 2.25, "person")
    assert place.where_precision is WherePrecision.NEAR_POINT
    assert place.resolved.parents == ("Orlava valley",)
    assert json.loads(dict(correct.replacement)["places"])[0]["name"] == "Quessa"


def test_a_place_by_its_name_alone_stays_without_a_point() -> None:
    correct = ruled("correct", claim=TWELVE.id, replacement={"places": [{"name": "Varda"}]})
    (place,) = effective(correct)[TWELVE.id].places
    assert (place.name, place.resolved) == ("Varda", None)


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ({"name": "Quessa", "lat": 91, "lon": 0}, "lat 91 is not between -90 and 90 degrees"),
        ({"name": "Quessa", "lat": 0, "lon": -181}, "lon -181 is not between"),
        ({"name": "Quessa", "lat": 0}, "lon None is not between"),
        ({"name": "Quessa", "lat": float("nan"), "lon": 0}, "lat nan is not between"),
        ({"name": "Quessa", "lat": "1", "lon": 0}, "lat '1' is not between"),
        ({"name": " ", "lat": 0, "lon": 0}, "a point has no name"),
        ({"name": "Quessa", "lat": 0, "lon": 0, "where_precision": 9}, "where_precision 9 is no code"),
        ({"name": "Quessa", "lat": 0, "lon": 0, "resolved": {}}, "a point has no field 'resolved'"),
    ],
)
def test_a_point_that_is_none_is_refused(point: dict[str, Any], message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        ruled("correct", claim=TWELVE.id, replacement={"places": [point]})
