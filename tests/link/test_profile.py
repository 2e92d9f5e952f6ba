"""What a group of claims of one report says of its event."""

from __future__ import annotations

from recount.link.atlas import Atlas
from recount.link.profile import profile_of
from recount.model import Harm
from tests.reconcile.made import made_claim, made_report, part_of

REPORT = made_report("Raids on Morlund killed 26. 14 died at its clinic.")
WHOLE = made_claim(REPORT, "26", 26, 26)
PART = made_claim(REPORT, "14", 14, 14, relation=part_of(WHOLE))


def test_a_part_beside_its_whole_is_no_figure_of_the_group() -> None:
    assert profile_of([WHOLE, PART], {REPORT.id: REPORT}, Atlas()).figures == {(Harm.KILLED, 26)}


def test_a_part_whose_whole_stands_in_another_group_is_the_figure_of_its_own() -> None:
    assert profile_of([PART], {REPORT.id: REPORT}, Atlas()).figures == {(Harm.KILLED, 14)}


def test_inside_a_report_a_part_is_not_held_against_its_whole() -> None:
    assert not profile_of([PART], {REPORT.id: REPORT}, Atlas(), is_single=True).figures
