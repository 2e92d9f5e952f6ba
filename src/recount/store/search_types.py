"""What searching gives back: hits with the words that matched, and marks for a map and a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = ("report", "claim", "incident", "name")
"""What can be found. A name is a spelling of a place, a source or a perpetrator as reports write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the original text, and whether it is what was asked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One thing that was found.

    Attributes:
        kind: one of ``KINDS``.
        id: of the report, claim, incident or name.
        title: of a report its title or first line, of a claim the words of its count, of an incident its label,
            of a name the name.
        snippet: some of its words, from the original text.
        score: 0 or more; comparable within one page only.
        day: of a report its reference date; of a claim and an incident their first day, of a claim without one
            its report's date.
        outlet: of a report, or of a claim's report.
        report_id: of a report or a claim.
        incident_id: of a claim, the incident it stands in.
        role: of a name "place", "source" or "perpetrator", else empty.
    """

    kind: str
    id: str
    title: str
    snippet: tuple[Piece, ...]
    score: float
    day: date | None = None
    outlet: str | None = None
    report_id: str | None = None
    incident_id: str | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of hits.

    Attributes:
        query: as given.
        hits: best first; the newest first when there are too many to compare.
        total: how many there are.
        total_is_floor: True when there are more than ``total``.
        also_tried: spellings and similar words that were looked for too.
    """

    query: str
    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    total_is_floor: bool = False
    also_tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFilter:
    """Which incidents a map or a timeline is to show; without limits, all of them.

    Attributes:
        bbox: west, south, east and north in degrees; west beyond east crosses the 180th meridian.
        start, end: days, both included; an incident whose days overlap is wanted, an undated one is not.
        harm: only incidents with a toll of it.
        low_at_least: only those whose toll of it (of the killed, when no harm is given) is at least so high.
        query: only those found for this question (as ``Store.search`` takes it); blank: no limit.
    """

    bbox: tuple[float, float, float, float] | None = None
    start: date | None = None
    end: date | None = None
    harm: str | None = None
    low_at_least: int | None = None
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMark:
    """One incident on a map or a timeline.

    Attributes:
        id, label, means: of the incident.
        lat, lon: WGS 84 degrees of its first place with a point; ``None``: no place has one.
        where_precision: UCDP GED where_prec of that place, 0 without one.
        start, end: half-open interval of days.
        low, high: its toll of the harm asked for (killed, when none was); ``None``: no such toll, or open.
    """

    id: str
    label: str
    means: str
    lat: float | None
    lon: float | None
    where_precision: int
    start: date | None
    end: date | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPage:
    """One page of marks, by date (undated last) and id; ``total`` counts all there are."""

    marks: tuple[IncidentMark, ...] = ()
    total: int = 0
