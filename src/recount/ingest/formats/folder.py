"""A folder of reports: its files in sorted order, and the metadata that its ``index.csv`` gives them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from recount.ingest.formats.detect import find_separator, split_columns
from recount.ingest.formats.encoding import decode
from recount.ingest.formats.fields import parse_published
from recount.ingest.options import IngestOptions
from recount.ingest.refusal import refuse
from recount.model import Rejection, RejectionReason

INDEX_NAME = "index.csv"
"""Columns file (relative to the folder of the index), outlet, published, url, language, id, title."""


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


def list_folder(folder: Path) -> Iterator[Listing | Rejection]:
    """Yield the files under a folder in sorted order, and a rejection for each index row that fits none."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(folder))
    )
    listed: dict[Path, Listing] = {}
    indexes: set[Path] = set()
    for path in files:
        if path.name == INDEX_NAME and (rows := _read_index(path)) is not None:
            indexes.add(path)
            for number, row in enumerate(rows, start=2):
                where = f"{path.relative_to(folder).as_posix()}, line {number}"
                listing = _listing(row, path.parent, folder, where)
                if isinstance(listing, Rejection):
                    yield listing
                else:
                    listed[listing.path] = listing
    for path in files:
        if path not in indexes:
            origin = path.relative_to(folder).as_posix()
            has_index = any(index.parent in path.parents for index in indexes)
            warnings = (f"not named in {INDEX_NAME}",) if has_index else ()
            yield listed.get(path) or Listing(path=path, origin=origin, warnings=warnings)


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _read_index(path: Path) -> list[dict[str, str]] | None:
    """Return the rows of an index, ``None`` when the file is a table of reports and no index."""
    decoded = decode(path.read_bytes())
    if decoded is None or not decoded.text.strip():
        return None
    header, _, rest = decoded.text.lstrip("\ufeff").partition("\n")
    separator = find_separator(header)
    columns = split_columns(header.rstrip("\r"), separator)
    if "file" not in columns or "text" in columns:
        return None
    reader = csv.reader(io.StringIO(rest), delimiter=separator)
    return [dict(zip(columns, (cell.strip() for cell in row), strict=False)) for row in reader if any(row)]


def _listing(row: Mapping[str, str], parent: Path, folder: Path, where: str) -> Listing | Rejection:
    path = parent / (row.get("file") or "")
    inside = path.is_file() and folder.resolve() in path.resolve().parents
    if not inside:
        detail = f"The index names {row.get('file', '')!r}, which is no file of the folder. Correct the name."
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
