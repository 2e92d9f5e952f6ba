from __future__ import annotations

import pytest

from recount.gazetteer import NamedPlace, load_countries, load_terms


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Port Sarel", NamedPlace(core="Port Sarel")),
        ("Sarel province", NamedPlace(core="Sarel", kind="adm1")),
        ("eastern Sarel", NamedPlace(core="Sarel", is_part=True)),
        ("rural Sarel", NamedPlace(core="Sarel", kind="adm1")),
        ("northern Sarel countryside", NamedPlace(core="Sarel", kind="adm1", is_part=True)),
        ("Sarel air base", NamedPlace(core="Sarel", kind="site")),
        ("province", NamedPlace(core="province")),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: NamedPlace) -> None:
    assert load_terms("en").take_apart(name) == expected


def test_a_language_without_terms_leaves_names_whole() -> None:
    assert load_terms("xx").take_apart("Sarel province") == NamedPlace(core="Sarel province")


def test_countries_are_known_by_name_and_adjective() -> None:
    countries = load_countries("en")
    assert countries.code_of("Mali") == countries.code_of("Malian") == "ML"
    assert countries.code_of("Veldoria") is None
    assert load_countries("xx").code_of("Mali") is None


def test_every_country_word_stands_for_one_country() -> None:
    countries = load_countries("en")
    assert all(len(code) == 2 for code in countries.names.values())
    assert not set(countries.names) & set(countries.adjectives)
