"""Desks as they were known at a moment are those that stood then, whatever was ruled since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from recount.errors import StoreError
from recount.pipeline.deciding import decide
from recount.pipeline.desks import incident_desk, report_desk
from tests.pipeline.deciding.made import NOON, Record

if TYPE_CHECKING:  # models: only once a store is open
    from recount.store.sql import SqlStore


def test_a_report_and_an_incident_are_read_as_they_stood_before_rulings(record: Record) -> None:
    from recount.pipeline.past_desks import past_incident_desk, past_report_desk

    store, report = cast("SqlStore", record.store), record.reports["post"].id
    one, two = record.incident("six"), record.incident("three")
    reports, incidents = report_desk(store, report), [incident_desk(store, key) for key in (one, two)]
    before = datetime.now(UTC)
    rulings: list[dict[str, Any]] = [
        {"kind": "correct", "claim": record.claim("six"), "replacement": {"harm": "injured"}, "reason": "x"},
        {"kind": "merge", "incidents": [two, one], "reason": "one attack"},
        {"kind": "reject", "claim": record.claim("two"), "reason": "no figure"},
    ]
    for minute, ruling in enumerate(rulings):
        decide(store, [ruling], actor="Ada", now=NOON + timedelta(minutes=minute))
    assert report_desk(store, report) != reports
    assert past_report_desk(store, report, before) == reports
    assert [past_incident_desk(store, key, before) for key in (one, two)] == incidents
    now = datetime.now(UTC)
    assert past_report_desk(store, report, now) == report_desk(store, report)
    assert past_incident_desk(store, two, now) == incident_desk(store, two)


def test_there_is_no_report_before_it_came(record: Record) -> None:
    from recount.pipeline.past_desks import past_report_desk

    store, early = cast("SqlStore", record.store), datetime(2001, 1, 1, tzinfo=UTC)
    with pytest.raises(StoreError, match="held no report"):
        past_report_desk(store, record.reports["post"].id, early)
