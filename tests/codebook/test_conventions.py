from __future__ import annotations

from typing import Any

import pytest

from recount.codebook.conventions import get_convention, list_conventions, parse_convention
from recount.codebook.resources import load_yaml
from recount.errors import CodebookError


def literal_entry() -> dict[str, Any]:
    entry = load_yaml("recount.codebook", "data/conventions/literal.yml")
    return {
        **entry,
        "words": dict(entry["words"]),
        "forms": dict(entry["forms"]),
        "bounds": dict(entry["bounds"]),
    }


def test_literal_and_ucdp_travel_in_the_package() -> None:
    assert {"literal", "ucdp"} <= set(list_conventions())


def test_every_convention_covers_the_same_words() -> None:
    words = {name: set(get_convention(name).words) for name in list_conventions()}
    assert len({frozenset(each) for each in words.values()}) == 1


@pytest.mark.parametrize(
    ("word", "ends"),
    [
        ("several", (3, None)),
        ("many", (10, None)),
        ("few", (3, 9)),
        ("couple", (2, 2)),
        ("dozens", (24, None)),
        ("scores", (40, None)),
        ("tens", (20, None)),
        ("hundreds_of_thousands", (200_000, None)),
    ],
)
def test_literal_reads_vague_words_as_the_least_they_allow(word: str, ends: tuple[int, int | None]) -> None:
    assert get_convention("literal").words[word] == ends


def test_ucdp_leaves_a_vague_word_at_one_and_open() -> None:
    assert get_convention("ucdp").words["dozens"] == (1, None)


@pytest.mark.parametrize(
    ("bound", "ends"),
    [
        ("exact", (20, 20)),
        ("at_least", (20, None)),
        ("more_than", (21, None)),
        ("up_to", (None, 20)),
        ("fewer_than", (None, 19)),
        ("nearly", (None, 20)),
        ("about", (20, 20)),
    ],
)
def test_bounds_open_and_step_the_ends(bound: str, ends: tuple[int | None, int | None]) -> None:
    assert get_convention("literal").bounded(bound, 20, 20) == ends


def test_a_bound_never_goes_below_zero() -> None:
    assert get_convention("literal").bounded("fewer_than", 0, 0) == (None, 0)


def test_an_unknown_convention_is_refused_with_the_known_names() -> None:
    with pytest.raises(CodebookError, match="literal"):
        get_convention("no-such-table")


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("words", "several", [9, 3]),
        ("words", "several", [-1, None]),
        ("words", "several", "three"),
        ("words", "several", [True, None]),
        ("bounds", "at_least", ["N*2", None]),
        ("bounds", "at_least", [3, None]),
        ("bounds", "between_them", ["N", "N"]),
        ("forms", "dual", [2, 2]),
    ],
)
def test_a_malformed_table_is_refused(part: str, key: str, value: object) -> None:
    entry = literal_entry()
    entry[part][key] = value
    with pytest.raises(CodebookError, match="malformed"):
        parse_convention(entry)


@pytest.mark.parametrize("entry", [None, [], "literal", {"name": "literal"}])
def test_something_else_than_a_table_is_refused(entry: object) -> None:
    with pytest.raises(CodebookError, match="malformed"):
        parse_convention(entry)


@pytest.mark.parametrize(
    ("word", "number"),
    [("tens", 10), ("dozens", 12), ("hundreds", 100), ("thousands", 1000)],
)
def test_acled_takes_the_least_number_of_an_order_as_the_number(word: str, number: int) -> None:
    assert get_convention("acled").words[word] == (number, number)


@pytest.mark.parametrize("name", ["gtd", "aoav", "airwars"])
def test_bodies_that_record_clear_numbers_only_leave_vague_words_blank(name: str) -> None:
    convention = get_convention(name)
    blank = {key for key, ends in {**convention.words, **convention.forms}.items() if ends == (None, None)}
    assert blank == {*convention.words, "bare_plural", "none_stated"} - {"couple"}
    assert convention.forms["zero"] == (0, 0)


@pytest.mark.parametrize("name", list_conventions())
def test_what_a_convention_borrows_is_read_as_literal_reads_it(name: str) -> None:
    convention, literal = get_convention(name), get_convention("literal")
    own = {**convention.words, **convention.forms, **convention.bounds}
    theirs = {**literal.words, **literal.forms, **literal.bounds}
    assert {key: own[key] for key in convention.borrowed} == {key: theirs[key] for key in convention.borrowed}


@pytest.mark.parametrize("name", ["acled", "gtd", "aoav", "airwars", "ibc", "ucdp"])
def test_a_number_that_differs_from_literal_is_never_called_borrowed_and_every_body_says_its_source(
    name: str,
) -> None:
    convention, literal = get_convention(name), get_convention("literal")
    differs = {word for word, ends in convention.words.items() if ends != literal.words[word]}
    assert differs.isdisjoint(convention.borrowed)
    assert len(convention.source) > 20
    assert len(convention.reason) > 60


def test_ibc_has_no_table_of_its_own() -> None:
    convention = get_convention("ibc")
    assert convention.borrowed == {*convention.words, *convention.forms, *convention.bounds}


def test_a_convention_that_borrows_what_it_does_not_read_is_refused() -> None:
    with pytest.raises(CodebookError, match="loads"):
        parse_convention({**literal_entry(), "borrowed": ["loads"]})
