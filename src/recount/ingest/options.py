"""What a reading needs to know, and what it yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recount.model import Report

DEFAULT_MAX_BYTES = 10_000_000
"""A report of news is a few kilobytes; ten megabytes is a page with its pictures inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How to read.

    Attributes:
        published, outlet, url, language: metadata for reports that carry none. For a web page they replace
            what the page says of itself; a record of JSON Lines or CSV keeps its own.
        today: the day against which a date in the future is recognised.
        captured_at: when the bytes are read (UTC); written on every report.
        max_bytes: of one report; a longer one is refused.
        apart: files, resolved, that are no reports though they stand in a folder of them: those of the record.
    """

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    today: date
    captured_at: datetime
    max_bytes: int = DEFAULT_MAX_BYTES
    apart: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """A report and the exact bytes it was read from."""

    report: Report
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a format's reader found in some bytes, before it becomes a report.

    Attributes:
        data: the exact bytes.
        text: as received.
        published … title: metadata that came with the bytes.
        warnings: what a reader of the report should know about how the bytes were read.
    """

    data: bytes
    media_type: str
    origin: str
    text: str
    external_id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: date | None = None
    warnings: tuple[str, ...] = ()
