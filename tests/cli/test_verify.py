from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from recount.reconcile.integrity import RULES
from tests.cli.conftest import STRIKE, Recount, report_line

# What the rules find in the sample, and why that is right: one report carries the metadata date of another
# year, as many collected reports do, and the quarter of one report is in neither place file.
SAMPLE = {"IT-035": 1, "IT-053": 1}


def found(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def store(recount: Recount, tmp_path: Path) -> Path:
    """Make a store of two reports with the same text, of which one gives no outlet."""
    lines = report_line(STRIKE) + report_line(STRIKE, doc="b", outlet="", published="2021-05-04")
    (tmp_path / "reports.jsonl").write_bytes(lines)
    assert recount("code", "reports.jsonl", "--store", "record.sqlite").code == 0
    return tmp_path / "record.sqlite"


def test_the_sample_has_the_warnings_it_was_written_to_have_and_no_others(recount: Recount) -> None:
    assert recount("demo", "--out", "demo").code == 0
    done = recount("verify", "--store", "demo/record.sqlite", "--json")
    assert done.code == 0
    assert Counter(line["code"] for line in found(done.out)) == SAMPLE


def test_warnings_leave_the_exit_code_and_the_record_as_they_are(recount: Recount, store: Path) -> None:
    before = store.read_bytes()
    done = recount("verify", "--store", store)
    assert done.code == 0
    assert "warning  IT-159 report without a publisher: 1\n" in done.out
    assert "What to do: Take it in again with --outlet, or with an outlet in its file." in done.out
    assert f" by {len(RULES)} rules of integrity. Warnings change nothing." in done.out
    assert store.read_bytes() == before


def test_every_warning_is_shown_only_when_asked_for(recount: Recount, tmp_path: Path) -> None:
    lines = b"".join(report_line(f"{STRIKE} ({n})", doc=str(n), outlet="") for n in range(6))
    (tmp_path / "reports.jsonl").write_bytes(lines)
    recount("code", "reports.jsonl", "--store", "record.sqlite")
    few = recount("verify", "--store", "record.sqlite").out
    many = recount("verify", "--store", "record.sqlite", "--all").out
    assert "… and 3 more: 'recount verify --all'" in few
    assert "more:" not in many
    assert len(many.splitlines()) > len(few.splitlines())


def test_faults_and_warnings_are_json_lines_and_a_fault_still_ends_with_one(
    recount: Recount, store: Path
) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute(
            """UPDATE recount_claim SET body = replace(body, '"low":7,"high":7', '"low":70,"high":70')"""
        )
    connection.close()
    done = recount("verify", "--store", store, "--json")
    kinds = Counter(line["kind"] for line in found(done.out))
    assert done.code == 1
    assert kinds["broken"] >= 1
    assert {"IT-128"} <= {line["code"] for line in found(done.out) if line["kind"] == "warning"}
