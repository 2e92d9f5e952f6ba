import csv
import io
import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import Claim, Incident, load_record
from recount.publish import index_record
from recount.publish.exports import EXPORTERS, load_tables, write_exports
from recount.publish.exports.cells import cell, inert, to_csv
from tests.publish import invented

record = index_record(invented.view())
files = write_exports(record)
package = json.loads(files["datapackage.json"])
TABLES = sorted(load_tables())


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode(), newline="")))


def by_key(table: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: row for row in rows(table)}


def test_every_table_is_exported_and_every_export_is_described() -> None:
    assert {f"{name}.csv" for name in TABLES} == {
        item.name for item in EXPORTERS if item.name.endswith(".csv")
    }
    assert {item["path"] for item in package["resources"]} == {item.name for item in EXPORTERS}


@pytest.mark.parametrize("table", TABLES)
def test_the_package_names_the_columns_as_they_stand(table: str) -> None:
    resource = next(item for item in package["resources"] if item["path"] == f"{table}.csv")
    header = next(csv.reader(io.StringIO(files[f"{table}.csv"].decode(), newline="")))
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert set(resource["schema"]["primaryKey"]) <= set(header)
    assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("table", TABLES)
def test_values_are_of_the_type_their_column_declares(table: str) -> None:
    parse: dict[str, Any] = {
        "integer": int,
        "number": float,
        "boolean": ["true", "false"].index,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
        "string": str,
    }
    read = rows(table)
    assert read
    for row in read:
        for column in load_tables()[table].columns:
            if row[column.name]:
                parse[column.type](row[column.name])


@pytest.mark.parametrize("table", TABLES)
def test_the_key_of_a_table_is_unique(table: str) -> None:
    keys = [tuple(row[name] for name in load_tables()[table].key) for row in rows(table)]
    assert len(keys) == len(set(keys))
    assert all(any(key) for key in keys)


def test_the_package_gives_the_hash_of_every_file() -> None:
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{sha256(files[resource['path']]).hexdigest()}"


def test_open_ends_stay_open() -> None:
    claims = by_key("claims", "claim_id")
    whole = claims[invented.WHOLE.id]
    assert (whole["low"], whole["high"], whole["high_open"]) == ("84", "", "true")
    trapped = claims[invented.TRAPPED.id]
    assert (trapped["low"], trapped["high"], trapped["low_open"]) == ("", "300000", "true")
    incident = by_key("incidents", "incident_id")["i_tarvane"]
    assert incident["killed_high_open"] == "true"
    assert incident["killed_words"] == "81 to 84 or more"
    assert incident["injured_words"] == "“Dozens” (24 or more)"


def test_blank_is_unknown_and_zero_only_where_asserted() -> None:
    incidents = by_key("incidents", "incident_id")
    assert incidents["i_osk"]["injured_high"] == "0"
    assert incidents["../i_hostile"]["injured_high"] == ""
    assert incidents["../i_hostile"]["date_start"] == ""


def test_an_aggregate_has_its_kind_and_never_a_killed_toll_it_was_not_given() -> None:
    siege = by_key("incidents", "incident_id")["a_siege"]
    assert siege["kind"] == "aggregate"
    assert siege["killed_low"] == siege["killed_high"] == ""


def test_a_claim_carries_its_words_its_source_and_its_standing() -> None:
    claims = by_key("claims", "claim_id")
    part = claims[invented.PART_ONE.id]
    assert part["quote"] == invented.PART_ONE.quote.exact
    assert (part["originators"], part["carrier"], part["outlet"]) == (
        "Ilo Menk",
        "the Coastal Wire",
        "Tarvane Daily",
    )
    assert (part["toll_use"], part["set_aside_because"]) == ("set_aside", "part")
    assert claims[invented.RIVAL.id]["reviewed"] == "true"
    assert claims[invented.MARKET.id]["reviewed"] == "false"


def test_grades_of_people_stand_in_their_columns_and_nobody_is_named() -> None:
    osk = by_key("incidents", "incident_id")["i_osk"]
    assert (osk["grading_incident"], osk["grading_outcome"], osk["grading_proof"]) == (
        "fair",
        "inconclusive",
        "",
    )
    market = by_key("claims", "claim_id")[invented.MARKET.id]
    assert (market["grading_source"], market["grading_claim"]) == ("B", "2")
    assert [row["subject"] for row in rows("gradings")] == ["incident", "incident", "claim", "claim"]
    assert not any(b"R. Secret" in data for data in files.values())


def test_sums_of_lows_and_highs_stand_apart_and_are_blank_without_an_incident() -> None:
    assert [(row["grades"], row["low_sum"], row["high_sum"], row["incidents"]) for row in rows("totals")] == [
        ("confirmed; fair", "25", "41", "1"),
        ("confirmed; fair", "", "", "0"),
    ]


def test_revisions_tell_the_time_of_reports_from_the_time_of_the_record() -> None:
    osk = [row for row in rows("revisions") if row["incident_id"] == "i_osk" and row["harm"] == "killed"]
    assert [(row["time"], row["step"], row["since"], row["reasons"]) for row in osk] == [
        ("reported", "1", "2031-05-08", "first_report"),
        ("reported", "2", "2031-05-09", "bodies_recovered"),
        ("recorded", "1", "2031-05-08T20:15:00+00:00", "first_recorded"),
        ("recorded", "2", "2031-05-09T07:00:00+00:00", "ruling; new_claims"),
    ]


def test_files_say_as_of_when_the_record_is_shown() -> None:
    then = write_exports(index_record(invented.view(known_at=invented.MOMENT)))
    assert json.loads(then["datapackage.json"])["known_at"] == invented.MOMENT.isoformat()
    assert (
        "As known on 9 May 2031, 08:30 UTC: what was recorded later is not here."
        in then["README.txt"].decode()
    )
    assert package["known_at"] is None
    assert b"As known" not in files["README.txt"]


def test_positions_are_those_of_the_text_that_is_hashed() -> None:
    for row in rows("claims"):
        report = record.report[row["report_id"]]
        assert row["text_sha256"] == report.text_sha256
        start, end = int(row["quote_start"]), int(row["quote_end"])
        assert report.text[start:end] == record.claim[row["claim_id"]].quote.exact


def test_no_export_holds_the_text_of_a_report() -> None:
    assert all(invented.FOURTH_TEXT.encode() not in data for data in files.values())
    assert all(invented.FIRST_TEXT.encode() not in data for data in files.values())


def test_only_earned_points_are_drawn() -> None:
    content = json.loads(files["incidents.geojson"])
    assert content["type"] == "FeatureCollection"
    features = {item["id"]: item for item in content["features"]}
    assert features["i_tarvane"]["geometry"] == {"type": "Point", "coordinates": [12.5, -75.25]}
    assert features["../i_hostile"]["geometry"] is None
    assert "a_siege" not in features
    for item in features.values():
        assert item["type"] == "Feature"
        assert set(item) == {"type", "id", "geometry", "properties"}
    assert features["i_osk"]["properties"]["where_precision"] == 2


def test_lines_give_the_records_back() -> None:
    claims = [json.loads(line) for line in files["claims.jsonl"].decode().splitlines()]
    extra = {"incident_ids", "outlet", "text_sha256", "reviewed"}
    read = [
        load_record(Claim, {key: value for key, value in item.items() if key not in extra}) for item in claims
    ]
    assert tuple(read) == record.view.claims
    incidents = [json.loads(line) for line in files["incidents.jsonl"].decode().splitlines()]
    assert {
        load_record(Incident, {k: v for k, v in item.items() if k != "tolls"}).id for item in incidents
    } == {item.id for item in record.view.incidents}


def test_refusals_are_all_there() -> None:
    assert [row["reason"] for row in rows("refusals")] == [item.reason.value for item in invented.REJECTIONS]


def test_every_file_about_the_record_carries_the_caveats() -> None:
    readme = " ".join(files["README.txt"].decode().split())
    for text in (readme, package["description"]):
        assert "read by a program" in text
        assert "likely incomplete" in text
    assert "Reviewed by a person: 1 of 11 claims" in readme
    assert "Places: the invented gazetteer, CC BY 4.0." in readme
    assert package["credits"] == ["Places: the invented gazetteer, CC BY 4.0."]
    for exporter in EXPORTERS:
        assert f"{exporter.name}: " in readme


def test_no_cell_is_a_formula() -> None:
    for name, data in files.items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline="")):
                for value in row:
                    numeric = value.lstrip("-").replace(".", "", 1).isdigit()
                    assert numeric or not value.lstrip(" \n\"'" if value[:1] != "'" else "").startswith(
                        ("=", "+", "-", "@", "\t", "\r")
                    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", ' "=1', "＝1"])
def test_text_that_looks_like_a_formula_is_made_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


def test_ordinary_text_numbers_and_blanks_are_left_alone() -> None:
    values = [
        "at least 84",
        None,
        -12.5,
        0,
        True,
        ("a", "b"),
        date(2031, 5, 4),
        datetime(2031, 5, 4, tzinfo=UTC),
    ]
    assert [cell(value) for value in values] == [
        "at least 84",
        "",
        "-12.5",
        "0",
        "true",
        "a; b",
        "2031-05-04",
        "2031-05-04T00:00:00+00:00",
    ]


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.none() | st.integers()})))
def test_csv_gives_every_text_back(items: list[dict[str, Any]]) -> None:
    read = list(csv.DictReader(io.StringIO(to_csv(["a", "b"], items), newline="")))
    assert [row["a"] for row in read] == [inert(item["a"]) for item in items]


def test_a_column_without_documentation_is_refused() -> None:
    with pytest.raises(ValueError, match="without documentation"):
        to_csv(["a"], [{"a": 1, "b": 2}])
