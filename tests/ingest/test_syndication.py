from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from recount.ingest import containment, find_copies, sketch
from tests.ingest.made import make_report

WORDS = [f"word{number}" for number in range(5000)]


def story(seed: int, length: int = 250) -> str:
    chooser = random.Random(seed)
    return " ".join(chooser.choice(WORDS) for _ in range(length))


def test_a_copy_with_another_head_and_a_cut_tail_is_found() -> None:
    wire = story(1)
    words = wire.split()
    copy = story(2, 20) + " " + " ".join(words[:150])
    first, second, other = make_report(wire), make_report(copy), make_report(story(3))
    (pair,) = find_copies([first, second, other])
    assert (pair.report_id, pair.other_id) == tuple(sorted([first.id, second.id]))
    assert 0.5 <= pair.containment <= 1


def test_a_short_brief_inside_a_long_report_is_contained() -> None:
    wire = story(4, 400)
    brief = " ".join(wire.split()[100:180])
    assert containment(sketch(wire), sketch(brief)) >= 0.9


def test_texts_too_short_to_compare_are_never_copies() -> None:
    assert find_copies([make_report("Nine died in Sahr."), make_report("Nine died in Sahr!")]) == []
    assert containment(sketch("a b c"), sketch("a b c")) == 0.0


def test_case_and_punctuation_do_not_matter() -> None:
    wire = story(5)
    assert sketch(wire) == sketch(wire.upper().replace(" ", ", "))


def test_a_phrase_that_all_reports_hold_makes_no_copies() -> None:
    phrase = story(6, 120)
    reports = [make_report(f"{story(100 + number, 40)} {phrase}") for number in range(210)]
    assert find_copies(reports) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_containment_is_symmetric_and_between_0_and_1(first: str, second: str) -> None:
    one, two = sketch(first), sketch(second)
    assert containment(one, two) == containment(two, one)
    assert 0 <= containment(one, two) <= 1


def test_many_reports_are_compared_in_proportion() -> None:
    reports = [make_report(story(1000 + number // 2)) for number in range(600)]
    began = time.process_time()
    pairs = find_copies(reports)
    assert time.process_time() - began < 5
    assert pairs == [] or all(pair.containment == 1 for pair in pairs)
