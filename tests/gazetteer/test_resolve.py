from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recount.gazetteer import CombinedGazetteer, PlaceContext, UserGazetteer, resolve
from recount.model import PlaceCandidate, WherePrecision


def place(
    name: str, kind: str, point: tuple[float, float] | None, country: str = "ZZ", *parents: str
) -> PlaceCandidate:
    lat, lon = point or (None, None)
    return PlaceCandidate(
        gazetteer="towns",
        place_id=f"{name}-{kind}-{country}-{lat}",
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        parents=parents,
    )


SAREL = place("Port Sarel", "city", (12.0, 33.0))
MARWA = place("Marwa", "quarter", (12.02, 33.01), "ZZ", "Port Sarel")
FAR_MARWA = place("Marwa", "village", (16.0, 35.0))
TOLMIRA = place("Tolmira", "town", (13.0, 33.4))
OTHER_TOLMIRA = place("Tolmira", "town", (2.0, 40.0), "YY")
NORTH = place("Sarel North", "adm1", None)
GAZETTEER = UserGazetteer(
    "towns", [(entry, ()) for entry in (SAREL, MARWA, FAR_MARWA, TOLMIRA, OTHER_TOLMIRA, NORTH)]
)
HERE = PlaceContext(countries=("ZZ",))


def test_a_name_with_one_entry_is_resolved_at_its_point() -> None:
    found = resolve("Port Sarel", GAZETTEER, HERE, span=(10, 20))
    assert (found.resolved and found.resolved.place_id) == SAREL.place_id
    assert (found.where_precision, found.start, found.end) == (WherePrecision.EXACT, 10, 20)


def test_the_country_of_the_report_decides_between_equal_names() -> None:
    found = resolve("Tolmira", GAZETTEER, HERE)
    assert found.resolved is not None
    assert found.resolved.country == "ZZ"


def test_an_ambiguous_name_keeps_its_candidates_and_gets_no_point() -> None:
    found = resolve("Tolmira", GAZETTEER)
    assert found.resolved is None
    assert {entry.country for entry in found.candidates} == {"ZZ", "YY"}
    assert found.where_precision is WherePrecision.UNKNOWN


def test_rivals_of_one_country_leave_the_country() -> None:
    twins = UserGazetteer(
        "twins", [(place("Ostra", "town", point), ()) for point in ((12.0, 33.0), (15.0, 36.0))]
    )
    found = resolve("Ostra", twins, HERE)
    assert (found.resolved, found.where_precision) == (None, WherePrecision.COUNTRY)


def test_a_name_in_a_city_is_not_the_namesake_far_away() -> None:
    context = PlaceContext(countries=("ZZ",), within=(SAREL,), names=("Port Sarel",))
    found = resolve("Marwa", GAZETTEER, context)
    assert (found.resolved and found.resolved.place_id) == MARWA.place_id


def test_a_namesake_far_from_the_enclosing_city_is_not_taken() -> None:
    far = UserGazetteer("far", [(FAR_MARWA, ())])
    found = resolve("Marwa", far, PlaceContext(countries=("ZZ",), within=(SAREL,)))
    assert found.resolved is None
    assert found.where_precision is WherePrecision.NEAR_POINT


def test_an_unknown_name_takes_the_level_of_what_encloses_it() -> None:
    country = place("Veldoria", "country", None)
    for outer, level in ((NORTH, WherePrecision.ADM1), (country, WherePrecision.COUNTRY)):
        found = resolve("Ubrinta", GAZETTEER, PlaceContext(within=(outer,)))
        assert (found.candidates, found.where_precision) == ((), level)


def test_an_unknown_name_alone_is_unknown() -> None:
    assert resolve("Ubrinta", GAZETTEER, HERE).where_precision is WherePrecision.UNKNOWN
    assert resolve("Port Sarel", None, HERE).where_precision is WherePrecision.UNKNOWN


def test_words_for_kinds_and_parts_are_not_looked_up_but_change_the_level() -> None:
    levels = {
        name: resolve(name, GAZETTEER, HERE).where_precision
        for name in ("Port Sarel city", "eastern Port Sarel", "Port Sarel airport", "Port Sarel region")
    }
    assert levels == {
        "Port Sarel city": WherePrecision.EXACT,
        "eastern Port Sarel": WherePrecision.NEAR_POINT,
        "Port Sarel airport": WherePrecision.NEAR_POINT,
        "Port Sarel region": WherePrecision.FUZZY,
    }


def test_a_region_is_not_given_the_point_of_the_town_it_is_named_after() -> None:
    found = resolve("Port Sarel region", GAZETTEER, HERE)
    assert found.resolved is None
    assert found.candidates


def test_a_region_with_the_name_of_a_province_and_its_town_is_the_province() -> None:
    province = place("Port Sarel", "adm1", (12.4, 33.2))
    both = UserGazetteer("both", [(SAREL, ()), (province, ())])
    found = resolve("Port Sarel region", both, HERE)
    assert found.resolved is not None
    assert (found.resolved.kind, found.where_precision) == ("adm1", WherePrecision.ADM1)


def test_a_kind_told_beside_the_name_counts_like_one_in_it() -> None:
    beside = resolve("Port Sarel", GAZETTEER, replace(HERE, kind="region"))
    assert (beside.resolved, beside.where_precision) == (None, WherePrecision.FUZZY)


def test_a_district_with_a_citys_name_is_not_at_the_citys_point_unless_it_lies_in_a_town() -> None:
    asked = replace(HERE, kind="quarter")
    assert resolve("Port Sarel", GAZETTEER, asked).where_precision is WherePrecision.NEAR_POINT
    within = replace(asked, within=(place("Grand Sarel", "city", (12.1, 33.1)),))
    assert resolve("Port Sarel", GAZETTEER, within).where_precision is not WherePrecision.NEAR_POINT


def test_a_district_of_the_records_own_register_is_found_by_its_whole_name() -> None:
    own = UserGazetteer("own", [(SAREL, ()), (place("Port Sarel district", "adm2", None), ())])
    found = resolve("Port Sarel", own, replace(HERE, kind="quarter"), also=("Port Sarel district",))
    assert "Port Sarel district" in {entry.name for entry in found.candidates}


def test_near_a_town_is_not_at_its_point() -> None:
    assert resolve("Tolmira", GAZETTEER, HERE, near=True).where_precision is WherePrecision.NEAR_POINT


def test_an_entry_without_a_point_does_not_pass_for_an_exact_location() -> None:
    listed = UserGazetteer("listed", [(place("Ostra", "village", None, "ZZ", "Ostra District"), ())])
    assert resolve("Ostra", listed, HERE).where_precision is WherePrecision.ADM2


def test_users_places_come_before_the_world_at_equal_score() -> None:
    mine = UserGazetteer("mine", [(TOLMIRA, ())])
    world = UserGazetteer("world", [(TOLMIRA, ())])
    combined = CombinedGazetteer((mine, world))
    assert combined.find("Tolmira", context=HERE)[0].gazetteer == TOLMIRA.gazetteer
    assert len(combined.find("Tolmira", limit=1)) == 1


@given(st.text(max_size=30), st.booleans())
def test_a_point_is_never_invented(name: str, near: bool) -> None:  # noqa: FBT001
    found = resolve(name, GAZETTEER, HERE, near=near)
    assert found.name == name
    assert found.resolved is None or found.resolved in found.candidates
    if found.where_precision is WherePrecision.EXACT:
        assert found.resolved is not None
        assert found.resolved.lat is not None
