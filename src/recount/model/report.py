"""A report: one publication as captured; immutable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recount.model.codes import DateBasis, SegmentKind
from recount.model.identity import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The exact bytes a report was read from.

    Attributes:
        sha256: of the bytes; the archive keeps them under this name.
        media_type: as detected ("text/plain", "text/html", "application/json", "text/csv").
        size: number of bytes.
        origin: where they came from, as the user gave it (file name without its folder, URL, "-").
        captured_at: when Recount read them (UTC).
    """

    sha256: str
    media_type: str
    size: int
    origin: str
    captured_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch ``[start, end)`` of the normalised text and what it is."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetMap:
    """Maps positions of the normalised text back to the text as received.

    ``normalised[i]`` and ``received[i]`` are the starts of stretches in which both texts run in step; the
    last pair is the end of both texts. Stretches that have no counterpart have length 0 on one side.
    """

    normalised: tuple[int, ...]
    received: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One captured publication.

    Attributes:
        id: from content (``report_id``); survives upgrades of the normaliser.
        external_id: the id the caller gave, ``None`` otherwise.
        capture: the bytes behind it.
        text: normalised text; every selector refers to it.
        text_sha256: of ``text`` in UTF-8.
        received_text: the text as received, before normalisation.
        offsets: from ``text`` to ``received_text``.
        segments: headline, body, captions, page furniture …, in order, covering the text without overlap.
        outlet: who published it, as given.
        url: where, as given.
        title: headline as given or found.
        language: ISO 639-1 code.
        language_confidence: 0–1.
        published: publication date by metadata, ``None`` when not given.
        text_date: the date the text itself carries (dateline, "last updated"), ``None`` when it has none.
        dateline_place: the place of the dateline as written.
        agency_credits: agencies credited for the whole report ("(Reuters)", "and agencies"), as written.
        normaliser: name and version of the normaliser.
        warnings: what a reader should know ("metadata date contradicted by the text").
    """

    id: str
    external_id: str | None = None
    capture: Capture
    text: str
    text_sha256: str
    received_text: str
    offsets: OffsetMap
    segments: tuple[Segment, ...] = ()
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str = "und"
    language_confidence: float = 0.0
    published: date | None = None
    text_date: date | None = None
    dateline_place: str | None = None
    agency_credits: tuple[str, ...] = ()
    normaliser: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def reference_date(self) -> date | None:
        """The date that relative expressions are resolved against: the text's own before metadata."""
        return self.text_date or self.published

    @property
    def date_basis(self) -> DateBasis:
        """Where ``reference_date`` comes from."""
        if self.text_date is not None:
            return DateBasis.TEXT
        return DateBasis.METADATA if self.published is not None else DateBasis.NONE


def report_id(capture_sha256: str, outlet: str | None, url: str | None, published: date | None) -> str:
    """Return the id of a publication: its bytes and what its publisher says of it."""
    return content_id("r", capture_sha256, outlet, url, published)
