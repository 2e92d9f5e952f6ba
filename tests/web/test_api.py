"""The programming interface: what a token opens, what a decision answers, and its schema held against it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from recount.review.roles import Role
from tests.web.serving import Program, Server, Visitor, make_token

PERSON_OF: Mapping[Role, str] = {
    Role.VIEWER: "vera",
    Role.ANALYST: "ana",
    Role.SENIOR: "sami",
    Role.ADMINISTRATOR: "ada",
}
FindProgram = Callable[[Role], Program]


@pytest.fixture(scope="module")
def program(server: Server, sign_in: Callable[[str], Visitor]) -> FindProgram:
    """Return a function that gives a program in a role; asked again, the same one."""
    known: dict[Role, Program] = {}

    def find(role: Role) -> Program:
        if role not in known:
            token = make_token(sign_in(PERSON_OF[role]), role)
            known[role] = Program(address=server.address, token=token)
        return known[role]

    return find


def first_claim(program: Program) -> tuple[str, dict[str, Any]]:
    for report in program.get("/reports")[1]["items"]:
        answer = program.get(f"/reports/{report['id']}")[1]
        if answer["claims"]:
            return answer["claims"][0]["id"], answer
    raise AssertionError("the sample has no claim")


def test_without_a_token_nothing_is_said(server: Server) -> None:
    stranger = Program(address=server.address, token="guess")  # noqa: S106 - it opens nothing
    status, answer = stranger.get("/record")
    assert (status, answer["code"]) == (401, "no_token")


def test_a_session_is_no_token(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("ada").get("/api/v1/record").status == 401


def test_a_viewer_reads_and_may_not_rule(program: FindProgram) -> None:
    viewer = program(Role.VIEWER)
    claim, _ = first_claim(viewer)
    ruling = {"rulings": [{"kind": "accept", "claim": claim}]}
    assert viewer.post("/decisions", ruling)[0] == 403
    assert viewer.get("/log")[0] == 403


def test_the_kind_of_a_ruling_needs_its_own_role(program: FindProgram) -> None:
    analyst = program(Role.ANALYST)
    two = [item["id"] for item in analyst.get("/incidents", limit=2)[1]["items"]]
    merge = {"rulings": [{"kind": "merge", "incidents": two, "reason": "one strike"}]}
    status, answer = analyst.post("/decisions", merge)
    assert (status, answer["code"]) == (403, "E420")
    status, answer = program(Role.SENIOR).post("/decisions/preview", merge)
    assert status == 200
    assert answer["is_preview"] is True


def test_a_preview_changes_nothing(program: FindProgram) -> None:
    senior = program(Role.SENIOR)
    before = senior.get("/record")[1]
    claim, _ = first_claim(senior)
    ruling = {"kind": "reject", "claim": claim, "reason": "not about this war"}
    assert senior.post("/decisions/preview", {"rulings": [ruling]})[0] == 200
    assert senior.get("/record")[1] == before


def test_a_ruling_sent_twice_is_one(program: FindProgram) -> None:
    analyst = program(Role.ANALYST)
    claim, _ = first_claim(analyst)
    sent = {"rulings": [{"kind": "note", "claim": claim, "reason": "seen"}], "token": "twice"}
    once, again = analyst.post("/decisions", sent)[1], analyst.post("/decisions", sent)[1]
    assert (once["new"], once["repeated"]) == (1, False)
    assert (again["new"], again["repeated"]) == (0, True)
    assert again["decisions"] == once["decisions"]


def test_the_second_of_two_people_is_told_what_the_first_did(program: FindProgram) -> None:
    first, second = program(Role.ANALYST), program(Role.SENIOR)
    claim, seen = first_claim(first)
    expected = {claim: seen["versions"][claim]}
    accept = {"rulings": [{"kind": "accept", "claim": claim}], "expected": expected}
    assert first.post("/decisions", accept)[0] == 200
    reject = {"rulings": [{"kind": "reject", "claim": claim, "reason": "doubtful"}], "expected": expected}
    status, answer = second.post("/decisions", reject)
    assert status == 409
    assert "ana" in answer["detail"]
    assert second.get(f"/claims/{claim}")[1]["state"] == "accepted"


def test_what_is_not_there_or_cannot_be_is_refused(program: FindProgram) -> None:
    viewer, analyst = program(Role.VIEWER), program(Role.ANALYST)
    assert viewer.get("/claims/c_none")[0] == 404
    assert viewer.get("/reports", limit=0)[0] == 422
    assert analyst.post("/decisions", {"rulings": [{"kind": "accept", "claim": "c_none"}]})[0] == 409
    assert analyst.post("/decisions", {"rulings": [{"kind": "abolish"}]})[0] == 422
    somebody = {"kind": "note", "claim": first_claim(analyst)[0], "reason": "x", "reviewer": "sami"}
    assert analyst.post("/decisions", {"rulings": [somebody]})[0] == 422


def test_the_schema_describes_what_the_interface_does(program: FindProgram, server: Server) -> None:
    """Schemathesis sends what the schema allows, and what it does not, and holds every answer against it."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{server.address}/api/v1/openapi.json"]
    command += ["--header", f"Authorization: Bearer {program(Role.ADMINISTRATOR).token}"]
    command += ["--max-examples", "25", "--seed", "1", "--checks", "all", "--no-color"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
