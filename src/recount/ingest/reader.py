"""Bytes, streams, files and folders, split into pieces; and read, to reports and rejections."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from recount.errors import InputError, UsageError
from recount.ingest.formats.detect import HEAD, Format, find_format
from recount.ingest.formats.folder import Listing, list_folder
from recount.ingest.formats.jsonlines import split_json_document, split_json_lines
from recount.ingest.formats.lines import ByteLines
from recount.ingest.formats.raw import Raw
from recount.ingest.formats.tabular import read_csv
from recount.ingest.options import Draft, Ingested, IngestOptions
from recount.ingest.pieces import Piece, read_piece
from recount.ingest.refusal import refuse, refuse_too_large
from recount.model import Rejection, RejectionReason


def split_path(path: Path, *, options: IngestOptions) -> Iterator[Piece | Rejection]:
    """Split a file, or a folder with all it holds, in sorted order.

    A folder of text files may hold an ``index.csv`` with the columns file, outlet, published, url, language,
    id, title: metadata for the files it names. Hidden files, the record's own and what Recount published are
    left out.

    Raises:
        UsageError: the path does not exist.
        InputError: the file cannot be opened (in a folder that is a rejection, and reading goes on).
    """
    if path.is_dir():
        yield from _split_folder(path, options)
        return
    try:
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist.", next_move="Check the path.") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened: {error.strerror}.", next_move="Check that you may read it."
        ) from error
    with stream:
        yield from split_stream(stream, origin=path.name, options=options)


def split_stream(stream: BinaryIO, *, origin: str, options: IngestOptions) -> Iterator[Piece | Rejection]:
    """Split a stream of any format; JSON Lines and CSV in bounded memory.

    Args:
        stream: binary, read from where it stands.
        origin: file name, URL or "-"; its extension helps to tell formats apart.
        options: as for all.
    """
    lines = ByteLines(stream, max_bytes=options.max_bytes)
    head = lines.peek_line(HEAD)
    if len(head) >= HEAD and not head.strip():
        head = lines.peek(options.max_bytes).lstrip()[:HEAD]  # a long margin is no empty file
    found = find_format(head, origin)
    if not isinstance(found, Format):
        yield refuse(*found, origin=origin, data=lines.rest())
        return
    is_empty = True
    for item in _split(lines, found, origin, options.max_bytes):
        is_empty = False
        yield item if isinstance(item, Rejection) else Piece(content=item, options=options)
    if is_empty:
        detail = "There is no report in it: no line, row or member. Check how the file was made."
        yield refuse(RejectionReason.EMPTY, detail, origin=origin, data=None)


def read_path(path: Path, *, options: IngestOptions) -> Iterator[Ingested | Rejection]:
    """Split a file or folder and read the pieces here; as ``split_path``."""
    return _read(split_path(path, options=options))


def read_stream(stream: BinaryIO, *, origin: str, options: IngestOptions) -> Iterator[Ingested | Rejection]:
    """Split a stream and read the pieces here; as ``split_stream``."""
    return _read(split_stream(stream, origin=origin, options=options))


def read_bytes(data: bytes, *, origin: str, options: IngestOptions) -> Iterator[Ingested | Rejection]:
    """Read bytes already in memory, of any format."""
    return read_stream(io.BytesIO(data), origin=origin, options=options)


def _read(items: Iterable[Piece | Rejection]) -> Iterator[Ingested | Rejection]:
    for item in items:
        yield item if isinstance(item, Rejection) else read_piece(item)


def _split(
    lines: ByteLines, format_: Format, origin: str, max_bytes: int
) -> Iterator[Raw | Draft | Rejection]:
    if format_ is Format.JSON_LINES:
        yield from split_json_lines(lines, origin=origin, max_bytes=max_bytes)
    elif format_ is Format.CSV:
        yield from read_csv(lines, origin=origin, max_bytes=max_bytes)
    elif (data := lines.rest()) is None:
        yield refuse_too_large(max_bytes, origin=origin)
    elif format_ is Format.JSON:
        yield from split_json_document(data, origin=origin)
    else:
        yield Raw(data=data, origin=origin, format=format_)


def _split_folder(folder: Path, options: IngestOptions) -> Iterator[Piece | Rejection]:
    for listing in list_folder(folder, options.apart):
        if isinstance(listing, Rejection):
            yield listing
        else:
            yield from _split_listed(listing, options)


def _split_listed(listing: Listing, options: IngestOptions) -> Iterator[Piece | Rejection]:
    try:
        with listing.path.open("rb") as stream:
            for item in split_stream(stream, origin=listing.origin, options=listing.applied_to(options)):
                yield item if isinstance(item, Rejection) else replace(item, listing=listing)
    except OSError as error:
        detail = f"The file cannot be read: {error.strerror}. Check that you may read it."
        yield refuse(RejectionReason.INTERNAL_ERROR, detail, origin=listing.origin, data=None)
