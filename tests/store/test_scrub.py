"""Nothing of what was erased is left in the files, and the record is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from recount.store import Store
from recount.store.sql import SqlStore
from tests.store.factories import NOON, make_report

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
