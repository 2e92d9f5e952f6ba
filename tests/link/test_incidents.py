from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.link import link
from recount.model import (
    Claim,
    CountKind,
    Harm,
    Incident,
    IncidentKind,
    Means,
    Perpetrator,
    Place,
    RelationType,
    Report,
    Scope,
    TimeInterval,
    WherePrecision,
)
from tests.reconcile.made import DAY, made_claim, made_report, on, part_of, places, related

NEXT = DAY + timedelta(days=1)


def told(
    words: str,
    number: int,
    *where: str,
    day: date | None = DAY,
    published: date = NEXT,
    outlet: str = "Herald",
    means: Means = Means.AIRSTRIKE,
    scope: Scope = Scope.INCIDENT,
) -> tuple[Report, Claim]:
    """One report that tells one event with one figure."""
    report = made_report(words, day=published, outlet=outlet)
    claim = made_claim(
        report,
        str(number),
        number,
        number,
        places=places(*where),
        when=on(day) if day else TimeInterval(),
        means=means,
        scope=scope,
    )
    return report, claim


def groups(*pairs: tuple[Report, Claim]) -> list[set[str]]:
    """Link, and return the sets of claims of the incidents."""
    reports = {report.id: report for report, _ in pairs}
    return [set(incident.claim_ids) for incident in link([claim for _, claim in pairs], reports)]


def linked(*pairs: tuple[Report, Claim]) -> bool:
    return len(groups(*pairs)) == 1


STRIKE = told("A strike on Quessa killed 14.", 14, "Quessa", "Tarvena")


def test_two_reports_of_one_place_and_day_are_one_incident_though_the_tolls_differ() -> None:
    later = told("The toll in Quessa reached 19.", 19, "Quessa", "Tarvena", outlet="Tribune")
    assert linked(STRIKE, later)


def test_spellings_of_one_name_meet() -> None:
    assert linked(STRIKE, told("A raid on Quesa: 14 dead.", 14, "Quesa", outlet="Tribune"))
    karadesh = told("A raid on Karadesh killed 9.", 9, "Karadesh")
    assert linked(karadesh, told("Qaradesh counts 12 dead.", 12, "Qaradesh", outlet="Tribune"))


def test_the_same_place_on_another_day_is_another_incident() -> None:
    assert not linked(STRIKE, told("Quessa was hit: 14 dead.", 14, "Quessa", day=DAY - timedelta(days=6)))


def test_another_place_on_the_same_day_is_another_incident() -> None:
    assert not linked(STRIKE, told("A strike on Morlund killed 14.", 14, "Morlund", "Tarvena"))


def test_a_report_without_a_date_is_linked_by_the_place_when_its_day_is_possible() -> None:
    assert linked(STRIKE, told("The strike on Quessa killed 14.", 14, "Quessa", day=None, outlet="Tribune"))


def test_a_district_and_the_city_it_lies_in_are_linked_by_day_means_and_figure() -> None:
    assert linked(STRIKE, told("Strikes on Tarvena killed 14.", 14, "Tarvena", outlet="Tribune"))


def test_other_means_in_the_same_region_are_another_incident() -> None:
    bomb = told("A car bomb in Tarvena killed 3.", 3, "Tarvena", outlet="Tribune", means=Means.CAR_BOMB)
    assert not linked(STRIKE, bomb)


def test_copies_of_one_wire_story_are_linked_without_any_place() -> None:
    text = "Fighters said 2 of theirs were killed overnight."
    first = told(text, 2, day=None, outlet="Herald", means=Means.UNKNOWN)
    second = told(text, 2, day=None, outlet="Tribune", means=Means.UNKNOWN)
    reports = {report.id: report for report, _ in (first, second)}
    claims = [first[1], second[1]]
    assert len(link(claims, reports)) == 2
    assert len(link(claims, reports, copies=[(first[0].id, second[0].id, 0.9)])) == 1


def test_one_report_may_tell_several_events() -> None:
    report = made_report("A strike on Quessa killed 14.\nIn Morlund shells killed 3.")
    one = made_claim(report, "14", 14, 14, places=places("Quessa"), when=on(DAY), means=Means.AIRSTRIKE)
    two = made_claim(report, "3", 3, 3, places=places("Morlund"), when=on(DAY), means=Means.SHELLING)
    assert groups((report, one), (report, two)) == [{one.id}, {two.id}] or not linked(
        (report, one), (report, two)
    )


def test_an_older_event_mentioned_as_background_is_an_incident_of_its_own() -> None:
    report = made_report("A strike on Quessa killed 14.\nIn May gas killed 80 in Quessa.")
    now = made_claim(report, "14", 14, 14, places=places("Quessa"), when=on(DAY))
    may = date(2030, 5, 1)
    then = made_claim(report, "80", 80, 80, places=places("Quessa"), when=on(may, may + timedelta(days=30)))
    assert not linked((report, now), (report, then))


def test_figures_about_which_nothing_else_is_said_belong_to_the_story_around_them() -> None:
    report = made_report("Strike kills 14\nA strike on Quessa killed 14 and hurt 30.")
    headline = made_claim(report, "14", 14, 14)
    hurt = made_claim(report, "30", 30, 30, harm=Harm.INJURED, places=places("Quessa"), when=on(DAY))
    assert linked((report, headline), (report, hurt))


def test_claims_that_the_text_relates_stay_together_over_several_towns() -> None:
    report = made_report("Raids killed 22: 16 in Quessa, 5 in Morlund.")
    whole = made_claim(report, "22", 22, 22, when=on(DAY), scope=Scope.DAY)
    one = made_claim(report, "16", 16, 16, relation=part_of(whole), places=places("Quessa"))
    two = made_claim(report, "5 in", 5, 5, relation=part_of(whole), places=places("Morlund"))
    assert linked((report, whole), (report, one), (report, two))


def test_totals_never_fall_into_an_incident() -> None:
    report = made_report("A strike on Quessa killed 14.\nThe campaign has killed 358 in Quessa.")
    strike = made_claim(report, "14", 14, 14, places=places("Quessa"), when=on(DAY))
    total = made_claim(report, "358", 358, 358, places=places("Quessa"), when=on(DAY), scope=Scope.CAMPAIGN)
    found = link([strike, total], {report.id: report})
    assert sorted((incident.kind, incident.claim_ids) for incident in found) == [
        (IncidentKind.AGGREGATE, (total.id,)),
        (IncidentKind.INCIDENT, (strike.id,)),
    ]


def test_people_on_the_move_are_no_incident() -> None:
    report = made_report("Some 3000 fled Quessa.")
    claim = made_claim(report, "3000", 3000, 3000, harm=Harm.DISPLACED, places=places("Quessa"), when=on(DAY))
    (incident,) = link([claim], {report.id: report})
    assert incident.kind is IncidentKind.AGGREGATE


def test_running_totals_of_one_war_are_one_aggregate_and_of_two_periods_two() -> None:
    start = date(2028, 1, 1)
    made = []
    for index, first in enumerate((start, start, start + timedelta(days=90))):
        report = made_report(f"The war has killed {5000 + index}.", day=NEXT + timedelta(days=index))
        when = TimeInterval.of_days(first, NEXT + timedelta(days=index), basis="words")
        number = 5000 + index
        made.append(
            (report, made_claim(report, str(number), number, number, when=when, scope=Scope.CONFLICT))
        )
    assert sorted(map(len, groups(*made))) == [1, 2]


def test_a_running_total_moves_with_its_reports_and_a_closed_one_does_not() -> None:
    start = date(2031, 2, 1)
    made = []
    for last, published in ((DAY, DAY), (NEXT, NEXT), (DAY, NEXT)):
        report = made_report(f"Since February to {last} 358 were killed.", day=published)
        claim = made_claim(
            report, "358", 358, None, when=on(start, last), scope=Scope.PERIOD, places=places("Quessa")
        )
        made.append((report, claim))
    assert sorted(map(len, groups(*made))) == [1, 2]


def test_a_figure_to_which_figures_of_different_days_add_up_is_a_total() -> None:
    report = made_report("Over 80 killed\n84 were killed.\n13 died on Thursday.\n71 died before.")
    before = on(DAY - timedelta(days=2), DAY - timedelta(days=1))
    whole = made_claim(report, "84", 84, None, when=on(DAY), places=places("Quessa"))
    headline = made_claim(
        report, "Over 80", 81, None, when=on(DAY), relation=related(RelationType.SAME_AS, whole)
    )
    last = made_claim(report, "13", 13, 13, when=on(DAY), places=places("Quessa"), relation=part_of(whole))
    earlier = made_claim(report, "71", 71, 71, when=before, places=places("Quessa"), scope=Scope.PERIOD)
    found = link([headline, whole, last, earlier], {report.id: report})
    assert [set(i.claim_ids) for i in found if i.kind is IncidentKind.INCIDENT] == [{last.id}]


def test_a_part_of_a_total_over_days_is_the_incident_of_its_own_day() -> None:
    report = made_report("Raids killed 84 in three days.\n13 died on Thursday.")
    total = made_claim(report, "84", 84, 84, scope=Scope.PERIOD, when=on(DAY - timedelta(days=2), DAY))
    day = made_claim(report, "13", 13, 13, scope=Scope.DAY, relation=part_of(total), when=on(DAY))
    assert not linked((report, total), (report, day))


def test_a_figure_to_which_figures_of_two_places_add_up_is_a_total() -> None:
    report = made_report("Strikes killed 26.\n14 died in Quessa.\n12 died in Morlund.")
    total = made_claim(report, "26", 26, 26, when=on(DAY), places=places("Quessa"))
    one = made_claim(report, "14", 14, 14, when=on(DAY), places=places("Quessa"), relation=part_of(total))
    two = made_claim(report, "12", 12, 12, when=on(DAY), places=places("Morlund"))
    found = link([total, one, two], {report.id: report})
    assert sorted((incident.kind, incident.claim_ids) for incident in found) == sorted(
        [
            (IncidentKind.AGGREGATE, (total.id,)),
            (IncidentKind.INCIDENT, (one.id,)),
            (IncidentKind.INCIDENT, (two.id,)),
        ]
    )


def test_a_figure_to_which_figures_of_two_suburbs_add_up_is_one_wave() -> None:
    report = made_report("Strikes killed 26.\n14 died in Quessa.\n12 died in Morlund.")
    total = made_claim(report, "26", 26, 26, when=on(DAY), places=places("Tarvena"))
    parts = [
        made_claim(
            report,
            words,
            number,
            number,
            when=on(DAY),
            places=places(where, "Tarvena"),
            relation=part_of(total),
        )
        for words, number, where in (("14", 14, "Quessa"), ("12", 12, "Morlund"))
    ]
    assert len(groups((report, total), *((report, part) for part in parts))) == 1


def test_two_days_of_clashes_are_one_battle_and_of_strikes_a_total() -> None:
    kinds = {}
    for means in (Means.GROUND_CLASHES, Means.AIRSTRIKE):
        report, claim = told("It killed 14 in Quessa.", 14, "Quessa", means=means, scope=Scope.PERIOD)
        claim = replace(claim, when=on(DAY - timedelta(days=1), DAY))
        (incident,) = link([claim], {report.id: report})
        kinds[means] = incident.kind
    assert kinds == {
        Means.GROUND_CLASHES: IncidentKind.INCIDENT,
        Means.AIRSTRIKE: IncidentKind.AGGREGATE,
    }


def test_an_attack_of_rare_means_of_which_only_the_month_is_told_meets_its_day() -> None:
    strike = told("Gas killed 1400 in Quessa.", 1400, "Quessa", "Tarvena", means=Means.CHEMICAL)
    report, claim = told(
        "Gas killed 300 in Quessa.", 300, "Quessa", "Tarvena", means=Means.CHEMICAL, scope=Scope.PERIOD
    )
    month = replace(claim, when=on(date(2031, 3, 1), date(2031, 3, 31)))
    assert linked(strike, (report, month))


def test_a_village_that_is_located_no_better_than_its_region_is_a_place_of_its_own() -> None:
    def at(name: str) -> tuple[Place, ...]:
        return (
            Place(name=name, where_precision=WherePrecision.ADM1),
            Place(name="Tarvena province", where_precision=WherePrecision.ADM1),
        )

    report = made_report("Strikes killed 14 in Quessa.\nStrikes killed 12 in Morlund.")
    one = made_claim(report, "14", 14, 14, when=on(DAY), places=at("Quessa"))
    two = made_claim(report, "12", 12, 12, when=on(DAY), places=at("Morlund"))
    assert not linked((report, one), (report, two))


def test_the_label_is_made_of_fields() -> None:
    (incident,) = link([STRIKE[1]], {STRIKE[0].id: STRIKE[0]})
    assert incident.label == "Quessa, 4 March 2031, air strike"
    report, claim = told("Some 9 died.", 9, day=None, means=Means.UNKNOWN)
    (incident,) = link([claim], {report.id: report})
    assert incident.label == "place not stated, 2–5 March 2031"
    assert incident.when.basis == "report_date"


def test_where_when_and_how_come_from_most_of_the_claims() -> None:
    pairs = [
        told("A strike on Karadesh killed 14.", 14, "Karadesh", "Tarvena"),
        told("Karadesh: 14 dead.", 14, "Karadesh", outlet="Tribune", means=Means.UNKNOWN),
        told("In Qaradesh 14 died.", 14, "Qaradesh", "Tarvena", outlet="Gazette"),
        told("In Karadesh 15 died.", 15, "Karadesh", "Tarvena", outlet="Post", day=NEXT),
    ]
    (incident,) = link([claim for _, claim in pairs], {report.id: report for report, _ in pairs})
    assert [place.name for place in incident.places] == ["Karadesh", "Tarvena"]
    assert (incident.when.start, incident.when.last_day) == (DAY, DAY)
    assert incident.means is Means.AIRSTRIKE


def test_parties_are_named_as_written_and_once() -> None:
    report = made_report("The Blue Front killed 14.")
    party = (Perpetrator(name="the Blue Front"), Perpetrator(name="Blue Front"))
    claim = made_claim(report, "14", 14, 14, alleged_perpetrators=party)
    (incident,) = link([claim], {report.id: report})
    assert len(incident.perpetrators) == 1


def test_a_report_that_opens_with_it_is_main_and_one_that_mentions_it_background() -> None:
    filler = "The council met. " * 60
    late = made_report(f"Council meets\n{filler}\nThe strike on Quessa killed 14.", outlet="Tribune")
    claim = made_claim(late, "14", 14, 14, places=places("Quessa"), when=on(DAY))
    (incident,) = link([STRIKE[1], claim], {STRIKE[0].id: STRIKE[0], late.id: late})
    assert incident.main_report_ids == (STRIKE[0].id,)
    assert incident.background_report_ids == (late.id,)


def test_an_incident_is_called_by_the_place_most_reports_name() -> None:
    pairs = [
        told(f"{index}: 14 died in Tarvena.", 14, *names, outlet=f"Outlet {index}")
        for index, names in enumerate([("Tarvena",), ("Tarvena",), ("Tarvena",), ("Quessa", "Tarvena")])
    ]
    (incident,) = link([claim for _, claim in pairs], {report.id: report for report, _ in pairs})
    assert [place.name for place in incident.places] == ["Tarvena", "Quessa"]


def test_a_village_known_to_lie_in_a_province_meets_the_province() -> None:
    teacher = told(
        "Elsewhere 3 died.", 3, "Quessa", "Tarvena", outlet="Gazette", day=DAY - timedelta(days=90)
    )
    village = told("A strike on Quessa killed 14.", 14, "Quessa", outlet="Herald")
    province = told("A strike in Tarvena killed 14.", 14, "Tarvena", outlet="Tribune")
    assert sorted(map(len, groups(teacher, village, province))) == [1, 2]


def test_links_say_why() -> None:
    later = told("The toll in Quessa reached 19.", 19, "Quessa", outlet="Tribune")
    (incident,) = link([STRIKE[1], later[1]], {STRIKE[0].id: STRIKE[0], later[0].id: later[0]})
    (reason,) = incident.links
    assert {reason.claim_id, reason.other_id} == {STRIKE[1].id, later[1].id}
    assert dict(reason.features)["same_place"] == 3.5
    assert reason.score == pytest.approx(sum(weight for _, weight in reason.features))


def test_claims_of_a_report_that_is_lost_are_still_linked() -> None:
    assert [incident.claim_ids for incident in link([STRIKE[1]], {})] == [(STRIKE[1].id,)]


def test_nothing_gives_nothing() -> None:
    assert link([], {}) == []


def test_an_update_belongs_to_what_it_updates() -> None:
    report = made_report("The toll rose to 25.\nIt was 14 before.")
    old = made_claim(report, "14", 14, 14, places=places("Morlund"))
    new = made_claim(
        report, "25", 25, 25, places=places("Quessa"), relation=related(RelationType.UPDATES, old)
    )
    assert linked((report, old), (report, new))


def test_vague_figures_do_not_link_by_their_numbers() -> None:
    pairs = []
    for outlet, place in (("Herald", "Quessa"), ("Tribune", "Morlund")):
        report = made_report("Dozens were killed.", outlet=outlet)
        kind = CountKind.VAGUE
        claim = made_claim(report, "Dozens", 24, None, kind=kind, places=places(place), when=on(DAY))
        pairs.append((report, claim))
    assert not linked(*pairs)


events = st.lists(
    st.tuples(
        st.sampled_from(["Quessa", "Morlund", "Tarvena", "Ashkelm"]),
        st.integers(0, 3),
        st.integers(1, 60),
        st.sampled_from([Means.AIRSTRIKE, Means.CAR_BOMB, Means.UNKNOWN]),
        st.booleans(),
        st.sampled_from([Scope.INCIDENT, Scope.DAY, Scope.PERIOD, Scope.UNCLEAR]),
    ),
    min_size=1,
    max_size=14,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(events, st.randoms())
def test_the_order_of_claims_and_reports_changes_nothing(
    made: list[tuple[str, int, int, Means, bool, Scope]], random: Random
) -> None:
    pairs = [
        told(
            f"{index}: in {place} {number} died.",
            number,
            place,
            day=DAY + timedelta(days=days) if dated else None,
            published=NEXT + timedelta(days=days),
            means=means,
            scope=scope,
        )
        for index, (place, days, number, means, dated, scope) in enumerate(made)
    ]
    claims = [claim for _, claim in pairs]
    reports = {report.id: report for report, _ in pairs}
    expected = link(claims, reports)
    random.shuffle(claims)
    shuffled = dict(random.sample(sorted(reports.items()), len(reports)))
    assert link(claims, shuffled) == expected
    assert sorted(claim for incident in expected for claim in incident.claim_ids) == sorted(
        claim.id for claim in claims
    )
    _check_ids(expected)


def _check_ids(incidents: list[Incident]) -> None:
    ids = [incident.id for incident in incidents]
    assert len(set(ids)) == len(ids)
