"""The list of work follows the record, and two people do not do the same work twice."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recount.errors import DecisionError, UsageError
from recount.model import LinkReason, dump_json
from recount.model.work import WorkEntry, WorkFilter, WorkKind, WorkReason
from recount.pipeline.deciding import decide, preview
from recount.pipeline.desks import incident_desk, rulings_on
from recount.pipeline.tolling import toll_store
from recount.pipeline.working import hold, item_id, next_item, progress, refresh_worklist, work_page
from recount.store.neighbourhood_types import Doubt
from tests.pipeline.deciding.made import NOON, SECOND, Record
from tests.reconcile.made import made_claim, made_report

ALL = WorkFilter(is_done=None)
LATER = NOON + timedelta(minutes=5)


def listed(record: Record, wanted: WorkFilter = ALL) -> list[WorkEntry]:
    return list(work_page(record.store, wanted, now=NOON, limit=500).entries)


def of_claim(record: Record, name: str) -> str:
    return item_id(WorkKind.CLAIM, record.claim(name))


def test_every_claim_and_incident_is_listed_the_weightiest_first(record: Record) -> None:
    entries = listed(record)
    kinds = [entry.item.kind for entry in entries]
    assert kinds.count(WorkKind.CLAIM) == 4
    assert kinds.count(WorkKind.INCIDENT) == 2
    order = [(-entry.item.priority, entry.item.id) for entry in entries]
    assert order == sorted(order)


def test_a_claim_that_was_ruled_on_is_done(record: Record) -> None:
    listed(record)
    decide(record.store, [{"kind": "accept", "claim": record.claim("six")}], actor="Ada", now=NOON)
    entry = record.store.worklist.get(of_claim(record, "six"), now=NOON)
    assert entry is not None
    assert entry.item.is_done
    assert of_claim(record, "six") not in {one.item.id for one in listed(record, WorkFilter())}


def test_a_list_brought_up_to_date_is_the_list_made_anew(record: Record) -> None:
    listed(record)
    rulings: list[dict[str, Any]] = [
        {"kind": "reject", "claim": record.claim("two"), "reason": "no"},
        {"kind": "merge", "incidents": [record.incident("six"), record.incident("three")], "reason": "one"},
    ]
    for ruling in rulings:
        decide(record.store, [ruling], actor="Ada", now=NOON)
    report = made_report("A car bomb killed 40 people in Varda.", day=SECOND, outlet="Tribune")
    record.store.add_intake([(report, report.text.encode())])
    record.store.put_claims(report.id, [made_claim(report, "40", 40, 40)], [], "made/1")
    toll_store(record.store)
    followed = listed(record)
    assert record.store.worklist.is_behind() is False
    refresh_worklist(record.store)
    assert listed(record) == followed
    assert WorkReason.NEW_HIGH_TOLL in {reason for one in followed for reason in one.item.reasons}


@pytest.mark.parametrize("seed", range(6))
def test_after_rulings_of_any_kind_the_list_is_the_list_made_anew(record: Record, seed: int) -> None:
    listed(record)
    chance = random.Random(seed)
    names = ["six", "two", "three", "five"]
    kinds = ["accept", "accept", "reject", "note"]
    for minute in range(5):
        ruling = {"kind": chance.choice(kinds), "claim": record.claim(chance.choice(names)), "reason": "read"}
        now = NOON + timedelta(minutes=minute)
        with suppress(DecisionError):  # what was rejected is not rejected again
            decide(record.store, [ruling], actor=chance.choice(["Ada", "Sami"]), now=now)
        followed = listed(record)
        refresh_worklist(record.store)
        assert listed(record) == followed


def test_an_incident_is_due_for_its_second_review_once_a_claim_of_it_is_ruled_on(record: Record) -> None:
    listed(record)
    decide(record.store, [{"kind": "accept", "claim": record.claim("six")}], actor="Ada", now=NOON)
    due = {entry.item.subject for entry in listed(record, WorkFilter(reason=WorkReason.SECOND_REVIEW_DUE))}
    assert record.incident("six") in due


def test_what_little_is_read_to_weigh_a_claim_says_what_its_desk_says(record: Record) -> None:
    six, both = record.claim("six"), {record.incident("six"), record.incident("three")}
    rulings: list[dict[str, Any]] = [
        {"kind": "accept", "claim": six},
        {
            "kind": "correct",
            "claim": record.claim("three"),
            "replacement": {"harm": "injured"},
            "reason": "x",
        },
        {"kind": "reject", "claim": record.claim("two"), "reason": "no"},
        {"kind": "merge", "incidents": sorted(both), "reason": "one attack"},
        {"kind": "note", "incidents": [record.incident("six")], "reason": "seen"},
    ]
    for minute, ruling in enumerate(rulings):
        decide(record.store, [ruling], actor="Ada", now=NOON + timedelta(minutes=minute))
        for incident in record.store.iter_incidents():
            desk, found = incident_desk(record.store, incident.id), rulings_on(record.store, incident)
            assert desk is not None
            assert found is not None
            is_ruled = bool(desk.claims) and "open" not in desk.states.values()
            assert (tuple(found[0]), found[1]) == (desk.rulings, is_ruled)


def test_a_signed_incident_is_weighed_by_its_desk(record: Record) -> None:
    incident = record.incident("six")
    decide(record.store, [{"kind": "accept", "claim": record.claim("six")}], actor="Ada", now=NOON)
    signed = {"kind": "second_review", "incidents": [incident], "reason": "seen"}
    decide(record.store, [signed], actor="Sami", now=LATER)
    found = record.store.lookup.incident(incident)
    assert found is not None
    assert rulings_on(record.store, found) is None


def test_outlets_are_found_by_a_part_of_their_name_those_that_came_in_since_too(record: Record) -> None:
    listed(record)
    assert record.store.worklist.outlets_like("RIBUN") == []
    report = made_report("A car bomb killed 40 people in Varda.", day=SECOND, outlet="Tribune")
    record.store.add_intake([(report, report.text.encode())])
    record.store.put_claims(report.id, [made_claim(report, "40", 40, 40)], [], "made/1")
    toll_store(record.store)
    listed(record)
    assert record.store.worklist.outlets_like("RIBUN") == ["Tribune"]


def test_a_claim_that_is_no_longer_read_leaves_the_list(record: Record) -> None:
    listed(record)
    record.store.put_claims(record.reports["daily"].id, [], [], "made/2")
    toll_store(record.store)
    assert of_claim(record, "two") not in {one.item.id for one in listed(record)}


def test_a_ruling_that_lost_its_claim_waits_for_a_person(record: Record) -> None:
    done = decide(record.store, [{"kind": "accept", "claim": record.claim("two")}], actor="Ada", now=NOON)
    listed(record)
    record.store.put_claims(record.reports["daily"].id, [], [], "made/2")
    (entry,) = listed(record, WorkFilter(reason=WorkReason.UNATTACHED))
    assert entry.item.subject == done.decisions[0].id
    record.store.put_claims(record.reports["daily"].id, [record.claims["two"]], [], "made/3")
    assert listed(record, WorkFilter(reason=WorkReason.UNATTACHED)) == []


def test_a_preview_leaves_the_list_alone(record: Record) -> None:
    before = listed(record)
    preview(record.store, [{"kind": "reject", "claim": record.claim("two"), "reason": "no"}], actor="Ada")
    assert listed(record) == before


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (WorkFilter(kind=WorkKind.CLAIM), 4),
        (WorkFilter(outlet="Herald", kind=WorkKind.CLAIM), 1),
        (WorkFilter(place="varda", kind=WorkKind.CLAIM), 2),
        (WorkFilter(place="orlava valley", kind=WorkKind.CLAIM), 4),
        (WorkFilter(day_from=SECOND, kind=WorkKind.CLAIM), 2),
        (WorkFilter(day_to=SECOND - timedelta(days=1), kind=WorkKind.CLAIM), 2),
        (WorkFilter(reason=WorkReason.LOW_CONFIDENCE), 4),
        (WorkFilter(assignee=""), 5),
        (WorkFilter(assignee="Ada"), 0),
        (WorkFilter(reason=WorkReason.CONTESTED, kind=WorkKind.INCIDENT), 1),
        (WorkFilter(is_done=True), 1),
    ],
)
def test_the_list_is_filtered(record: Record, wanted: WorkFilter, number: int) -> None:
    page = work_page(record.store, wanted, now=NOON, limit=1)
    assert page.total == number
    assert len(page.entries) == min(1, number)


def test_pages_follow_each_other_without_gap_or_repeat(record: Record) -> None:
    whole = [entry.item.id for entry in listed(record)]
    paged = [
        entry.item.id
        for offset in range(0, len(whole), 2)
        for entry in work_page(record.store, ALL, now=NOON, offset=offset, limit=2).entries
    ]
    assert paged == whole


def test_the_second_who_takes_an_item_sees_who_is_on_it(record: Record) -> None:
    listed(record)
    item = of_claim(record, "six")
    assert hold(record.store, item, actor="Ana", now=NOON).held_by == "Ana"
    second = hold(record.store, item, actor="Ben", now=LATER)
    assert (second.held_by, second.held_since) == ("Ana", NOON)
    following = next_item(record.store, WorkFilter(kind=WorkKind.CLAIM), actor="Ben", now=LATER)
    assert following is not None
    assert following.item.id != item


def test_a_hold_that_ran_out_or_was_given_up_is_free(record: Record) -> None:
    listed(record)
    item = of_claim(record, "six")
    hold(record.store, item, actor="Ana", now=NOON, minutes=5)
    assert hold(record.store, item, actor="Ben", now=NOON + timedelta(minutes=6)).held_by == "Ben"
    assert record.store.worklist.release(item, actor="Ana") is False
    assert record.store.worklist.release(item, actor="Ben") is True
    assert hold(record.store, item, actor="Ana", now=NOON + timedelta(minutes=7)).held_by == "Ana"


def test_holding_again_lengthens_the_hold_and_keeps_its_start(record: Record) -> None:
    listed(record)
    item = of_claim(record, "six")
    hold(record.store, item, actor="Ana", now=NOON)
    again = hold(record.store, item, actor="Ana", now=LATER)
    assert again.held_since == NOON
    assert again.held_until == LATER + timedelta(minutes=15)


def test_an_unknown_item_cannot_be_held(record: Record) -> None:
    with pytest.raises(UsageError, match="no item 'w_nothing'"):
        hold(record.store, "w_nothing", actor="Ana", now=NOON)


def test_what_is_given_to_somebody_is_nobody_elses_next_and_stands_in_the_log(record: Record) -> None:
    listed(record)
    item = of_claim(record, "six")
    assert record.store.worklist.assign([item], "Ana", actor="Chief") == 1
    assert record.store.worklist.assign([item], "Ana", actor="Chief") == 0
    assert [one.item.id for one in listed(record, WorkFilter(assignee="Ana"))] == [item]
    last = list(record.store.iter_log())[-1]
    assert (last.actor, last.kind) == ("Chief", "assignment")
    taken = next_item(record.store, WorkFilter(kind=WorkKind.CLAIM), actor="Ben", now=NOON)
    assert taken is not None
    assert taken.item.id != item
    decide(
        record.store, [{"kind": "note", "claim": record.claim("six"), "reason": "?"}], actor="Ana", now=NOON
    )
    kept = record.store.worklist.get(item, now=NOON)
    assert kept is not None
    assert kept.assignee == "Ana"


def test_progress_counts_what_is_open_and_done(record: Record) -> None:
    listed(record)
    decide(record.store, [{"kind": "accept", "claim": record.claim("six")}], actor="Ada", now=NOON)
    now = progress(record.store)
    assert (now.open[WorkKind.CLAIM], now.done[WorkKind.CLAIM]) == (3, 1)
    assert now.reasons[WorkReason.UNREVIEWED] == 3


def test_two_incidents_that_may_be_one_are_listed_until_somebody_says_they_are_two(record: Record) -> None:
    one, two = sorted((record.incident("six"), record.incident("three")))
    reason = LinkReason(claim_id=record.claim("six"), other_id=record.claim("three"), score=1.5)
    with record.store.transaction():
        record.store.neighbourhood.put_doubts([Doubt(one, two, 1.5, dump_json(reason))])
    refresh_worklist(record.store)
    (entry,) = listed(record, WorkFilter(kind=WorkKind.LINK))
    assert (entry.item.incident_id, entry.item.other_id) == (one, two)
    assert entry.item.reasons == (WorkReason.UNCERTAIN_LINK,)
    apart = {"kind": "note", "incidents": [one, two], "reason": "two attacks, a fortnight apart"}
    decide(record.store, [apart], actor="Ada", now=NOON)
    assert listed(record, WorkFilter(kind=WorkKind.LINK)) == []
    assert len(listed(record, WorkFilter(kind=WorkKind.LINK, is_done=True))) == 1


def test_a_link_leaves_the_list_when_it_is_no_longer_in_doubt(record: Record) -> None:
    one, two = sorted((record.incident("six"), record.incident("three")))
    reason = LinkReason(claim_id=record.claim("six"), other_id=record.claim("three"), score=1.5)
    with record.store.transaction():
        record.store.neighbourhood.put_doubts([Doubt(one, two, 1.5, dump_json(reason))])
    refresh_worklist(record.store)
    with record.store.transaction():
        record.store.neighbourhood.take_doubts([two])
    merge = {"kind": "merge", "incidents": [one, two], "reason": "one attack"}
    decide(record.store, [merge], actor="Ada", now=NOON)
    assert listed(record, WorkFilter(kind=WorkKind.LINK, is_done=None)) == []


def test_a_list_made_by_other_rules_is_made_anew(record: Record) -> None:
    refresh_worklist(record.store)
    first = listed(record)[0].item
    with record.store.transaction():
        record.store.worklist.put([replace(first, priority=first.priority + 5)])
    assert listed(record)[0].item.priority == first.priority + 5
    with record.store.transaction():
        record.store.worklist.set_mark("t_of_yesterday")
    assert record.store.worklist.mark() is not None
    assert listed(record)[0].item == first
