"""A folder of reports: its files in sorted order, and the metadata that its ``index.csv`` gives them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from recount.ingest.formats.detect import find_separator, find_twice, split_columns
from recount.ingest.formats.encoding import decode
from recount.ingest.formats.entries import find_entries
from recount.ingest.formats.fields import parse_published
from recount.ingest.options import IngestOptions
from recount.ingest.refusal import refuse
from recount.model import PUBLISHED, Rejection, RejectionReason

INDEX_NAME = "index.csv"
"""Columns file (relative to the folder of the index), outlet, published, url, language, id, title."""
NOT_INDEXED = f"not named in {INDEX_NAME}"
"""Warning of a report without day or outlet that an index beside it does not name."""
_SHOWN = 200  # of a name that is no file


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One file and what the index says of it."""

    path: Path
    origin: str
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    external_id: str | None = None
    title: str | None = None
    warnings: tuple[str, ...] = ()

    def applied_to(self, options: IngestOptions) -> IngestOptions:
        """Return options with the metadata of this file."""
        return replace(
            options,
            outlet=self.outlet or options.outlet,
            url=self.url or options.url,
            language=self.language or options.language,
            published=self.published or options.published,
        )


def list_folder(folder: Path, apart: Collection[Path] = ()) -> Iterator[Listing | Rejection]:
    """Yield the files under a folder in sorted order, and a rejection for each index row or entry that fits none.

    Hidden files, those named in ``apart`` and what Recount published are left out: a site holds the words of
    reports, and read as reports its pages would count their dead once more.

    Args:
        folder: where to look, and below.
        apart: resolved paths of files that are no reports.
    """
    if (folder / PUBLISHED).is_file():
        detail = (
            "Recount published this folder; its pages are no reports. Give the folder that holds the reports."
        )
        yield refuse(RejectionReason.UNKNOWN_FORMAT, detail, origin=folder.name, data=None)
        return
    files, others = find_entries(folder)
    published = {path.parent for path in files if path.name == PUBLISHED}
    files = sorted(
        path for path in files if published.isdisjoint(path.parents) and path.resolve() not in apart
    )
    yield from sorted(
        (rejection for path, rejection in others if published.isdisjoint(path.parents)),
        key=lambda rejection: rejection.origin,
    )
    indexes = {
        path: rows for path in files if path.name == INDEX_NAME and (rows := _read_index(path)) is not None
    }
    reports = [path for path in files if path not in indexes]
    by_place = {path.resolve(): path for path in reports}
    listed: dict[Path, Listing] = {}
    for index, rows in indexes.items():
        for number, row in enumerate(rows, start=2):
            where = f"{index.relative_to(folder).as_posix()}, line {number}"
            listing = _listing(row, by_place.get(_place(index.parent, row) or folder), folder, where)
            if isinstance(listing, Rejection):
                yield listing
            elif listing.path in listed:
                detail = "The index has named this file before. Take one of the two lines out."
                yield refuse(RejectionReason.MALFORMED, detail, origin=where, data=None)
            else:
                listed[listing.path] = listing
    for path in reports:
        origin = path.relative_to(folder).as_posix()
        has_index = any(index.parent in path.parents for index in indexes)
        warnings = (NOT_INDEXED,) if has_index else ()
        yield listed.get(path) or Listing(path=path, origin=origin, warnings=warnings)


def _read_index(path: Path) -> list[dict[str, str] | str] | None:
    """Return the rows of an index, ``None`` when the file is a table of reports and no index.

    A text among the rows says what is wrong with one.
    """
    try:
        decoded = decode(path.read_bytes())
    except OSError:  # whoever reads it as a report will say so
        return None
    if decoded is None or not decoded.text.strip():
        return None
    header, _, rest = decoded.text.lstrip("\ufeff").partition("\n")
    separator = find_separator(header)
    columns = split_columns(header.rstrip("\r"), separator)
    if "file" not in columns or "text" in columns:
        return None
    if (twice := find_twice(columns)) is not None:
        return [f"The header names the column {twice!r} twice. Take one of the two out."]
    return list(_rows(csv.reader(io.StringIO(rest), delimiter=separator), columns))


def _rows(reader: Iterator[list[str]], columns: list[str]) -> Iterator[dict[str, str] | str]:
    """Yield the rows of an index; for one that is no CSV, what is wrong."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"The row is not CSV: {error}. Put a text with quotes or commas in quotes."
            continue
        if any(row):
            yield dict(zip(columns, (cell.strip() for cell in row), strict=False))


def _place(parent: Path, row: Mapping[str, str] | str) -> Path | None:
    """Return where the file is that a row names, ``None`` when no file can be there."""
    try:
        return None if isinstance(row, str) else (parent / (row.get("file") or "")).resolve()
    except (OSError, ValueError, RuntimeError):  # a name too long, with a NUL, or a circle of links
        return None


def _listing(
    row: Mapping[str, str] | str, path: Path | None, folder: Path, where: str
) -> Listing | Rejection:
    if isinstance(row, str):
        return refuse(RejectionReason.MALFORMED, row, origin=where, data=None)
    if path is None:
        name = (row.get("file") or "")[:_SHOWN]
        detail = f"The index names {name!r}, which is no file of the folder. Correct the name."
        return refuse(RejectionReason.MISSING_FIELD, detail, origin=where, data=None)
    try:
        published = parse_published(row.get("published"))
    except ValueError as error:
        return refuse(RejectionReason.BAD_DATE, str(error), origin=where, data=None)
    return Listing(
        path=path,
        origin=path.relative_to(folder).as_posix(),
        outlet=row.get("outlet") or None,
        url=row.get("url") or None,
        language=row.get("language") or None,
        published=published,
        external_id=row.get("id") or None,
        title=row.get("title") or None,
    )
