"""What fuzzing found, each as the least input that shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recount.cli.deciding import read_decisions
from recount.errors import UsageError
from recount.extract import Extractor
from recount.ingest import Ingested, IngestOptions, read_bytes, read_path
from recount.model import Rejection, RejectionReason
from tests.hostile.promises import ENGLISH, OPTIONS, PROMISES
from tests.hostile.seeds import INDEX

FOUND = {
    # A list in a one-byte encoding with a byte that has no character in it could not be encoded again.
    "json": [b'[{"text": "caf\xe9 \x81"}]', b"[1" + b"0" * 5000 + b"]"],
    # A file name that is too long, or has a NUL in it, is the name of no file.
    "folder": [
        b"file,id\n" + b"x" * 5000 + b",a\n",
        b"file,id\none\x00.txt,a\n",
        b'file,id\n"one.txt"x"\n"',
        b"file,id\n" + b"y" * 200_000 + b",a\n",
        INDEX.encode() + b"deep/../one.txt,,,,,c,\n",
    ],
    # Days the calendar does not reach, and days that no year near the report has.
    "dates": [b"31 December 9999", b"a week after 9999-12-30", b"29 February", b"since 31 December 9999"],
    "extract": [
        b"Seven people were killed on 31 December 9999, two weeks after 30 December 9999.",
        b"At least " + b"9" * 400 + b" people were killed.",
        # One figure reached in two ways for one harm was two claims with one id.
        b"dozens trapped on including seven which died been trapped",
        # In capitals every word may belong to a speaker's name; trying all ways took hours.
        b"5 PEOPLE WERE KILLED IN VARDA." + b" TOLD THE AG" * 40 + b" ON MONDAY 7 WERE WOUNDED.",
    ],
    "plain": [b"Seven people were killed.\n\x00", b"\xff\xfeK", b"\xef\xbb\xbf", b"\x00" * 100],
}


@pytest.mark.parametrize(
    ("target", "data"), [(target, data) for target, inputs in FOUND.items() for data in inputs]
)
def test_a_finding_stays_mended(target: str, data: bytes) -> None:
    PROMISES[target](data)


def read(data: bytes, origin: str, options: IngestOptions = OPTIONS) -> list[Ingested | Rejection]:
    return list(read_bytes(data, origin=origin, options=options))


def refusal(data: bytes, origin: str) -> Rejection:
    (item,) = read(data, origin)
    assert isinstance(item, Rejection)
    return item


@pytest.mark.parametrize(
    ("data", "origin"), [(b"[]", "x.json"), (b"id,text\n", "x.csv"), (b"\n\n{}", "x.csv")]
)
def test_a_file_without_reports_is_counted(data: bytes, origin: str) -> None:
    assert refusal(data, origin).detail


def test_a_field_named_twice_is_refused_for_one_of_the_two_would_be_lost() -> None:
    refused = refusal(b'{"id": "a", "text": "Seven were killed.", "text": "None was killed."}', "x.jsonl")
    assert refused.reason is RejectionReason.MALFORMED
    assert "'text' 2 times" in refused.detail


def test_a_column_named_twice_is_refused() -> None:
    refused = refusal(b"id,text,text\na,Seven were killed.,None was killed.\n", "x.csv")
    assert refused.reason is RejectionReason.MALFORMED
    assert "'text' twice" in refused.detail


def test_a_file_that_the_index_names_twice_is_counted(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Seven people were killed.")
    (tmp_path / "index.csv").write_text("file,outlet\none.txt,Post\n./one.txt,Gazette\n")
    items = list(read_path(tmp_path, options=OPTIONS))
    assert [item.reason for item in items if isinstance(item, Rejection)] == [RejectionReason.MALFORMED]
    assert [item.report.outlet for item in items if isinstance(item, Ingested)] == ["Post"]


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("0000-00-00", RejectionReason.BAD_DATE),
        ("0001-01-01", RejectionReason.BAD_DATE),
        ("0216-10-13", RejectionReason.BAD_DATE),
        ("9999-12-31", RejectionReason.DATE_IN_FUTURE),
    ],
)
def test_a_date_that_no_report_can_have_is_refused(published: str, reason: RejectionReason) -> None:
    line = json.dumps({"text": "Seven people were killed yesterday.", "published": published})
    assert refusal(line.encode(), "x.jsonl").reason is reason


@pytest.mark.parametrize(
    "figure",
    [
        "9" * 20,
        "9" * 400,
        "9" * 5000,
        "12 billion",
        "two million million",
        "1,000,000,000,000",
        "99999999999",
    ],
)
def test_a_figure_greater_than_mankind_is_refused_and_not_read_as_people(figure: str) -> None:
    (item,) = read(f"At least {figure} people were killed in Varda.".encode(), "x.txt", ENGLISH)
    assert isinstance(item, Ingested)
    (refused,) = Extractor().extract(item.report)
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.COUNT_NOT_REREAD
    assert refused.words is not None
    assert refused.words.startswith(figure[:80])


def test_a_row_whose_quote_is_never_closed_is_given_up_in_good_time() -> None:
    data = b'id,text\na,"' + b"\n" * 300_000
    reasons = [item.reason for item in read(data, "x.csv") if isinstance(item, Rejection)]
    assert reasons == [RejectionReason.MALFORMED]


def test_a_ruling_that_says_two_things_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rulings.jsonl"
    path.write_text('{"kind": "accept", "kind": "reject", "reviewer": "r1", "reason": "seen"}\n')
    with pytest.raises(UsageError, match="'kind' 2 times"):
        read_decisions(path, "r1")
