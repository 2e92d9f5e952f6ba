"""How far people have come with each incident is told from the log, and stays right while the log grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, cast

import pytest

from recount.model import Decision, DecisionKind, Incident
from recount.model.work import WorkItem, WorkKind
from recount.store import Store
from recount.store.search_types import MarkFilter
from tests.store.factories import NOON, make_claim, make_decision, make_incident, make_report, make_toll

if TYPE_CHECKING:  # models: only once a store is open
    from recount.store.past_lookup import PastLookup
    from recount.store.sql import SqlStore
    from recount.store.standing import Standings

REPORT = make_report("Seven people were killed in Varda, and nine in Osk.")
SEVEN, NINE = make_claim(REPORT, "Seven", 7), make_claim(REPORT, "nine", 9)
FIRST, SECOND = make_incident(SEVEN), make_incident(NINE, date(2031, 6, 1))


@pytest.fixture
def kept(store: Store) -> SqlStore:
    store.add_intake([(REPORT, REPORT.text.encode())])
    store.put_claims(REPORT.id, [SEVEN, NINE], (), "test/1")
    store.put_incidents([FIRST, SECOND], [make_toll(FIRST, 7, 7), make_toll(SECOND, 9, 12)])
    return cast("SqlStore", store)


def graded(incident: Incident, code: str, minutes: int = 0, **fields: str) -> Decision:
    return replace(
        make_decision(f"{incident.id} {code} {minutes}"),
        kind=DecisionKind.GRADE,
        incident_ids=(incident.id,),
        replacement=(("grading_incident", f'"{code}"'),),
        decided_at=NOON + timedelta(minutes=minutes),
        **fields,  # type: ignore[arg-type]  # ids are texts
    )


def item(kind: WorkKind, subject: str, incident: Incident, *, is_done: bool = False) -> WorkItem:
    return WorkItem(
        id=f"w_{subject}",
        kind=kind,
        subject=subject,
        reasons=(),
        priority=1,
        incident_id=incident.id,
        is_done=is_done,
    )


def standings(store: SqlStore) -> Standings:
    from recount.store.standing import Standings

    return Standings(store.alias, store.url)


def test_nobody_has_ruled_on_anything_at_first(kept: SqlStore) -> None:
    assert standings(kept).all() == {}
    assert standings(kept).ruled() == set()
    assert standings(kept).waiting([FIRST.id, SECOND.id]) == set()


def test_an_incident_is_ruled_on_while_a_ruling_on_a_claim_of_it_stands(kept: SqlStore) -> None:
    done = item(WorkKind.CLAIM, SEVEN.id, FIRST, is_done=True)
    kept.worklist.put(
        [done, item(WorkKind.CLAIM, NINE.id, SECOND), item(WorkKind.INCIDENT, SECOND.id, SECOND)]
    )
    told = standings(kept)
    assert told.ruled() == {FIRST.id}
    assert told.ruled_claims([SEVEN.id, NINE.id]) == {SEVEN.id}
    assert told.waiting([FIRST.id, SECOND.id]) == {SECOND.id}
    kept.worklist.put([replace(done, is_done=False)])
    assert told.ruled() == set()
    assert told.ruled_claims([SEVEN.id, NINE.id]) == set()


def test_later_grades_count_and_what_was_read_before_is_kept(kept: SqlStore) -> None:
    told = standings(kept)
    kept.append_decisions([graded(FIRST, "weak")])
    assert told.all()[FIRST.id].grade("grading_incident") == "weak"
    kept.append_decisions([graded(FIRST, "fair", 5), graded(SECOND, "weak", 6)])
    found = told.all()
    assert found[FIRST.id].grade("grading_incident") == "fair"
    assert found[SECOND.id].grade("grading_incident") == "weak"
    assert found[SECOND.id].grade("grading_proof") == ""
    assert standings(kept).all() == found


def test_a_grade_that_was_taken_back_counts_no_longer(kept: SqlStore) -> None:
    grade = graded(FIRST, "fair")
    kept.append_decisions([grade])
    told = standings(kept)
    assert told.all()[FIRST.id].grade("grading_incident") == "fair"
    undo = replace(make_decision("no"), supersedes=grade.id, decided_at=NOON + timedelta(minutes=1))
    kept.append_decisions([undo])
    assert told.all().get(FIRST.id) is None
    assert standings(kept).all() == told.all()


def test_a_grade_goes_with_its_incident_when_that_is_merged(kept: SqlStore) -> None:
    kept.append_decisions([graded(SECOND, "fair")])
    told = standings(kept)
    assert set(told.all()) == {SECOND.id}
    merged = replace(FIRST, claim_ids=(SEVEN.id, NINE.id), previous_ids=(SECOND.id,))
    kept.put_incidents([merged], [make_toll(merged, 7, 12)])
    assert {key: item.grade("grading_incident") for key, item in told.all().items()} == {FIRST.id: "fair"}


def test_seconds_and_signatures_are_told(kept: SqlStore) -> None:
    for kind in (DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF):
        sign = replace(make_decision(kind.value), kind=kind, incident_ids=(FIRST.id,))
        kept.append_decisions([replace(sign, replacement=(("covers", '"x"'),))])
    standing = standings(kept).all()[FIRST.id]
    assert standing.has_second_review
    assert standing.is_signed


def test_incidents_are_put_in_order_and_counted_by_day(kept: SqlStore) -> None:
    from recount.store.facet_counts import count_days, ordered_ids
    from recount.store.standing import aggregates_between

    wanted = MarkFilter()
    assert ordered_ids(kept.alias, kept.url, wanted, "date") == [FIRST.id, SECOND.id]
    assert ordered_ids(kept.alias, kept.url, wanted, "-date") == [SECOND.id, FIRST.id]
    assert ordered_ids(kept.alias, kept.url, wanted, "-low") == [SECOND.id, FIRST.id]
    assert ordered_ids(kept.alias, kept.url, MarkFilter(low_at_least=8), "label") == [SECOND.id]
    counts = count_days(kept.alias, kept.url, wanted, (1, 2))
    assert counts.days == ((date(2031, 5, 4), 1), (date(2031, 6, 1), 1))
    assert (counts.total, counts.located) == (2, 0)
    assert aggregates_between(kept.alias, None, None) == []


def test_an_incident_is_read_as_it_was_known(kept: SqlStore) -> None:
    from recount.store.past_lookup import PastLookup

    before = datetime.now(UTC)
    merged = replace(FIRST, claim_ids=(SEVEN.id, NINE.id), previous_ids=(SECOND.id,))
    kept.put_incidents([merged], [make_toll(merged, 7, 12)])
    kept.put_claims(REPORT.id, [SEVEN], (), "test/2")
    kept.append_decisions([graded(FIRST, "fair")])

    def at(moment: datetime) -> PastLookup:
        return PastLookup(kept.alias, kept.url, moment, kept.log.last_known(moment))

    then, now = at(before), at(datetime.now(UTC))
    assert then.incident(FIRST.id) == FIRST
    assert then.incident(SECOND.id) == SECOND
    assert {claim.id for claim in then.claims_of([REPORT.id])} == {SEVEN.id, NINE.id}
    assert [(toll.low, toll.high) for toll in then.tolls_of([FIRST.id])] == [(7, 7)]
    assert then.decisions_about("incident", [FIRST.id]) == []
    assert now.incident(SECOND.id) == merged
    assert [claim.id for claim in now.claims_of([REPORT.id])] == [SEVEN.id]
    assert [(toll.low, toll.high) for toll in now.tolls_of([FIRST.id])] == [(7, 12)]
    assert len(now.decisions_about("incident", [FIRST.id])) == 1
    assert at(before - timedelta(days=1)).incident(FIRST.id) is None
