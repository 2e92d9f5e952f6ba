from __future__ import annotations

import json
from pathlib import Path

import pytest

from recount.errors import GazetteerError
from recount.gazetteer import PlaceContext, read_user_file
from recount.model import PlaceCandidate

HEADER = "name,kind,lat,lon,country,parents,names,native_name,id\n"
QUARTER = "Marwa,quarter,12.5,33.25,ZZ,Port Sarel;Veldoria,al-Marwah;Merweh,مروة,q1\n"


def written(tmp_path: Path, text: str, name: str = "places.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_column_of_a_row_is_read(tmp_path: Path) -> None:
    found = read_user_file(written(tmp_path, HEADER + QUARTER)).find("Marwa")
    expected = PlaceCandidate(
        gazetteer="places",
        place_id="q1",
        name="Marwa",
        kind="quarter",
        lat=12.5,
        lon=33.25,
        country="ZZ",
        parents=("Port Sarel", "Veldoria"),
        native_name="مروة",
        score=found[0].score,
    )
    assert found == (expected,)


@pytest.mark.parametrize("spelling", ["Merweh", "AL-MARWAH", "مروة", "Marwah", "al Marwa"])
def test_other_spellings_the_native_name_and_near_ones_find_it(tmp_path: Path, spelling: str) -> None:
    found = read_user_file(written(tmp_path, HEADER + QUARTER)).find(spelling)
    assert [entry.place_id for entry in found] == ["q1"]


def test_a_name_it_does_not_have_is_not_found(tmp_path: Path) -> None:
    assert read_user_file(written(tmp_path, HEADER + QUARTER)).find("Tolmira") == ()


def test_optional_columns_may_be_missing_and_strange_ones_stand(tmp_path: Path) -> None:
    path = written(tmp_path, "note,name\nfrom the survey,Tolmira\n")
    (entry,) = read_user_file(path).find("Tolmira")
    assert (entry.kind, entry.lat, entry.country, entry.parents) == ("site", None, None, ())


def test_a_row_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    path = written(tmp_path, "name\nTolmira\n")
    ids = {read_user_file(path).find("Tolmira")[0].place_id for _ in range(2)}
    assert ids == {"places:line-2"}


def test_geojson_points_are_read_with_longitude_first(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "id": 7,
        "geometry": {"type": "Point", "coordinates": [33.25, 12.5]},
        "properties": {"name": "Marwa", "kind": "quarter", "names": ["Merweh"], "parents": "Port Sarel"},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (entry,) = read_user_file(written(tmp_path, text, "camps.geojson")).find("Merweh")
    assert (entry.lat, entry.lon, entry.place_id) == (12.5, 33.25, "7")
    assert (entry.gazetteer, entry.parents) == ("camps", ("Port Sarel",))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (",quarter,1,2,ZZ,,,,\n", "has no name"),
        ("Marwa,hamlet,1,2,ZZ,,,,\n", "has the kind 'hamlet'"),
        ("Marwa,quarter,north,2,ZZ,,,,\n", "has the lat 'north'"),
        ("Marwa,quarter,91,2,ZZ,,,,\n", "not between -90 and 90"),
        ("Marwa,quarter,nan,2,ZZ,,,,\n", "not between -90 and 90"),
        ("Marwa,quarter,1,,ZZ,,,,\n", "only one of lat and lon"),
        ("Marwa,quarter,1,2,Veldoria,,,,\n", "no two-letter code"),
        ("Marwa,quarter,1,2,ZZ,,,,,,\n", "more fields than the header"),
    ],
)
def test_a_malformed_row_is_an_error_that_names_file_and_line(
    tmp_path: Path, row: str, complaint: str
) -> None:
    with pytest.raises(GazetteerError) as caught:
        read_user_file(written(tmp_path, HEADER + QUARTER + row))
    assert "places.csv, line 3" in caught.value.message
    assert complaint in caught.value.message
    assert caught.value.next_move


@pytest.mark.parametrize(
    ("text", "name", "complaint"),
    [
        ("place,kind\nMarwa,quarter\n", "places.csv", "no column 'name'"),
        ("{", "places.geojson", "is not JSON"),
        ("[]", "places.geojson", "FeatureCollection"),
        ('{"features": [{"properties": null}]}', "places.geojson", "feature 1: has no properties"),
        (
            '{"features": [{"properties": {"name": "M"}, "geometry": {"type": "Point"}}]}',
            "places.geojson",
            "point without two coordinates",
        ),
        ("name\nMarwa\n", "places.xlsx", ".csv and .geojson files only"),
    ],
)
def test_a_file_of_another_shape_is_an_error(tmp_path: Path, text: str, name: str, complaint: str) -> None:
    with pytest.raises(GazetteerError, match=complaint.replace("'", ".")):
        read_user_file(written(tmp_path, text, name))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        read_user_file(tmp_path / "absent.csv")


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes("name\nCaf\xe9\n".encode("latin-1"))
    with pytest.raises(GazetteerError, match="not UTF-8"):
        read_user_file(path)


def test_a_quarter_counts_in_full_only_beside_its_town(tmp_path: Path) -> None:
    gazetteer = read_user_file(written(tmp_path, HEADER + QUARTER))
    (alone,) = gazetteer.find("Marwa", context=PlaceContext(countries=("ZZ",), names=("Tolmira",)))
    (beside,) = gazetteer.find("Marwa", context=PlaceContext(countries=("ZZ",), names=("Port Sarel",)))
    assert alone.score < 0.6 < beside.score
