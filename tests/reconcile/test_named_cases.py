"""The cases that a casualty record must get right, whatever else it does; in invented places."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from recount.model import (
    Claim,
    Decision,
    DecisionKind,
    Harm,
    Incident,
    IncidentKind,
    Means,
    Perpetrator,
    RecordScope,
    RelationType,
    Report,
    Scope,
    Selector,
    Toll,
)
from recount.pipeline.tolling import Tolled, make_tolls
from recount.reconcile import basis_of, list_policies, originators_of, reconcile, suggest_gradings
from recount.reconcile.policies import ACCUSED
from tests.reconcile.made import (
    DAY,
    TABLE,
    made_claim,
    made_incident,
    made_report,
    on,
    part_of,
    places,
    related,
    said,
)

NEXT = DAY + timedelta(days=1)


def linked(
    pairs: list[tuple[Report, Claim]], decisions: tuple[Decision, ...] = ()
) -> tuple[Tolled, dict[str, Toll]]:
    """Link and reconcile; the tolls of the dead by incident id."""
    reports = list({report.id: report for report, _ in pairs}.values())
    done = make_tolls(reports, [claim for _, claim in pairs], scope=RecordScope(), decisions=decisions)
    return done, {
        toll.incident_id: toll for toll in done.tolls if toll.harm is Harm.KILLED and toll.status is None
    }


def of(done: Tolled, claim: Claim) -> Incident:
    return next(incident for incident in done.incidents if claim.id in incident.claim_ids)


def killed(pairs: list[tuple[Report, Claim]], policy: str = "range") -> Toll:
    reports = {report.id: report for report, _ in pairs}
    claims = [claim for _, claim in pairs]
    tolls = reconcile(made_incident(*claims), claims, reports, policy=policy, originators=TABLE)
    return next(toll for toll in tolls if toll.harm is Harm.KILLED and toll.status is None)


@pytest.mark.parametrize("policy", list_policies())
def test_five_copies_of_36_do_not_outvote_a_later_44_of_the_same_originator(policy: str) -> None:
    copies = [said(36, "Tarvena Watch", outlet=f"Outlet {number}") for number in range(5)]
    toll = killed([*copies, said(44, "the Watch", day=NEXT, outlet="Mail")], policy)
    assert (toll.low, toll.high) == (44, 44)
    assert toll.originators == ("watch",)


@pytest.mark.parametrize("policy", list_policies())
def test_40_followed_by_ten_corrections_to_1_is_1(policy: str) -> None:
    corrections = [said(1, "Tarvena Watch", day=NEXT, outlet=f"Outlet {number}") for number in range(10)]
    toll = killed([said(40, "Tarvena Watch"), *corrections], policy)
    assert (toll.low, toll.high) == (1, 1)


def test_a_531_day_of_32_new_and_499_retroactive_is_a_day_of_32() -> None:
    report = made_report(
        "Morlund Rescue said its toll for Quessa rose by 531: 32 people were killed that day "
        "and 499 who died in the weeks before were now confirmed."
    )
    known: dict[str, Any] = {"by": ("Morlund Rescue",), "places": places("Quessa")}
    rise = made_claim(report, "531", 531, 531, when=on(DAY), **known)
    new = made_claim(report, "32", 32, 32, when=on(DAY), relation=part_of(rise), **known)
    before = on(DAY - timedelta(days=30), DAY - timedelta(days=1))
    late = made_claim(
        report, "499", 499, 499, when=before, scope=Scope.PERIOD, relation=part_of(rise), **known
    )
    done, tolls = linked([(report, rise), (report, new), (report, late)])
    assert of(done, rise).kind is IncidentKind.AGGREGATE
    assert of(done, late).kind is IncidentKind.AGGREGATE
    day = of(done, new)
    assert (day.kind, day.claim_ids) == (IncidentKind.INCIDENT, (new.id,))
    assert (tolls[day.id].low, tolls[day.id].high) == (32, 32)
    assert "32 + 499 = 531: consistent" in {check.statement for check in tolls[day.id].checks}


def test_a_period_total_after_its_incidents_raises_none_of_them() -> None:
    first, monday = placed(12, "Quessa", DAY)
    second, tuesday = placed(9, "Arbet", NEXT)
    report = made_report(
        "Tarvena Watch said 21 people were killed in Quessa and Arbet since Monday.",
        day=NEXT + timedelta(days=1),
        outlet="Mail",
    )
    total = made_claim(
        report,
        "21",
        21,
        21,
        by=("Tarvena Watch",),
        places=places("Quessa", "Arbet"),
        when=on(DAY, NEXT + timedelta(days=1)),
        scope=Scope.PERIOD,
    )
    done, tolls = linked([(first, monday), (second, tuesday), (report, total)])
    assert of(done, total).kind is IncidentKind.AGGREGATE
    assert of(done, total).claim_ids == (total.id,)
    assert [
        (tolls[of(done, claim).id].low, tolls[of(done, claim).id].high) for claim in (monday, tuesday)
    ] == [
        (12, 12),
        (9, 9),
    ]


def placed(number: int, where: str, day: date) -> tuple[Report, Claim]:
    report = made_report(f"Tarvena Watch said an air strike killed {number} people in {where}.", day=day)
    return report, made_claim(
        report,
        str(number),
        number,
        number,
        by=("Tarvena Watch",),
        places=places(where),
        when=on(day),
        means=Means.AIRSTRIKE,
    )


def test_a_belligerents_claim_settles_nothing() -> None:
    monitor = said(25, "Tarvena Watch")
    report = made_report("The Northern Army said 3 people were killed in Quessa.", day=NEXT, outlet="Mail")
    party = made_claim(report, "3", 3, 3, by=("Northern Army",))
    accused = Perpetrator(name="Northern Army")
    pairs = [(monitor[0], replace(monitor[1], alleged_perpetrators=(accused,))), (report, party)]
    toll = killed(pairs)
    assert (toll.low, toll.high) == (3, 25)  # it does not replace the monitor's, newer as it is
    incident = replace(made_incident(*(claim for _, claim in pairs)), perpetrators=("Northern Army",))
    reports = {report.id: report for report, _ in pairs}
    claims = {claim.id: claim for _, claim in pairs}
    by_policy = {
        name: next(
            toll
            for toll in reconcile(incident, claims.values(), reports, policy=name, originators=TABLE)
            if toll.harm is Harm.KILLED and toll.status is None
        )
        for name in ("gtd", "ucdp")
    }
    assert (by_policy["gtd"].low, by_policy["gtd"].high) == (25, 25)
    assert ACCUSED in {item.reason for item in by_policy["gtd"].excluded}
    assert by_policy["ucdp"].best is None
    voices = originators_of(list(claims.values()), reports, TABLE)
    tolls = reconcile(incident, claims.values(), reports, originators=TABLE)
    suggested = suggest_gradings(basis_of(incident, tolls, claims, voices, TABLE))
    assert "confirmed" not in {item.grade for item in suggested}
    assert basis_of(incident, tolls, claims, voices, TABLE).independent == ("watch",)


def test_what_a_withdrawn_report_said_leaves_the_toll_and_brings_the_older_figure_back() -> None:
    first = placed(12, "Quessa", DAY)
    report = made_report(
        "Tarvena Watch now said an air strike killed 90 people in Quessa.", day=NEXT, outlet="Mail"
    )
    retracted = made_claim(
        report,
        "90",
        90,
        90,
        by=("Tarvena Watch",),
        places=places("Quessa"),
        when=on(DAY),
        means=Means.AIRSTRIKE,
    )
    done, tolls = linked([first, (report, retracted)])
    before = tolls[of(done, first[1]).id]
    assert (before.low, before.high) == (90, 90)
    withdrawal = Decision(
        id="d_made",
        kind=DecisionKind.WITHDRAW,
        reviewer="reviewer",
        reason="The outlet retracted it.",
        decided_at=datetime(2031, 4, 2, tzinfo=UTC),
        report_ids=(report.id,),
    )
    done, tolls = linked([first, (report, retracted)], (withdrawal,))
    after = tolls[of(done, first[1]).id]
    assert (after.low, after.high) == (12, 12)
    assert all(retracted.id not in incident.claim_ids for incident in done.incidents)


def clause(report: Report, words: str, number: int, quote: str, **fields: Any) -> Claim:  # noqa: ANN401 - fields of the record
    """Make a claim whose quote is a clause, as the extractor quotes."""
    claim = made_claim(report, words, number, number, **fields)
    start = report.text.index(quote)
    return replace(claim, quote=Selector.at(report.text, start, start + len(quote)))


def test_a_figure_beside_the_one_its_text_replaces_is_as_old() -> None:
    report = made_report(
        "Tarvena Watch said 70 people were killed in Quessa and 130 were hurt. The earlier toll was 20, "
        "with 50 injured."
    )
    known = {"by": ("Tarvena Watch",)}
    old = clause(report, "20", 20, "toll was 20", **known)
    new = replace(
        clause(report, "70", 70, "70 people were killed", **known),
        relation=related(RelationType.UPDATES, old),
    )
    hurt = clause(report, "130", 130, "130 were hurt", harm=Harm.INJURED, **known)
    hurt_before = clause(report, "50", 50, "50 injured", harm=Harm.INJURED, **known)
    claims = [new, hurt, old, hurt_before]
    tolls = reconcile(made_incident(*claims), claims, {report.id: report}, originators=TABLE)
    ends = {toll.harm: (toll.low, toll.high) for toll in tolls if toll.status is None}
    assert ends == {Harm.KILLED: (70, 70), Harm.INJURED: (130, 130)}
