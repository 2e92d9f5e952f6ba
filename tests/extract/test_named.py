"""Victims counted by name."""

from __future__ import annotations

import pytest

from recount.extract.grammar import propose_claims
from recount.extract.victims import find_victims
from recount.model import Group, Status

from .scenes import read


def groups(text: str, headline: str = "") -> list[tuple[Group, ...]]:
    reading = read(text, headline=headline)
    return [victims.groups for victims in find_victims(reading, propose_claims(reading))]


@pytest.mark.parametrize(
    "text",
    [
        "Raiders killed Tarn Oskel in Velim.",
        "The army confirmed the killing of Tarn Oskel in Velim.",
        "The blast killed the imam Tarn Oskel in Velim.",
    ],
)
def test_a_person_counted_by_name_is_a_named_one(text: str) -> None:
    assert Group.OTHER_NAMED in groups(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Raiders killed a teacher in Velim.",
        "Raiders killed 12 Velim Rescue workers.",
        "RAIDERS KILLED A MAN.",
    ],
)
def test_who_is_not_named_is_none(text: str) -> None:
    assert all(Group.OTHER_NAMED not in found for found in groups(text))


def test_a_heading_in_capitals_names_nobody() -> None:
    assert all(
        Group.OTHER_NAMED not in found
        for found in groups("It was on Friday.", "Raiders Kill Aid Worker In Velim")
    )


def test_the_words_behind_a_name_say_who_the_person_is() -> None:
    reading = read("Raiders killed Tarn Oskel an aid worker from Redland in Velim.")
    (victims,) = find_victims(reading, propose_claims(reading))
    assert victims.groups == (Group.AID_WORKER, Group.OTHER_NAMED)
    assert victims.status is Status.CIVILIAN


def test_the_words_behind_a_name_end_with_its_clause() -> None:
    reading = read("Raiders killed Tarn Oskel in a fight with aid workers of Velim.")
    (victims,) = find_victims(reading, propose_claims(reading))
    assert victims.groups == (Group.OTHER_NAMED,)
