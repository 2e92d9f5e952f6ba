from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import STRIKE, Recount, report_line

BY = ("--reviewer", "B. Berg")
REASON = (*BY, "--reason", "It names a witness.")


@pytest.fixture
def report(recount: Recount, tmp_path: Path) -> str:
    """Make a store of one report; return its id."""
    (tmp_path / "reports.jsonl").write_bytes(report_line(STRIKE))
    assert recount("code", "reports.jsonl", "--store", "record.sqlite").code == 0
    with sqlite3.connect("record.sqlite") as connection:
        return str(connection.execute("SELECT id FROM recount_report").fetchone()[0])


def rows(statement: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("record.sqlite") as connection:
        return connection.execute(statement).fetchall()


def test_captured_bytes_are_erased_and_the_record_verifies(recount: Recount, report: str) -> None:
    done = recount("erase", "--store", "record.sqlite", "--report", report, *REASON, "--yes")
    assert done.code == 0
    assert f"captured bytes of report {report}" in done.err
    assert "The log says who and why; back-ups and what was published still hold it." in done.err
    assert rows("SELECT data FROM recount_capture") == [(None,)]
    assert rows("SELECT actor FROM recount_log WHERE kind = 'erasure'") == [("B. Berg",)]
    verified = recount("verify", "--store", "record.sqlite")
    assert verified.code == 0
    assert "0 broken, 1 erased on purpose." in verified.out


def test_the_body_of_a_decision_is_erased_and_the_record_verifies(recount: Recount, report: str) -> None:
    del report
    (claim,) = rows("SELECT id FROM recount_claim ORDER BY position LIMIT 1")[0]
    reason = "The witness Oredana Velissar says otherwise."
    recount(
        "decide",
        "--store",
        "record.sqlite",
        "--kind",
        "reject",
        "--claim",
        str(claim),
        "--reason",
        reason,
        *BY,
    )
    ((seq,),) = rows("SELECT max(seq) FROM recount_log WHERE kind = 'decision'")
    done = recount("erase", "--store", "record.sqlite", "--entry", str(seq), *REASON, "--yes")
    assert done.code == 0
    assert f"Erased: the body of log entry {seq} (decision, " in done.err
    assert "rules nothing any more" in done.err
    assert all(reason.encode() not in path.read_bytes() for path in Path().glob("record.sqlite*"))
    verified = recount("verify", "--store", "record.sqlite")
    assert verified.code == 0
    assert "0 broken, 1 erased on purpose." in verified.out


def test_nothing_is_erased_without_yes_or_a_reason_or_by_nobody(recount: Recount, report: str) -> None:
    for given, said in (
        (REASON, "Nothing was erased. Repeat the command with --yes."),
        ((*BY, "--yes"), "Give --reason"),
        (("--reason", "x", "--yes"), "Give --reviewer"),
    ):
        done = recount("erase", "--store", "record.sqlite", "--report", report, *given)
        assert done.code == 2
        assert said in done.err
    assert rows("SELECT count(*) FROM recount_capture WHERE data IS NULL") == [(0,)]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ((), "Give --report ID or --entry NUMBER."),
        (("--report", "r_1", "--entry", "1"), "Give --report ID or --entry NUMBER."),
        (("--report", "r_none"), "the store holds no report r_none"),
        (("--entry", "4000"), "The log has no entry 4000."),
    ],
)
@pytest.mark.usefixtures("report")
def test_what_is_not_there_is_named(recount: Recount, named: tuple[str, ...], said: str) -> None:
    done = recount("erase", "--store", "record.sqlite", *named, *REASON, "--yes")
    assert done.code != 0
    assert said in done.err


def test_what_was_erased_before_is_taken_out_of_the_files_again(recount: Recount, report: str) -> None:
    for named in (("--report", report), ("--entry", "1")):
        asked = ("erase", "--store", "record.sqlite", *named, *REASON, "--yes")
        assert recount(*asked).code == 0
        before = rows("SELECT count(*) FROM recount_log")
        again = recount(*asked)
        assert again.code == 0
        assert "Erased before, and now not in the database's files" in again.err
        assert rows("SELECT count(*) FROM recount_log") == before


def test_who_still_reads_is_named_and_the_command_can_be_run_again(recount: Recount, report: str) -> None:
    asked = ("erase", "--store", "record.sqlite", "--report", report, *REASON, "--yes")
    with closing(sqlite3.connect("record.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM recount_log").fetchone()
        held = recount(*asked)
        assert held.code != 0
        assert "Erased, but not from the database's files" in held.err
        assert "run the same command again" in held.err
    assert recount(*asked).code == 0
