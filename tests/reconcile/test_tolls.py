from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recount.errors import CodebookError
from recount.model import (
    Claim,
    CountKind,
    Group,
    Harm,
    Modality,
    RelationType,
    Report,
    Scope,
    Status,
    StatusBasis,
    Toll,
)
from recount.reconcile import reconcile
from recount.reconcile.wholes import FEWER, FIGHTERS_ONLY
from tests.reconcile.made import (
    DAY,
    TABLE,
    credited,
    made_claim,
    made_incident,
    made_report,
    on,
    part_of,
    places,
    related,
    said,
)


def tolls_of(reports: list[Report], claims: list[Claim], *, policy: str = "range") -> list[Toll]:
    by_id = {report.id: report for report in reports}
    return reconcile(made_incident(*claims), claims, by_id, policy=policy, originators=TABLE)


def killed(reports: list[Report], claims: list[Claim]) -> Toll:
    return next(
        toll for toll in tolls_of(reports, claims) if toll.harm is Harm.KILLED and toll.status is None
    )


def reasons(toll: Toll) -> dict[str, str]:
    return {item.claim_id: item.reason for item in toll.excluded}


def test_five_outlets_with_an_older_36_do_not_outvote_a_later_44_of_the_same_originator() -> None:
    pairs = [said(36, "Tarvena Watch", outlet=f"Outlet {number}") for number in range(5)]
    pairs.append(said(44, "the Watch", day=DAY + timedelta(days=1)))
    toll = killed([report for report, _ in pairs], [claim for _, claim in pairs])
    assert (toll.low, toll.high) == (44, 44)
    assert toll.originators == ("watch",)
    assert len(toll.excluded) == 5


def test_forty_followed_by_ten_corrections_to_one_is_one() -> None:
    pairs = [said(40, "the Watch")]
    pairs += [said(1, "the Watch", day=DAY + timedelta(days=1), outlet=f"Outlet {n}") for n in range(10)]
    toll = killed([report for report, _ in pairs], [claim for _, claim in pairs])
    assert (toll.low, toll.high) == (1, 1)
    assert [(step.low, step.high) for step in toll.history] == [(40, 40), (1, 1)]


def test_the_date_printed_in_the_text_decides_which_figure_is_newer() -> None:
    older = made_report("The Watch said 36 were killed.", day=DAY + timedelta(days=5), text_date=DAY)
    newer, forty_four = said(44, "the Watch", day=DAY + timedelta(days=1))
    toll = killed([older, newer], [made_claim(older, "36", 36, 36, by=("the Watch",)), forty_four])
    assert (toll.low, toll.high) == (44, 44)


def test_originators_carriers_and_outlets_are_kept_apart() -> None:
    report = made_report("The Watch told Norpress that 9 were killed.")
    claim = made_claim(report, "9", 9, 9, attribution=credited("the Watch", carrier="Norpress"))
    toll = killed([report], [claim])
    assert (toll.originators, toll.carriers, toll.outlets) == (("watch",), ("Norpress",), ("Herald",))


def test_an_outlet_that_was_told_a_figure_itself_is_no_agency_that_carries_it() -> None:
    report, claim = said(12, "the Watch")
    told = replace(claim, attribution=credited("the Watch", carrier="the Herald"))
    (toll,) = reconcile(made_incident(told), [told], {report.id: report}, originators=TABLE)
    assert (toll.carriers, toll.outlets) == ((), ("Herald",))
    other = replace(told, attribution=credited("the Watch", carrier="Norpress"))
    (toll,) = reconcile(made_incident(other), [other], {report.id: report}, originators=TABLE)
    assert toll.carriers == ("Norpress",)


def test_nobody_states_the_greatest_number_of_a_toll_that_is_only_open() -> None:
    report = made_report("The Watch said at least 12 people were killed in Quessa.")
    least = made_claim(report, "at least 12", 12, None, by=("the Watch",))
    toll = killed([report], [least])
    assert (toll.low, toll.high, toll.high_open) == (12, 12, True)
    assert (toll.low_claims, toll.ceiling_claims) == ((least.id,), ())


def test_who_states_the_only_number_of_a_toll_states_its_greatest() -> None:
    report, claim = said(12, "the Watch")
    assert killed([report], [claim]).ceiling_claims == (claim.id,)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.COMBATANT, "status_basis": StatusBasis.STATED},
        {"status": Status.CIVILIAN, "status_basis": StatusBasis.STATED},
        {"groups": (Group.CHILD,), "status": Status.CIVILIAN, "status_basis": StatusBasis.RULE},
    ],
)
def test_who_says_that_nobody_of_one_group_was_killed_gives_no_figure_for_all(fields: dict[str, Any]) -> None:
    whole, six = said(6, "the Watch")
    report = made_report("The rescue service said none of them was killed.")
    none = made_claim(report, "none", 0, 0, by=("the rescue service",), kind=CountKind.ZERO, **fields)
    toll = killed([whole, report], [six, none])
    assert (toll.low, toll.high) == (6, 6)
    assert reasons(toll) == {none.id: "group_only"}


def test_nobody_of_one_group_is_the_toll_of_that_group() -> None:
    report = made_report("The Watch said no civilians were killed.")
    none = made_claim(
        report, "no", 0, 0, kind=CountKind.ZERO, status=Status.CIVILIAN, status_basis=StatusBasis.STATED
    )
    found = {toll.status: (toll.low, toll.high) for toll in tolls_of([report], [none])}
    assert found == {None: (None, None), Status.CIVILIAN: (0, 0)}


def test_part_of_a_figure_never_enters_the_toll_of_the_whole() -> None:
    report = made_report("A strike killed 20 people, including 5 children.")
    whole = made_claim(report, "20", 20, 20)
    toll = killed([report], [whole, made_claim(report, "5", 5, 5, relation=part_of(whole))])
    assert (toll.low, toll.high) == (20, 20)
    assert list(reasons(toll).values()) == ["part"]


def test_part_of_a_total_that_stands_in_another_incident_is_the_whole_of_its_own() -> None:
    report = made_report("Raids killed 84 in a week.\n13 died on Thursday.")
    week = made_claim(report, "84", 84, 84, scope=Scope.PERIOD)
    thursday = made_claim(report, "13", 13, 13, relation=part_of(week))
    tolls = reconcile(made_incident(thursday), [week, thursday], {report.id: report}, originators=TABLE)
    assert [(toll.low, toll.high) for toll in tolls] == [(13, 13)]


def test_a_repeat_of_a_part_is_a_part() -> None:
    report = made_report("A strike killed 20 people, including 5 children.\nFive children died.")
    whole = made_claim(report, "20", 20, 20)
    part = made_claim(report, "5", 5, 5, relation=part_of(whole))
    again = made_claim(report, "Five", 5, 5, relation=related(RelationType.SAME_AS, part))
    assert killed([report], [whole, part, again]).low == 20


def test_killed_among_casualties_are_the_whole_of_the_killed() -> None:
    report = made_report("There were 88 casualties, 8 of them killed.")
    whole = made_claim(report, "88", 88, 88, harm=Harm.CASUALTIES)
    toll = killed([report], [whole, made_claim(report, "8 of", 8, 8, relation=part_of(whole))])
    assert (toll.low, toll.high) == (8, 8)


def test_a_figure_for_children_alone_stands_aside_for_a_figure_for_all() -> None:
    fund = made_report("The fund said 27 children were killed.")
    children = made_claim(
        fund,
        "27",
        27,
        27,
        by=("The Fund",),
        groups=(Group.CHILD,),
        status=Status.CIVILIAN,
        status_basis=StatusBasis.RULE,
    )
    report, everyone = said(72, "the Watch")
    assert (killed([fund, report], [children, everyone]).low) == 72
    assert killed([fund], [children]).low == 27


def test_more_children_than_anyone_counts_dead_are_no_figure_of_this_incident() -> None:
    report = made_report("The fund said over 100 children were killed in the campaign.")
    children = made_claim(
        report,
        "over 100",
        101,
        None,
        by=("The Fund",),
        groups=(Group.CHILD,),
        status=Status.CIVILIAN,
        status_basis=StatusBasis.RULE,
    )
    other, everyone = said(41, "the Watch")
    toll = killed([report, other], [children, everyone])
    assert (toll.low, toll.high) == (41, 41)


def test_people_among_whom_are_children_are_all_the_victims() -> None:
    report = made_report("The Watch said 58 people were killed, children among them.")
    claim = made_claim(report, "58", 58, 58, by=("the Watch",), groups=(Group.CHILD,))
    other, rival = said(70, "rescue service")
    assert killed([report, other], [claim, rival]).low == 58


def test_a_figure_read_as_part_of_vague_words_is_the_figure_they_stand_for() -> None:
    report = made_report("Dozens were killed.\nThe Watch counted 43 dead.")
    dozens = made_claim(report, "Dozens", 24, None, kind=CountKind.VAGUE)
    inferred = replace(part_of(dozens), cue="")
    counted = made_claim(report, "43", 43, 43, by=("the Watch",), relation=inferred)
    toll = killed([report], [dozens, counted])
    assert (toll.low, toll.high) == (43, 43)
    shown = made_claim(report, "43", 43, 43, by=("the Watch",), relation=part_of(dozens))
    assert killed([report], [dozens, shown]).vague


def test_the_figures_of_two_bodies_are_rivals_unless_words_make_one_a_part() -> None:
    report = made_report("The Watch counted 58 dead.\nThe rescue service counted 51 dead.")
    watch = made_claim(report, "58", 58, 58, by=("the Watch",))
    inferred = replace(part_of(watch), cue="")
    rescue = made_claim(report, "51", 51, 51, by=("rescue service",), relation=inferred)
    assert killed([report], [watch, rescue]).low == 51
    shown = replace(rescue, relation=part_of(watch))
    assert killed([report], [watch, shown]).low == 58


def test_fighters_named_by_another_body_stay_a_part() -> None:
    report = made_report("The Watch counted 126 dead.\nAn official said 20 fighters were killed.")
    watch = made_claim(report, "126", 126, 126, by=("the Watch",))
    inferred = replace(part_of(watch), cue="")
    fighters = made_claim(
        report, "20", 20, 20, by=("An Official",), relation=inferred, status=Status.COMBATANT
    )
    assert killed([report], [watch, fighters]).low == 126


def test_what_one_report_gives_as_a_part_is_a_part_in_all() -> None:
    report = made_report("Strikes killed 41, 14 of them in the quarter of Ashkelm.")
    whole = made_claim(report, "41", 41, 41, places=places("Quessa"))
    part = made_claim(report, "14", 14, 14, relation=part_of(whole), places=places("Ashkelm", "Quessa"))
    other = made_report("Fourteen died in Ashkelm.", outlet="Tribune")
    alone = made_claim(other, "Fourteen", 14, 14, places=places("Ashkelm"))
    toll = killed([report, other], [whole, part, alone])
    assert (toll.low, toll.high) == (41, 41)
    assert reasons(toll)[alone.id] == "part_elsewhere"


def test_figures_of_another_scope_do_not_enter() -> None:
    report = made_report("A strike killed 9.\nThe campaign has killed 358.")
    strike = made_claim(report, "9", 9, 9)
    campaign = made_claim(report, "358", 358, 358, scope=Scope.CAMPAIGN)
    toll = killed([report], [strike, campaign])
    assert (toll.low, toll.high) == (9, 9)


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.HYPOTHETICAL, Modality.EXPECTED])
def test_what_a_text_does_not_assert_does_not_count(modality: Modality) -> None:
    report = made_report("A strike killed 9.\nIt could have been 200.")
    toll = killed(
        [report],
        [made_claim(report, "9", 9, 9), made_claim(report, "200", 200, 200, modality=modality)],
    )
    assert (toll.low, toll.high) == (9, 9)
    assert len(toll.excluded) == 1


def test_a_denial_is_zero_from_its_originator_and_unknown_is_not_zero() -> None:
    report = made_report("The hospital spoke of 14 dead.\nThe Watch said there were no deaths.")
    hospital = made_claim(report, "14", 14, 14, by=("Quessa Hospital",))
    watch = made_claim(report, "no", 0, 0, by=("the Watch",), kind=CountKind.ZERO)
    tolls = tolls_of([report], [hospital, watch])
    assert [(toll.harm, toll.low, toll.high) for toll in tolls] == [(Harm.KILLED, 0, 14)]


def test_another_twelve_are_added_when_nobody_gives_the_total() -> None:
    report = made_report("The Watch said 8 died in the first raid.\nAnother 12 died in the second.")
    first = made_claim(report, "8", 8, 8, by=("the Watch",))
    more = made_claim(
        report, "12", 12, 12, by=("the Watch",), relation=related(RelationType.ADDITIONAL_TO, first)
    )
    toll = killed([report], [first, more])
    assert (toll.low, toll.high) == (20, 20)
    assert set(toll.high_claims) == {first.id, more.id}
    assert toll.excluded == ()


def test_another_twelve_are_parts_when_the_same_voice_gives_the_total() -> None:
    report = made_report(
        "The Watch put the dead at 25.\n8 died in the first raid.\nAnother 12 in the second."
    )
    total = made_claim(report, "25", 25, 25, by=("the Watch",))
    first = made_claim(report, "8", 8, 8, by=("the Watch",))
    more = made_claim(
        report, "12", 12, 12, by=("the Watch",), relation=related(RelationType.ADDITIONAL_TO, first)
    )
    toll = killed([report], [total, first, more])
    assert (toll.low, toll.high) == (25, 25)
    assert len(toll.excluded) == 2


def test_civilians_and_fighters_side_by_side_make_the_whole() -> None:
    report = made_report("The Watch said 15 civilians and 3 fighters were killed.")
    by, stated = ("the Watch",), StatusBasis.STATED
    civilians = made_claim(report, "15", 15, 15, by=by, status=Status.CIVILIAN, status_basis=stated)
    fighters = made_claim(report, "3", 3, 3, by=by, status=Status.COMBATANT, status_basis=stated)
    tolls = tolls_of([report], [civilians, fighters])
    assert [(toll.status, toll.low, toll.high) for toll in tolls] == [
        (None, 18, 18),
        (Status.CIVILIAN, 15, 15),
        (Status.COMBATANT, 3, 3),
    ]


def test_two_single_victims_are_not_added_unless_the_text_says_so() -> None:
    report = made_report("A man was killed.\nHis neighbour was killed.")
    kind = CountKind.SINGULAR
    claims = [
        made_claim(report, "A", 1, 1, kind=kind),
        made_claim(report, "His", 1, 1, kind=kind),
    ]
    toll = killed([report], claims)
    assert (toll.low, toll.high) == (1, 1)


@pytest.mark.parametrize(
    ("words", "low", "high", "kind"),
    [
        ("Osk Harran", 1, 1, CountKind.SINGULAR),
        ("a nurse and a clerk", 2, 2, CountKind.NAME_LIST),
        ("deaths", 1, None, CountKind.NONE_STATED),
    ],
)
def test_persons_told_of_one_by_one_set_no_end_where_another_counts_all(
    words: str, low: int, high: int | None, kind: CountKind
) -> None:
    told = made_report(f"Residents named {words} among those killed.", outlet="Courier")
    person = made_claim(told, words, low, high, kind=kind, by=("residents",))
    report, claim = said(58, "the Watch")
    toll = killed([report, told], [claim, person])
    assert (toll.low, toll.high) == (58, 58)
    assert reasons(toll)[person.id] == "single"


def test_a_person_told_of_alone_is_the_toll_until_somebody_counts() -> None:
    told = made_report("Osk Harran was killed in Quessa.")
    person = made_claim(told, "Osk Harran", 1, 1, kind=CountKind.SINGULAR)
    assert (killed([told], [person]).low, killed([told], [person]).high) == (1, 1)


def test_a_status_a_rule_derives_makes_no_toll_of_that_status() -> None:
    report = made_report("A strike killed 9 children.")
    claim = made_claim(report, "9", 9, 9, status=Status.CIVILIAN, status_basis=StatusBasis.RULE)
    assert [toll.status for toll in tolls_of([report], [claim])] == [None]


def test_harms_have_tolls_of_their_own() -> None:
    report = made_report("A blast killed 6 and injured 32.")
    claims = [made_claim(report, "6", 6, 6), made_claim(report, "32", 32, 32, harm=Harm.INJURED)]
    assert [(toll.harm, toll.high) for toll in tolls_of([report], claims)] == [
        (Harm.KILLED, 6),
        (Harm.INJURED, 32),
    ]


def test_open_and_vague_ends_are_kept_open_with_their_words() -> None:
    report = made_report("Dozens were killed.")
    toll = killed([report], [made_claim(report, "Dozens", 24, None, kind=CountKind.VAGUE)])
    assert (toll.low, toll.high, toll.high_open, toll.vague, toll.words) == (24, 24, True, True, ("Dozens",))


def test_the_policy_and_the_convention_stand_with_the_toll() -> None:
    report, claim = said(9, "the Watch")
    (toll,) = tolls_of([report], [claim], policy="lowest")
    assert (toll.policy, toll.convention) == ("lowest/1", "literal")
    with pytest.raises(CodebookError):
        tolls_of([report], [claim], policy="vote")


def test_the_sum_of_days_is_shown_with_the_total_and_with_each_day() -> None:
    report = made_report("Raids killed 84 in three days.\n13 died on Thursday.\n71 died before that.")
    total = made_claim(report, "84", 84, 84, scope=Scope.PERIOD, when=on(DAY - timedelta(days=2), DAY))
    last = made_claim(report, "13", 13, 13, relation=part_of(total), when=on(DAY))
    before = made_claim(
        report,
        "71",
        71,
        71,
        relation=part_of(total),
        scope=Scope.PERIOD,
        when=on(DAY - timedelta(days=2), DAY - timedelta(days=1)),
    )
    everything = [total, last, before]
    reports = {report.id: report}
    of_total = reconcile(
        made_incident(total, before, scope=Scope.PERIOD), everything, reports, originators=TABLE
    )
    of_last = reconcile(made_incident(last), everything, reports, originators=TABLE)
    for toll in (*of_total, *of_last):
        assert [check.statement for check in toll.checks] == ["13 + 71 = 84: consistent"]
    assert (of_total[0].low, of_total[0].high) == (84, 84)


def test_two_bodies_that_agree_on_the_sum_do_not_corroborate_its_parts() -> None:
    report = made_report(
        "The Watch and the rescue service counted 84 dead.\n"
        "The rescue service said 13 died in Quessa.\nThe Watch said 71 died in Tarvena."
    )
    total = made_claim(report, "84", 84, 84, by=("the Watch", "rescue service"))
    quessa = made_claim(
        report, "13", 13, 13, by=("rescue service",), relation=part_of(total), places=places("Quessa")
    )
    tarvena = made_claim(
        report, "71", 71, 71, by=("the Watch",), relation=part_of(total), places=places("Tarvena")
    )
    assert killed([report], [total, quessa, tarvena]).originators == ("watch", "rescue")
    assert killed([report], [quessa]).originators == ("rescue",)
    assert killed([report], [tarvena]).originators == ("watch",)


def test_fewer_dead_than_the_reports_own_word_for_all_are_what_somebody_saw() -> None:
    monitor = said(58, "Tarvena Watch")
    report = made_report("The raid killed dozens in Quessa.\nTwo dead lay at the clinic.", outlet="Courier")
    dozens = made_claim(report, "dozens", 24, None, kind=CountKind.VAGUE)
    seen = made_claim(report, "Two", 2, 2, kind=CountKind.WORDS)
    toll = killed([monitor[0], report], [monitor[1], dozens, seen])
    assert (toll.low, toll.high) == (58, 58)
    assert reasons(toll)[seen.id] == FEWER


def test_fewer_dead_than_a_word_stay_the_toll_until_somebody_counts_more() -> None:
    report = made_report("The raid killed dozens in Quessa.\nMedics counted 12 dead.")
    dozens = made_claim(report, "dozens", 24, None, kind=CountKind.VAGUE)
    counted = made_claim(report, "12", 12, 12)
    toll = killed([report], [dozens, counted])
    assert (toll.low, toll.high) == (12, 12)


def test_a_later_figure_for_fighters_does_not_replace_one_for_all() -> None:
    report, whole = said(40, "Tarvena Watch")
    later = made_report("Tarvena Watch said 38 fighters were killed.", day=DAY + timedelta(days=1))
    fighters = made_claim(
        later,
        "38",
        38,
        38,
        by=("Tarvena Watch",),
        status=Status.COMBATANT,
        status_basis=StatusBasis.STATED,
    )
    toll = killed([report, later], [whole, fighters])
    assert (toll.low, toll.high) == (40, 40)
    assert reasons(toll)[fighters.id] == FIGHTERS_ONLY


def test_a_figure_for_fighters_stays_where_only_fighters_are_counted() -> None:
    days = (DAY, DAY + timedelta(days=1))
    made = [made_report("Tarvena Watch said 38 fighters were killed.", day=day) for day in days]
    claims = [
        made_claim(
            report,
            "38",
            38,
            38,
            by=("Tarvena Watch",),
            status=Status.COMBATANT,
            status_basis=StatusBasis.STATED,
        )
        for report in made
    ]
    toll = killed(made, claims)
    assert (toll.low, toll.high) == (38, 38)


def test_civilians_and_fighters_are_added_though_one_is_part_of_a_total_of_two_towns() -> None:
    report = made_report("Strikes killed 20: in Quessa 3 fighters and 13 civilians, said Tarvena Watch.")
    total = made_claim(report, "20", 20, 20, by=("Tarvena Watch",))
    stated: dict[str, Any] = {"status_basis": StatusBasis.STATED, "by": ("Tarvena Watch",)}
    fighters = made_claim(report, "3", 3, 3, status=Status.COMBATANT, **stated)
    civilians = made_claim(report, "13", 13, 13, status=Status.CIVILIAN, relation=part_of(total), **stated)
    toll = killed([report], [fighters, civilians])
    assert (toll.low, toll.high) == (16, 16)
