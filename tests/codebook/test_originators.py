"""The originator table: one body under all its names, and no name under two bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.codebook.originators import (
    index_sources,
    is_same_body,
    load_originators,
    name_key,
    parse_sources,
)
from recount.errors import CodebookError
from recount.model import Source, SourceKind


def source(key: str, *aliases: str, parent: str | None = None) -> Source:
    return Source(id=key, name=key.upper(), kind=SourceKind.MONITOR, aliases=aliases, parent=parent)


@pytest.mark.parametrize(
    "name", ["SOHR", "the Observatory", "Syrian Observatory for Human Rights", "Rami Abdel Rahman"]
)
def test_names_of_one_body_lead_to_one_originator(name: str) -> None:
    found = load_originators().find(name)
    assert found is not None
    assert load_originators().root_of(found.id) == "sohr"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("AFP", "Agence France-Presse", True),
        ("the Herald", "The Herald", True),
        ("AFP", "Reuters", False),
        ("Herald", None, False),
        ("Varda Monitor", "Varda Post", False),
    ],
)
def test_two_names_are_of_one_body_by_the_table_or_as_spellings(
    one: str,
    two: str | None,
    same: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    assert is_same_body(one, two) is same


def test_a_name_the_table_does_not_know_leads_nowhere() -> None:
    assert load_originators().find("Varda Monitor") is None


def test_every_parent_and_dependence_of_the_table_exists() -> None:
    table = load_originators()
    for key in table.by_id:
        assert table.root_of(key) in table.by_id


@given(st.text())
def test_a_name_key_is_a_fixed_point(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_case_marks_and_articles_do_not_matter() -> None:
    assert name_key("The Várda  Monitor") == name_key("varda monitor")


def test_an_alias_of_two_bodies_is_an_error_that_names_both() -> None:
    with pytest.raises(CodebookError, match="'Monitor' belongs to both 'a' and 'b'"):
        index_sources([source("a", "Monitor"), source("b", "Monitor")])


def test_a_parent_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(CodebookError, match="names 'none'"):
        index_sources([source("a", parent="none")])


def test_a_body_that_is_its_own_ancestor_is_an_error() -> None:
    table = index_sources([source("a", parent="b"), source("b", parent="a")])
    with pytest.raises(CodebookError, match="own ancestor"):
        table.root_of("a")


def test_users_extend_the_table_and_may_replace_an_entry() -> None:
    entries = [{"id": "vm", "name": "Varda Monitor", "kind": "monitor", "aliases": ["the Monitor"]}]
    table = load_originators().extended(parse_sources(entries))
    found = table.find("Varda monitor")
    assert found is not None
    assert found.id == "vm"
    assert load_originators().find("Varda Monitor") is None


def test_a_name_of_one_country_means_nothing_in_another() -> None:
    table = load_originators()
    assert table.is_local("Civil Defence")
    assert (table.find_in("Civil Defence", {"SY"}) or table.by_id["sohr"]).id == "syria_civil_defence"
    assert table.find_in("Civil Defence", {"LB"}) is None
    assert table.find_in("Civil Defence", set()) is None
    assert (table.find_in("White Helmets", {"LB"}) or table.by_id["sohr"]).id == "syria_civil_defence"


def test_bodies_of_two_countries_may_share_a_local_name() -> None:
    entries = [
        {"id": "a", "name": "A Guard", "kind": "rescue", "local_aliases": {"XA": ["Guard"]}},
        {"id": "b", "name": "B Guard", "kind": "rescue", "local_aliases": {"XB": ["Guard"]}},
    ]
    table = index_sources(parse_sources(entries))
    assert [(table.find_in("the guard", {country}) or table.by_id["a"]).id for country in ("XA", "XB")] == [
        "a",
        "b",
    ]
    with pytest.raises(CodebookError, match="belongs to both 'a' and 'c' in XA"):
        table.extended(
            parse_sources([{"id": "c", "name": "C", "kind": "rescue", "local_aliases": {"XA": ["Guard"]}}])
        )


def test_a_name_given_to_one_source_everywhere_is_no_local_name_any_more() -> None:
    table = load_originators().extended(
        parse_sources(
            [{"id": "varda_guard", "name": "Varda Guard", "kind": "rescue", "aliases": ["Civil Defence"]}]
        )
    )
    assert not table.is_local("Civil Defence")
    assert (table.find_in("Civil Defence", {"LB"}) or table.by_id["sohr"]).id == "varda_guard"
