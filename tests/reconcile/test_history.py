from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from recount.model import Claim, Report, Revision, Selector
from recount.reconcile import reconcile
from tests.reconcile.made import DAY, TABLE, made_claim, made_incident, made_report, said

NEXT = DAY + timedelta(days=1)


def history(*pairs: tuple[Report, Claim]) -> tuple[Revision, ...]:
    claims = [claim for _, claim in pairs]
    (toll,) = reconcile(
        made_incident(*claims), claims, {report.id: report for report, _ in pairs}, originators=TABLE
    )
    return toll.history


def test_the_range_is_kept_as_known_on_each_day() -> None:
    steps = history(
        said(25, "the Watch"),
        said(41, "rescue service", day=NEXT),
        said(30, "the Watch", day=NEXT + timedelta(days=1)),
    )
    assert [(step.known_on, step.low, step.high) for step in steps] == [
        (DAY, 25, 25),
        (NEXT, 25, 41),
        (NEXT + timedelta(days=1), 30, 41),
    ]


def test_a_report_that_moves_nothing_is_no_revision() -> None:
    assert len(history(said(25, "the Watch"), said(25, "the Watch", day=NEXT))) == 1


def test_a_toll_can_fall() -> None:
    steps = history(said(300, "the Watch"), said(10, "the Watch", day=NEXT))
    assert [step.high for step in steps] == [300, 10]


def test_each_revision_names_the_claims_that_moved_it() -> None:
    first, second = said(25, "the Watch"), said(41, "rescue service", day=NEXT)
    assert [step.claim_ids for step in history(first, second)] == [(first[1].id,), (second[1].id,)]


def test_reports_come_in_any_order() -> None:
    pairs = [said(25, "the Watch"), said(41, "rescue service", day=NEXT)]
    assert history(*pairs) == history(*reversed(pairs))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Watch said 15 were killed.\nThree of the wounded died of their wounds.", "died_of_wounds"),
        ("The Watch said 15 were killed.\nThree more bodies were pulled from the ruins.", "bodies_recovered"),
        ("The Watch said 15 were killed.\nThree of the missing were found dead.", "missing_found_dead"),
        ("The Watch corrected its count: 15 were killed.", "correction"),
        ("The Watch said 15 were killed, three others had been counted twice.", "double_count_removed"),
        ("The Watch said 15 were killed.\nThe toll now includes the villages around.", "wider_scope"),
        ("The Watch said 15 were killed, including people from neighbouring farms.", "wider_scope"),
        ("The Watch said 15 were killed, three of them added retroactively.", "retroactive"),
        ("The Watch said 15 were killed.", "not_stated"),
    ],
)
def test_the_reason_is_read_near_the_figure_that_moved_the_toll(text: str, reason: str) -> None:
    report = made_report(text, day=NEXT)
    steps = history(said(12, "the Watch"), (report, made_claim(report, "15", 15, 15, by=("the Watch",))))
    assert [step.reason for step in steps] == ["first_report", reason]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The wire corrects its report: 15 were killed.", "correction"),
        ("The wire corrected a street's name, and said 15 were killed.", "not_stated"),
        ("After bodies were recovered in Tesk, shells killed 15.", "not_stated"),
        ("The wire corrected a name. Police said 15 were killed.", "not_stated"),
    ],
)
def test_of_the_words_before_a_figure_those_of_its_clause_may_give_the_reason(text: str, reason: str) -> None:
    report = made_report(text, day=NEXT)
    claim = made_claim(report, "15", 15, 15, by=("the Watch",))
    narrow = replace(claim, quote=Selector.at(text, text.index("15"), len(text)))
    assert history(said(12, "the Watch"), (report, narrow))[-1].reason == reason


def test_a_language_without_rules_gives_no_reason() -> None:
    report = made_report("The Watch corrected its count: 15 were killed.", day=NEXT)
    other = Report(**{name: getattr(report, name) for name in Report.__slots__} | {"language": "xx"})
    steps = history(said(12, "the Watch"), (other, made_claim(other, "15", 15, 15, by=("the Watch",))))
    assert steps[-1].reason == "not_stated"


def test_an_undated_report_is_known_from_the_start() -> None:
    undated = made_report("The rescue service said 12 were killed.", day=None)
    steps = history(
        (undated, made_claim(undated, "12", 12, 12, by=("rescue service",))), said(25, "the Watch")
    )
    assert [(step.known_on, step.low, step.high) for step in steps] == [(None, 12, 12), (DAY, 12, 25)]
