"""The policies of recording bodies, by the decision procedures of their codebooks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import Claim, CountKind, Harm, Perpetrator, Report, Status, StatusBasis, Toll
from recount.reconcile import list_policies, reconcile
from recount.reconcile.figures import Figure, Verdict
from recount.reconcile.integrity import make_record
from recount.reconcile.integrity.rules import check_integrity
from recount.reconcile.parts import summed
from recount.reconcile.policies import (
    ACCUSED,
    BLANK,
    LESS_DETAILED,
    NOT_LOWEST,
    NOT_MAJORITY,
    NOT_NEWEST,
    POLICIES,
    TOO_VAGUE,
    aoav,
    get_policy,
    gtd,
    latest,
    lowest,
    range_of,
    ucdp,
)
from tests.reconcile.made import DAY, TABLE, credited, made_claim, made_incident, made_report, part_of, said
from tests.reconcile.test_policies import figure


def numbers(verdict: Verdict) -> tuple[int | None, int | None, int | None]:
    return verdict.low, verdict.best, verdict.high


def reasons(verdict: Verdict) -> list[str]:
    return [item.reason for item in verdict.excluded]


# GTD: newest, then majority, then lowest


def test_gtd_takes_the_number_of_the_newest_figure() -> None:
    verdict = gtd([figure(25, 25, "watch"), figure(41, 41, "rescue", days=1)])
    assert numbers(verdict) == (41, 41, 41)
    assert reasons(verdict) == [NOT_NEWEST]


def test_gtd_takes_the_majority_of_equally_recent_originators() -> None:
    verdict = gtd([figure(25, 25, "watch"), figure(41, 41, "rescue"), figure(41, 41, "activists")])
    assert numbers(verdict) == (41, 41, 41)
    assert reasons(verdict) == [NOT_MAJORITY]


def test_gtd_takes_the_lowest_where_no_number_has_a_majority() -> None:
    verdict = gtd([figure(25, 25, "watch"), figure(41, 41, "rescue"), figure(30, 30, "activists")])
    assert numbers(verdict) == (25, 25, 25)
    assert reasons(verdict) == [NOT_LOWEST, NOT_LOWEST]


def test_gtd_counts_copies_of_one_originator_once() -> None:
    copies = [figure(36, 36, "watch", name=f"copy{number}") for number in range(5)]
    assert numbers(gtd([*copies, figure(44, 44, "rescue"), figure(44, 44, "activists")]))[0] == 44


def test_five_copies_of_36_do_not_outvote_a_later_44_under_any_policy() -> None:
    copies = [figure(36, 36, name=f"copy{number}") for number in range(5)]
    for policy in POLICIES:
        verdict = policy.apply([*copies, figure(44, 44, days=1)])
        assert (verdict.low, verdict.high) == (44, 44)


def test_a_later_1_replaces_an_earlier_40_under_any_policy() -> None:
    for policy in POLICIES:
        verdict = policy.apply([figure(40, 40), *(figure(1, 1, days=1, name=f"c{n}") for n in range(10))])
        assert (verdict.low, verdict.high) == (1, 1)


def test_gtd_leaves_vague_figures_blank_even_when_nobody_gives_a_number() -> None:
    verdict = gtd([figure(24, None, vague=True)])
    assert numbers(verdict) == (None, None, None)
    assert reasons(verdict) == [TOO_VAGUE]


def test_gtd_sets_aside_what_only_the_alleged_perpetrator_says() -> None:
    accused = replace(figure(300, 300, "guard", days=3), by_accused=True)
    verdict = gtd([accused, figure(12, 12, "watch")])
    assert numbers(verdict) == (12, 12, 12)
    assert reasons(verdict) == [ACCUSED]
    assert numbers(gtd([accused])) == (None, None, None)


def test_gtd_takes_the_lower_end_of_a_figure_that_is_a_range() -> None:
    assert numbers(gtd([figure(20, 30)])) == (20, 20, 20)
    assert numbers(gtd([figure(None, 30)])) == (30, 30, 30)


def test_gtd_keeps_an_open_end_open_beside_the_number() -> None:
    assert gtd([figure(84, None)]).high_open


# UCDP: low, best, high


# AOAV: the most detailed or most recent, nothing vague


def test_aoav_takes_the_figure_told_in_the_most_detail_though_another_is_newer() -> None:
    told = replace(figure(25, 25, "watch"), details=2)
    verdict = aoav([told, figure(41, 41, "rescue", days=1)])
    assert (verdict.low, verdict.high) == (25, 25)
    assert reasons(verdict) == [LESS_DETAILED]


def test_aoav_takes_the_newest_of_equally_detailed_figures() -> None:
    verdict = aoav([figure(25, 25, "watch"), figure(41, 41, "rescue", days=1)])
    assert (verdict.low, verdict.high) == (41, 41)
    assert reasons(verdict) == [NOT_NEWEST]


def test_aoav_spans_what_is_equally_detailed_and_recent() -> None:
    verdict = aoav([figure(25, 25, "watch"), figure(41, 41, "rescue")])
    assert (verdict.low, verdict.high) == (25, 41)


def test_aoav_cannot_record_vague_figures() -> None:
    verdict = aoav([figure(24, None, vague=True)])
    assert (verdict.low, verdict.high) == (None, None)
    assert reasons(verdict) == [TOO_VAGUE]


def test_the_detail_of_a_figure_is_the_parts_its_report_tells() -> None:
    first = made_report(
        "Tarvena Watch said 25 people were killed in Quessa, among them 4 women and 6 children."
    )
    whole = made_claim(first, "25", 25, 25, by=("Tarvena Watch",))
    parts = [
        made_claim(first, words, number, number, by=("Tarvena Watch",), relation=part_of(whole))
        for words, number in (("4", 4), ("6", 6))
    ]
    second, other = said(41, "Morlund Rescue", day=DAY + timedelta(days=1), outlet="Courier")
    toll = tolls_by("aoav", [first, second], [whole, *parts, other])[None]
    assert (toll.low, toll.high) == (25, 25)


def test_ucdp_gives_the_range_and_a_best_on_which_all_agree() -> None:
    assert numbers(ucdp([figure(14, 14, "watch"), figure(14, 14, "rescue")])) == (14, 14, 14)
    assert numbers(ucdp([figure(84, None)])) == (84, 84, 84)


@pytest.mark.parametrize(
    "figures",
    [
        [figure(25, 25, "watch"), figure(41, 41, "rescue")],
        [figure(20, 30)],
        [figure(None, 30)],
        [figure(1, None, vague=True)],
        [],
    ],
    ids=["sources differ", "a range", "only an upper bound", "a vague word", "nothing said"],
)
def test_ucdp_leaves_best_to_people_where_the_words_do_not_settle_it(figures: list[Figure]) -> None:
    assert ucdp(figures).best is None


def test_blank_is_not_zero_under_any_policy() -> None:
    blank = figure(None, None, vague=True, name="blank")
    for policy in POLICIES:
        assert numbers(policy.apply([blank])) == (None, None, None)
        verdict = policy.apply([blank, figure(9, 9, "rescue")])
        assert (verdict.low, verdict.high) == (9, 9)
        assert set(reasons(verdict)) <= {BLANK, TOO_VAGUE}
        assert len(reasons(verdict)) == 1


# Whole tolls


def tolls_by(policy: str, reports: list[Report], claims: list[Claim]) -> dict[Status | None, Toll]:
    by_id = {report.id: report for report in reports}
    incident = replace(made_incident(*claims), perpetrators=("Northern Guard",))
    made = reconcile(incident, claims, by_id, policy=policy, originators=TABLE)
    return {toll.status: toll for toll in made if toll.harm is Harm.KILLED}


def of_status(report: Report, words: str, number: int, status: Status) -> Claim:
    return made_claim(
        report,
        words,
        number,
        number,
        status=status,
        status_basis=StatusBasis.STATED,
        by=("Tarvena Watch",),
    )


def nested(total: int, civilians: int, fighters: int) -> tuple[list[Report], list[Claim]]:
    """Make a report that gives a total and two parts of it by status."""
    report = made_report(
        f"Tarvena Watch counted {total} dead in Quessa.\nTarvena Watch spoke of {civilians} civilians.\n"
        f"Tarvena Watch also counted {fighters} fighters."
    )
    whole = made_claim(report, str(total), total, total, by=("Tarvena Watch",))
    return [report], [
        whole,
        of_status(report, f"{civilians} civilians", civilians, Status.CIVILIAN),
        of_status(report, f"{fighters} fighters", fighters, Status.COMBATANT),
    ]


def test_best_of_ucdp_is_the_sum_of_civilians_combatants_and_unknown() -> None:
    tolls = tolls_by("ucdp", *nested(84, 13, 60))
    assert {status: toll.best for status, toll in tolls.items()} == {
        None: 84,
        Status.CIVILIAN: 13,
        Status.COMBATANT: 60,
        Status.UNKNOWN: 11,
    }
    rest = tolls[Status.UNKNOWN]
    assert (rest.low, rest.high, rest.claims_used) == (None, None, ())


def test_no_unknown_is_left_where_the_parts_are_the_whole() -> None:
    tolls = tolls_by("ucdp", *nested(84, 13, 71))
    assert tolls[None].best == 84
    assert Status.UNKNOWN not in tolls


def test_a_best_below_its_parts_is_taken_back() -> None:
    tolls = tolls_by("ucdp", *nested(84, 13, 71))
    raised = [replace(toll, best=50) if toll.status is Status.CIVILIAN else toll for toll in tolls.values()]
    whole = next(toll for toll in summed(raised) if toll.status is None)
    assert whole.best is None
    assert (whole.low, whole.high) == (84, 84)


def test_where_sources_differ_best_is_the_sum_of_the_parts_inside_the_range() -> None:
    reports, claims = nested(90, 13, 71)
    other = made_report("Morlund Rescue said 80 people were killed.", outlet="Courier")
    more = made_claim(other, "80", 80, 80, by=("Morlund Rescue",))
    whole = tolls_by("ucdp", [*reports, other], [*claims, more])[None]
    assert (whole.low, whole.best, whole.high) == (80, 84, 90)


@given(st.integers(10, 99), st.integers(10, 99), st.integers(100, 400))
def test_tolls_of_ucdp_add_up_whatever_the_numbers(civilians: int, fighters: int, total: int) -> None:
    tolls = tolls_by("ucdp", *nested(total, civilians, fighters))
    parts = [toll.best for status, toll in tolls.items() if status is not None and toll.best is not None]
    assert tolls[None].best in {None, sum(parts)}


def test_a_belligerents_claim_settles_nothing_under_gtd() -> None:
    first, dead = said(12, "Tarvena Watch")
    second, claimed = said(300, "Northern Guard", day=DAY + timedelta(days=2), outlet="Courier")
    accused = replace(claimed, alleged_perpetrators=(Perpetrator(name="Northern Guard"),))
    assert tolls_by("gtd", [first, second], [dead, accused])[None].high == 12
    assert tolls_by("range", [first, second], [dead, accused])[None].high == 300


def test_a_word_the_convention_leaves_blank_counts_in_no_toll_and_stays_with_its_reason() -> None:
    report = made_report("Tarvena Watch said dozens were killed in Quessa.")
    claim = made_claim(report, "dozens", None, None, kind=CountKind.VAGUE, by=("Tarvena Watch",))
    for policy in list_policies():
        toll = tolls_by(policy, [report], [claim])[None]
        assert (toll.low, toll.best, toll.high, toll.claims_used) == (None, None, None, ())
        assert [item.claim_id for item in toll.excluded] == [claim.id]


@pytest.mark.parametrize("policy", list_policies())
def test_every_policy_makes_tolls_in_which_the_rules_of_integrity_hold(policy: str) -> None:
    reports, claims = nested(84, 13, 60)
    other = made_report("Morlund Rescue said at least 80 people were killed.", outlet="Courier")
    claims.append(made_claim(other, "at least 80", 80, None, attribution=credited("Morlund Rescue")))
    incident = replace(made_incident(*claims), main_report_ids=(reports[0].id, other.id))
    by_id = {report.id: report for report in (*reports, other)}
    tolls = reconcile(incident, claims, by_id, policy=policy)
    record = make_record(by_id.values(), claims, [incident], tolls)
    codes = {finding.code for finding in check_integrity(record)}
    assert codes <= {"IT-132"}, codes  # made by another policy than that of the default scope
    assert ("IT-132" in codes) is (policy != "range")


def test_each_policy_names_itself_on_its_tolls_and_switching_moves_them() -> None:
    first, low = said(25, "Tarvena Watch")
    second, high = said(41, "Morlund Rescue", day=DAY + timedelta(days=1), outlet="Courier")
    made = {name: tolls_by(name, [first, second], [low, high])[None] for name in list_policies()}
    assert {name: toll.policy for name, toll in made.items()} == {
        name: get_policy(name).id for name in list_policies()
    }
    assert {name: (toll.low, toll.high) for name, toll in made.items()} == {
        "range": (25, 41),
        "latest": (41, 41),
        "lowest": (25, 25),
        "ucdp": (25, 41),
        "gtd": (41, 41),
        "aoav": (41, 41),
    }


def test_range_latest_and_lowest_define_no_best() -> None:
    for apply in (range_of, latest, lowest):
        assert apply([figure(14, 14)]).best is None
