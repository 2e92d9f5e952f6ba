from __future__ import annotations

import pytest

from recount.text.quantities import find_quantities


def words(text: str) -> list[str]:
    return [quantity.span.of(text) for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2016",
        "since 2011",
        "the 2011 uprising",
        "in 2014-2015",
        "since mid-2012",
        "on 11 October",
        "on 11-13 October 2016",
        "on Oct 11",
        "on Oct. 11, 2016",
        "on October 11 2016",
        "on 11/10/2016",
        "on 2016-10-11",
        "11.10.2016(updated",
        "a 13-year-old boy",
        "a boy aged 13",
        "children aged between seven and 12 died",
        "ages 5, 7 and 9",
        "children under 10",
        "at the age of 40",
        "at 10 am",
        "at 10:30",
        "at 0900 GMT",
        "for 24 hours",
        "two more days",
        "over two days",
        "almost six years",
        "a five-day truce",
        "hundreds of kilometres",
        "20 kilometres away",
        "60 miles away",
        "500 kg of flour",
        "$20 million",
        "20 million dollars",
        "20 percent",
        "20%",
        "two thirds of the town",
        "a 120 mm mortar",
        "a 120mm mortar",
        "a T-72 tank",
        "an Su-24",
        "an S-300 battery",
        "the 46th regiment",
        "Regiment 46",
        "the 4th Division",
        "Resolution 2254",
        "No. 5",
        "call 0800-555-123",
        "page end 218-11",
        "three times",
        "2 1/2 years",
        "one another",
        "one day",
        "no longer",
        "how many",
        "some time later",
        "the most serious attack",
    ],
)
def test_a_number_that_counts_no_people_is_not_emitted(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On October 11 2016 25 people died", ["25"]),
        ("In 2016 300 people died", ["300"]),
        ("In May 20 people died", ["20"]),
        ("at least 25 may have died", ["at least 25"]),
        ("2011 people died", ["2011"]),
        ("more than 2011 died", ["more than 2011"]),
        ("some 2000 fled", ["some 2000"]),
        ("In exchange 2000 residents left", ["2000"]),
        ("killed 20 last night", ["20"]),
        ("killed 12 on Monday", ["12"]),
        ("hit the camp 30 people died", ["30"]),
        ("20 tanks and two houses", ["20", "two"]),
        ("one of his sons died", ["one"]),
        ("a boy aged 13 and two men died", ["two"]),
        ("fewer than two miles off, 20 people died", ["20"]),
        ("no fewer than 20 died", ["no fewer than 20"]),
        ("over many years several people died", ["several"]),
        ("displaced 11 million half of the country", ["11 million"]),
    ],
)
def test_a_count_beside_a_guard_is_kept(text: str, expected: list[str]) -> None:
    assert words(text) == expected
