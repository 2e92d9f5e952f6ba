"""What to look through first: what nobody has ruled on, the least sure reading before the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from recount.model import Claim, Decision, Harm
from recount.review import decision_from_json, review_queue
from tests.reconcile.made import made_claim, made_report

REPORT = made_report("A blast killed 9 people and hurt 12 in Quessa, 15 were missing and 3 held.")
SURE = replace(made_claim(REPORT, "9", 9, 9), confidence=0.9)
UNSURE = replace(made_claim(REPORT, "12", 12, 12, harm=Harm.INJURED), confidence=0.3)
ALIKE = replace(made_claim(REPORT, "15", 15, 15, harm=Harm.MISSING), confidence=0.9)
CLAIMS = (SURE, UNSURE, ALIKE)


def ruled(kind: str, claim: Claim, **fields: object) -> Decision:
    plain: Mapping[str, Any] = {
        "kind": kind,
        "claim": claim.id,
        "reviewer": "Ada",
        "reason": "read again",
        **fields,
    }
    by_id = {known.id: known for known in CLAIMS}
    return decision_from_json(plain, by_id, now=datetime(2031, 3, 5, 12, tzinfo=UTC))


def test_the_least_sure_comes_first_and_equals_stay_in_order() -> None:
    assert review_queue(CLAIMS, []) == [UNSURE, SURE, ALIKE]


@pytest.mark.parametrize(
    "decision",
    [
        ruled("accept", UNSURE),
        ruled("reject", UNSURE),
        ruled("correct", UNSURE, replacement={"harm": "killed"}),
    ],
    ids=lambda decision: decision.kind.value,
)
def test_what_a_person_has_ruled_on_is_not_listed(decision: Decision) -> None:
    assert review_queue(CLAIMS, [decision]) == [SURE, ALIKE]


def test_a_note_is_no_ruling() -> None:
    assert review_queue(CLAIMS, [ruled("note", UNSURE)]) == [UNSURE, SURE, ALIKE]
