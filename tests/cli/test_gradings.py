from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import STRIKE, Recount, report_line


@pytest.fixture
def store(recount: Recount, tmp_path: Path) -> str:
    """Make a store with one incident, and return the id of it."""
    (tmp_path / "reports.jsonl").write_bytes(report_line(STRIKE))
    assert recount("code", "reports.jsonl").code == 0
    found = re.search(r"^(i_\w+)", recount("gradings").out, re.M)
    assert found is not None
    return found[1]


def grade(recount: Recount, incident: str, *grades: str, reason: str = "Own inquiry.") -> None:
    changes = [part for item in grades for part in ("--set", item)]
    done = recount(
        "decide", "--kind", "grade", "--incident", incident, *changes, "--reviewer", "Ada", "--reason", reason
    )
    assert done.code == 0, done.err


def test_a_suggestion_shows_its_rule_and_enters_no_total(recount: Recount, store: str) -> None:
    said = recount("gradings").out
    assert store in said
    assert (
        "suggested  Grading of an incident: Weak (no more than a claim): said by varda civil defence" in said
    )
    assert "settled" not in said.split("Killed, Confirmed, Fair")[0]
    assert "Killed, Confirmed, Fair: no incident (0 incidents)" in said
    assert "Without a grade that a person settled, and in no total: 1 incident." in said


def test_a_settled_grade_enters_the_totals_of_the_chosen_grades_only(recount: Recount, store: str) -> None:
    grade(recount, store, "grading_incident=weak", "grading_proof=no")
    said = recount("gradings").out
    assert "settled    Grading of an incident: Weak, by Ada: Own inquiry." in said
    assert "settled    Standard of proof met: Not met, by Ada: Own inquiry." in said
    assert "Killed, Confirmed, Fair: no incident (0 incidents)\n  beside, Weak: 7 (1 incident)" in said
    assert "Killed, Weak: 7 (1 incident)" in recount("gradings", "--grade", "weak").out
    grade(recount, store, "grading_incident=fair")
    assert "Killed, Confirmed, Fair: 7 (1 incident)" in recount("gradings").out
    assert recount("publish", "site").code == 0


@pytest.mark.usefixtures("store")
def test_a_grade_that_is_none_is_refused_with_the_known_ones(recount: Recount) -> None:
    done = recount("gradings", "--grade", "good")
    assert done.code == 2
    assert "confirmed, fair, weak, contested, discounted" in done.err


@pytest.mark.usefixtures("store")
def test_a_graded_claim_can_be_published(recount: Recount) -> None:
    claims = (Path("site") / "data" / "claims.csv").read_text(encoding="utf-8")
    claim = re.search(r"c_\w+", claims)
    assert claim is not None
    done = recount(
        "decide", "--kind", "grade", "--claim", claim[0], "--set", "grading_source=B", "--reviewer", "Ada",
        "--reason", "Usually right on its own town.",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert recount("publish", "site").code == 0
