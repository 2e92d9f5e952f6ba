"""Pieces: reports split off from their files. Splitting is cheap; reading runs parsers on hostile bytes.

A piece is plain values, so another process, which can be ended, may read it (``pipeline.workers``). What only
reading needs is loaded by the first piece that is read, and so not where pieces are only split off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recount.ingest.formats.detect import Format
from recount.ingest.formats.folder import NOT_INDEXED, Listing
from recount.ingest.formats.raw import Raw
from recount.ingest.options import Draft, Ingested, IngestOptions
from recount.model import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One report, still to be read.

    Attributes:
        content: its bytes, or a draft where splitting has already found the fields (CSV).
        options: how to read it, with what the folder's index says of its file.
        listing: what the folder's index says of its file.
    """

    content: Raw | Draft
    options: IngestOptions
    listing: Listing | None = None

    @property
    def origin(self) -> str:
        """The input it comes from."""
        return self.content.origin

    @property
    def data(self) -> bytes:
        """Its exact bytes."""
        return self.content.data


def read_piece(piece: Piece) -> Ingested | Rejection:
    """Read one piece: a pure function of it."""
    from recount.ingest.assemble import assemble

    content = piece.content
    draft = _read_raw(content, piece.options) if isinstance(content, Raw) else content
    item = assemble(draft, piece.options) if isinstance(draft, Draft) else draft
    if piece.listing is None or isinstance(item, Rejection):
        return item
    return _named(item, piece.listing)


def _read_raw(raw: Raw, options: IngestOptions) -> Draft | Rejection:
    from recount.ingest.formats.jsonlines import read_json_record
    from recount.ingest.formats.plain import read_plain
    from recount.ingest.formats.webpage import read_webpage

    if raw.format is Format.HTML:
        page = read_webpage(raw.data, origin=raw.origin)
        return _override(page, options) if isinstance(page, Draft) else page
    if raw.format is Format.PLAIN:
        return read_plain(raw.data, origin=raw.origin)
    return read_json_record(raw.data, origin=raw.origin)


def _override(page: Draft, options: IngestOptions) -> Draft:
    """Let metadata given by the user replace what a page says of itself."""
    return replace(
        page,
        outlet=options.outlet or page.outlet,
        url=options.url or page.url,
        published=options.published or page.published,
    )


def _named(item: Ingested, listing: Listing) -> Ingested:
    """Put the id, the title and the warning of the index on what a file holds."""
    report = item.report
    is_whole = report.published is not None and report.outlet is not None  # it needs no index
    warnings = tuple(warning for warning in listing.warnings if warning != NOT_INDEXED or not is_whole)
    named = replace(
        report,
        external_id=report.external_id or listing.external_id,
        title=listing.title or report.title,
        warnings=report.warnings + warnings,
    )
    return replace(item, report=named)
