"""Bytes of one report, split off from a file but not looked into yet."""

from __future__ import annotations

from dataclasses import dataclass

from recount.ingest.formats.detect import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes and what they are; a ``JSON_LINES`` piece is one line, a ``JSON`` piece one object."""

    data: bytes
    origin: str
    format: Format
