from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from recount.errors import GazetteerError
from recount.gazetteer import PlaceContext, WorldGazetteer, attribution
from recount.gazetteer.build import ATTRIBUTION, compile_register
from recount.gazetteer.world import DEFAULT_PATH

COUNTRIES: list[dict[str, Any]] = [
    {"geonameid": 900, "name": "Veldoria", "iso": "ZZ", "languages": "ar-ZZ,en", "population": 5_000_000},
    {"geonameid": 901, "name": "Ostland", "iso": "YY", "languages": "en", "population": 9_000_000},
]


def city(number: int, name: str, population: int, country: str = "ZZ", **fields: object) -> dict[str, Any]:
    record: dict[str, Any] = {
        "geonameid": number,
        "name": name,
        "latitude": 12.0 + number / 10,
        "longitude": 33.0,
        "countrycode": country,
        "population": population,
        "admin1code": "01",
        "alternatenames": [],
    }
    return record | fields


CITIES = [
    city(1, "Port Sarel", 800_000, alternatenames=["Sarel", "PSL", "po sa lei", "بورت سارل"]),
    city(2, "Kafr Zawrān", 12_000),
    city(3, "Tolmira", 900),
    city(4, "Tolmira", 700_000, "YY", admin1code=""),
    city(5, "Al Marwah", 3_000, admin1code="02"),
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return compile_register(tmp_path / "world.sqlite", CITIES, COUNTRIES, origin="invented")


def test_a_town_is_found_with_its_kind_point_and_country(register: Path) -> None:
    (found,) = WorldGazetteer(register).find("Port Sarel")
    assert (found.place_id, found.kind, found.lat, found.country) == ("1", "city", 12.1, "ZZ")
    assert found.parents == ("Veldoria",)


@pytest.mark.parametrize("spelling", ["Sarel", "PORT SAREL", "بورت سارل"])
def test_alternate_names_are_found(register: Path, spelling: str) -> None:
    assert [entry.place_id for entry in WorldGazetteer(register).find(spelling)] == ["1"]


@pytest.mark.parametrize("spelling", ["PSL", "po sa lei", "Ubrinta", "", "-", "'"])
def test_codes_romanisations_and_unknown_names_are_not(register: Path, spelling: str) -> None:
    assert WorldGazetteer(register).find(spelling) == ()


def test_the_kind_of_a_place_follows_its_population(register: Path) -> None:
    gazetteer = WorldGazetteer(register)
    kinds = [gazetteer.find(name)[0].kind for name in ("Port Sarel", "Kafr Zawran", "Marwah", "Veldoria")]
    assert kinds == ["city", "town", "village", "country"]


def test_another_transliteration_is_found_with_less_confidence(register: Path) -> None:
    gazetteer = WorldGazetteer(register)
    exact, near = gazetteer.find("Kafr Zawran"), gazetteer.find("Kafar Zouran")
    assert [entry.place_id for entry in near] == ["2"]
    assert near[0].score < exact[0].score


def test_size_decides_between_namesakes_and_the_country_of_the_report_outweighs_it(register: Path) -> None:
    gazetteer = WorldGazetteer(register)
    assert [entry.country for entry in gazetteer.find("Tolmira")] == ["YY", "ZZ"]
    at_home = gazetteer.find("Tolmira", context=PlaceContext(countries=("ZZ",)))
    assert [entry.country for entry in at_home] == ["ZZ", "YY"]


def test_a_division_answers_only_where_the_text_says_so(register: Path) -> None:
    gazetteer = WorldGazetteer(register)
    assert [entry.kind for entry in gazetteer.find("Port Sarel")] == ["city"]
    as_division = gazetteer.find("Port Sarel", context=PlaceContext(kind="adm1"))
    assert (as_division[0].kind, as_division[0].place_id) == ("adm1", "ZZ.01")


def test_the_limit_holds(register: Path) -> None:
    assert len(WorldGazetteer(register).find("Tolmira", limit=1)) == 1


def test_the_same_data_give_the_same_bytes_in_any_order(tmp_path: Path, register: Path) -> None:
    again = compile_register(tmp_path / "again.sqlite", CITIES[::-1], COUNTRIES[::-1], origin="invented")
    assert again.read_bytes() == register.read_bytes()


def test_nothing_but_the_register_is_left_behind(register: Path) -> None:
    assert [path.name for path in register.parent.iterdir()] == ["world.sqlite"]


def test_it_can_be_asked_from_several_threads(register: Path) -> None:
    gazetteer = WorldGazetteer(register)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(gazetteer.find, ["Port Sarel", "Tolmira", "Marwah", "Ubrinta"] * 25))
    assert [len(entries) for entries in found] == [1, 2, 1, 0] * 25


def test_the_register_says_whom_to_credit(register: Path) -> None:
    assert attribution(register) == ATTRIBUTION
    assert "CC BY 4.0" in ATTRIBUTION


def test_opening_waits_for_the_first_question_and_then_complains(tmp_path: Path) -> None:
    gazetteer = WorldGazetteer(tmp_path / "absent.sqlite")
    with pytest.raises(GazetteerError, match="missing") as caught:
        gazetteer.find("Port Sarel")
    assert "recount.gazetteer.build" in caught.value.next_move


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite"
    path.write_text("name,lat,lon\n" * 500, encoding="utf-8")
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        WorldGazetteer(path).find("Port Sarel")


def test_a_register_of_another_version_is_refused(register: Path) -> None:
    with sqlite3.connect(register) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    connection.close()
    with pytest.raises(GazetteerError, match="another version"):
        WorldGazetteer(register).find("Port Sarel")


@pytest.mark.skipif(not DEFAULT_PATH.is_file(), reason="not built: run 'python -m recount.gazetteer.build'")
@pytest.mark.parametrize(
    ("spelling", "country", "lat", "lon"),
    [
        ("Aleppo", "SY", 36.2, 37.16),
        ("Deir Ezzor", "SY", 35.34, 40.14),
        ("Mogadishu", "SO", 2.04, 45.34),
        ("Kharkiv", "UA", 49.98, 36.25),
        ("Харків", "UA", 49.98, 36.25),
        ("حلب", "SY", 36.2, 37.16),
    ],
)
def test_the_built_register_knows_cities_of_the_world(
    spelling: str, country: str, lat: float, lon: float
) -> None:
    found = WorldGazetteer().find(spelling, context=PlaceContext(countries=(country,)))[0]
    assert (found.country, found.kind) == (country, "city")
    assert found.lat == pytest.approx(lat, abs=0.05)
    assert found.lon == pytest.approx(lon, abs=0.05)
