from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recount.codebook.originators import Originators
from recount.model import Attribution, Claim, Means, Report, Speaker, Status, StatusBasis, Toll
from recount.reconcile import basis_of, headline_of, originators_of, reconcile, suggest_gradings
from recount.reconcile.gradings import RULES, Basis, Headline
from tests.reconcile.made import TABLE, made_claim, made_incident, made_report, said


def joint(number: int, *names: str) -> tuple[Report, Claim]:
    report = made_report(f"{' and '.join(names)} said {number} people were killed in Quessa.", outlet="Mail")
    speakers = tuple(Speaker(name=name) for name in names)
    claim = made_claim(report, str(number), number, number)
    return report, replace(claim, attribution=Attribution(speakers=speakers, basis="credit"))


def weighed(*pairs: tuple[Report, Claim], table: Originators = TABLE, **fields: Any) -> Basis:  # noqa: ANN401 - fields of an incident
    reports = {report.id: report for report, _ in pairs}
    claims = {claim.id: claim for _, claim in pairs}
    incident = replace(made_incident(*claims.values()), **fields)
    tolls = reconcile(incident, claims.values(), reports, originators=table)
    voices = originators_of(list(claims.values()), reports, table)
    return basis_of(incident, tolls, claims, voices, table)


def suggested(*pairs: tuple[Report, Claim], **fields: Any) -> dict[str, str]:  # noqa: ANN401 - fields of an incident
    return {item.scheme: item.grade for item in suggest_gradings(weighed(*pairs, **fields))}


def lines_of(*pairs: tuple[Report, Claim], table: Originators = TABLE) -> tuple[str, ...]:
    return weighed(*pairs, table=table).independent


def of_status(pair: tuple[Report, Claim], status: Status) -> tuple[Report, Claim]:
    return pair[0], replace(pair[1], status=status, status_basis=StatusBasis.STATED)


STRIKE = {"means": Means.AIRSTRIKE}


def test_one_originator_is_weak_and_pending() -> None:
    assert suggested(said(14, "Tarvena Watch"), **STRIKE) == {
        "grading_incident": "weak",
        "grading_outcome": "pending",
    }


def test_an_outlet_that_speaks_for_itself_is_named_as_readers_know_it() -> None:
    def reason(outlet: str | None) -> str:
        report = made_report("A strike killed 14 people in Quessa.", outlet="Herald")
        report = replace(report, outlet=outlet)
        claim = made_claim(report, "14", 14, 14)
        return next(
            item.because
            for item in suggest_gradings(weighed((report, claim)))
            if item.scheme == "grading_incident"
        )

    assert reason("Herald") == "said by herald"
    assert reason(None) == "said by a report whose outlet is not known"


def test_two_independent_originators_and_an_action_are_fair() -> None:
    pairs = said(14, "Tarvena Watch"), said(14, "Morlund Rescue", outlet="Courier")
    assert suggested(*pairs, **STRIKE) == {"grading_incident": "fair", "grading_outcome": "confirmed"}
    assert suggested(*pairs)["grading_incident"] == "weak"


def test_originators_that_differ_come_to_no_conclusion() -> None:
    pairs = said(25, "Tarvena Watch"), said(41, "Morlund Rescue", outlet="Courier")
    assert suggested(*pairs, **STRIKE)["grading_outcome"] == "inconclusive"


def test_six_outlets_with_one_originator_are_one_line() -> None:
    pairs = [said(14, "Tarvena Watch", outlet=f"Outlet {number}") for number in range(6)]
    assert suggested(*pairs, **STRIKE)["grading_incident"] == "weak"


def test_bodies_quoted_together_are_one_line() -> None:
    assert suggested(joint(41, "Tarvena Watch", "Morlund Rescue"), **STRIKE)["grading_outcome"] == "pending"


def test_civilians_harmed_by_its_own_word_confirm_a_partys_responsibility() -> None:
    pair = of_status(said(3, "Northern Guard"), Status.CIVILIAN)
    assert suggested(pair, perpetrators=("Northern Guard",))["grading_incident"] == "confirmed"


def test_enemies_a_party_says_it_killed_are_no_acceptance() -> None:
    pair = of_status(said(30, "Northern Guard"), Status.COMBATANT)
    assert suggested(pair, perpetrators=("Northern Guard",))["grading_incident"] == "discounted"


def test_figures_of_combatants_only_are_discounted_and_mixed_ones_are_not() -> None:
    fighters = of_status(said(9, "Tarvena Watch"), Status.COMBATANT)
    assert suggested(fighters, **STRIKE)["grading_incident"] == "discounted"
    other = said(9, "Morlund Rescue", outlet="Courier")
    assert suggested(fighters, other, **STRIKE)["grading_incident"] == "fair"


def test_two_known_parties_accused_are_contested_and_two_unknown_names_are_not() -> None:
    pairs = said(14, "Tarvena Watch"), said(14, "Morlund Rescue", outlet="Courier")
    known = {"perpetrators": ("Norpress", "Sudpress"), **STRIKE}
    assert suggested(*pairs, **known)["grading_incident"] == "contested"
    names = {"perpetrators": ("Northern Guard", "Guard of the North"), **STRIKE}
    assert suggested(*pairs, **names)["grading_incident"] == "fair"


def test_a_body_that_takes_its_figures_from_another_is_no_second_line() -> None:
    pairs = (said(9, "Tarvena Watch"), said(9, "Morlund Rescue"))
    assert len(lines_of(*pairs)) == 2
    tied = TABLE.extended([replace(TABLE.by_id["rescue"], depends_on=("watch",))])
    (line,) = lines_of(*pairs, table=tied)
    assert sorted(line.split(" with ")) == ["rescue", "watch"]


def test_two_bodies_with_one_source_are_one_line() -> None:
    pairs = (said(9, "Tarvena Watch"), said(9, "Morlund Rescue"))
    both = [replace(TABLE.by_id[key], depends_on=("agency",)) for key in ("watch", "rescue")]
    assert len(lines_of(*pairs, table=TABLE.extended(both))) == 1


def test_nothing_counted_has_no_grade() -> None:
    report = made_report("It was quiet in Quessa.")
    incident = made_incident()
    assert suggest_gradings(basis_of(incident, [], {}, {}, TABLE)) == []
    assert report.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.scheme} {rule.grade} {rule.name}")
def test_a_rule_explains_itself_and_judges_no_reliability_and_no_proof(rule: Any) -> None:  # noqa: ANN401 - a rule
    assert rule.explanation.endswith(".")
    assert rule.scheme in {"grading_incident", "grading_outcome"}
    assert (rule.scheme, rule.grade) != ("grading_outcome", "rejected")


def toll(low: int | None, high: int | None, *, high_open: bool = False) -> Toll:
    _, claim = said(1, "Tarvena Watch")
    return Toll(incident_id="i", harm=claim.harm, status=None, low=low, high=high, high_open=high_open)


def test_a_headline_sums_lows_and_highs_of_chosen_grades_and_shows_the_others_beside() -> None:
    graded = [
        ("confirmed", toll(2, 3)),
        ("fair", toll(10, 14, high_open=True)),
        ("weak", toll(5, 5)),
        ("weak", toll(None, 4)),
        ("contested", toll(100, 300)),
    ]
    assert headline_of(graded) == Headline(
        low=12,
        high=17,
        high_open=True,
        incidents=2,
        beside={"weak": (5, 9, 2), "contested": (100, 300, 1)},
    )
    assert headline_of(graded, ["weak"]).low == 5
    assert headline_of([]) == Headline(low=0, high=0, high_open=False, incidents=0)
