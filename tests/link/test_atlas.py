from __future__ import annotations

from dataclasses import replace
from datetime import date

from recount.link.atlas import Surrounding, make_atlas, months_heard, months_told
from recount.link.places import Setting

MARCH = date(2031, 3, 4)
SAID = Surrounding(report_id="r_1", month="2031-03", place="qss", around="trvn")


def test_a_report_speaks_for_its_own_month_and_the_next() -> None:
    assert months_told("2031-12") == ("2031-12", "2032-01")
    assert months_heard(date(2032, 1, 31)) == ("2031-12", "2032-01")
    atlas = make_atlas([SAID])
    setting = Setting(specific=frozenset({"qss"}))
    for day, known in ((MARCH, True), (date(2031, 4, 30), True), (date(2031, 5, 1), False), (None, False)):
        assert (atlas.widen(setting, day).enclosing == {"trvn"}) is known


def test_a_place_that_encloses_others_in_three_reports_is_a_region() -> None:
    said = [replace(SAID, report_id=f"r_{number}", place="") for number in (1, 2, 2, 3)]
    setting = Setting(specific=frozenset({"trvn"}))
    assert make_atlas(said[:3]).widen(setting, MARCH).regions == frozenset()
    assert make_atlas(said).widen(setting, MARCH).regions == {"trvn"}


def test_what_a_text_names_as_specific_is_not_taken_for_what_encloses_it() -> None:
    setting = Setting(specific=frozenset({"qss", "trvn"}))
    assert make_atlas([SAID]).widen(setting, MARCH).enclosing == frozenset()
