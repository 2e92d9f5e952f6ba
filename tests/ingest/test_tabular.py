from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Rejection, RejectionReason

TEXT = "A bomb in the market of Sahr killed nine people on Thursday, the police said."


def read(data: str, *, encoding: str = "utf-8", max_bytes: int = 10_000) -> list[Ingested | Rejection]:
    options = IngestOptions(
        today=date(2016, 10, 14), captured_at=datetime(2016, 10, 14, tzinfo=UTC), max_bytes=max_bytes
    )
    return list(read_bytes(data.encode(encoding), origin="x.csv", options=options))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_is_a_report(separator: str, end: str) -> None:
    header = separator.join(["ID", "Text", "published", "outlet"])
    row = separator.join(["r1", f'"{TEXT}"', "2016-10-13", "Norland Times"])
    (item,) = read(f"\ufeff{header}{end}{row}{end}")
    assert isinstance(item, Ingested)
    report = item.report
    assert (report.external_id, report.text, report.outlet) == ("r1", TEXT, "Norland Times")
    assert (report.published, report.capture.media_type) == (date(2016, 10, 13), "text/csv")
    assert report.capture.origin == "x.csv, line 2"


def test_the_bytes_of_a_report_are_the_header_and_its_row() -> None:
    rows = ['r1,"A bomb\nkilled nine, they say."\n', "r2,Ten died in Sahr.\n"]
    first, second = read("id,text\n" + "".join(rows))
    assert isinstance(first, Ingested)
    assert isinstance(second, Ingested)
    assert first.data.decode() == "id,text\n" + rows[0]
    assert second.data.decode() == "id,text\n" + rows[1]
    assert second.report.capture.origin == "x.csv, line 4"


def test_a_missing_column_is_named() -> None:
    (item,) = read("id,body,outlet\nr1,Nine died.,A\n")
    assert isinstance(item, Rejection)
    assert item.reason is RejectionReason.MISSING_FIELD
    assert "no column 'text'; it has id, body, outlet" in item.detail


def test_a_row_of_the_wrong_width_is_refused_and_the_rest_goes_on() -> None:
    items = read(f"id,text\nr1,Nine died, they say.\n\nr2,{TEXT.replace(',', '')}\n")
    assert [type(item) for item in items] == [Rejection, Ingested]
    assert isinstance(items[0], Rejection)
    assert items[0].reason is RejectionReason.MALFORMED
    assert "3 cells" in items[0].detail


def test_a_quote_that_is_never_closed_does_not_swallow_memory() -> None:
    items = read('id,text\nr1,"Nine died.\n' + "and more\n" * 5000, max_bytes=1000)
    assert [item.reason for item in items if isinstance(item, Rejection)] == [
        RejectionReason.TOO_LARGE,
        RejectionReason.MALFORMED,
    ]


def test_a_long_cell_is_read() -> None:
    (item,) = read(f'id,text\nr1,"{"Nine people died in Sahr. " * 8000}"\n', max_bytes=1_000_000)
    assert isinstance(item, Ingested)


def test_another_encoding_is_read_with_a_warning() -> None:
    (item,) = read("id,text\nr1,Sahr’s mayor said nine people died in the town.\n", encoding="cp1252")
    assert isinstance(item, Ingested)
    assert "Sahr’s" in item.report.text
    assert item.report.warnings


def test_a_header_alone_holds_no_report_and_that_is_said() -> None:
    (item,) = read("id,text\n")
    assert isinstance(item, Rejection)
    assert item.reason is RejectionReason.EMPTY
