from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from recount.model import (
    Attribution,
    Claim,
    Place,
    PlaceCandidate,
    RelationType,
    Report,
    Source,
    SourceKind,
    Speaker,
)
from recount.reconcile.copies import first_of_copies
from recount.reconcile.originate import originators_of
from tests.reconcile.made import DAY, TABLE, credited, made_claim, made_report, part_of, related

NEXT = DAY + timedelta(days=1)


def voices(report: Report, *claims: Claim) -> list[tuple[str, ...]]:
    found = originators_of(claims, {report.id: report}, TABLE)
    return [found[claim.id] for claim in claims]


def test_a_person_and_the_body_they_speak_for_are_one() -> None:
    report = made_report("Odo Marr of Tarvena Watch counted 9 dead.")
    assert voices(report, made_claim(report, "9", 9, 9, by=("Odo Marr", "Tarvena Watch"))) == [("watch",)]


def test_a_branch_stands_for_its_parent() -> None:
    report = made_report("Rescue North counted 9 dead.")
    assert voices(report, made_claim(report, "9", 9, 9, by=("Rescue North",))) == [("rescue",)]


def test_two_bodies_credited_together_are_two() -> None:
    report = made_report("The Watch and the rescue service counted 9 dead.")
    claim = made_claim(report, "9", 9, 9, by=("the Watch", "rescue service"))
    assert voices(report, claim) == [("watch", "rescue")]


def test_an_unknown_person_named_once_beside_a_body_is_that_body_ever_after() -> None:
    report = made_report("Ilka Brenn of the Watch counted 9 dead.\nIlka Brenn counted 4 hurt.")
    first = made_claim(report, "9", 9, 9, by=("Ilka Brenn", "the Watch"))
    second = made_claim(report, "4", 4, 4, by=("Ilka Brenn",))
    assert voices(report, first, second) == [("watch",), ("watch",)]


def test_unknown_names_credited_together_are_one() -> None:
    report = made_report("Ilka Brenn of the Quessa Council counted 9 dead.\nThe Quessa Council counted 12.")
    first = made_claim(report, "9", 9, 9, by=("Ilka Brenn", "Quessa Council"))
    second = made_claim(report, "12", 12, 12, by=("the Quessa Council",))
    assert voices(report, first, second) == [("quessa council",), ("quessa council",)]


def credited_in(report: Report, *names: str) -> Attribution:
    """Make an attribution to speakers with their places in the text."""
    starts = [report.text.index(name) for name in names]
    return Attribution(
        speakers=tuple(
            Speaker(name=name, start=start, end=start + len(name))
            for name, start in zip(names, starts, strict=True)
        ),
        basis="credit",
    )


def test_unknown_names_that_the_text_joins_with_and_are_two_who_say_the_same() -> None:
    report = made_report(
        "The Quessa Hospital and the Quessa Police counted 9 dead. The Quessa Police said 12."
    )
    both = made_claim(report, "9", 9, 9, attribution=credited_in(report, "Quessa Hospital", "Quessa Police"))
    one = made_claim(report, "12", 12, 12, by=("Quessa Police",))
    assert voices(report, both, one) == [("quessa hospital", "quessa police"), ("quessa police",)]


def test_an_unknown_body_joined_to_a_known_one_keeps_its_own_voice() -> None:
    report = made_report("The Watch and the Quessa Hospital counted 9 dead. The Quessa Hospital said 12.")
    both = made_claim(report, "9", 9, 9, attribution=credited_in(report, "Watch", "Quessa Hospital"))
    named = replace(both, attribution=credited_in(report, "The Watch", "Quessa Hospital"))
    one = made_claim(report, "12", 12, 12, by=("Quessa Hospital",))
    assert voices(report, named, one) == [("watch", "quessa hospital"), ("quessa hospital",)]


def test_a_person_beside_their_body_is_that_body_also_where_the_text_shows_it() -> None:
    report = made_report("Ilka Brenn, spokesman for the Quessa Council, counted 9 dead.")
    claim = made_claim(report, "9", 9, 9, attribution=credited_in(report, "Ilka Brenn", "Quessa Council"))
    assert len(voices(report, claim)[0]) == 1


def in_country(country: str | None) -> tuple[Place, ...]:
    found = PlaceCandidate(gazetteer="made", place_id="1", name="Quessa", kind="town", country=country)
    return (Place(name="Quessa", resolved=found, candidates=(found,)),)


LOCAL = TABLE.extended(
    [
        Source(
            id="valley_guard",
            name="Valley Guard",
            kind=SourceKind.RESCUE,
            local_aliases=(("XA", "the Guard"),),
        )
    ]
)


@pytest.mark.parametrize(
    ("country", "expected"), [("XA", ("valley_guard",)), ("XB", ("guard",)), (None, ("guard",))]
)
def test_a_name_that_means_a_body_in_one_country_means_nothing_elsewhere(
    country: str | None, expected: tuple[str, ...]
) -> None:
    report = made_report("The Guard counted 9 dead.")
    speaker = Speaker(name="The Guard", originator="valley_guard")
    claim = made_claim(
        report, "9", 9, 9, attribution=Attribution(speakers=(speaker,)), places=in_country(country)
    )
    assert originators_of([claim], {report.id: report}, LOCAL)[claim.id] == expected


def test_a_claim_without_a_place_is_where_the_others_of_its_incident_are() -> None:
    report, other = made_report("The Guard counted 9 dead."), made_report("In Quessa 4 were hurt.")
    claim = made_claim(report, "9", 9, 9, by=("The Guard",))
    beside = made_claim(other, "4", 4, 4, places=in_country("XA"))
    found = originators_of([claim, beside], {report.id: report, other.id: other}, LOCAL)
    assert found[claim.id] == ("valley_guard",)


def test_what_a_report_says_in_its_own_voice_is_its_outlets() -> None:
    report = made_report("A blast killed 9 in Quessa.", outlet="The Herald")
    assert voices(report, made_claim(report, "9", 9, 9)) == [("outlet:herald",)]


def test_one_agencys_copy_is_the_agencys() -> None:
    report = made_report("A blast killed 9 in Quessa.", agency_credits=("Norpress",))
    assert voices(report, made_claim(report, "9", 9, 9)) == [("agency",)]


def test_copy_put_together_from_two_agencies_is_the_outlets() -> None:
    report = made_report("A blast killed 9 in Quessa.", agency_credits=("Norpress", "Sudpress"))
    assert voices(report, made_claim(report, "9", 9, 9)) == [("outlet:herald",)]


def test_the_agency_that_was_told_is_no_originator() -> None:
    report = made_report("The Watch told Norpress that 9 were killed.")
    claim = made_claim(report, "9", 9, 9, attribution=credited("the Watch", carrier="Norpress"))
    assert voices(report, claim) == [("watch",)]


def test_a_headline_that_repeats_a_credited_figure_has_its_originator() -> None:
    report = made_report("Blast kills 58 in Quessa\nThe Watch counted at least 58 dead.")
    headline = made_claim(report, "58", 58, 58)
    body = made_claim(report, "at least 58", 58, None, by=("the Watch",))
    assert voices(report, headline, body) == [("watch",), ("watch",)]


def test_a_figure_said_to_be_the_same_takes_the_originator_although_the_numbers_differ() -> None:
    report = made_report("Strikes kill over 80\nThe Watch counted at least 84 dead.")
    body = made_claim(report, "at least 84", 84, None, by=("the Watch",))
    headline = made_claim(report, "over 80", 81, None)
    claims = (headline, made_claim(report, "at least 84", 84, None, by=("the Watch",)))
    assert voices(report, *claims)[0] == ("outlet:herald",)
    tied = made_claim(report, "over 80", 81, None, relation=related(RelationType.SAME_AS, body))
    assert voices(report, tied, body)[0] == ("watch",)


def test_an_anonymous_monitor_is_the_body_credited_with_the_same_figure() -> None:
    report = made_report("A monitor said 9 were killed.\nThe Watch put the dead at nine.")
    anonymous = made_claim(report, "9", 9, 9, by=("a monitor",))
    named = made_claim(report, "nine", 9, 9, by=("the Watch",))
    assert voices(report, anonymous, named) == [("watch",), ("watch",)]


def test_an_anonymous_total_is_the_bodys_that_gives_its_parts() -> None:
    report = made_report("A monitor said 72 were killed.\nThe Watch said the dead included 20 children.")
    total = made_claim(report, "72", 72, 72, by=("a monitor",))
    part = made_claim(report, "20", 20, 20, by=("the Watch",), relation=part_of(total))
    assert voices(report, total, part) == [("watch",), ("watch",)]


def test_an_uncredited_total_stays_the_outlets_when_a_body_only_gives_a_part() -> None:
    report = made_report("A blast killed 43.\nThe Watch said the dead included 3 fighters.")
    total = made_claim(report, "43", 43, 43)
    part = made_claim(report, "3 fighters", 3, 3, by=("the Watch",), relation=part_of(total))
    assert voices(report, total, part)[0] == ("outlet:herald",)


def test_a_named_body_keeps_its_own_figure_beside_the_same_of_another() -> None:
    report = made_report("The Quessa Hospital said 9 died.\nThe Watch put the dead at nine.")
    hospital = made_claim(report, "9", 9, 9, by=("The Quessa Hospital",))
    watch = made_claim(report, "nine", 9, 9, by=("the Watch",))
    assert voices(report, hospital, watch) == [("quessa hospital",), ("watch",)]


def test_anonymous_speakers_of_the_table_keep_their_own_voice() -> None:
    report = made_report("Local activists said 12 were killed.\nThe Watch put the dead at nine.")
    activists = made_claim(report, "12", 12, 12, by=("Local activists",))
    watch = made_claim(report, "nine", 9, 9, by=("the Watch",))
    assert voices(report, activists, watch) == [("activists",), ("watch",)]


def test_what_several_outlets_carry_in_the_same_words_has_one_voice() -> None:
    text = "A blast killed 9 in Quessa."
    first, second = made_report(text, outlet="Herald"), made_report(text, outlet="Tribune", day=NEXT)
    third = made_report("Nine died in Quessa.", outlet="Gazette")
    reports = {report.id: report for report in (first, second, third)}
    claims = [made_claim(first, "9", 9, 9), made_claim(second, "9", 9, 9), made_claim(third, "Nine", 9, 9)]
    copy_of = first_of_copies([(first.id, second.id, 0.9), (second.id, "r_gone", 0.8)], reports)
    found = originators_of(claims, reports, TABLE, copy_of)
    assert [found[claim.id] for claim in claims] == [
        ("outlet:herald",),
        ("outlet:herald",),
        ("outlet:gazette",),
    ]


def test_a_copy_keeps_the_bodies_it_credits() -> None:
    report = made_report("The Watch counted 9 dead.", outlet="Tribune")
    other = made_report("The Watch counted 9 dead.", outlet="Herald")
    claim = made_claim(report, "9", 9, 9, by=("the Watch",))
    reports = {report.id: report, other.id: other}
    assert originators_of([claim], reports, TABLE, {report.id: other.id}) == {claim.id: ("watch",)}


def test_a_claim_of_a_lost_report_still_has_an_originator() -> None:
    report = made_report("A blast killed 9.")
    claim = made_claim(report, "9", 9, 9)
    assert originators_of([claim], {}, TABLE) == {claim.id: ("outlet:unknown",)}
