"""Reports made for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import Report

OPTIONS = IngestOptions(
    today=date(2016, 10, 14), captured_at=datetime(2016, 10, 14, 12, tzinfo=UTC), language="en"
)


def make_report(text: str) -> Report:
    """Read a plain text as a report."""
    (item,) = read_bytes(text.encode("utf-8"), origin="made.txt", options=OPTIONS)
    assert isinstance(item, Ingested)
    return item.report
