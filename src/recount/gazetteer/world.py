"""The world's cities, towns and villages: GeoNames, compiled into one read-only file (``build.py``)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from recount.errors import GazetteerError
from recount.gazetteer.names import NameKeys, likeness, name_key, sound_of
from recount.gazetteer.ranking import DIVISIONS, Match, rank
from recount.gazetteer.registry import NO_CONTEXT, PlaceContext
from recount.model import PlaceCandidate

NAME = "geonames-cities"
SCHEMA_VERSION = "1"
DEFAULT_PATH = Path(__file__).with_name("world.sqlite")
CACHED_NAMES = 4096

# How much a row of ``spelling`` says: the preferred name, an alternate, either of them without articles.
_RANK_SCORES = (1.0, 0.95, 0.9, 0.85)
_MIN_LIKENESS = 0.72  # of two spellings that share their consonants; below it they are different names
_MIN_SKELETON = 3  # consonants; two are shared by too many names, unless the spellings are nearly the same
_SHORT_LIKENESS = 0.86
_MAX_MATCHES = 40
_ELSEWHERE = ""  # the country most named, when no entry lies in it

_BY_KEY = """
SELECT entry.id, entry.name, entry.kind, entry.lat, entry.lon, entry.country, entry.admin1, country.name,
  entry.population, spelling.rank FROM spelling JOIN entry ON entry.id = spelling.entry
  LEFT JOIN country ON country.code = entry.country
  WHERE spelling.key = ? ORDER BY spelling.rank, entry.population DESC, entry.id LIMIT ?
"""


@dataclass(slots=True)
class _File:
    """The open file; one connection for each thread, since SQLite's must not be shared."""

    path: Path
    local: threading.local = field(default_factory=threading.local)

    def connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self.local, "connection", None)
        if connection is None:
            connection = self.local.connection = open_world(self.path)
        return connection


def open_world(path: Path) -> sqlite3.Connection:
    """Open the file for reading; raises ``GazetteerError`` when it is missing or not one of ours."""
    if not path.is_file():
        raise GazetteerError(
            f"the world gazetteer {path.name} is missing.",
            next_move="Reinstall recount-record, or run 'python -m recount.gazetteer.build' in a checkout.",
        )
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerError(
            f"{path.name} is not a gazetteer: {error}.", next_move="Build it again, or reinstall."
        ) from error
    if row is None or row[0] != SCHEMA_VERSION:
        connection.close()
        raise GazetteerError(
            f"{path.name} was built for another version.", next_move="Build it again, or reinstall."
        )
    return connection


class WorldGazetteer:
    """Looks names up in the compiled file; opens it at the first look-up.

    Safe to share between threads. Raises ``GazetteerError`` when the file is missing or not one of ours.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = _File(path or DEFAULT_PATH)
        self._matches = lru_cache(CACHED_NAMES)(self._look_up)
        self._ranked = lru_cache(CACHED_NAMES)(self._rank)

    def __reduce__(self) -> tuple[type[WorldGazetteer], tuple[Path]]:
        """Travel to another process as the path; it opens the file for itself."""
        return WorldGazetteer, (self._file.path,)

    def find(
        self, name: str, *, context: PlaceContext | None = None, limit: int = 5
    ) -> tuple[PlaceCandidate, ...]:
        """Return the entries a name may mean, best first."""
        context = context or NO_CONTEXT
        matches, countries = self._matches(name)
        if not matches:
            return ()
        if context.kind or context.within or context.beside or context.names:
            return rank(_of_kind(matches, context.kind), context, limit)
        # Only the countries the entries lie in matter, so that most reports ask the same.
        first = context.countries[0] if context.countries else None
        others = countries.intersection(context.countries)
        return self._ranked(
            name, (first if first in countries else _ELSEWHERE if first else None), others, limit
        )

    def _rank(
        self, name: str, first: str | None, others: frozenset[str], limit: int
    ) -> tuple[PlaceCandidate, ...]:
        countries = () if first is None else (first, *sorted(others))
        return rank(_of_kind(self._matches(name)[0], None), PlaceContext(countries=countries), limit)

    def _look_up(self, name: str) -> tuple[tuple[Match, ...], frozenset[str | None]]:
        """Return what a name may mean, and the countries that lies in."""
        matches = self._match(name)
        return matches, frozenset(match.entry.country for match in matches)

    def _match(self, name: str) -> tuple[Match, ...]:
        keys = name_key(name)
        if not keys.folded:
            return ()
        found = self._by_key(keys.folded, 1.0)
        if not found and keys.bare != keys.folded:
            found = self._by_key(keys.bare, 0.95)
        return tuple(found or self._by_skeleton(keys))

    def _by_key(self, key: str, weight: float) -> list[Match]:
        rows = self._file.connection().execute(_BY_KEY, (key, _MAX_MATCHES))
        return [Match(_candidate(row), weight * _RANK_SCORES[row[9]], row[8]) for row in rows]

    def _by_skeleton(self, keys: NameKeys) -> list[Match]:
        least = _MIN_LIKENESS if len(keys.skeleton) >= _MIN_SKELETON else _SHORT_LIKENESS
        rows: Iterable[tuple[str]] = self._file.connection().execute(
            "SELECT key FROM skeleton WHERE skeleton = ? LIMIT 100", (keys.skeleton,)
        )
        best: dict[str, Match] = {}
        for (key,) in rows:
            alike = likeness(keys.sound, sound_of(key))
            if alike < least:
                continue
            for match in self._by_key(key, alike):
                known = best.get(match.entry.place_id)
                if known is None or known.name_score < match.name_score:
                    best[match.entry.place_id] = match
        return list(best.values())


def _of_kind(matches: Sequence[Match], kind: str | None) -> Sequence[Match]:
    """Leave out divisions unless one is asked for: they are known only by the name of their largest town."""
    if kind in DIVISIONS:
        return matches
    return [match for match in matches if match.entry.kind not in DIVISIONS]


def _candidate(row: tuple[Any, ...]) -> PlaceCandidate:
    number, name, kind, lat, lon, code, division, country = row[:8]
    return PlaceCandidate(
        gazetteer=NAME,
        place_id=f"{code}.{division}" if kind == "adm1" else str(number),
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=code,
        parents=(country,) if country and kind != "country" else (),
    )


def attribution(path: Path | None = None) -> str:
    """Return the credit the data requires, as recorded in the file."""
    connection = open_world(path or DEFAULT_PATH)
    try:
        return str(connection.execute("SELECT value FROM meta WHERE key = 'attribution'").fetchone()[0])
    finally:
        connection.close()
