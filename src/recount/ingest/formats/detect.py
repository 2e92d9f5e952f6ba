"""What some bytes are: a format Recount reads, or one it names when it refuses it."""

from __future__ import annotations

import re
from enum import StrEnum

from recount.ingest.formats.encoding import decode
from recount.model import RejectionReason

HEAD = 65_536
"""Bytes looked at."""


class Format(StrEnum):
    """Formats that are read."""

    PLAIN = "text/plain"
    HTML = "text/html"
    JSON_LINES = "application/x-ndjson"
    JSON = "application/json"
    CSV = "text/csv"


_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a WebP, WAV or AVI file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"WARC/", "a WARC archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an Ogg file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"PAR1", "a Parquet file"),
)
_ADVICE = "Recount reads plain text, HTML, JSON Lines and CSV: save the text of the report as one of these."
_EXTENSIONS = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
}
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|article|main)\b", re.I | re.S
)
_HTML_TAG = re.compile(
    rb"</?(?:html|head|body|div|p|article|section|meta|title|span|a|br|h1|h2|ul|li)\b[^<>]*>", re.I
)
_LEAST_TAGS = 3
_JSON_LINE = re.compile(rb'\s*\{\s*["}]')
_JSON_LIST = re.compile(rb"\s*\[\s*[\{\]]")
_BARE_BRACE = re.compile(rb"\s*\{\s*\r?\n")
_SEPARATORS = (",", "\t", ";")
_COLUMNS = frozenset({"id", "doc", "text", "published", "outlet", "language", "url", "title", "file"})
_LEAST_COLUMNS = 2


def find_format(head: bytes, name: str) -> Format | tuple[RejectionReason, str]:
    """Return the format of a file, or why it is none that can be read.

    Args:
        head: the first ``HEAD`` bytes, or all.
        name: of the file; its extension decides between formats that the bytes allow.
    """
    if not head.strip():
        return RejectionReason.EMPTY, "There is nothing in it but white space: check how the file was made."
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return RejectionReason.UNKNOWN_FORMAT, f"It is {what}. {_ADVICE}"
    if head[4:8] == b"ftyp":
        return RejectionReason.UNKNOWN_FORMAT, f"It is an MP4, HEIC or AVIF file. {_ADVICE}"
    if b"\x00" in head and not _is_wide(head):
        return RejectionReason.BINARY, f"It holds NUL bytes, so it is no text. {_ADVICE}"
    format_ = _text_format(head, name)
    if _is_wide(head) and format_ in {Format.JSON_LINES, Format.CSV}:
        return (
            RejectionReason.UNKNOWN_FORMAT,
            "It is a table or JSON Lines in UTF-16 or UTF-32. Save it as UTF-8.",
        )
    return format_


def _is_wide(head: bytes) -> bool:
    """Whether NUL bytes come from UTF-16 or UTF-32 with a byte order mark."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))


def _text_format(head: bytes, name: str) -> Format:
    if _is_wide(head):
        decoded = decode(head[: len(head) - len(head) % 4])
        head = decoded.text.encode("utf-8", "replace") if decoded else head
    head = head.removeprefix(b"\xef\xbb\xbf")
    extension = re.search(r"\.[a-z0-9]+$", name.lower())
    declared = _EXTENSIONS.get(extension[0]) if extension else None
    if _JSON_LIST.match(head) or _BARE_BRACE.match(head):
        return Format.JSON
    if declared is not None:
        return declared
    if _JSON_LINE.match(head):
        return Format.JSON_LINES
    if _HTML_START.match(head) or len(_HTML_TAG.findall(head[:8192])) >= _LEAST_TAGS:
        return Format.HTML
    return Format.CSV if _has_columns(head) else Format.PLAIN


def _has_columns(head: bytes) -> bool:
    line = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return any(
        len(_COLUMNS & set(columns)) >= _LEAST_COLUMNS and {"text", "file"} & set(columns)
        for columns in (split_columns(line, separator) for separator in _SEPARATORS)
    )


def split_columns(line: str, separator: str) -> list[str]:
    """Return the column names of a header line, in lower case, without quotes."""
    return [column.strip().strip('"').strip().casefold() for column in line.split(separator)]


def find_twice(columns: list[str]) -> str | None:
    """Return a column that is read and named twice, ``None`` when there is none: one of the two would be lost."""
    return next((name for name in sorted(_COLUMNS) if columns.count(name) > 1), None)


def find_separator(line: str) -> str:
    """Return the separator under which a header line has the most known columns."""
    return max(_SEPARATORS, key=lambda separator: len(_COLUMNS & set(split_columns(line, separator))))
