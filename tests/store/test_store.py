"""What a store promises, on every back end."""

from __future__ import annotations

from datetime import date

import pytest

from recount.errors import StoreError
from recount.model import Harm, RecordScope, Rejection, RejectionReason
from recount.store import Store, open_store
from tests.store.factories import NOON, make_claim, make_decision, make_incident, make_report, make_toll

REPORT = make_report("Seven people were killed in Varda on Sunday, a rescue official said.")
DATA = REPORT.text.encode()
REFUSAL = Rejection(stage="ingest", reason=RejectionReason.EMPTY, detail="The file is empty.", origin="a.txt")


def test_a_report_comes_back_as_it_went_in_with_its_bytes(store: Store) -> None:
    store.add_intake([(REPORT, DATA)])
    assert store.get_report(REPORT.id) == REPORT
    assert store.get_capture(REPORT.capture.sha256) == DATA


def test_the_same_bytes_twice_change_nothing(store: Store) -> None:
    first = store.add_intake([(REPORT, DATA)], [REFUSAL])
    before = store.status()
    second = store.add_intake([(REPORT, DATA), (REPORT, DATA)], [REFUSAL])
    assert (first.new_reports, first.new_rejections) == (1, 1)
    assert (second.new_reports, second.new_rejections) == (0, 0)
    assert store.status() == before


def test_bytes_that_are_not_the_reports_are_refused_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(StoreError, match="not those it was read from"):
        store.add_intake([(REPORT, b"other bytes")])
    assert store.status().reports == 0


def test_two_outlets_that_publish_the_same_bytes_are_two_reports(store: Store) -> None:
    other = make_report(REPORT.text, outlet="Lower Varda Gazette")
    store.add_intake([(REPORT, DATA), (other, DATA)])
    assert store.status().reports == 2


def test_reports_come_by_date_and_undated_ones_last(store: Store) -> None:
    early = make_report("Early.", published=date(2031, 5, 1))
    undated = make_report("Undated.", published=None)
    store.add_intake([(report, report.text.encode()) for report in (undated, REPORT, early)])
    assert [report.id for report in store.iter_reports()] == [early.id, REPORT.id, undated.id]


def test_claims_are_replaced_only_where_they_differ(store: Store) -> None:
    store.add_intake([(REPORT, DATA)])
    seven = make_claim(REPORT, "Seven", 7)
    assert store.put_claims(REPORT.id, [seven], [], "test/1")
    assert not store.put_claims(REPORT.id, [seven], [], "test/1")
    injured = make_claim(REPORT, "Seven", 7, Harm.INJURED)
    assert store.put_claims(REPORT.id, [injured], [], "test/2")
    assert list(store.iter_claims()) == [injured]
    assert store.put_claims(REPORT.id, [seven], [], "test/3")
    assert list(store.iter_claims(REPORT.id)) == [seven]


def test_uncoded_reports_are_those_this_extractor_has_not_coded(store: Store) -> None:
    store.add_intake([(REPORT, DATA)])
    assert [report.id for report in store.iter_uncoded("test/1")] == [REPORT.id]
    store.put_claims(REPORT.id, [], [], "test/1")
    assert list(store.iter_uncoded("test/1")) == []
    assert [report.id for report in store.iter_uncoded("test/2")] == [REPORT.id]


def test_refusals_of_an_earlier_extractor_give_way_to_those_of_the_new_one(store: Store) -> None:
    store.add_intake([(REPORT, DATA)])
    refusal = Rejection(
        stage="extract",
        reason=RejectionReason.COUNT_NOT_REREAD,
        detail="x",
        report_id=REPORT.id,
        words="Seven",
    )
    store.put_claims(REPORT.id, [], [refusal], "test/1")
    assert list(store.iter_rejections()) == [refusal]
    store.put_claims(REPORT.id, [], [], "test/2")
    assert list(store.iter_rejections()) == []


def test_incidents_and_tolls_are_retired_not_deleted_and_can_return(store: Store) -> None:
    store.add_intake([(REPORT, DATA)])
    claim = make_claim(REPORT, "Seven", 7)
    store.put_claims(REPORT.id, [claim], [], "test/1")
    incident = make_incident(claim)
    assert store.put_incidents([incident], [make_toll(incident, 7, 7)])
    assert not store.put_incidents([incident], [make_toll(incident, 7, 7)])
    assert store.put_incidents([incident], [make_toll(incident, 7, 9)])
    assert [toll.high for toll in store.iter_tolls()] == [9]
    assert store.put_incidents([], [])
    assert list(store.iter_incidents()) == []
    assert list(store.iter_tolls()) == []
    assert store.put_incidents([incident], [make_toll(incident, 7, 7)])
    assert list(store.iter_incidents()) == [incident]


def test_decisions_are_appended_once_and_come_in_order(store: Store) -> None:
    notes = [make_decision("first"), make_decision("second")]
    assert store.append_decisions(notes) == 2
    assert store.append_decisions(notes) == 0
    assert list(store.iter_decisions()) == notes


def test_the_scope_is_kept_and_a_change_is_logged(store: Store) -> None:
    scope = RecordScope(title="Varda valley", area=("Varda",), period_start=date(2031, 1, 1))
    assert store.get_scope() == RecordScope()
    assert store.put_scope(scope, "analyst-1")
    assert not store.put_scope(scope, "analyst-1")
    assert store.get_scope() == scope
    assert [entry.kind for entry in store.iter_log()] == ["scope"]


def test_place_files_are_kept_replaced_and_logged(store: Store) -> None:
    assert store.put_place_files({"varda.csv": b"name\nVarda\n"}, "analyst-1")
    assert not store.put_place_files({"varda.csv": b"name\nVarda\n"}, "analyst-1")
    assert store.put_place_files({"lower.csv": b"name\n"}, "analyst-1")
    assert store.get_place_files() == {"lower.csv": b"name\n"}
    assert [entry.kind for entry in store.iter_log()] == ["place_files", "place_files"]


def test_status_counts_what_is_there_and_what_was_refused(store: Store) -> None:
    store.add_intake([(REPORT, DATA)], [REFUSAL])
    status = store.status()
    assert (status.reports, status.uncoded_reports, status.claims) == (1, 1, 0)
    assert status.rejections == {("ingest", "empty"): 1}
    assert status.outlets == {"Varda Post": 1}
    assert (status.first_report, status.last_report) == ("2031-05-04", "2031-05-04")


def test_a_failed_transaction_leaves_nothing_behind(store: Store) -> None:
    def _fail_inside() -> None:
        with store.transaction():
            store.add_intake([(REPORT, DATA)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _fail_inside()
    assert store.status().reports == 0
    assert store.status().log_entries == 0


def test_a_reopened_store_holds_the_same(store: Store, store_url: str) -> None:
    store.add_intake([(REPORT, DATA)])
    store.append_decisions([make_decision("kept")])
    before = store.status()
    store.close()
    again = open_store(store_url)
    assert again.status() == before
    assert again.verify_log() == []
    again.close()


def test_two_stores_can_be_open_at_once(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = open_store(str(tmp_path_factory.mktemp("other") / "other.sqlite"))
    store.add_intake([(REPORT, DATA)])
    assert other.status().reports == 0
    other.close()


def test_erased_bytes_are_gone_and_the_log_says_who_erased_them(store: Store) -> None:
    store.add_intake([(REPORT, DATA)])
    store.erase_capture(REPORT.capture.sha256, "analyst-1", "names an informant", NOON)
    with pytest.raises(StoreError, match="were erased"):
        store.get_capture(REPORT.capture.sha256)
    assert store.verify_log() == []
    assert [entry.actor for entry in store.iter_log() if entry.kind == "erasure"] == ["analyst-1"]
