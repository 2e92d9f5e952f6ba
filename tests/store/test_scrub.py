"""Nothing of what was erased is left in the files, and the record is whole."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

from recount.errors import StoreError
from recount.store import Store
from recount.store.sql import SqlStore
from tests.store.factories import NOON, make_decision, make_report

REPORT = make_report("Seven people were killed in Varda on Sunday, a rescue official said.")
WITNESS = "Oredana Velissar saw it from her window"


@pytest.fixture
def seq(store: Store) -> int:
    """Keep a report and a note that names a witness; return the number of the note's entry."""
    store.add_intake([(REPORT, REPORT.text.encode())])
    store.append_event(actor="analyst-1", kind="note", body={"note": WITNESS})
    return [entry.seq for entry in store.iter_log()][-1]


def made_of(store: Store) -> str:
    """Return the name of the file that PostgreSQL keeps the bodies of the log in."""
    assert isinstance(store, SqlStore)
    with connections[store.alias].cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('recount_log_body')")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_erased_body_is_in_no_file_of_a_scrubbed_record(store: Store, seq: int, tmp_path: Path) -> None:
    def is_held() -> bool:
        return any(WITNESS.encode() in path.read_bytes() for path in tmp_path.rglob("*.sqlite*"))

    store.erase_body(seq, "analyst-1", "names a witness", NOON)
    assert is_held()
    store.scrub()
    assert not is_held()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_server_writes_scrubbed_tables_into_new_files(store: Store, seq: int) -> None:
    store.erase_body(seq, "analyst-1", "names a witness", NOON)
    before = made_of(store)
    store.scrub()
    assert made_of(store) != before


def test_a_scrubbed_record_is_whole(store: Store, seq: int) -> None:
    store.erase_body(seq, "analyst-1", "names a witness", NOON)
    store.scrub()
    assert [fault.kind for fault in store.verify_log()] == ["erased"]
    assert [hit.id for hit in store.search("rescue", kinds=("report",)).hits] == [REPORT.id]
    store.append_event(actor="analyst-1", kind="note", body={"note": "It goes on."})
    assert store.get_capture(REPORT.capture.sha256) == REPORT.text.encode()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_tables_are_not_called_scrubbed_while_somebody_may_still_see_their_rows(
    store: Store, seq: int
) -> None:
    store.erase_body(seq, "analyst-1", "names a witness", NOON)
    assert isinstance(store, SqlStore)
    with closing(connections[store.alias].copy("reader")) as reader, reader.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM recount_log_body")
        with pytest.raises(StoreError, match="somebody is reading"):
            store.scrub()
        cursor.execute("COMMIT")
    store.scrub()


def test_an_erased_ruling_is_off_the_list_of_work(store: Store) -> None:
    store.append_decisions([make_decision(WITNESS)])
    assert isinstance(store, SqlStore)
    from recount.store.work_models import WorkItemRow  # models can be read once a store is open

    ruling = next(iter(store.iter_decisions()))
    with store.transaction():
        WorkItemRow.objects.using(store.alias).create(
            id="w_1", kind="decision", subject=ruling.id, label=WITNESS, reasons="", priority=1, state="open"
        )
    seq = [entry.seq for entry in store.iter_log() if entry.kind == "decision"][-1]
    store.erase_body(seq, "analyst-1", "names a witness", NOON)
    assert not WorkItemRow.objects.using(store.alias).filter(subject=ruling.id).exists()
