"""The settings of a language model, from the command line's side."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Recount, report_line
from tests.extract.llm.server import figures, serving

TEXT = "Shelling killed 12 civilians in Drell. Wounds kept 30 residents overnight in Varda clinic."


def test_a_model_that_is_set_adds_its_claims(recount: Recount, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(figures(("Wounds kept 30 residents", "30", "injured"))) as model:
        assert len(recount("extract", stdin=report_line(TEXT)).lines[0]["claims"]) == 1
        assert model.asked == []
        monkeypatch.setenv("RECOUNT_LLM_ENDPOINT", f"http://127.0.0.1:{model.port}/v1")
        monkeypatch.setenv("RECOUNT_LLM_MODEL", "test-model")
        found = recount("extract", stdin=report_line(TEXT)).lines[0]["claims"]
    assert [(claim["count_text"], claim["harm"]) for claim in found] == [("12", "killed"), ("30", "injured")]


def test_an_address_of_another_machine_ends_the_command_before_anything_is_read(
    recount: Recount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOUNT_LLM_ENDPOINT", "http://192.168.7.7:8080/v1")
    monkeypatch.setenv("RECOUNT_LLM_MODEL", "m")
    result = recount("extract", stdin=report_line(TEXT))
    assert result.code == 2
    assert "is not on this machine" in result.err
    assert result.out == ""


def test_a_failing_model_is_said_and_the_report_is_coded(
    recount: Recount, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(figures()) as model:
        port = model.port
    monkeypatch.setenv("RECOUNT_LLM_ENDPOINT", f"http://127.0.0.1:{port}/v1")
    monkeypatch.setenv("RECOUNT_LLM_MODEL", "m")
    result = recount("extract", stdin=report_line(TEXT))
    assert (result.code, len(result.lines[0]["claims"])) == (0, 1)
    assert "1 proposer_failed" in result.err


def test_coding_a_store_says_how_many_reports_the_model_did_not_answer(
    recount: Recount, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recount("ingest", "-", stdin=report_line(TEXT)).code == 0
    with serving(figures()) as model:
        port = model.port
    monkeypatch.setenv("RECOUNT_LLM_ENDPOINT", f"http://127.0.0.1:{port}/v1")
    monkeypatch.setenv("RECOUNT_LLM_MODEL", "m")
    result = recount("extract", "--store", "record.sqlite")
    assert result.code == 0
    assert "gave no answer about 1 report" in result.err
    assert "proposer failed" in recount("status").out
