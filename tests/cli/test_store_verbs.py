"""The verbs that work on a store: a day of an analyst, and everything that can go wrong."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import LATER, STRIKE, Recount, Result, report_line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.jsonl").write_bytes(report_line(STRIKE))
    return reports


@pytest.fixture
def coded(recount: Recount, folder: Path) -> Path:
    assert recount("code", folder, "--site", "site").code == 0
    return folder


def toll_of(recount: Recount) -> str:
    result = recount("tolls")
    assert result.code == 0
    return next(line for line in result.out.splitlines() if "Killed" in line)


def test_code_goes_the_whole_way_from_a_folder_to_a_site(recount: Recount, folder: Path) -> None:
    result = recount("code", folder, "--site", "site")
    assert result.code == 0
    assert "1 new report, 0 already kept" in result.err
    assert Path("site/index.html").is_file()
    assert " 7 " in toll_of(recount)


def test_code_again_changes_nothing(recount: Recount, coded: Path) -> None:
    before = recount("status").out
    again = recount("code", coded, "--site", "site")
    assert "0 new reports, 1 already kept" in again.err
    assert "0 reports coded" in again.err
    assert recount("status").out == before


def test_a_folder_that_holds_the_record_and_its_site_is_read_again_for_its_reports_alone(
    recount: Recount, folder: Path
) -> None:
    held = ("--store", folder / "record.sqlite", "--site", folder / "site")
    assert "1 new report" in recount("code", folder, *held).err
    again = recount("code", folder, *held)
    assert "0 new reports, 1 already kept, 0 newly refused" in again.err
    assert "1 new report" in recount("ingest", folder, "--store", "other.sqlite").err


def test_the_list_for_review_begins_with_what_is_read_least_surely_and_leaves_out_what_is_ruled(
    recount: Recount, coded: Path
) -> None:
    assert coded.is_dir()

    def listed() -> list[str]:
        return [line for line in recount("status", "--review").out.splitlines() if "c_" in line]

    lines = listed()
    assert len(lines) == len({line.split()[1] for line in lines}) == 3
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    first = lines[0].split()[1]
    assert recount("decide", "--kind", "accept", "--claim", first, "--reviewer", "analyst-1").code == 0
    assert [line.split()[1] for line in listed()] == [line.split()[1] for line in lines[1:]]


def test_a_correction_moves_the_toll_and_keeps_the_machines_reading(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    claim = claim_id_of(recount, "seven")
    result = recount(
        "decide", "--kind", "correct", "--claim", claim, "--set", 'count={"low": 8, "high": 8}',
        "--reviewer", "analyst-1", "--reason", "The body of the report says eight.",
    )  # fmt: skip
    assert result.code == 0, result.err
    assert "1 decision appended" in result.err
    assert " 8 " in toll_of(recount)
    assert recount("incidents", "--store", "record.sqlite").code == 0
    assert " 8 " in toll_of(recount)
    assert recount("verify").code == 0


def test_a_rejected_claim_leaves_the_toll(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    for words in ("seven", "seven"):
        claim = claim_id_of(recount, words)
        result = recount(
            "decide",
            "--kind",
            "reject",
            "--claim",
            claim,
            "--reviewer",
            "analyst-1",
            "--reason",
            f"Not one: {claim}",
        )
        assert result.code == 0, result.err
    assert "Killed" not in recount("tolls").out


def test_decisions_from_a_file_are_taken_whole_or_not_at_all(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    rulings = [
        {"kind": "accept", "claim": claim_id_of(recount, "seven")},
        {"kind": "merge", "incidents": ["i_none"], "reason": "x"},
    ]
    Path("rulings.jsonl").write_text("\n".join(map(json.dumps, rulings)))
    result = recount("decide", "rulings.jsonl", "--reviewer", "analyst-1")
    assert result.code == 1
    assert "decision 2 of 2" in result.err
    assert "Nothing was appended" in result.err
    assert "decisions   0" in recount("status").out


def test_a_decision_without_a_reason_is_refused(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    claim = claim_id_of(recount, "seven")
    result = recount("decide", "--kind", "reject", "--claim", claim, "--reviewer", "analyst-1")
    assert result.code == 1
    assert "reason" in result.err


def test_a_later_figure_of_the_same_originator_moves_the_toll(recount: Recount, coded: Path) -> None:
    (coded / "b.jsonl").write_bytes(report_line(LATER, doc="b", outlet="Lower Varda Gazette"))
    assert recount("code", coded, "--site", "site").code == 0
    assert " 9 " in toll_of(recount)


def claim_id_of(recount: Recount, words: str) -> str:
    """Return the id of the first live killed claim with these words that nobody ruled on."""
    assert recount("status").code == 0
    with sqlite3.connect("record.sqlite") as connection:
        rows = connection.execute(
            "SELECT id, body FROM recount_claim WHERE retired_at IS NULL AND harm = 'killed'"
        ).fetchall()
        ruled = " ".join(
            body
            for (body,) in connection.execute("SELECT body FROM recount_log_body WHERE body LIKE '%reject%'")
        )
    connection.close()
    return str(next(key for key, body in rows if f'"words":"{words}"' in body and key not in ruled))


REFUSED = {
    "empty.txt": (b"", "empty"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00\x01" * 50, "JPEG"),
    "columns.csv": (b"title,author\nx,y\n", "text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_input_that_is_no_report_is_refused_counted_and_explained(
    recount: Recount, folder: Path, name: str
) -> None:
    data, word = REFUSED[name]
    (folder / name).write_bytes(data)
    result = recount("ingest", folder)
    assert result.code == 0
    assert "1 new report" in result.err
    assert "1 newly refused" in result.err
    listed = recount("status", "--refusals").out
    assert name in listed
    assert word in listed


def test_broken_utf8_is_read_with_a_warning_and_its_bytes_are_kept(recount: Recount, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(
        "Caf\u00e9 in Varda hit\n\nSeven people were killed.".encode("cp1252")
    )
    assert "2 new reports" in recount("ingest", folder).err
    assert "warning" in recount("check", folder).out
    assert recount("verify").code == 0


def test_half_a_page_gives_what_it_holds(recount: Recount, folder: Path) -> None:
    page = f"<html><head><title>Varda</title></head><body><article><p>{STRIKE.splitlines()[2]}</p><p>It was"
    (folder / "half.html").write_text(page, encoding="utf-8")
    assert recount("ingest", folder).code == 0
    listed = recount("status", "--refusals").out
    assert "reports     2" in listed or "half.html" in listed


def test_a_report_dated_2099_is_refused_with_its_date(recount: Recount, folder: Path) -> None:
    (folder / "late.jsonl").write_bytes(
        report_line("Seven people were killed.", doc="z", published="2099-01-01")
    )
    assert "1 newly refused" in recount("ingest", folder).err
    assert "2099-01-01" in recount("status", "--refusals").out


def test_the_same_report_twice_is_kept_once_and_said(recount: Recount, folder: Path) -> None:
    (folder / "again.jsonl").write_bytes(report_line(STRIKE))
    result = recount("ingest", folder)
    assert "1 new report, 1 already kept" in result.err


def test_a_store_of_a_newer_version_is_refused_and_left_alone(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    with sqlite3.connect("record.sqlite") as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('recount_store', '9001_future', '2040-01-01 00:00:00')"
        )
    connection.close()
    result = recount("status")
    assert result.code == 1
    assert "newer version of Recount" in result.err
    assert "Upgrade" in result.err
    assert "Traceback" not in result.err


def test_verify_finds_a_changed_text(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    with sqlite3.connect("record.sqlite") as connection:
        connection.execute(
            """UPDATE recount_report SET body = replace(body, 'killed seven', 'killed eight')"""
        )
    connection.close()
    result = recount("verify")
    assert result.code == 1
    assert "not the text that was hashed" in result.out


def test_publish_does_not_touch_a_folder_it_did_not_write(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    other = Path("papers")
    other.mkdir()
    (other / "mine.txt").write_text("keep me")
    result = recount("publish", other)
    assert result.code == 1
    assert (other / "mine.txt").read_text() == "keep me"


def test_a_scope_file_is_kept_with_its_place_files(recount: Recount, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("name,kind,lat,lon,country\nVarda,town,10.5,20.5,SY\n")
    (tmp_path / "record.toml").write_text('title = "Varda valley"\ngazetteers = ["places.csv"]\n')
    assert recount("code", folder, "--site", "site", "--scope", "record.toml").code == 0
    assert "Varda valley" in recount("status").out
    assert "places.csv" in recount("scope").out
    assert "20.5" in Path("site/data/incidents.geojson").read_text(encoding="utf-8")


def test_a_scope_file_with_an_unknown_key_is_refused_with_the_known_ones(
    recount: Recount, tmp_path: Path
) -> None:
    (tmp_path / "record.toml").write_text('titel = "Varda valley"\n')
    result = recount("scope", "record.toml")
    assert result.code == 2
    assert "'titel'" in result.err
    assert "title" in result.err


def test_an_unknown_setting_is_refused(recount: Recount, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUNT_STROE", "x.sqlite")
    result: Result = recount("status")
    assert result.code == 2
    assert "RECOUNT_STROE is not a setting" in result.err


def test_a_checkpoint_is_signed_and_holds_until_the_log_loses_an_entry(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    made = recount("checkpoint", "--new-key", "--key", "key.pem")
    assert made.code == 0, made.err
    Path("checkpoints.jsonl").write_text(made.out)
    public_key = made.err.split()[-1]
    check = ("verify", "--checkpoints", "checkpoints.jsonl", "--public-key", public_key)
    held = recount(*check)
    assert held.code == 0
    assert "1 checkpoints checked: 0 broken" in held.out
    with sqlite3.connect("record.sqlite") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for table in ("recount_log_body", "recount_log"):
            connection.execute(f"DELETE FROM {table} WHERE seq = (SELECT MAX(seq) FROM recount_log)")  # noqa: S608
    connection.close()
    found = recount(*check)
    assert found.code == 1
    assert "it is gone" in found.out


def test_checkpoints_without_the_key_that_signed_them_are_refused(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    for half in (("--checkpoints", "c.jsonl"), ("--public-key", "00")):
        result = recount("verify", *half)
        assert result.code == 2
        assert "Give both" in result.err


def test_an_empty_log_is_not_signed(recount: Recount) -> None:
    assert recount("scope").code == 0
    result = recount("checkpoint", "--new-key", "--key", "key.pem")
    assert result.code == 1
    assert "The log is empty" in result.err
    assert not Path("key.pem").exists()


def test_verify_names_the_report_whose_claims_cannot_be_read_any_more(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    with sqlite3.connect("record.sqlite") as connection:
        connection.execute("UPDATE recount_claim SET body = '{}'")
    connection.close()
    result = recount("verify")
    assert result.code == 1
    assert "broken   claim c_" in result.out
    assert "was changed outside Recount" in result.out
    tolls = recount("incidents", "--store", "record.sqlite")
    assert tolls.code == 1
    assert "E520" in tolls.err


def test_verify_says_where_it_had_to_stop_when_a_report_cannot_be_read_any_more(
    recount: Recount, coded: Path
) -> None:
    assert coded.is_dir()
    with sqlite3.connect("record.sqlite") as connection:
        connection.execute("UPDATE recount_report SET body = '{}'")
    connection.close()
    result = recount("verify")
    assert result.code == 1
    assert "The reports after it were not checked." in result.out
    assert "broken   report r_" in result.out
    assert "2 broken" in result.out


def test_a_broken_log_is_not_signed(recount: Recount, coded: Path) -> None:
    assert coded.is_dir()
    with sqlite3.connect("record.sqlite") as connection:
        connection.execute("UPDATE recount_log_body SET body = '{}' WHERE seq = 2")
    connection.close()
    result = recount("checkpoint", "--new-key", "--key", "key.pem")
    assert result.code == 1
    assert "broken at entry 2" in result.err
    assert result.out == ""
    assert not Path("key.pem").exists()


def test_scope_shows_lists_as_words(recount: Recount, tmp_path: Path) -> None:
    (tmp_path / "scope.toml").write_text('title = "Orlava"\narea = ["Orlava", "Varda"]\n')
    shown = recount("scope", tmp_path / "scope.toml")
    assert shown.code == 0, shown.err
    assert "Orlava, Varda\n" in shown.out


def test_tolls_name_the_incidents_by_the_id_that_other_verbs_ask_for(
    recount: Recount, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_bytes(report_line(STRIKE))
    assert recount("code", "a.jsonl").code == 0
    (incident,) = re.findall(r"\bi_[0-9a-f]+\b", recount("tolls", "--ids").out)
    assert "first report" in recount("tolls", "--history", incident).out.casefold()


def test_what_reports_lack_and_are_warned_of_is_said_when_they_are_taken_in(
    recount: Recount, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f'text,date,source\n"{STRIKE}",2021-05-03,Varda Post\n', encoding="utf-8")
    said = recount("code", "a.csv").err
    assert "warning (1 report): fields not read: date, source" in said
    assert "1 report without a day: give it with --published" in said
    assert "1 report without an outlet: give it with --outlet" in said


def test_a_report_without_an_outlet_is_named_so_where_it_speaks_for_itself(
    recount: Recount, tmp_path: Path
) -> None:
    line = json.dumps(
        {"id": "a", "text": "Shells killed seven people in Varda on Sunday.\n\nThe town is quiet now."}
    )
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    assert recount("code", "a.jsonl", "--published", "2021-05-03").code == 0
    shown = recount("tolls").out
    assert "outlet:" not in shown
    assert "a report whose outlet is not known" in " ".join(shown.split())
