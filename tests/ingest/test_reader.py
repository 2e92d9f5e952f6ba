from __future__ import annotations

import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import InputError, UsageError
from recount.ingest import Ingested, IngestOptions, read_bytes, read_path, read_stream
from recount.model import PUBLISHED, Rejection, RejectionReason, Report, sha256_hex
from recount.text.normalise import to_received

TEXT = (
    "Bomb kills nine in Sahr\n\nA bomb in the market of Sahr killed nine people on Thursday, the police said."
)
NOW = datetime(2016, 10, 14, 12, tzinfo=UTC)


def options(**changes: object) -> IngestOptions:
    fields: dict[str, Any] = {"today": date(2016, 10, 14), "captured_at": NOW, **changes}
    return IngestOptions(**fields)


def read(data: bytes, origin: str = "x.txt", **changes: object) -> list[Ingested | Rejection]:
    return list(read_bytes(data, origin=origin, options=options(**changes)))


def report_of(data: bytes, origin: str = "x.txt", **changes: object) -> Report:
    (item,) = read(data, origin, **changes)
    assert isinstance(item, Ingested), item
    assert item.data == data.rstrip(b"\n") or origin.endswith((".txt", ".html"))
    assert item.report.capture.sha256 == sha256_hex(item.data)
    return item.report


def refusal_of(data: bytes, origin: str = "x.txt", **changes: object) -> Rejection:
    (item,) = read(data, origin, **changes)
    assert isinstance(item, Rejection), item
    assert item.detail.endswith(".")
    return item


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_a_text_file_becomes_a_report_with_its_exact_bytes() -> None:
    data = TEXT.encode()
    (item,) = read(data, "x.txt", published=date(2016, 10, 13), outlet="Norland Times")
    assert isinstance(item, Ingested)
    report = item.report
    assert item.data == data
    assert (report.capture.sha256, report.capture.size) == (sha256_hex(data), len(data))
    assert (report.capture.media_type, report.capture.origin) == ("text/plain", "x.txt")
    assert report.capture.captured_at == NOW
    assert (report.title, report.outlet) == ("Bomb kills nine in Sahr", "Norland Times")
    assert (report.language, report.published) == ("en", date(2016, 10, 13))
    assert report.text_sha256 == sha256_hex(report.text.encode())


def test_the_same_bytes_give_the_same_report() -> None:
    assert read(TEXT.encode()) == read(TEXT.encode())


def test_metadata_are_part_of_the_identity() -> None:
    first = report_of(TEXT.encode(), outlet="Norland Times")
    second = report_of(TEXT.encode(), outlet="Orva Post")
    assert first.id != second.id


def test_a_record_of_json_lines_keeps_its_metadata_and_names_what_is_not_read() -> None:
    data = line(doc="r1", text=TEXT, published="2016-10-13T08:00:00+03:00", outlet="A", url="u", mood="grim")
    report = report_of(data, "x.jsonl", outlet="B", published=date(2016, 1, 1))
    assert (report.external_id, report.outlet, report.url) == ("r1", "A", "u")
    assert report.published == date(2016, 10, 13)
    assert "fields not read: mood" in report.warnings


def test_a_record_without_metadata_takes_those_of_the_options() -> None:
    report = report_of(line(id=7, text=TEXT, outlet=None), "-", outlet="B", published=date(2016, 10, 13))
    assert (report.external_id, report.outlet, report.published) == ("7", "B", date(2016, 10, 13))


def test_the_received_text_is_kept_and_spans_map_back_to_it() -> None:
    received = "Sahr:\u00a0 at\u00a0least\u200b 84 killed in the market, the police said."
    report = report_of(line(text=received), "x.jsonl")
    start = report.text.index("at least 84")
    first, last = to_received(report.offsets, start, start + 11)
    assert report.received_text == received
    assert received[first:last] == "at\u00a0least\u200b 84"


def test_one_malformed_line_is_one_rejection_and_the_rest_goes_on() -> None:
    data = b"\n".join([line(id="a", text=TEXT), b'{"id": "b", "text"', b"", line(id="c", text=TEXT)])
    first, second, third = read(data, "x.jsonl")
    assert isinstance(first, Ingested)
    assert isinstance(second, Rejection)
    assert (second.reason, second.origin) == (RejectionReason.MALFORMED, "x.jsonl, line 2")
    assert isinstance(third, Ingested)
    assert third.report.capture.origin == "x.jsonl, line 4"


@pytest.mark.parametrize(
    ("fields", "reason", "words"),
    [
        ({"id": "a"}, RejectionReason.MISSING_FIELD, "no field 'text'"),
        ({"id": "a", "body": TEXT}, RejectionReason.MISSING_FIELD, "id, body"),
        ({"text": 12}, RejectionReason.MISSING_FIELD, "a number"),
        ({"text": TEXT, "outlet": ["A"]}, RejectionReason.MALFORMED, "'outlet' is a list"),
        ({"text": TEXT, "published": "13 October"}, RejectionReason.BAD_DATE, "2016-10-13"),
        ({"text": TEXT, "published": 20161013}, RejectionReason.BAD_DATE, "2016-10-13"),
        ({"text": TEXT, "published": "2016-02-30"}, RejectionReason.BAD_DATE, "2016-02-30"),
        ({"text": TEXT, "published": "2099-01-01"}, RejectionReason.DATE_IN_FUTURE, "2099-01-01"),
        ({"text": " \n "}, RejectionReason.NO_TEXT, "white space"),
        ({"text": ""}, RejectionReason.NO_TEXT, "white space"),
    ],
)
def test_a_record_that_is_no_report_says_why(
    fields: dict[str, Any], reason: RejectionReason, words: str
) -> None:
    data = line(**fields)
    refusal = refusal_of(data, "x.jsonl")
    assert refusal.reason is reason
    assert words in refusal.detail
    assert refusal.capture_sha256 == sha256_hex(data)


@pytest.mark.parametrize("data", [b"[1, 2]", b'"text"', b"12", b"{" * 3000, b'{"a": ' * 3000])
def test_json_that_is_no_record_is_malformed(data: bytes) -> None:
    assert refusal_of(b" " + data, "x.jsonl").reason is RejectionReason.MALFORMED


def test_a_lone_surrogate_is_replaced_and_said() -> None:
    report = report_of(b'{"text": "A bomb killed nine \\ud800 people in the town of Sahr."}', "x.jsonl")
    assert "nine \ufffd people" in report.text
    assert len(report.received_text) == len("A bomb killed nine x people in the town of Sahr.")
    assert any("surrogates" in warning for warning in report.warnings)


def test_a_report_of_tomorrow_is_read_and_one_of_the_day_after_is_not() -> None:
    assert report_of(TEXT.encode(), published=date(2016, 10, 15)).published == date(2016, 10, 15)
    assert refusal_of(TEXT.encode(), published=date(2016, 10, 16)).reason is RejectionReason.DATE_IN_FUTURE


def test_a_text_that_dates_itself_in_the_future_is_refused_or_that_date_is_not_used() -> None:
    data = (
        b"Bomb kills nine in Sahr\n\nPublished January 1 2099 A bomb killed nine people in Sahr, police said."
    )
    assert refusal_of(data).reason is RejectionReason.DATE_IN_FUTURE
    report = report_of(data, published=date(2016, 10, 13))
    assert (report.text_date, report.reference_date) == (None, date(2016, 10, 13))
    assert any("2099-01-01" in warning for warning in report.warnings)


def test_the_date_of_the_text_beats_a_contradicting_date_of_the_metadata() -> None:
    data = b"Bomb kills nine in Sahr\n\nThu Oct 13 2016 A bomb killed nine people in Sahr, police said."
    report = report_of(data, published=date(2015, 1, 1))
    assert report.reference_date == date(2016, 10, 13)
    assert any("2015-01-01" in warning for warning in report.warnings)
    assert report_of(data, published=date(2016, 10, 14)).warnings == ()


def test_the_date_of_a_caption_never_dates_the_report() -> None:
    caption = "Smoke rises over Sahr. (File photo by AFP, October 11, 2016)"
    report = report_of(
        f"{TEXT}\n\n{caption}\n\nTwo people fled to Orva.".encode(), published=date(2016, 10, 13)
    )
    assert report.text_date is None


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", RejectionReason.EMPTY, "white space"),
        (b" \n\t ", RejectionReason.EMPTY, "white space"),
        (b"%PDF-1.7 ...", RejectionReason.UNKNOWN_FORMAT, "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", RejectionReason.UNKNOWN_FORMAT, "PNG"),
        (b"\xff\xd8\xff\xe0\x00", RejectionReason.UNKNOWN_FORMAT, "JPEG"),
        (b"PK\x03\x04\x14\x00", RejectionReason.UNKNOWN_FORMAT, "ZIP"),
        (b"\x00\x00\x00\x18ftypmp42", RejectionReason.UNKNOWN_FORMAT, "MP4"),
        (b"nine\x00died", RejectionReason.BINARY, "NUL"),
        ('{"id": "a", "text": "Sahr"}\n'.encode("utf-16"), RejectionReason.UNKNOWN_FORMAT, "UTF-8"),
        (b"\x01\x02\x03\x04\x05\x06\x0e\x0f" * 20, RejectionReason.UNDECODABLE, "encoding"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, reason: RejectionReason, words: str) -> None:
    refusal = refusal_of(data, "x")
    assert refusal.reason is reason
    assert words in refusal.detail
    assert refusal.capture_sha256 == sha256_hex(data)


def test_a_report_longer_than_allowed_is_refused() -> None:
    refusal = refusal_of(b"nine people died " * 100, max_bytes=1000)
    assert (refusal.reason, refusal.capture_sha256) == (RejectionReason.TOO_LARGE, None)


def test_a_line_longer_than_allowed_is_skipped_and_the_rest_goes_on() -> None:
    data = b"\n".join([line(id="a", text=TEXT), line(id="b", text="x" * 300_000), line(id="c", text=TEXT)])
    items = read(data, "x.jsonl", max_bytes=1000)
    assert [type(item) for item in items] == [Ingested, Rejection, Ingested]
    assert isinstance(items[1], Rejection)
    assert items[1].reason is RejectionReason.TOO_LARGE


class Endless(io.RawIOBase):
    """A stream of lines that never holds more than one and knows how far it was read."""

    def __init__(self, line: bytes, count: int) -> None:
        self._line, self._left, self.read_bytes = line, count, 0

    def read(self, size: int = -1) -> bytes:
        if self._left == 0:
            return b""
        assert size > 0, "the whole stream was asked for at once"
        number = max(1, min(self._left, size // len(self._line)))
        self._left -= number
        self.read_bytes += number * len(self._line)
        return self._line * number


def test_a_stream_of_json_lines_is_read_line_by_line() -> None:
    stream = Endless(line(id="a", text="Sahr.") + b"\n", 200_000)
    items = read_stream(stream, origin="-", options=options())  # type: ignore[arg-type]
    for _ in range(3):
        next(items)
    assert stream.read_bytes <= 3 * 65_536


def test_a_first_line_that_arrives_alone_is_not_waited_for() -> None:
    class Pipe(io.BytesIO):
        def read1(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - as much as one writer wrote
            return self.readline()

    pipe = Pipe(line(id="a", text=TEXT) + b"\n" + line(id="b", text=TEXT) + b"\n")
    next(read_stream(pipe, origin="-", options=options()))
    assert pipe.tell() <= 2 * len(line(id="a", text=TEXT)) + 2


def test_a_json_file_may_hold_one_report_or_a_list() -> None:
    one = json.dumps({"id": "a", "text": TEXT}, indent=2).encode()
    assert report_of(one, "x.json").external_id == "a"
    many = json.dumps([{"id": "a", "text": TEXT}, {"id": "b"}, {"id": "c", "text": TEXT}]).encode()
    first, second, third = read(many, "x.json")
    assert isinstance(first, Ingested)
    assert first.data == line(id="a", text=TEXT)
    assert isinstance(second, Rejection)
    assert isinstance(third, Ingested)


def test_a_json_list_that_breaks_off_keeps_what_came_before() -> None:
    data = json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]).encode()[:-20]
    first, second = read(data, "x.json")
    assert isinstance(first, Ingested)
    assert isinstance(second, Rejection)
    assert second.reason is RejectionReason.MALFORMED


def test_a_folder_is_read_in_sorted_order_with_the_metadata_of_its_index(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / ".hidden").write_text(TEXT, encoding="utf-8")
    (tmp_path / "index.csv").write_text(
        "file,outlet,published,url,id,title\nb.txt,Norland Times,2016-10-13,u,r1,Sahr\n"
        "sub/a.txt,Orva Post,,,,\nlost.txt,A,,,,\n../up.txt,A,,,,\nb.txt,A,soon,,,\n",
        encoding="utf-8",
    )
    items = list(read_path(tmp_path, options=options()))
    reports = [item.report for item in items if isinstance(item, Ingested)]
    assert [report.capture.origin for report in reports] == ["b.txt", "sub/a.txt"]
    assert (reports[0].outlet, reports[0].published) == ("Norland Times", date(2016, 10, 13))
    assert (reports[0].external_id, reports[0].title, reports[0].url) == ("r1", "Sahr", "u")
    assert reports[1].outlet == "Orva Post"
    refused = {item.origin: item.reason for item in items if isinstance(item, Rejection)}
    assert refused == {
        "index.csv, line 4": RejectionReason.MISSING_FIELD,
        "index.csv, line 5": RejectionReason.MISSING_FIELD,
        "index.csv, line 6": RejectionReason.BAD_DATE,
        "c.pdf": RejectionReason.UNKNOWN_FORMAT,
    }


def test_what_recount_wrote_into_a_folder_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    record = tmp_path / "record.sqlite"
    record.write_bytes(b"SQLite format 3\0")
    pages = tmp_path / "out" / "site" / "reports"
    pages.mkdir(parents=True)
    (pages / "r_1.html").write_text(TEXT, encoding="utf-8")
    (pages.parent / PUBLISHED).write_text("{}", encoding="utf-8")
    (item,) = read_path(tmp_path, options=options(apart=frozenset({record.resolve()})))
    assert isinstance(item, Ingested)
    assert item.report.capture.origin == "a.txt"
    (refused,) = read_path(pages.parent, options=options())
    assert isinstance(refused, Rejection)
    assert "Recount published this folder" in refused.detail


def test_a_file_that_the_index_does_not_name_is_read_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "index.csv").write_text("file,outlet\n", encoding="utf-8")
    (item,) = read_path(tmp_path, options=options())
    assert isinstance(item, Ingested)
    assert item.report.warnings == ("not named in index.csv",)


def test_what_is_no_file_in_a_folder_is_a_rejection_and_the_files_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("", "below", ".hidden"):
        (folder / name).mkdir()
    (folder / "below" / "a.txt").write_text(TEXT)
    os.mkfifo(folder / "below" / "pipe")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "same.txt").symlink_to(folder / "below" / "a.txt")
    os.mkfifo(folder / ".hidden" / "pipe")
    items = list(read_path(folder, options=options()))
    refused = {item.origin: item for item in items if isinstance(item, Rejection)}
    assert sorted(refused) == ["below/pipe", "circle", "gone.txt"]
    assert "pipe" in refused["below/pipe"].detail
    assert "link to a folder" in refused["circle"].detail
    assert "leads to no file" in refused["gone.txt"].detail
    assert [item.report.capture.origin for item in items if isinstance(item, Ingested)] == [
        "below/a.txt",
        "same.txt",
    ]


def test_a_path_that_does_not_exist_is_a_mistake_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        list(read_path(tmp_path / "none", options=options()))


def test_a_path_that_is_no_file_is_an_input_error() -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        list(read_path(Path("/dev/null/none"), options=options()))


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    items = read(data, "x")
    assert len(items) >= 1
    for item in items:
        if isinstance(item, Ingested):
            item.report.text.encode("utf-8")
            item.report.received_text.encode("utf-8")


@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "published", "outlet", "title", "x"]), st.text(max_size=60)
    )
)
def test_any_record_is_a_report_or_a_rejection(fields: dict[str, str]) -> None:
    (item,) = read(line(**fields), "x.jsonl")
    assert isinstance(item, Ingested | Rejection)
