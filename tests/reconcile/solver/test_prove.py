"""What claims prove, on cases that have come out wrong in the field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recount.errors import UsageError
from recount.model import Count, CountKind, Group, Harm, Modality, RelationType, Scope, Status
from recount.reconcile.solver import Choice, Proof
from tests.reconcile.made import made_claim, part_of, related
from tests.reconcile.solver.made import (
    CHILDREN,
    CIVIL,
    FIGHTERS,
    MILL,
    ORLAVA,
    PORT,
    QUESSA,
    Record,
    days,
    ends,
    known,
    sums,
)


def three_days() -> Record:
    """13 on the last day by one body, 71 on the two before by another, at least 84 by both."""
    record = Record()
    record.says("Morlund Rescue", 13, 13, when=days(2), scope=Scope.DAY, **CIVIL)
    record.says("Tarvena Watch", 71, 71, when=days(0, 1), **CIVIL)
    report = record.report(text="At least 84 died, the Tarvena Watch and Morlund Rescue said.")
    record.claims.append(
        made_claim(
            report,
            "At least 84",
            84,
            None,
            by=("Tarvena Watch", "Morlund Rescue"),
            when=days(0, 2),
            places=(QUESSA,),
            scope=Scope.PERIOD,
            **CIVIL,
        )
    )
    return record


def test_a_total_is_proved_by_its_parts_and_each_part_is_said_to_rest_on_one_originator() -> None:
    answer = three_days().ask(status=Status.CIVILIAN, place="Quessa", first=0, last=2)
    assert ends(answer.proved) == (84, 84)
    assert sums(answer.proved) == (["84", "13 + 71 = 84"], ["13 + 71 = 84"])
    parts = {step.row.value: step.row.originators for step in answer.proved.high[0].steps}
    assert parts == {13: ("rescue",), 71: ("watch",)}
    assert answer.proved.low[0].steps[0].row.originators == ("rescue", "watch")


def test_children_among_the_dead_are_never_added() -> None:
    record = three_days()
    record.says("Tarvena Watch", 7, 7, when=days(0, 1), **CHILDREN)
    answer = record.ask(status=Status.CIVILIAN, place="Quessa", first=0, last=2)
    assert ends(answer.proved) == (84, 84)
    children = record.ask(groups=(Group.CHILD,), place="Quessa", first=0, last=1)
    assert ends(children.proved) == (7, 7)


def two_counts() -> Record:
    """25 by one body, 41 by another, at least 14 of them in one quarter, 358 since long before."""
    record = Record()
    attack: dict[str, Any] = {"when": days(0), "scope": Scope.INCIDENT, "on": 1}
    claims = [
        record.says("Tarvena Watch", 25, 25, **attack),
        record.says("Morlund Rescue", 41, 41, **attack),
        record.says("Morlund Rescue", 14, None, at=(MILL, QUESSA), **attack),
    ]
    record.incident("i_attack", *claims, when=days(0))
    record.says("Tarvena Watch", 358, None, when=days(-22, 1), on=1, **CIVIL)
    return record


def test_two_bodies_that_differ_give_the_range_of_both_and_the_claims_that_cannot_both_be_true() -> None:
    answer = two_counts().ask(place="Quessa", first=0, last=0)
    assert ends(answer.recorded) == (25, 41)
    (dispute,) = answer.recorded.disputes
    assert dispute.conflict.statement == "41 − 25 = 16"
    by_voice = {choice.believed[0].originator: choice for choice in dispute.choices}
    assert {voice: ends_of(choice) for voice, choice in by_voice.items()} == {
        "watch": (25, 25),
        "rescue": (41, 41),
    }
    assert ends(answer.proved) == (25, None)  # more may have happened that day than this attack


def ends_of(choice: Choice) -> tuple[int, int | None]:
    return choice.extent.low, choice.extent.high


def test_a_quarter_lies_inside_the_figure_for_its_town_and_a_campaign_outside_it() -> None:
    record = two_counts()
    assert ends(record.ask(place="Mill Quarter", first=0, last=0).proved) == (14, None)
    assert ends(record.ask(incident="i_attack").proved) == (25, 41)
    campaign = record.ask(status=Status.CIVILIAN, place="Quessa", first=-22, last=1)
    assert ends(campaign.proved) == (358, None)
    assert campaign.proved.outside is not None
    assert campaign.proved.outside.low == 358 - 41  # the attack may have killed as many of them


def test_a_dispute_that_does_not_touch_the_question_leaves_its_proof() -> None:
    record = two_counts()
    record.says("Norpress", 9, 9, when=days(4), scope=Scope.DAY)
    answer = record.ask(place="Quessa", first=0, last=4)
    assert len(answer.proved.disputes) == 1
    other = record.ask(status=Status.CIVILIAN, place="Quessa", first=-22, last=1)
    assert [proof.statement for proof in other.proved.low] == ["358"]


def test_a_period_total_after_its_incidents_is_not_added_to_them() -> None:
    record = Record()
    first = record.says("Tarvena Watch", 5, 5, when=days(0), scope=Scope.INCIDENT, on=0)
    second = record.says("Tarvena Watch", 7, 7, when=days(2), scope=Scope.INCIDENT, on=2)
    record.incident("i_first", first, when=days(0))
    record.incident("i_second", second, when=days(2))
    assert ends(record.ask(place="Quessa", first=0, last=6).proved) == (12, None)
    record.says("Tarvena Watch", 30, 30, when=days(0, 6), on=8)
    answer = record.ask(place="Quessa", first=0, last=6)
    assert ends(answer.proved) == (30, 30)
    assert answer.proved.outside is not None
    assert (answer.proved.outside.low, answer.proved.outside.high) == (18, 18)  # 30 − 5 − 7
    assert ends(record.ask(place="Quessa", first=3, last=6).proved) == (0, 18)


def test_of_a_rise_of_531_only_the_32_new_deaths_are_of_its_day() -> None:
    record = Record()
    rise = record.says("Morlund Rescue", 531, 531, when=days(8), scope=Scope.DAY)
    record.says("Morlund Rescue", 32, 32, when=days(8), scope=Scope.DAY, relation=part_of(rise))
    record.says("Morlund Rescue", 499, 499, when=days(-90, 7), relation=part_of(rise))
    assert ends(record.ask(place="Quessa", first=8, last=8).proved) == (32, 32)
    answer = record.ask(place="Quessa", first=-90, last=8)
    assert ends(answer.proved) == (531, 531)
    assert "32 + 499 = 531" in sums(answer.proved)[0]


def test_a_part_that_nothing_tells_from_its_whole_does_not_limit_it() -> None:
    record = Record()
    whole = record.says("Tarvena Watch", 50, None, when=days(0), scope=Scope.DAY)
    record.says("Tarvena Watch", 20, 20, when=days(0), scope=Scope.DAY, relation=part_of(whole))
    answer = record.ask(place="Quessa", first=0, last=0)
    assert ends(answer.proved) == (50, None)
    assert answer.proved.disputes == ()


def test_what_a_text_adds_is_added() -> None:
    record = Record()
    first = record.says("Tarvena Watch", 13, 13, when=days(0), scope=Scope.DAY)
    record.says(
        "Tarvena Watch",
        5,
        5,
        when=days(0),
        scope=Scope.DAY,
        relation=related(RelationType.ADDITIONAL_TO, first),
    )
    record.claims = [replace(claim, report_id=first.report_id) for claim in record.claims]
    answer = record.ask(place="Quessa", first=0, last=0)
    assert ends(answer.proved) == (18, 18)


def test_figures_of_the_same_day_and_town_are_not_added_unless_a_text_sets_them_apart() -> None:
    record = Record()
    record.says("Tarvena Watch", 6, None, when=days(0), at=(known("Old Market", "site", "Quessa"),))
    record.says("Norpress", 4, None, when=days(0), at=(MILL,))
    assert ends(record.ask(first=0, last=0).proved) == (6, None)  # the market may lie in the quarter
    record.says("Norpress", 3, None, when=days(0), at=(PORT,))
    assert ends(record.ask(first=0, last=0).proved) == (7, None)  # two quarters share nobody


def test_two_attacks_of_a_day_may_be_one_unless_the_record_is_taken_at_its_word() -> None:
    record = Record()
    for number, name in enumerate(("i_dawn", "i_dusk")):
        claim = record.says(f"body {number}", 10, 10, when=days(0), scope=Scope.INCIDENT)
        record.incident(name, claim, when=days(0))
    answer = record.ask(place="Quessa", first=0, last=0)
    assert ends(answer.proved) == (10, None)
    assert ends(answer.recorded) == (20, 20)


def test_towns_and_statuses_add_up() -> None:
    record = Record()
    record.says("Tarvena Watch", 3, 3, when=days(0), at=(QUESSA,), **CIVIL)
    record.says("Norpress", 4, 4, when=days(0), at=(QUESSA,), **FIGHTERS)
    record.says("Sudpress", 5, 6, when=days(0), at=(ORLAVA,))
    assert ends(record.ask(first=0, last=0).proved) == (12, None)
    assert sums(record.ask(first=0, last=0).proved)[0] == ["3 + 4 + 5 = 12"]


def test_casualties_may_be_dead_or_injured() -> None:
    record = Record()
    record.says("Norpress", 20, 20, when=days(0), harm=Harm.CASUALTIES)
    record.says("Norpress", 8, 8, when=days(0), harm=Harm.INJURED)
    assert ends(record.ask(place="Quessa", first=0, last=0).proved) == (12, 20)
    assert ends(record.ask(harm=Harm.CASUALTIES, place="Quessa", first=0, last=0).proved) == (20, 28)


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.HYPOTHETICAL, Modality.EXPECTED])
def test_what_a_text_does_not_assert_does_not_bind_and_is_named(modality: Modality) -> None:
    record = Record()
    claim = record.says("Norpress", 40, 40, when=days(0), modality=modality)
    record.says("Norpress", 2, None, when=days(0))
    answer = record.ask(place="Quessa", first=0, last=0)
    assert ends(answer.proved) == (2, None)
    assert [(item.claim_id, item.reason) for item in answer.excluded] == [(claim.id, modality.value)]


def test_a_newer_figure_of_the_same_originator_replaces_the_older_in_both_directions() -> None:
    for first, last in ((40, 1), (36, 44)):
        record = Record()
        old = record.says("Tarvena Watch", first, first, when=days(0), on=1)
        record.says("Tarvena Watch", last, last, when=days(0), on=2)
        answer = record.ask(place="Quessa", first=0, last=0)
        assert ends(answer.proved) == (last, last)
        assert [(item.claim_id, item.reason) for item in answer.excluded] == [(old.id, "superseded")]


def test_approximate_numbers_and_vague_words_never_limit() -> None:
    record = Record()
    about = record.says("Norpress", 30, 30, when=days(0))
    dozens = record.says("Sudpress", 24, 24, when=days(0), kind=CountKind.VAGUE)
    record.claims[0] = replace(about, count=Count(low=30, high=30, words=about.count.words, approx=True))
    answer = record.ask(place="Quessa", first=0, last=0)
    assert ends(answer.proved) == (24, None)
    assert answer.proved.low[0].steps[0].row.claim_ids == (dozens.id,)
    assert [item.reason for item in answer.excluded] == ["approximate"]


def test_a_figure_without_a_day_or_a_place_limits_nothing() -> None:
    record = Record()
    record.says("Norpress", 5, 5, when=type(days(0))())
    record.says("Sudpress", 6, 6, when=days(0), at=())
    assert ends(record.ask(first=0, last=0).proved) == (6, None)
    assert ends(record.ask(place="Quessa", first=0, last=0).proved) == (0, None)


def test_six_copies_of_a_figure_prove_no_more_than_one() -> None:
    record = Record()
    for _ in range(6):
        record.says("Tarvena Watch", 9, 9, when=days(0))
    (proof,) = record.ask(place="Quessa", first=0, last=0).proved.low
    assert isinstance(proof, Proof)
    assert (proof.statement, proof.steps[0].row.originators) == ("9", ("watch",))
    assert len(proof.steps[0].row.claim_ids) == 6


def test_of_an_incident_without_figures_that_bind_nothing_is_known() -> None:
    record = Record()
    claim = record.says("Norpress", 5, 5, when=days(0), scope=Scope.INCIDENT, modality=Modality.EXPECTED)
    record.incident("i_rumour", claim, when=days(0))
    assert ends(record.ask(incident="i_rumour").proved) == (0, None)


def test_an_empty_record_proves_nothing() -> None:
    assert ends(Record().ask(first=0, last=0).proved) == (0, None)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"place": "Nowhere"}, "no claim of the record is set in 'Nowhere'"),
        ({"incident": "i_none"}, "the record holds no incident 'i_none'"),
        ({"first": 3, "last": 2}, "before they begin"),
        ({"status": Status.MIXED}, "tells nobody apart"),
    ],
)
def test_a_question_that_means_nothing_here_is_refused(question: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        three_days().ask(**question)
