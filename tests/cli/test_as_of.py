"""``--as-of`` on the verbs that show a record, and its refusal by those that write."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recount.cli.main import app
from tests.cli.conftest import LATER, STRIKE, Recount, report_line

SHOWING = {"status", "tolls", "gradings", "prove", "publish", "verify", "log", "scope"}
VERBS = sorted(command.callback.__name__ for command in app.registered_commands if command.callback)


@pytest.fixture
def moment(recount: Recount, tmp_path: Path) -> str:
    """Make a record that grows; return the moment between its first report and its second."""
    (tmp_path / "first.jsonl").write_bytes(report_line(STRIKE))
    (tmp_path / "record.toml").write_text('title = "Varda"\npolicy = "range"\n')
    assert recount("code", "first.jsonl", "--scope", "record.toml").code == 0
    between = datetime.now(UTC).isoformat()
    (tmp_path / "second.jsonl").write_bytes(report_line(LATER, doc="b", published="2021-05-04"))
    (tmp_path / "record.toml").write_text('title = "Varda and Upper Varda"\npolicy = "lowest"\n')
    assert recount("code", "second.jsonl", "--scope", "record.toml").code == 0
    return between


def test_a_record_is_shown_as_it_was_known(recount: Recount, moment: str) -> None:
    now, then = recount("status").out, recount("status", "--as-of", moment).out
    assert now.startswith("Varda and Upper Varda (")
    assert then.startswith("Varda (")
    assert re.search(r"^As known on .* UTC\.$", then, re.M)
    assert "reports     2" in now
    assert "reports     1 (0 not coded yet)" in then
    assert "by policy range," in then
    assert "policy         range" in recount("scope", "--as-of", moment).out
    assert len(recount("log", "--as-of", moment).lines) < len(recount("log").lines)


def test_tolls_and_proofs_of_then_do_not_know_what_came_later(recount: Recount, moment: str) -> None:
    assert re.search(r"Killed +9 ", recount("tolls").out)
    then = recount("tolls", "--as-of", moment).out
    assert then.startswith("As known on ")
    assert re.search(r"Killed +7 ", then)
    proved = [
        json.loads(recount("prove", "--json", *option).out)["recorded"]
        for option in ((), ("--as-of", moment))
    ]
    assert [item["low"] for item in proved] == [9, 7]


def test_the_site_and_the_files_of_then_hold_nothing_that_came_later(recount: Recount, moment: str) -> None:
    done = recount("publish", "then", "--as-of", moment)
    assert done.code == 0
    assert "As known on" in done.err
    pages = [path.read_text(encoding="utf-8") for path in Path("then").rglob("*.html")]
    assert all("As known on" in page for page in pages)
    assert not any("rises to nine" in page or "Upper Varda" in page for page in pages)
    reports = Path("then/data/reports.csv").read_text(encoding="utf-8")
    assert len(reports.splitlines()) == 2
    assert recount("publish", "now").code == 0
    assert any("rises to nine" in path.read_text(encoding="utf-8") for path in Path("now").rglob("*.html"))


def test_the_site_of_then_is_the_site_that_was_published_then(recount: Recount, tmp_path: Path) -> None:
    (tmp_path / "first.jsonl").write_bytes(report_line(STRIKE))
    assert recount("code", "first.jsonl", "--site", "made_then").code == 0
    between = datetime.now(UTC).isoformat()
    (tmp_path / "second.jsonl").write_bytes(report_line(LATER, doc="b", published="2021-05-04"))
    assert recount("code", "second.jsonl", "--site", "now").code == 0
    assert recount("publish", "of_then", "--as-of", between).code == 0

    def content(folder: str) -> dict[str, str]:
        """Pages and tables, without what says when they were made and as of when."""
        marks = re.compile(r'<p class="known">.*?</p>|\d+ \w+ \d{4}, \d\d:\d\d UTC')
        return {
            path.relative_to(folder).as_posix(): marks.sub("", path.read_text(encoding="utf-8")).replace(
                "\n\n", "\n"
            )
            for path in Path(folder).rglob("*")
            if path.suffix in {".html", ".csv", ".jsonl"}
        }

    assert content("of_then") == content("made_then")
    assert content("of_then") != content("now")


def test_a_decision_is_known_from_when_it_was_recorded(recount: Recount, moment: str, tmp_path: Path) -> None:
    claim = re.search(r"c_\w+", (tmp_path / "site/data/claims.csv").read_text(encoding="utf-8"))
    assert claim is not None
    long_ago = {"kind": "reject", "claim": claim[0], "reason": "Not a toll.", "decided_at": "2021-05-05"}
    (tmp_path / "rulings.jsonl").write_text(json.dumps(long_ago))
    assert recount("decide", "rulings.jsonl", "--reviewer", "Ada").code == 0
    assert "decisions   1" in recount("status").out
    assert "decisions   0" in recount("status", "--as-of", moment).out


def test_verify_looks_at_the_record_of_then(recount: Recount, moment: str) -> None:
    done = recount("verify", "--as-of", moment)
    assert done.code == 0
    assert "1 report, " in done.out


def test_the_history_of_a_toll_has_both_times(recount: Recount, moment: str) -> None:
    incident = re.search(r"^i_\w+", recount("gradings").out, re.M)
    assert incident is not None
    said = recount("tolls", "--history", incident[0]).out
    assert re.search(r"Killed +3 May 2021 +7 +first report", said)
    assert re.search(r"Killed +4 May 2021 +9 ", said)
    assert re.search(r"Killed +\d+ \w+ \d{4}, \d\d:\d\d UTC +7 +first recorded", said)
    assert re.search(r"UTC +9 +another policy made it", said)
    then = recount("tolls", "--history", incident[0], "--as-of", moment).out
    assert "4 May 2021" not in then
    assert recount("tolls", "--history", "i_none").code == 2


@pytest.mark.parametrize("verb", sorted(set(VERBS) - SHOWING))
def test_a_verb_that_works_on_the_record_as_it_stands_refuses_in_plain_words(
    recount: Recount, verb: str
) -> None:
    needed = {"code": ["x"], "ingest": ["x"], "checkpoint": ["--key", "k"], "invite": ["viewer"]}
    done = recount(verb, *needed.get(verb, []), "--as-of", "2021-05-03")
    assert done.code == 2
    assert f"'recount {verb}' works on the record as it stands." in done.err
    assert not Path("record.sqlite").exists()


def test_a_scope_is_not_set_in_the_past(recount: Recount, moment: str) -> None:
    done = recount("scope", "record.toml", "--as-of", moment)
    assert done.code == 2
    assert "the scope of then is not set anew" in done.err


@pytest.mark.parametrize("verb", sorted(SHOWING - {"log", "publish"}))
def test_every_verb_says_with_its_result_as_of_when_it_speaks(
    recount: Recount, moment: str, verb: str
) -> None:
    assert re.search(
        r"^As known on \d+ \w+ \d{4}, \d\d:\d\d UTC\.$", recount(verb, "--as-of", moment).out, re.M
    )
    assert "As known" not in recount(verb).out
    today = datetime.now(UTC).date()
    assert f"As known on {today.day} {today:%B %Y}." in recount(verb, "--as-of", today.isoformat()).out


def test_a_proof_in_json_says_as_of_when_it_holds(recount: Recount, moment: str) -> None:
    [line] = recount("prove", "--json", "--as-of", moment).lines
    assert datetime.fromisoformat(line["known_at"]) == datetime.fromisoformat(moment)
    assert recount("prove", "--json").lines[0]["known_at"] is None


@pytest.mark.usefixtures("moment")
@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("noon", "neither a day nor a time"),
        ((datetime.now(UTC) + timedelta(days=2)).date().isoformat(), "has not come yet"),
    ],
)
def test_a_moment_that_is_none_is_refused(recount: Recount, when: str, words: str) -> None:
    done = recount("status", "--as-of", when)
    assert done.code == 2
    assert words in done.err


def test_a_store_older_than_its_history_says_from_when_it_is_exact(recount: Recount, moment: str) -> None:
    with sqlite3.connect("record.sqlite") as connection:
        connection.execute(
            "INSERT INTO recount_meta VALUES ('history_exact_from', ?)", (datetime.now(UTC).isoformat(),)
        )
    connection.close()
    done = recount("tolls", "--as-of", moment)
    assert "The history of this record is exact from 20" in done.err
    assert recount("publish", "then", "--as-of", moment).code == 0
    assert "The history of this record is exact from" in Path("then/map.html").read_text(encoding="utf-8")
    assert "exact from" not in recount("tolls").err


@pytest.mark.parametrize("verb", ["tolls", "status", "gradings"])
@pytest.mark.usefixtures("moment")
def test_a_day_before_the_record_began_is_refused_not_shown_as_empty(recount: Recount, verb: str) -> None:
    result = recount(verb, "--as-of", "2021-05-03")
    assert result.code == 2
    assert "nothing was known on 2021-05-03: the record begins on " in result.err
    assert recount("publish", "site-of-then", "--as-of", "2021-05-03").code == 2
    assert not Path("site-of-then").exists()
