"""Where a report turns to another event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recount.link import link
from recount.link.turns import turn_before
from recount.model import Claim, Means, Report, Selector
from tests.reconcile.made import DAY, made_claim, made_report, on, places

FIRST = "An air strike on Quessa killed 14 people. "


def two(second: str, words: str = "9", number: int = 9) -> tuple[Report, list[Claim]]:
    """A report of a strike and of what a second sentence tells, of one place, day and means."""
    report = made_report(FIRST + second)
    known: dict[str, Any] = {"places": places("Quessa"), "when": on(DAY), "means": Means.AIRSTRIKE}
    claims = [
        made_claim(report, "14", 14, 14, **known),
        made_claim(report, words, number, number, **known),
    ]
    quoted = [
        replace(claim, quote=Selector.at(report.text, claim.count_selector.start, claim.count_selector.end))
        for claim in claims
    ]
    return report, quoted


def events(report: Report, claims: list[Claim]) -> int:
    return len(link(claims, {report.id: report}))


@pytest.mark.parametrize(
    "second",
    [
        "Another air strike killed 9 people.",
        "Another strike on the town killed 9 people.",
        "Separate raids killed 9 people.",
        "In a separate attack 9 people were killed.",
        "A second car bomb killed 9 people.",
        "Elsewhere in the town 9 people were killed.",
    ],
)
def test_what_a_report_calls_another_event_is_one(second: str) -> None:
    assert events(*two(second)) == 2


@pytest.mark.parametrize(
    "second",
    [
        "Another 9 people died in hospital.",
        "The strike killed 9 people, the rescue service said.",
        "A strike killed 9 people, and another strike hit a market.",
    ],
)
def test_what_it_does_not_call_so_stays_together(second: str) -> None:
    assert events(*two(second)) == 1


def test_the_same_figure_is_no_other_event() -> None:
    report = made_report("14 killed in Quessa. Another air strike was said to have killed 14 people.")
    last = report.text.rindex("14")
    claims = [made_claim(report, "14", 14, 14, places=places("Quessa"), when=on(DAY))]
    again = made_claim(report, "have killed 14", 14, 14, places=places("Quessa"), when=on(DAY))
    assert again.count_selector.end == last + 2
    assert events(report, [*claims, again]) == 1


def test_a_report_may_begin_with_another_event() -> None:
    report = made_report("Another air strike killed 9 people in Quessa")
    assert turn_before(made_claim(report, "9", 9, 9), report) == 0


def test_a_language_without_words_for_it_turns_nowhere() -> None:
    report, claims = two("Another air strike killed 9 people.")
    assert turn_before(claims[1], report) == len(FIRST)
    other = Report(**{name: getattr(report, name) for name in Report.__slots__} | {"language": "xx"})
    assert turn_before(claims[1], other) is None
    assert turn_before(claims[1], None) is None
