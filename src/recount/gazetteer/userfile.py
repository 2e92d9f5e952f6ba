"""Users' own places: CSV or GeoJSON files with the quarters, camps and villages no world register has.

Columns of a CSV file (properties of a GeoJSON feature): ``name`` (required), ``kind``, ``lat``, ``lon``,
``country`` (ISO 3166-1 alpha-2), ``parents`` (enclosing places, nearest first, separated by ";"), ``names``
or ``aliases`` (other spellings, ";"), ``native_name``, ``id``. Other columns are left alone.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from recount.errors import GazetteerError
from recount.gazetteer.names import NameKeys, likeness, name_key
from recount.gazetteer.ranking import Match, rank
from recount.gazetteer.registry import NO_CONTEXT, PlaceContext
from recount.model import PlaceCandidate

KINDS = frozenset({"country", "adm1", "adm2", "region", "city", "town", "village", "quarter", "site"})
_SEPARATOR = ";"
_ALIAS_SCORE = 0.97
_BARE_SCORE = 0.93
_MIN_LIKENESS = 0.72
_SHORT_LIKENESS = 0.86
_MIN_SKELETON = 3

Spelling = tuple[int, str, float]  # number of the entry, folded spelling, score of a match


class UserGazetteer:
    """Places of a user's file, held in memory."""

    def __init__(self, name: str, entries: Iterable[tuple[PlaceCandidate, tuple[str, ...]]]) -> None:
        """Index entries with their other spellings.

        Args:
            name: what the register is called in records.
            entries: candidates, each with aliases.
        """
        self.name = name
        self._entries: list[PlaceCandidate] = []
        self._exact: dict[str, dict[int, float]] = defaultdict(dict)
        self._loose: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for entry, aliases in entries:
            self._add(entry, aliases)

    def __len__(self) -> int:
        return len(self._entries)

    def _add(self, entry: PlaceCandidate, aliases: tuple[str, ...]) -> None:
        number = len(self._entries)
        self._entries.append(entry)
        native = (entry.native_name,) if entry.native_name else ()
        for spelling in (entry.name, *aliases, *native):
            score = 1.0 if spelling == entry.name else _ALIAS_SCORE
            keys = name_key(spelling)
            for key, key_score in ((keys.folded, score), (keys.bare, score * _BARE_SCORE)):
                if key:
                    known = self._exact[key]
                    known[number] = max(key_score, known.get(number, 0.0))
            if keys.skeleton:
                self._loose[keys.skeleton].add((number, keys.sound))

    def has(self, name: str) -> bool:
        """Whether an entry has this very name or alias, but for articles and marks."""
        keys = name_key(name)
        return keys.folded in self._exact or keys.bare in self._exact

    def find(
        self, name: str, *, context: PlaceContext | None = None, limit: int = 5
    ) -> tuple[PlaceCandidate, ...]:
        """Return the entries a name may mean, best first."""
        keys = name_key(name)
        is_own = True
        scores = self._exact.get(keys.folded)
        if scores is None:
            bare = self._exact.get(keys.bare, {})
            scores = {number: score * _BARE_SCORE for number, score in bare.items()}
        if not scores:
            scores, is_own = self._alike(keys), False
        matches = [Match(self._entries[number], score, is_own=is_own) for number, score in scores.items()]
        return rank(matches, context or NO_CONTEXT, limit) if matches else ()

    def _alike(self, keys: NameKeys) -> dict[int, float]:
        least = _MIN_LIKENESS if len(keys.skeleton) >= _MIN_SKELETON else _SHORT_LIKENESS
        scores: dict[int, float] = {}
        for number, spelling in self._loose.get(keys.skeleton, ()):
            alike = likeness(keys.sound, spelling)
            if alike >= least:
                scores[number] = max(alike * _BARE_SCORE, scores.get(number, 0.0))
        return scores


def read_user_file(path: Path) -> UserGazetteer:
    """Read a CSV (``.csv``) or GeoJSON (``.geojson``, ``.json``) file of places.

    Raises:
        GazetteerError: the file cannot be read, or a row is malformed; the message names file and line.
    """
    readers = {".csv": _read_csv, ".geojson": _read_geojson, ".json": _read_geojson}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise GazetteerError(
            f"{path.name}: places are read from .csv and .geojson files only.",
            next_move="Save them as CSV with the columns name, kind, lat, lon, country, parents, names.",
        )
    try:
        return UserGazetteer(path.stem, list(reader(path)))
    except OSError as error:
        raise GazetteerError(
            f"{path.name} cannot be read: {error.strerror}.", next_move="Check the path and its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path.name} is not UTF-8.", next_move="Save it as UTF-8.") from error


def _read_csv(path: Path) -> Iterator[tuple[PlaceCandidate, tuple[str, ...]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if "name" not in (rows.fieldnames or ()):
            raise GazetteerError(f"{path.name}: line 1 has no column 'name'.", next_move="Add a header line.")
        for row in rows:
            if None in row:
                raise _malformed(path, f"line {rows.line_num}", "has more fields than the header")
            yield _entry(path, f"line {rows.line_num}", row)


def _read_geojson(path: Path) -> Iterator[tuple[PlaceCandidate, tuple[str, ...]]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _malformed(path, f"line {error.lineno}", f"is not JSON ({error.msg})") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise _malformed(path, "line 1", "does not begin a FeatureCollection")
    for number, feature in enumerate(features, 1):
        where = f"feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise _malformed(path, where, "has no properties")
        fields = dict(feature["properties"])
        geometry = feature.get("geometry")
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            coordinates = geometry.get("coordinates")
            if not isinstance(coordinates, list) or len(coordinates) < 2:
                raise _malformed(path, where, "has a point without two coordinates")
            fields["lon"], fields["lat"] = coordinates[:2]
        fields.setdefault("id", feature.get("id"))
        yield _entry(path, where, fields)


def _entry(path: Path, where: str, fields: Mapping[str, Any]) -> tuple[PlaceCandidate, tuple[str, ...]]:
    name = _text(fields, "name")
    if not name:
        raise _malformed(path, where, "has no name")
    kind = _text(fields, "kind") or "site"
    if kind not in KINDS:
        raise _malformed(path, where, f"has the kind {kind!r}, which is none of {', '.join(sorted(KINDS))}")
    lat, lon = _degrees(path, where, fields, "lat", 90), _degrees(path, where, fields, "lon", 180)
    if (lat is None) != (lon is None):
        raise _malformed(path, where, "has only one of lat and lon")
    country = _text(fields, "country").upper()
    if country and (len(country) != 2 or not country.isalpha()):
        raise _malformed(path, where, f"has the country {country!r}, which is no two-letter code")
    entry = PlaceCandidate(
        gazetteer=path.stem,
        place_id=_text(fields, "id") or f"{path.stem}:{where.replace(' ', '-')}",
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country or None,
        parents=_several(fields, "parents"),
        native_name=_text(fields, "native_name") or None,
    )
    return entry, _several(fields, "names") + _several(fields, "aliases")


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return "" if value is None else str(value).strip()


def _several(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = fields.get(key)
    parts = value if isinstance(value, list) else _text(fields, key).split(_SEPARATOR)
    return tuple(part for part in (str(part).strip() for part in parts) if part)


def _degrees(path: Path, where: str, fields: Mapping[str, Any], key: str, limit: int) -> float | None:
    written = _text(fields, key)
    if not written:
        return None
    try:
        value = float(written)
    except ValueError:
        raise _malformed(path, where, f"has the {key} {written!r}, which is no number") from None
    if not -limit <= value <= limit:  # also refuses NaN, which compares false
        raise _malformed(path, where, f"has the {key} {written}, which is not between -{limit} and {limit}")
    return value


def _malformed(path: Path, where: str, what: str) -> GazetteerError:
    return GazetteerError(f"{path.name}, {where}: {what}.", next_move="Correct it and run the command again.")
