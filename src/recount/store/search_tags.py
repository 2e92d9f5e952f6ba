"""What hits are filtered by, as words of the index: a filter then costs no more than one more word.

Without, the database would look at every row that has the words, to see its kind. A tag is a word that no text
has; it is no word anybody is helped with, and counts for nothing when hits are compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from recount.store.search_engines import Phrase, Way

_MARK = "zqtag"
_MOST_YEARS = 40


class SearchFilter(NamedTuple):
    """What a hit must be: of these kinds (all when empty), on these days (both included), of this outlet."""

    kinds: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    outlet: str | None = None


def tags_of(kind: str, day: date | None, outlet: str | None) -> list[str]:
    """Return the tags of a row."""
    tags = [_kind(kind)]
    if day is not None:
        tags += [_year(day.year), _month(day.year, day.month)]
    return tags if outlet is None else [*tags, _outlet(outlet)]


def is_tag(word: str) -> bool:
    """Whether a word of the index is a tag."""
    return word.startswith(_MARK)


def ways_of(wanted: SearchFilter) -> tuple[tuple[Way, ...], ...]:
    """Return what must stand in a row that a filter lets through; it may let through a few days more."""
    groups: list[list[str]] = []
    if wanted.kinds:
        groups.append([_kind(kind) for kind in wanted.kinds])
    if wanted.since is not None and wanted.until is not None:
        groups.append(list(_between(wanted.since, wanted.until)))
    if wanted.outlet is not None:
        groups.append([_outlet(wanted.outlet)])
    return tuple(tuple(Way((Phrase((tag,)),)) for tag in tags) for tags in groups if tags)


def _between(since: date, until: date) -> Iterator[str]:
    """Yield tags that cover a span of days; none where it is too long to be worth it, or empty."""
    if until.year - since.year > _MOST_YEARS:
        return
    for year in range(since.year, until.year + 1):
        first = since.month if year == since.year else 1
        last = until.month if year == until.year else 12
        if (first, last) == (1, 12):
            yield _year(year)
        else:
            yield from (_month(year, month) for month in range(first, last + 1))


def _kind(kind: str) -> str:
    return f"{_MARK}k{kind}"


def _year(year: int) -> str:
    return f"{_MARK}y{year}"


def _month(year: int, month: int) -> str:
    return f"{_MARK}m{year}{month:02}"


def _outlet(outlet: str) -> str:
    return f"{_MARK}o{hashlib.sha256(outlet.encode()).hexdigest()[:12]}"
