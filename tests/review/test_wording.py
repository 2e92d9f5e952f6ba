"""Corrections that put a claim on other words of its report: one decision, found again, and taken back as one."""

from __future__ import annotations

import pytest

from recount.errors import DecisionError
from recount.model import CountKind, Harm
from recount.review import misanchored, moved_of
from tests.reconcile.made import made_claim, made_report
from tests.review.ruling import HOUSE, REPORT, TWELVE, effective, ruled


def test_a_claim_is_put_on_other_words_and_its_number_is_read_from_them() -> None:
    moved = ruled("correct", claim=HOUSE.id, words={"exact": "9"}, replacement={"harm": "missing"})
    claim = effective(moved)[HOUSE.id]
    assert (claim.count.words, claim.count.low, claim.count.high) == ("9", 9, 9)
    assert claim.harm is Harm.MISSING
    assert claim.count_selector.holds_in(REPORT.text)
    assert claim.quote.contains(claim.count_selector)
    assert claim.attribution == HOUSE.attribution
    assert [misanchored(one, REPORT) for one in moved_of([moved])] == [None]


def test_the_quote_is_the_line_unless_it_is_said() -> None:
    start = REPORT.text.index("9 people")
    said = ruled("correct", claim=HOUSE.id, words={"exact": "9"}, quote=[start, start + len("9 people")])
    assert effective(said)[HOUSE.id].quote.exact == "9 people"
    line = effective(ruled("correct", claim=HOUSE.id, words={"exact": "9"}))[HOUSE.id]
    assert line.quote.exact == REPORT.text.splitlines()[2]


def test_taking_the_one_decision_back_brings_the_old_words_back() -> None:
    moved = ruled("correct", claim=HOUSE.id, words={"exact": "9"})
    undo = ruled("note", 1, supersedes=moved.id)
    assert effective(moved, undo)[HOUSE.id].count_selector == HOUSE.count_selector


def test_later_rulings_on_the_claim_find_it_at_its_new_words() -> None:
    moved = ruled("correct", claim=HOUSE.id, words={"exact": "9"}, replacement={"harm": "missing"})
    own = ruled(
        "correct", 1, claim=HOUSE.id, replacement={"count": {"low": 8, "high": 8, "kind": "computed"}}
    )
    claim = effective(moved, own)[HOUSE.id]
    assert (claim.count.low, claim.count.words, claim.count.kind) == (8, "9", CountKind.COMPUTED)
    assert HOUSE.id not in effective(moved, own, ruled("reject", 2, claim=HOUSE.id))


def test_the_number_of_the_words_before_does_not_outlive_them() -> None:
    own = ruled("correct", claim=HOUSE.id, replacement={"count": {"low": 7, "high": 7}})
    moved = ruled("correct", 1, claim=HOUSE.id, words={"exact": "9"})
    assert effective(own, moved)[HOUSE.id].count.low == 9


def test_a_figure_that_the_machine_reads_there_later_is_not_counted_twice() -> None:
    late = made_claim(REPORT, "9", 9, 9, by=("Tarvena Watch",), harm=Harm.KILLED)
    moved = ruled("correct", claim=HOUSE.id, words={"exact": "9"})
    assert set(effective(moved, read=(TWELVE, HOUSE, late))) == {TWELVE.id, HOUSE.id}
    back = ruled("correct", 1, claim=HOUSE.id, words={"exact": "dozens"}, replacement={"harm": "injured"})
    assert late.id in effective(moved, back, read=(TWELVE, HOUSE, late))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"exact": "at least 12"}, "is already a claim"),
        ({"exact": "Sunday"}, "no number of people"),
        ({"exact": "Morvik"}, "stand 0 times"),
        ({"start": 5, "end": 5}, "are no words"),
        ({"report_id": "r_other", "exact": "9"}, "there is no report"),
    ],
)
def test_words_that_cannot_be_the_claims_are_refused(words: dict[str, object], said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        ruled("correct", claim=HOUSE.id, words=words)


def test_a_correction_whose_words_are_gone_is_found_out() -> None:
    (moved,) = moved_of([ruled("correct", claim=HOUSE.id, words={"exact": "9"})])
    assert misanchored(moved, made_report("Another text.")) == "its words do not stand in the report"
