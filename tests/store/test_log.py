"""The log: append-only in the database, and every tampering is found and located."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from recount.errors import StoreError
from recount.store import Store
from tests.store.factories import NOON, make_decision
from tests.store.outside import Outside, Refused

COLUMNS = ("at", "actor", "kind", "subject", "body_sha256", "previous_hash", "hash")
COPY = "INSERT INTO recount_log SELECT 9, at, actor, kind, subject, hash, hash, hash FROM recount_log LIMIT 1"


@pytest.fixture
def log(store: Store, outside: Outside) -> Outside:
    """Return somebody with direct access to a log of five entries."""
    store.append_decisions([make_decision(f"reason {number}") for number in range(1, 6)])
    assert store.verify_log() == []
    return outside


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE recount_log SET actor = 'someone else' WHERE seq = 2",
        "DELETE FROM recount_log WHERE seq = 5",
        "DELETE FROM recount_log",
        COPY,
        COPY.replace("SELECT 9", "SELECT 3"),
        COPY.replace("SELECT 9", "SELECT 0"),
    ],
)
def test_the_database_refuses_to_change_the_log(store: Store, log: Outside, statement: str) -> None:
    before = list(store.iter_log())
    with pytest.raises(Refused, match="append-only"):
        log.run(statement)
    assert list(store.iter_log()) == before


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_sqlite_refuses_to_replace_an_entry(log: Outside) -> None:
    with pytest.raises(Refused, match="append-only"):
        log.run(COPY.replace("INSERT", "INSERT OR REPLACE").replace("SELECT 9", "SELECT 2"))


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE recount_log",
        COPY.replace("SELECT 9", "SELECT 2") + " ON CONFLICT (seq) DO UPDATE SET actor = 'x'",
        COPY.replace("SELECT 9", "SELECT 6") + " ON CONFLICT (seq) DO UPDATE SET actor = 'x'",
        "WITH gone AS (DELETE FROM recount_log RETURNING seq) SELECT seq FROM gone",
    ],
)
def test_postgresql_refuses_its_own_ways_round(log: Outside, statement: str) -> None:
    with pytest.raises(Refused, match="append-only"):
        log.run(statement)
    log.run("SET session_replication_role = replica")  # switches ordinary triggers off
    with pytest.raises(Refused, match="append-only"):
        log.run(statement)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_changed_byte_of_an_entry_is_found_and_located(store: Store, log: Outside, column: str) -> None:
    log.drop_guards()
    for seq, value in log.run(f"SELECT seq, {column} FROM recount_log WHERE seq IN (1, 3, 5)"):  # noqa: S608
        for changed in changed_bytes(value):
            log.run(f"UPDATE recount_log SET {column} = ? WHERE seq = ?", changed, seq)  # noqa: S608
            assert store.verify_log()[0].seq == seq, changed
        log.run(f"UPDATE recount_log SET {column} = ? WHERE seq = ?", value, seq)  # noqa: S608
    assert store.verify_log() == []


@pytest.mark.parametrize("seq", range(1, 6))
def test_every_changed_byte_of_a_body_is_found(store: Store, log: Outside, seq: int) -> None:
    [[body]] = log.run("SELECT body FROM recount_log_body WHERE seq = ?", seq)
    for changed in changed_bytes(body):
        log.run("UPDATE recount_log_body SET body = ? WHERE seq = ?", changed, seq)
        assert [fault.seq for fault in store.verify_log()] == [seq]


def changed_bytes(text: str) -> Iterator[str]:
    """Yield a text with each of its characters in turn replaced by another, a digit by the next one."""
    for position, char in enumerate(text):
        other = str((int(char) + 1) % 10) if char.isdigit() else "+" if char == "#" else "#"
        yield text[:position] + other + text[position + 1 :]


@pytest.mark.parametrize(
    "moment", ["2031-05-04 12:00:00+00:00", "2031-05-04T12:00:00-00:00", "2031-05-04T12:00:00Z", "noon", ""]
)
def test_a_moment_written_in_another_way_is_found(store: Store, log: Outside, moment: str) -> None:
    log.drop_guards()
    log.run("UPDATE recount_log SET at = ? WHERE seq = 2", moment)
    assert [fault.seq for fault in store.verify_log()] == [2]


@pytest.mark.parametrize("seq", range(1, 5))
def test_a_removed_entry_is_found(store: Store, log: Outside, seq: int) -> None:
    log.drop_guards()
    log.run("DELETE FROM recount_log WHERE seq = ?", seq)
    assert {fault.kind for fault in store.verify_log()} == {"broken"}
    assert min(fault.seq for fault in store.verify_log()) in {seq, seq + 1}


def test_an_inserted_entry_is_found(store: Store, log: Outside) -> None:
    log.drop_guards()
    log.run(COPY.replace("SELECT 9", "SELECT 6"))
    assert {fault.seq for fault in store.verify_log()} == {6}
    assert {fault.kind for fault in store.verify_log()} == {"broken"}


def test_swapped_entries_are_found(store: Store, log: Outside) -> None:
    log.drop_guards()
    log.run("UPDATE recount_log SET seq = 99 WHERE seq = 2")
    log.run("UPDATE recount_log SET seq = 2 WHERE seq = 3")
    log.run("UPDATE recount_log SET seq = 3 WHERE seq = 99")
    assert store.verify_log()[0].seq == 2


def test_an_erased_body_is_reported_as_erased_not_broken(store: Store, log: Outside) -> None:
    assert log.run("SELECT COUNT(*) FROM recount_log_body") == [(5,)]
    store.erase_body(2, "senior-1", "names an informant", NOON)
    faults = store.verify_log()
    assert [(fault.seq, fault.kind) for fault in faults] == [(2, "erased")]
    assert "senior-1" in faults[0].detail
    assert len(list(store.iter_decisions())) == 4


def test_an_entry_that_is_not_there_cannot_be_erased(store: Store) -> None:
    with pytest.raises(StoreError, match="the log has no entry 7"):
        store.erase_body(7, "senior-1", "names an informant", NOON)
    assert list(store.iter_log()) == []


def test_a_body_removed_without_a_signature_is_broken(store: Store, log: Outside) -> None:
    log.run("UPDATE recount_log_body SET body = NULL WHERE seq = 2")
    assert [(fault.seq, fault.kind) for fault in store.verify_log()] == [(2, "broken")]


def test_a_body_without_an_entry_is_broken(store: Store, log: Outside) -> None:
    log.run("INSERT INTO recount_log_body (seq, body) VALUES (8, 'x')")
    assert [(fault.seq, fault.kind) for fault in store.verify_log()] == [(8, "broken")]


def test_after_entries_that_were_taken_back_the_chain_goes_on_from_the_last_that_stands(store: Store) -> None:
    with store.transaction():
        store.append_event(actor="Ada", kind="export", body={"number": 1})
        with suppress(ZeroDivisionError), store.transaction():
            store.append_event(actor="Ada", kind="export", body={"number": 2})
            raise ZeroDivisionError
        store.append_event(actor="Ada", kind="export", body={"number": 3})
    assert [entry.seq for entry in store.iter_log()] == [1, 2]
    assert store.verify_log() == []
