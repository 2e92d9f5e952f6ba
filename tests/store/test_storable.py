"""Characters that a database cannot hold: both engines keep them exactly, or refuse in the same words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.errors import StoreError
from recount.ingest import Ingested, IngestOptions, read_bytes
from recount.model import RecordScope, Rejection, RejectionReason, Report
from recount.store import Store
from tests.store.factories import NOON, make_decision, make_report

ODD = "a\x00b \u202eend \u2028 \U0001f54a \ufeff \ufffd \\u0000 \x7f \u0627\u064e"
HALF = "half a character: \ud83d"
OPTIONS = IngestOptions(today=NOON.date(), captured_at=NOON, language="en")


def odd_report() -> Report:
    """Return a report whose every free text holds odd characters."""
    report = make_report("Seven people were killed in Varda on Sunday.", outlet=ODD)
    return replace(report, received_text=ODD, title=ODD, url=ODD, external_id=ODD, warnings=(ODD,))


def test_a_nul_and_odd_characters_come_back_as_they_went_in(store: Store) -> None:
    report = odd_report()
    refusal = Rejection(stage="ingest", reason=RejectionReason.EMPTY, detail=ODD, origin=ODD, words=ODD)
    store.add_intake([(report, report.text.encode())], [refusal])
    decision = make_decision(ODD)
    store.append_decisions([decision])
    store.put_scope(RecordScope(title=ODD), "analyst-1")
    assert list(store.iter_reports()) == [report]
    assert list(store.iter_rejections()) == [refusal]
    assert list(store.iter_decisions()) == [decision]
    assert store.get_scope().title == ODD
    assert store.verify_log() == []


def test_a_nul_in_an_outlets_name_is_shown_as_a_symbol(store: Store) -> None:
    report = odd_report()
    store.add_intake([(report, report.text.encode())])
    assert store.status().outlets == {ODD.replace("\x00", "\u2400"): 1}


@pytest.mark.parametrize("odd", ["a\x00b", HALF])
def test_a_name_or_reason_that_cannot_be_stored_exactly_is_refused_and_nothing_is_kept(
    store: Store, odd: str
) -> None:
    store.append_decisions([make_decision("kept")])
    attempts = (
        lambda: store.append_decisions([make_decision("new"), replace(make_decision("odd"), reviewer=odd)]),
        lambda: store.put_scope(RecordScope(title="new"), odd),
        lambda: store.put_place_files({odd: b"name\n"}, "analyst-1"),
        lambda: store.erase_body(1, "analyst-1", odd, NOON),
        lambda: store.erase_body(1, odd, "names an informant", NOON),
    )
    for attempt in attempts:
        with pytest.raises(StoreError, match="holds a character that cannot be stored"):
            attempt()
    assert [decision.reason for decision in store.iter_decisions()] == ["kept"]
    assert store.status().log_entries == 1
    assert store.get_scope() == RecordScope()
    assert store.get_place_files() == {}


def test_half_a_character_in_a_record_is_refused_and_nothing_is_kept(store: Store) -> None:
    whole = make_report("Seven people were killed.")
    half = replace(make_report("Nine people were killed."), received_text=HALF)
    pairs = [(report, report.text.encode()) for report in (whole, half)]
    with pytest.raises(StoreError, match=r"cannot be stored: 'half a character: \\ud83d'\."):
        store.add_intake(pairs)
    with pytest.raises(StoreError, match="cannot be stored"):
        store.append_decisions([make_decision(HALF)])
    with pytest.raises(StoreError, match="cannot be stored"):
        store.put_scope(RecordScope(title=HALF), "analyst-1")
    assert (store.status().reports, store.status().log_entries) == (0, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(text=st.text(alphabet=st.characters(), min_size=1), outlet=st.text(alphabet=st.characters()))
def test_whatever_is_read_in_is_kept_exactly(store: Store, text: str, outlet: str) -> None:
    body = ("<p>" + text + " Seven people were killed.").encode("utf-8", "surrogatepass")
    options = replace(OPTIONS, outlet=outlet)
    items = list(read_bytes(body, origin="made.txt", options=options))
    reports = [item for item in items if isinstance(item, Ingested)]
    refusals = [item for item in items if isinstance(item, Rejection)]
    assert reports or refusals
    store.add_intake([(item.report, item.data) for item in reports], refusals)
    for item in reports:
        assert store.get_report(item.report.id) == item.report
        assert store.get_capture(item.report.capture.sha256) == item.data


def test_a_name_may_be_of_any_length(store: Store) -> None:
    name = "v" * 250 + ".csv"
    store.put_place_files({name: b"name\n"}, "analyst-1")
    report = make_report("Seven people were killed.", outlet="o" * 5000)
    store.add_intake([(report, report.text.encode())])
    store.put_claims(report.id, [], [], "x" * 300)
    assert store.get_place_files() == {name: b"name\n"}
    assert list(store.iter_uncoded("x" * 300)) == []
