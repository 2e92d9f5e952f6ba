from __future__ import annotations

from dataclasses import replace

from recount.model import ClaimSubject, Harm, Selector
from recount.review import ClaimIndex, subject_of
from tests.reconcile.made import made_claim, made_report

REPORT = made_report("A blast killed at least 9 people in Quessa.\nAt dusk 9 people were still missing.")


def test_a_claim_is_found_by_its_own_words() -> None:
    claim = made_claim(REPORT, "at least 9", 9, None)
    assert ClaimIndex([claim]).find(subject_of(claim)) == claim


def test_a_claim_is_found_by_overlap_after_the_extractor_reads_more_of_the_words() -> None:
    old = made_claim(REPORT, "9", 9, 9)
    new = made_claim(REPORT, "at least 9", 9, None)
    assert old.id != new.id
    assert ClaimIndex([new]).find(subject_of(old)) == new


def test_the_claim_that_shares_most_of_the_words_is_taken() -> None:
    subject = ClaimSubject(
        report_id=REPORT.id,
        selector=made_claim(REPORT, "at least 9 people", 9, None).count_selector,
        harm=Harm.KILLED,
    )
    most, least = made_claim(REPORT, "at least 9", 9, None), made_claim(REPORT, "people", 2, None)
    assert ClaimIndex([least, most]).find(subject) == most


def test_a_tie_attaches_to_nothing() -> None:
    subject = ClaimSubject(
        report_id=REPORT.id, selector=made_claim(REPORT, "at least", 9, None).count_selector, harm=Harm.KILLED
    )
    claims = [made_claim(REPORT, "at ", 9, None), made_claim(REPORT, "lea", 9, None)]
    assert ClaimIndex(claims).find(subject) is None


def test_another_harm_or_another_report_is_never_taken() -> None:
    claim = made_claim(REPORT, "at least 9", 9, None)
    other = made_report(REPORT.text, outlet="Tribune")
    index = ClaimIndex([claim])
    assert index.find(replace(subject_of(claim), harm=Harm.INJURED)) is None
    assert index.find(replace(subject_of(claim), report_id=other.id)) is None


def test_words_that_moved_are_found_by_their_surroundings() -> None:
    claim = made_claim(REPORT, "at least 9", 9, None)
    moved = made_report("Quessa, 4 March. " + REPORT.text)
    start = moved.text.index("at least 9")
    shifted = replace(
        claim,
        count_selector=replace(claim.count_selector, start=start, end=start + len("at least 9")),
        quote=Selector.at(moved.text, 0, len(moved.text)),
    )
    assert ClaimIndex([shifted]).find(subject_of(claim)) == shifted


def test_other_words_at_the_same_place_are_not_the_claim() -> None:
    claim = made_claim(REPORT, "at least 9", 9, None)
    selector = replace(claim.count_selector, exact="at most 19", prefix="", suffix="")
    assert ClaimIndex([claim]).find(replace(subject_of(claim), selector=selector)) is None
