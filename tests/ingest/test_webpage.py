from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Rejection, RejectionReason, SegmentKind

FIRST = "A bomb in a crowded market in the town of Sahr killed nine people on Thursday, police said."
SECOND = "Another twelve were wounded, two of them children, the town’s hospital said later that day."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Bomb kills nine in Sahr - Norland Times</title>
<meta property="og:site_name" content="Norland Times">
<meta property="article:published_time" content="2016-10-13T08:00:00+03:00">
<link rel="canonical" href="https://norland.example/a/1"></head>
<body><nav><a href="/">Home</a><a href="/n">News</a></nav><article><h1>Bomb kills nine in Sahr</h1>
<p>{FIRST}</p><p>{SECOND}</p></article><footer>Copyright 2016 Norland Times</footer></body></html>"""


def read(data: bytes, origin: str = "x.html", **changes: object) -> Ingested | Rejection:
    fields: dict[str, Any] = {
        "today": date(2016, 10, 14),
        "captured_at": datetime(2016, 10, 14, tzinfo=UTC),
        **changes,
    }
    (item,) = read_bytes(data, origin=origin, options=IngestOptions(**fields))
    return item


def test_a_page_gives_text_title_date_site_and_address() -> None:
    item = read(PAGE.encode())
    assert isinstance(item, Ingested)
    report = item.report
    assert report.text == f"Bomb kills nine in Sahr\n\n{FIRST}\n\n{SECOND}"
    assert (report.title, report.outlet) == ("Bomb kills nine in Sahr", "Norland Times")
    assert (report.published, report.url) == (date(2016, 10, 13), "https://norland.example/a/1")
    assert report.capture.media_type == "text/html"
    assert report.segments[0].kind is SegmentKind.HEADLINE
    assert item.data == PAGE.encode()


def test_what_the_user_says_replaces_what_the_page_says() -> None:
    item = read(PAGE.encode(), outlet="Orva Post", published=date(2016, 10, 12), url="u")
    assert isinstance(item, Ingested)
    assert (item.report.outlet, item.report.published, item.report.url) == (
        "Orva Post",
        date(2016, 10, 12),
        "u",
    )


def test_a_page_is_known_by_its_bytes() -> None:
    assert isinstance(read(PAGE.encode(), origin="-"), Ingested)


def test_the_encoding_a_page_declares_is_used() -> None:
    item = read(PAGE.replace("utf-8", "windows-1252").encode("cp1252"))
    assert isinstance(item, Ingested)
    assert "town’s" in item.report.text


@pytest.mark.parametrize("share", [0.95, 0.8])
def test_half_a_page_is_read_as_far_as_it_goes(share: float) -> None:
    data = PAGE.encode()[: int(len(PAGE) * share)]
    item = read(data)
    assert isinstance(item, Ingested)
    assert FIRST in item.report.text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!DOCTYPE html><html><head><title>Sahr</title>", "<html><body><img src=x>"]
)
def test_a_page_without_running_text_is_refused(page: str) -> None:
    item = read(page.encode())
    assert isinstance(item, Rejection)
    assert item.reason is RejectionReason.NO_TEXT


def test_a_page_dated_in_the_future_is_refused() -> None:
    item = read(PAGE.replace("2016-10-13", "2099-01-01").encode())
    assert isinstance(item, Rejection)
    assert item.reason is RejectionReason.DATE_IN_FUTURE


def test_characters_that_markup_may_not_hold_do_not_break_it() -> None:
    item = read(PAGE.replace("crowded", "crow\x08ded").encode())
    assert isinstance(item, Ingested)
