"""The stateless pipes: reports in, lines out."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from recount.cli.options import works_on_store
from tests.cli.conftest import LATER, STRIKE, Recount, report_line

FIELDS = {
    "id", "quote", "quote_start", "count_text", "count_start", "count_end", "low", "high", "approx", "harm",
    "status", "groups", "victims_text", "relation", "claimants", "carrier", "perpetrators",
    "perpetrator_alleged", "means", "places", "date_start", "date_end", "scope", "modality",
}  # fmt: skip


def test_extract_reads_standard_input_and_writes_one_line_for_each_report(recount: Recount) -> None:
    result = recount("extract", stdin=report_line(STRIKE) + report_line("No news today.", doc="b"))
    assert result.code == 0
    assert [line["doc"] for line in result.lines] == ["a", "b"]
    assert result.lines[1]["claims"] == []
    figures = {(claim["harm"], claim["low"], claim["high"]) for claim in result.lines[0]["claims"]}
    assert figures == {("killed", 7, 7), ("injured", 12, 12)}


def test_every_claim_has_the_fields_of_the_contract(recount: Recount) -> None:
    claims = recount("extract", "-", stdin=report_line(STRIKE)).lines[0]["claims"]
    assert claims
    for claim in claims:
        assert set(claim) >= FIELDS


def test_offsets_refer_to_the_text_exactly_as_received(recount: Recount) -> None:
    text = "\ufeffVarda\r\n\r\nAn air\u00a0strike killed at\u00a0least seven\u200b people on Sunday.\r\n"
    claims = recount("extract", stdin=report_line(text)).lines[0]["claims"]
    assert claims
    for claim in claims:
        assert text[claim["count_start"] : claim["count_end"]] == claim["count_text"]
        assert text[claim["quote_start"] :].startswith(claim["quote"])
    assert claims[0]["low"] == 7


def test_doc_is_accepted_for_id(recount: Recount) -> None:
    line = json.dumps({"doc": "x-1", "text": STRIKE, "published": "2021-05-03", "outlet": "Varda Post"})
    assert recount("extract", stdin=line.encode()).lines[0]["doc"] == "x-1"


def test_a_text_file_is_one_report_with_its_data_from_the_options(recount: Recount, tmp_path: Path) -> None:
    path = tmp_path / "strike.txt"
    path.write_text(STRIKE, encoding="utf-8")
    result = recount("extract", path, "--published", "2021-05-03", "--outlet", "Varda Post")
    claims = result.lines[0]["claims"]
    assert {claim["date_start"] for claim in claims if claim["harm"] == "killed"} == {"2021-05-02"}


def test_a_bad_line_is_refused_and_the_rest_goes_on(recount: Recount) -> None:
    result = recount("extract", stdin=b'{"id": "broken"\n' + report_line(STRIKE))
    assert [line["doc"] for line in result.lines] == ["a"]
    assert "1 malformed" in result.err


def test_incidents_put_two_reports_of_one_strike_together(recount: Recount) -> None:
    stdin = report_line(STRIKE) + report_line(
        LATER, doc="b", outlet="Lower Varda Gazette", published="2021-05-03"
    )
    result = recount("incidents", stdin=stdin)
    assert result.code == 0
    incidents = [line for line in result.lines if line["kind"] == "incident"]
    assert [sorted(line["reports"]) for line in incidents] == [["a", "b"]]
    assert (incidents[0]["date_start"], incidents[0]["date_end"]) == ("2021-05-02", "2021-05-02")
    assert (incidents[0]["killed_low"], incidents[0]["killed_high"]) == (9, 9)


def test_an_unknown_policy_is_refused_with_the_known_ones(recount: Recount) -> None:
    result = recount("incidents", "--policy", "vote", stdin=report_line(STRIKE))
    assert result.code == 2
    assert "'vote' is not known" in result.err
    assert "range" in result.err


def test_a_missing_file_is_named_with_the_next_move(recount: Recount) -> None:
    result = recount("extract", "missing.jsonl")
    assert result.code == 2
    assert "missing.jsonl does not exist" in result.err


def test_a_day_that_is_none_is_refused(recount: Recount) -> None:
    result = recount("extract", "--published", "13/10/2016", stdin=STRIKE.encode())
    assert result.code == 2
    assert "Write it as 2016-10-13" in result.err


def test_a_file_and_a_store_do_not_go_together(recount: Recount, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(report_line(STRIKE))
    for verb in ("extract", "incidents"):
        result = recount(verb, "a.jsonl", "--store", "record.sqlite")
        assert result.code == 2
        assert "do not go together" in result.err


@pytest.mark.parametrize(
    ("verb", "option", "value"),
    [
        ("extract", "--published", "2021-05-03"),
        ("extract", "--outlet", "Post"),
        ("incidents", "--policy", "lowest"),
    ],
)
def test_an_option_of_the_pipe_is_refused_where_the_store_is_worked_on(
    recount: Recount, verb: str, option: str, value: str
) -> None:
    result = recount(verb, "--store", "record.sqlite", option, value)
    assert result.code == 2
    assert f"{option}: only for a file" in result.err
    assert not Path("record.sqlite").exists()


def test_on_a_terminal_nothing_is_piped_so_the_store_is_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    _, terminal = os.openpty()
    with os.fdopen(terminal, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert works_on_store(None, None)
        assert not works_on_store(Path("a.jsonl"), None)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert not works_on_store(None, None)
    assert works_on_store(None, "record.sqlite")
