"""A verb as it is installed: reports are read in processes that are ended when they hang."""

from __future__ import annotations

import pytest

from tests.cli.conftest import STRIKE, Recount, report_line


def test_extract_works_through_its_default_of_one_process(
    recount: Recount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECOUNT_WORKERS")
    result = recount("extract", "-", stdin=report_line(STRIKE))
    assert result.code == 0
    assert {claim["low"] for claim in result.lines[0]["claims"]} == {7, 12}


def test_ingest_and_extract_on_a_store_work_through_two_processes(
    recount: Recount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOUNT_WORKERS", "2")
    assert recount("ingest", "-", stdin=report_line(STRIKE) + report_line("", doc="b")).code == 0
    result = recount("extract", "--store", "record.sqlite")
    assert result.code == 0
    assert "1 report coded, 3 claims found" in result.err


@pytest.mark.parametrize(
    ("name", "value"), [("WORKERS", "-1"), ("WORKERS", "two"), ("DEADLINE_SECONDS", "1")]
)
def test_a_setting_that_is_no_such_number_is_refused(
    recount: Recount, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"RECOUNT_{name}", value)
    result = recount("extract", "-", stdin=report_line(STRIKE))
    assert result.code == 2
    assert f"RECOUNT_{name} is {value!r}, not a whole number of" in result.err
