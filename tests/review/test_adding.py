from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import DecisionError
from recount.model import CountKind, Harm, Qualifier, claim_id, dump_json, load_json
from recount.model.decision import Decision
from recount.review import additions_of, apply_decisions, misanchored, read_words
from tests.reconcile.made import made_claim, made_report
from tests.review.ruling import HOUSE, REPORT, TWELVE, added, effective, new_claims, ruled


@pytest.mark.parametrize(
    ("words", "low", "high", "kind", "read"),
    [
        ("at least 84", 84, None, CountKind.DIGITS, "at least 84"),
        ("84 civilians", 84, 84, CountKind.DIGITS, "84"),
        ("ninety-one", 91, 91, CountKind.WORDS, "ninety-one"),
        ("between 10 and 12", 10, 12, CountKind.DIGITS, "between 10 and 12"),
        ("no one", 0, 0, CountKind.ZERO, "no one"),
        ("dozens of people", 24, None, CountKind.VAGUE, "dozens"),
    ],
)
def test_a_number_is_read_from_the_words_selected(
    words: str, low: int, high: int | None, kind: CountKind, read: str
) -> None:
    count = read_words(words)
    assert count is not None
    assert (count.low, count.high, count.kind, count.words) == (low, high, kind, read)


@pytest.mark.parametrize(
    ("words", "form", "low", "high"),
    [
        ("a man", CountKind.SINGULAR, 1, 1),
        ("civilians", CountKind.BARE_PLURAL, 2, None),
        ("two men and three women", CountKind.NAME_LIST, 5, 5),
    ],
)
def test_words_that_are_no_number_count_as_a_person_says(
    words: str, form: CountKind, low: int, high: int | None
) -> None:
    assert read_words(words) is None
    count = read_words(words, form=form)
    assert count is not None
    assert (count.low, count.high, count.kind, count.words) == (low, high, form, words)


def test_a_form_that_the_words_do_not_have_gives_none() -> None:
    assert read_words("84 civilians", form=CountKind.BARE_PLURAL) is None


def test_a_claim_without_a_number_is_added_when_a_person_says_how_it_counts() -> None:
    decision = added("civilians", "injured", replacement={"count": {"kind": "bare_plural"}})
    (claim,) = new_claims(decision)
    assert (claim.count.low, claim.count.high, claim.count.kind) == (2, None, CountKind.BARE_PLURAL)


@pytest.mark.parametrize("words", ["of the", "yesterday", "12 men, 5 dogs and 7 cars"])
def test_words_without_one_number_of_people_give_none(words: str) -> None:
    assert read_words(words) is None


@given(st.integers(min_value=0, max_value=10**6), st.sampled_from(["", "at least ", "up to ", "about "]))
def test_any_number_written_in_digits_is_read_back(number: int, before: str) -> None:
    count = read_words(f"{before}{number} people")
    if number == 0 and count is None:
        return  # "0" as a count of people is the convention's to read
    assert count is not None
    assert number in {count.low, count.high}


def test_an_added_claim_stands_on_its_words_and_says_that_a_person_added_it() -> None:
    (claim,) = new_claims(added("9 people", "missing"))
    assert claim.id == claim_id(REPORT.id, claim.count_selector.start, claim.count_selector.end, Harm.MISSING)
    assert (claim.count.low, claim.count.high, claim.count_selector.exact) == (9, 9, "9")
    assert (claim.extractor, claim.confidence) == ("person", 1.0)
    assert claim.quote.holds_in(REPORT.text)
    assert claim.count_selector.holds_in(REPORT.text)
    assert claim.quote.exact.startswith("Two men")
    assert REPORT.text.split("\n")[2] == claim.quote.exact


def test_an_added_claim_takes_its_place_in_the_text_whatever_was_read() -> None:
    between = added("dozens", "injured")
    result = apply_decisions((TWELVE, HOUSE), [between])
    starts = [claim.count_selector.start for claim in result.claims]
    assert starts == sorted(starts)
    assert len(result.claims) == 3
    assert len(result.added) == 1
    alone = apply_decisions((), [between])
    assert [claim.id for claim in alone.claims] == list(result.added)


def test_it_shares_the_context_of_the_claim_it_is_like_but_for_what_is_said() -> None:
    (claim,) = new_claims(
        added("9 people", "missing", like=TWELVE.id, replacement={"status": "civilian", "means": "drone"})
    )
    assert claim.attribution == TWELVE.attribution
    assert claim.when == TWELVE.when
    assert (claim.status, claim.means) == ("civilian", "drone")


def test_it_survives_the_log() -> None:
    decision = added("9 people", "missing")
    again = load_json(Decision, dump_json(decision))
    assert new_claims(again) == new_claims(decision)


def test_a_number_that_is_not_in_the_words_is_not_from_the_source() -> None:
    with pytest.raises(DecisionError, match="'9 people' gives 9, not the number ruled"):
        added("9 people", "missing", replacement={"count": {"low": 11, "high": 11}})
    (claim,) = new_claims(
        added("9 people", "missing", replacement={"count": {"low": 11, "high": 11, "kind": "computed"}})
    )
    assert (claim.count.low, claim.count.kind, claim.count.words) == (11, CountKind.COMPUTED, "9 people")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"words": {"report_id": REPORT.id, "exact": "it added"}}, "no number of people can be read"),
        ({"words": {"report_id": REPORT.id, "exact": "nine"}}, "stand 0 times"),
        ({"words": {"report_id": "r_nothing", "exact": "9"}}, "no report 'r_nothing'"),
        ({"words": {"report_id": REPORT.id, "start": 5, "end": 5}}, "no words of the report"),
        ({"words": {"report_id": REPORT.id, "start": 5, "end": 10**6}}, "no words of the report"),
        ({"words": {"report_id": REPORT.id, "start": -1, "end": 4}}, "start must be a position"),
        ({"harm": "exploded"}, "'exploded' is no harm"),
        ({"like": "c_nothing"}, "no claim 'c_nothing'"),
        ({"quote": [0, 3]}, "the quote does not hold"),
        ({"replacement": {"count": {"low": 9}}}, "needs both ends"),
        ({"replacement": {"means": "rain"}}, "replacement for means does not fit"),
        ({"replacement": {"id": "c_1"}}, "cannot replace 'id'"),
        ({"incidents": ["i_a", "i_b"]}, "add needs at most the one incident"),
        ({"reason": ""}, "has no reason"),
    ],
)
def test_words_that_make_no_claim_are_refused(fields: dict[str, object], message: str) -> None:
    plain: dict[str, Any] = {"words": {"report_id": REPORT.id, "exact": "9 people"}, "harm": "missing"}
    plain |= fields
    with pytest.raises(DecisionError, match=message):
        ruled("add", **plain)


def test_words_that_are_a_claim_already_are_not_added_again() -> None:
    with pytest.raises(DecisionError, match=f"already a claim, {TWELVE.id}"):
        added("at least 12", "killed")


def test_the_same_words_may_state_two_harms() -> None:
    (claim,) = new_claims(added("at least 12", "casualties"))
    assert claim.id != TWELVE.id


@pytest.mark.parametrize("words", ["9", "9 people"])
def test_a_machine_that_reads_the_same_figure_later_does_not_double_it(words: str) -> None:
    decision = added("9", "missing")
    late = made_claim(REPORT, words, 9, 9, harm=Harm.MISSING, by=("Tarvena Watch",))
    result = apply_decisions((TWELVE, HOUSE, late), [decision])
    missing = [claim for claim in result.claims if claim.harm is Harm.MISSING]
    assert [claim.count_selector.exact for claim in missing] == ["9"]
    assert missing[0].attribution == late.attribution
    assert missing[0].extractor == "person"


def test_another_figure_that_overlaps_stays_beside_it() -> None:
    other = made_claim(REPORT, "Two", 2, 2)
    whole = added("three women")
    assert other.id in effective(whole, read=(other, TWELVE))
    assert len(effective(whole, read=(other, TWELVE))) == 3


def test_decisions_on_an_added_claim_find_it() -> None:
    add = added("9 people", "missing")
    (claim,) = new_claims(add)
    correct = ruled("correct", 1, known=[claim], claim=claim.id, replacement={"status": "civilian"})
    reject = ruled("reject", 2, known=[claim], claim=claim.id)
    assert effective(add, correct)[claim.id].status == "civilian"
    result = apply_decisions((TWELVE, HOUSE), [add, correct, reject])
    assert result.rejected == (claim.id,)
    assert claim.id not in {one.id for one in result.claims}


def test_adding_what_was_rejected_before_takes_the_rejection_back() -> None:
    late = made_claim(REPORT, "9", 9, 9, harm=Harm.MISSING)
    reject = ruled("reject", 0, known=[late], claim=late.id)
    assert late.id not in effective(reject, read=(late,))
    assert late.id in effective(reject, added("9", "missing", 1), read=(late,))


def test_taking_an_addition_back_removes_the_claim_and_leaves_its_rulings_waiting() -> None:
    add = added("9 people", "missing")
    (claim,) = new_claims(add)
    accept = ruled("accept", 1, known=[claim], claim=claim.id)
    undo = ruled("note", 2, supersedes=add.id)
    result = apply_decisions((TWELVE, HOUSE), [add, accept, undo])
    assert result.claims == (TWELVE, HOUSE)
    assert result.unattached == (accept,)


def test_an_added_claim_is_pinned_where_it_was_added() -> None:
    add = added("9 people", "missing", incidents=["i_a"])
    (claim,) = new_claims(add)
    assert apply_decisions((TWELVE,), [add]).constraints.pins == ((claim.id, "i_a"),)


def test_an_added_claim_that_no_longer_holds_in_its_report_is_found() -> None:
    (addition,) = additions_of([added("9 people", "missing")])
    assert misanchored(addition, REPORT) is None
    assert misanchored(addition, made_report("Another text.")) == "its words do not stand in the report"


def test_vague_words_can_be_added() -> None:
    (claim,) = new_claims(added("dozens", "injured"))
    assert (claim.count.kind, claim.count.qualifier) == (CountKind.VAGUE, Qualifier.VAGUE)
    assert claim.count.low == 24


def test_parts_take_the_place_of_the_whole_and_share_its_context() -> None:
    part = ruled("part", claim=HOUSE.id, parts=[{"exact": "Two men"}, {"exact": "three women"}])
    result = apply_decisions((TWELVE, HOUSE), [part])
    assert result.parted == (HOUSE.id,)
    parts = [claim for claim in result.claims if claim.id in result.added]
    assert [(claim.count.low, claim.count_selector.exact) for claim in parts] == [(2, "Two"), (3, "three")]
    assert all(claim.attribution == HOUSE.attribution for claim in parts)
    assert all(claim.quote == HOUSE.quote for claim in parts)
    assert result.unattached == ()


def test_a_part_may_be_of_another_harm_and_group() -> None:
    parts = [{"exact": "Two men", "groups": ["man"]}, {"exact": "three women", "harm": "injured"}]
    part = ruled("part", claim=HOUSE.id, parts=parts)
    made = new_claims(part)
    assert [claim.harm for claim in made] == [Harm.KILLED, Harm.INJURED]
    assert made[0].groups == ("man",)


def test_accepting_the_whole_again_does_not_double_it() -> None:
    part = ruled("part", claim=HOUSE.id, parts=[{"exact": "Two men"}, {"exact": "three women"}])
    accept = ruled("accept", 1, claim=HOUSE.id)
    assert HOUSE.id not in effective(part, accept)


def test_taking_the_split_back_brings_the_whole_back_alone() -> None:
    part = ruled("part", claim=HOUSE.id, parts=[{"exact": "Two men"}, {"exact": "three women"}])
    undo = ruled("note", 1, supersedes=part.id)
    assert set(effective(part, undo)) == {TWELVE.id, HOUSE.id}


def test_a_machine_that_reads_a_part_later_does_not_double_it() -> None:
    part = ruled("part", claim=HOUSE.id, parts=[{"exact": "Two men"}, {"exact": "three women"}])
    late = made_claim(REPORT, "three", 3, 3)
    result = effective(part, read=(TWELVE, HOUSE, late))
    assert sorted(claim.count.low or 0 for claim in result.values()) == [2, 3, 12]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([{"exact": "Two men"}], "two or more parts; 1 given"),
        ([{"exact": "Two men"}, {"exact": "Two men"}], "words of two parts overlap"),
        (
            [{"exact": "Two men and three women", "count": {"kind": "name_list"}}, {"exact": "9"}],
            "cannot have the words of the whole",
        ),
        ([{"exact": "Two men"}, {"exact": "at least 12"}], "stand 0 times"),
        ([{"exact": "Two men"}, {"exact": "house"}], "no number of people"),
        ([{"exact": "Two men"}, {"exact": "three women", "low": 3}], "cannot replace 'low'"),
        ("Two men", "parts must be a list"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: object, message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        ruled("part", claim=HOUSE.id, parts=parts)


@given(order=st.permutations(range(4)), is_read=st.booleans())
def test_the_order_of_decisions_and_a_new_reading_change_nothing(*, order: list[int], is_read: bool) -> None:
    add = added("9 people", "missing")
    (claim,) = new_claims(add)
    decisions = [
        add,
        ruled("correct", 1, known=[claim], claim=claim.id, replacement={"status": "civilian"}),
        ruled("part", 2, claim=HOUSE.id, parts=[{"exact": "Two men"}, {"exact": "three women"}]),
        ruled("reject", 3, claim=TWELVE.id),
    ]
    late = made_claim(REPORT, "9", 9, 9, harm=Harm.MISSING)
    read = (TWELVE, HOUSE, late) if is_read else (TWELVE, HOUSE)
    found = apply_decisions(read, [decisions[at] for at in order]).claims
    assert sorted((claim.count.low, claim.harm.value) for claim in found) == [
        (2, "killed"),
        (3, "killed"),
        (9, "missing"),
    ]
    assert len({claim.id for claim in found}) == 3
