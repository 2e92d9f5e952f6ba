from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recount.errors import DecisionError
from recount.model import Decision
from recount.review import apply_decisions, decision_from_json, settled_grades
from tests.reconcile.made import made_claim, made_incident, made_report

NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
REPORT = made_report("A blast killed 9 people in Quessa.")
CLAIM = made_claim(REPORT, "9", 9, 9)
INCIDENT = made_incident(CLAIM)


def graded(grade: str = "fair", *, hours: int = 0, **fields: Any) -> Decision:  # noqa: ANN401 - fields of a ruling
    plain = {
        "kind": "grade",
        "reviewer": "Ada",
        "reason": "two hospitals",
        "incidents": [INCIDENT.id],
        "replacement": {"grading_incident": grade},
    } | fields
    return decision_from_json(plain, {CLAIM.id: CLAIM}, now=NOON + timedelta(hours=hours))


def test_a_grade_stands_with_who_and_why() -> None:
    settled = settled_grades([graded()], [INCIDENT])[INCIDENT.id]["grading_incident"]
    assert (settled.grade, settled.reviewer, settled.reason) == ("fair", "Ada", "two hospitals")


def test_of_several_grades_the_later_counts_and_a_superseded_one_does_not() -> None:
    first, second = graded("weak"), graded("fair", hours=1)
    assert settled_grades([second, first], [INCIDENT])[INCIDENT.id]["grading_incident"].grade == "fair"
    third = graded("contested", hours=2, supersedes=second.id)
    gone = graded("weak", hours=3, supersedes=third.id)
    found = settled_grades([first, second, third, gone], [INCIDENT])
    assert found[INCIDENT.id]["grading_incident"].grade == "weak"


def test_a_grade_follows_its_incident_to_another_id_and_stays_with_one_that_lives() -> None:
    renamed = replace(INCIDENT, id="i_new", previous_ids=(INCIDENT.id,))
    assert set(settled_grades([graded()], [renamed])) == {"i_new"}
    assert set(settled_grades([graded()], [renamed, INCIDENT])) == {INCIDENT.id}


def test_a_grade_moves_no_claim() -> None:
    on_claim = graded(incidents=[], claim=CLAIM.id, replacement={"grading_source": "B", "grading_claim": 2})
    done = apply_decisions([CLAIM], [graded(), on_claim])
    assert done.claims == (CLAIM,)
    assert (done.rejected, done.accepted, done.corrected) == ((), (), ())
    assert done.constraints.is_empty


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"replacement": {}}, "grade needs replacement"),
        ({"replacement": {"grading_incident": "good"}}, "has no code 'good'"),
        ({"replacement": {"harm": "killed"}}, "an incident has no grade 'harm'"),
        ({"replacement": {"grading_source": "A"}}, "an incident has no grade 'grading_source'"),
        ({"claim": CLAIM.id, "replacement": {"grading_source": "A"}}, "one incident or one claim"),
        ({"incidents": [], "claim": CLAIM.id}, "a claim has no grade 'grading_incident'"),
        ({"incidents": []}, "one incident or one claim"),
        ({"incidents": ["i_1", "i_2"]}, "one incident or one claim"),
        ({"reason": ""}, "no reason"),
    ],
)
def test_a_grade_that_says_nothing_or_the_wrong_thing_is_refused(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(DecisionError, match=message):
        graded(**fields)


def test_a_standard_of_proof_is_ruled_yes_or_no() -> None:
    decision = graded(replacement={"grading_proof": "yes", "grading_outcome": "pending"})
    found = settled_grades([decision], [INCIDENT])[INCIDENT.id]
    assert {scheme: item.grade for scheme, item in found.items()} == {
        "grading_outcome": "pending",
        "grading_proof": "yes",
    }
