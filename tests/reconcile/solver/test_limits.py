"""Beyond its limits the solver answers less exactly, never wrongly."""

from __future__ import annotations

from typing import Any

import pytest

from recount.model import Group, Place, Scope
from recount.reconcile.solver import answer, cells, places
from recount.reconcile.solver.places import atlas_of
from tests.reconcile.solver.made import CHILDREN, MILL, PORT, QUESSA, Record, days, ends, known


def test_figures_left_out_make_bounds_wider_and_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record()
    for number in range(4):
        record.says("Tarvena Watch", 2, 2, when=days(number))
    assert ends(record.ask(place="Quessa", first=0, last=3).proved) == (8, 8)
    monkeypatch.setattr(answer, "MAX_FIGURES", 3)
    fewer = record.ask(place="Quessa", first=0, last=3)
    assert ends(fewer.proved) == (6, None)
    assert [item.reason for item in fewer.excluded] == ["beyond"]


def test_groups_that_are_not_told_apart_limit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record()
    record.says("Norpress", 9, 9, when=days(0))
    for group in (Group.CHILD, Group.WOMAN, Group.MEDICAL):
        record.says("Norpress", 3, 3, when=days(0), **{**CHILDREN, "groups": (group,)})
    asked: dict[str, Any] = {"groups": (Group.CHILD,), "place": "Quessa", "first": 0, "last": 0}
    exact = ends(record.ask(**asked).proved)
    monkeypatch.setattr(cells, "MAX_GROUPS", 1)
    assert ends(record.ask(**asked).proved) == exact == (3, 3)  # what is asked about is told apart first
    monkeypatch.setattr(cells, "MAX_GROUPS", 0)
    low, high = ends(record.ask(**asked).proved)
    assert low <= 3
    assert high is None or high >= 3


def test_incidents_that_are_not_told_apart_limit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record()
    for number in range(3):
        claim = record.says(f"body {number}", 10, 10, when=days(0), scope=Scope.INCIDENT)
        record.incident(f"i_{number}", claim, when=days(0))
    assert ends(record.ask(place="Quessa", first=0, last=0).recorded) == (30, 30)
    monkeypatch.setattr(cells, "MAX_TOGETHER", 1)
    answered = record.ask(place="Quessa", first=0, last=0)
    assert ends(answered.proved) == (10, None)
    low, high = ends(answered.recorded)
    assert low <= 30
    assert high is None or high >= 30


def test_places_that_are_not_told_apart_are_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record()
    for number, name in enumerate(("the square", "the dam", "the bridge", "the school")):
        record.says(f"body {number}", 5, 5, when=days(0), at=(Place(name=name),))
    record.says("Norpress", 4, None, when=days(0), at=(MILL,))
    record.says("Norpress", 3, None, when=days(0), at=(PORT,))
    assert ends(record.ask(first=0, last=0).proved) == (7, None)
    monkeypatch.setattr(places, "MAX_CELLS", 6)
    low, high = ends(record.ask(first=0, last=0).proved)
    assert low <= 7
    assert high is None


def test_many_disputes_in_one_matter_are_answered_by_what_is_not_disputed() -> None:
    record = Record()
    for number in range(7):
        record.says("Tarvena Watch", 5, 5, when=days(number))
        record.says("Norpress", 3, 3, when=days(number))
    record.says("Sudpress", 60, 60, when=days(0, 8))
    answered = record.ask(place="Quessa", first=0, last=8)
    assert ends(answered.proved) == (60, 60)
    assert not answered.proved.disputes[0].complete


def test_a_city_and_its_province_of_one_name_are_two_places() -> None:
    record = Record()
    city, province = known("Orlava", "city", "Orlava"), known("Orlava Province", "adm1")
    village = known("Tesk", "village", "Orlava")
    for place in (city, province, village):
        record.says("Norpress", 4, None, when=days(0), at=(place,))
    assert ends(record.ask(place="Orlava", first=0, last=0).proved) == (4, None)
    assert ends(record.ask(place="Orlava province", first=0, last=0).proved) == (8, None)
    assert ends(record.ask(place="Tesk", first=0, last=0).proved) == (4, None)


def test_a_part_of_a_town_lies_in_it_and_may_hold_any_of_its_quarters() -> None:
    record = Record()
    east = known("Quessa", "town")
    record.says("Norpress", 6, 6, when=days(0), at=(Place(name="eastern Quessa", resolved=east.resolved),))
    record.says("Norpress", 4, 4, when=days(0), at=(MILL,))
    record.says("Norpress", 1, None, when=days(0), at=(QUESSA,))
    assert ends(record.ask(place="Quessa", first=0, last=0).proved) == (6, None)
    assert ends(record.ask(place="eastern Quessa", first=0, last=0).proved) == (6, 6)


def test_two_places_said_to_enclose_each_other_do_not() -> None:
    record = Record()
    one, two = Place(name="Tesk"), Place(name="Varda")
    record.says("Norpress", 4, None, when=days(0), at=(one, two))
    record.says("Norpress", 5, None, when=days(0), at=(two, one))
    atlas = atlas_of(record.claims)
    assert all(not around for around in atlas.around.values())
