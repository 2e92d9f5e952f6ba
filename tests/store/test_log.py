"""The log: append-only in the database, and every tampering is found and located."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recount.store import Store
from tests.store.factories import NOON, make_decision

COLUMNS = ("at", "actor", "kind", "body_sha256", "previous_hash", "hash")


@pytest.fixture
def log_file(store: Store, tmp_path: Path) -> Path:
    store.append_decisions([make_decision(f"reason {number}") for number in range(1, 6)])
    assert store.verify_log() == []
    return tmp_path / "record.sqlite"


def run_sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def drop_guards(path: Path) -> None:
    run_sql(
        path,
        "DROP TRIGGER recount_log_no_update",
        "DROP TRIGGER recount_log_no_delete",
        "DROP TRIGGER recount_log_next_only",
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE recount_log SET actor = 'someone else' WHERE seq = 2",
        "DELETE FROM recount_log WHERE seq = 5",
        "INSERT OR REPLACE INTO recount_log SELECT seq, at, 'x', kind, '', hash, hash, hash FROM recount_log",
    ],
)
def test_the_database_refuses_to_change_the_log(log_file: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        run_sql(log_file, statement)


@pytest.mark.parametrize("seq", range(1, 6))
@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_field_is_found_where_it_is(store: Store, log_file: Path, seq: int, column: str) -> None:
    drop_guards(log_file)
    value = "2030-01-01T00:00:00+00:00" if column == "at" else "0"
    run_sql(log_file, f"UPDATE recount_log SET {column} = '{value}' WHERE seq = {seq}")  # noqa: S608
    faults = store.verify_log()
    assert faults
    assert faults[0].seq == seq
    assert faults[0].kind == "broken"


@pytest.mark.parametrize("seq", range(1, 6))
def test_every_changed_byte_of_a_body_is_found(store: Store, log_file: Path, seq: int) -> None:
    connection = sqlite3.connect(log_file)
    (body,) = connection.execute("SELECT body FROM recount_log_body WHERE seq = ?", (seq,)).fetchone()
    for position in range(len(body)):
        changed = body[:position] + ("#" if body[position] != "#" else "+") + body[position + 1 :]
        with connection:
            connection.execute("UPDATE recount_log_body SET body = ? WHERE seq = ?", (changed, seq))
        assert [fault.seq for fault in store.verify_log()] == [seq]
    connection.close()


@pytest.mark.parametrize("seq", range(1, 5))
def test_a_removed_entry_is_found(store: Store, log_file: Path, seq: int) -> None:
    drop_guards(log_file)
    run_sql(log_file, f"DELETE FROM recount_log WHERE seq = {seq}")  # noqa: S608
    assert {fault.kind for fault in store.verify_log()} == {"broken"}
    assert min(fault.seq for fault in store.verify_log()) in {seq, seq + 1}


def test_swapped_entries_are_found(store: Store, log_file: Path) -> None:
    drop_guards(log_file)
    run_sql(
        log_file,
        "UPDATE recount_log SET seq = 99 WHERE seq = 2",
        "UPDATE recount_log SET seq = 2 WHERE seq = 3",
        "UPDATE recount_log SET seq = 3 WHERE seq = 99",
    )
    assert store.verify_log()[0].seq == 2


def test_an_erased_body_is_reported_as_erased_not_broken(store: Store, log_file: Path) -> None:
    assert log_file.exists()
    store.erase_body(2, "senior-1", "names an informant", NOON)
    faults = store.verify_log()
    assert [(fault.seq, fault.kind) for fault in faults] == [(2, "erased")]
    assert "senior-1" in faults[0].detail
    assert len(list(store.iter_decisions())) == 4


def test_a_body_removed_without_a_signature_is_broken(store: Store, log_file: Path) -> None:
    run_sql(log_file, "UPDATE recount_log_body SET body = NULL WHERE seq = 2")
    assert [(fault.seq, fault.kind) for fault in store.verify_log()] == [(2, "broken")]
