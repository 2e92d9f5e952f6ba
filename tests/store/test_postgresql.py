"""The store of a team: what can be wrong between us and the server, and whom the server lets do what."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from recount.errors import RecountError, StoreError
from recount.model import RecordScope, Rejection, RejectionReason
from recount.store import Store, open_store
from recount.store.postgresql import refuse_unfit
from tests.store.cluster import OWNER, PASSWORD, Cluster
from tests.store.factories import NOON, make_claim, make_decision, make_incident, make_report, make_toll
from tests.store.outside import Outside

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

REPORT = make_report("Seven people were killed in Varda on Sunday, a rescue official said.")
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "team-store.md"


def refusal(url: str) -> str:
    """Return how opening a store is refused, in the words shown, without any password in them."""
    with pytest.raises(RecountError) as refused:
        open_store(url)
    shown = str(refused.value)
    assert "geheim" not in shown
    assert PASSWORD not in shown
    return shown


def test_the_password_is_shown_nowhere(store: Store, store_url: str) -> None:
    assert store_url.count(":") == 3
    assert store.url == store.status().url
    assert store.url.startswith(f"postgresql://{OWNER}:***@127.0.0.1:")
    assert PASSWORD not in repr(store)


def test_a_wrong_password_is_said(store_url: str) -> None:
    user, _, rest = store_url.partition("@")
    shown = refusal(user.rpartition(":")[0] + ":geheim@" + rest)
    assert "password authentication failed" in shown
    assert "Check user and password" in shown


def test_a_missing_password_is_said(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", "/nowhere")
    user, _, rest = store_url.partition("@")
    assert "Give the password in the URL" in refusal(user.rpartition(":")[0] + "@" + rest)


def test_a_password_may_stand_in_the_environment(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    user, _, rest = store_url.partition("@")
    open_store(user.rpartition(":")[0] + "@" + rest).close()


def test_a_missing_database_is_said_and_not_made(cluster: Cluster, engine: str) -> None:
    shown = refusal(cluster.url("missing"))
    assert engine in shown
    assert 'database "missing" does not exist' in shown
    assert "createdb --owner=USER NAME" in shown


def test_a_server_that_is_down_is_said(cluster: Cluster, store_url: str) -> None:
    shown = refusal(store_url.replace(f":{cluster.port}/", ":1/"))
    assert "Connection refused" in shown
    assert "Check host and port, and that the server runs" in shown


def test_a_socket_without_a_server_is_said(cluster: Cluster, store_url: str) -> None:
    database = store_url.rpartition("/")[2]
    there = f"postgresql://{OWNER}@/{database}?host={cluster.folder}"
    assert "that the server runs" in refusal(f"postgresql://{OWNER}:geheim@/{database}?host=/nowhere")
    assert "port" in refusal(there.replace("?", "?connect_timeout=2&"))  # the default port is not ours


@pytest.mark.parametrize(
    "parameters", ["sslmode=require", "sslmode=perhaps", "options=-cnix%3D1", "connect_timeout=soon"]
)
def test_a_parameter_that_does_not_fit_is_said(store_url: str, parameters: str) -> None:
    assert "Check the parameters in the URL" in refusal(f"{store_url}?{parameters}")


def test_without_the_driver_the_extra_is_named(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'recount-record[postgresql]'" in refusal(store_url)


def test_a_database_in_another_encoding_is_refused(cluster: Cluster, engine: str) -> None:
    name = f"{engine}_latin"
    cluster.execute(
        "CREATE DATABASE {} ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0", name
    )
    assert "encoded in LATIN1" in refusal(cluster.url(name))
    cluster.execute("DROP DATABASE {} WITH (FORCE)", name)


def test_a_server_that_takes_no_writes_is_said(store_url: str) -> None:
    with closing(open_store(f"{store_url}?options=-cdefault_transaction_read_only%3Don")) as store:
        assert store.status().reports == 0
        with pytest.raises(StoreError, match="it may be a standby"):
            store.append_decisions([make_decision("lost")])


def test_a_writer_that_waits_too_long_is_told_so(store: Store, store_url: str) -> None:
    with closing(open_store(f"{store_url}?options=-clock_timeout%3D100ms")) as other:
        with store.transaction():
            with pytest.raises(StoreError, match="Another program kept writing to it"):
                other.append_decisions([make_decision("late")])
            assert other.status().decisions == 0  # reading waits for nobody
        assert other.append_decisions([make_decision("late")]) == 1


def test_a_lost_connection_is_said_keeps_nothing_half_and_is_made_again(
    store: Store, outside: Outside
) -> None:
    def _lose_the_connection() -> None:
        with store.transaction():
            store.add_intake([(REPORT, REPORT.text.encode())])
            outside.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recount'"
            )
            store.append_decisions([make_decision("lost")])

    with pytest.raises(StoreError, match="What was not finished was not kept; run it again"):
        _lose_the_connection()
    assert (store.status().reports, store.status().log_entries) == (0, 0)


def test_a_server_that_goes_away_is_said_and_used_again_when_it_is_back(
    store: Store, cluster: Cluster
) -> None:
    store.append_decisions([make_decision("kept")])
    cluster.pause()
    try:
        for _ in range(2):
            with pytest.raises(StoreError, match=r"the store postgresql://.* cannot be used"):
                store.status()
        with pytest.raises(StoreError):
            list(store.iter_decisions())
        with pytest.raises(StoreError):
            store.append_decisions([make_decision("lost")])
    finally:
        cluster.resume()
    assert [decision.reason for decision in store.iter_decisions()] == ["kept"]
    assert store.append_decisions([make_decision("new")]) == 1
    assert store.verify_log() == []


@pytest.mark.usefixtures("engine")
def test_an_old_server_is_refused() -> None:
    with pytest.raises(StoreError, match="is PostgreSQL 14; Recount needs 15 or newer"):
        refuse_unfit("postgresql://db.example/record", version=140012, encoding="UTF8")


def test_a_store_may_live_in_a_schema_beside_other_programs(store_url: str, store: Store) -> None:
    with closing(Outside(store_url)) as outside:
        outside.run("CREATE SCHEMA team")
        with closing(open_store(f"{store_url}?options=-csearch_path%3Dteam")) as other:
            other.append_decisions([make_decision("there")])
            assert other.verify_log() == []
            with pytest.raises(psycopg.errors.IntegrityError, match="append-only"):
                outside.run("DELETE FROM team.recount_log")
    assert store.status().decisions == 0


def test_the_role_of_the_guide_can_do_its_work_and_cannot_touch_the_log(
    cluster: Cluster, store: Store, store_url: str
) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    grants = guide.partition("<!-- grants -->\n```sql\n")[2].partition("```")[0]
    assert "recount_writer" in grants
    cluster.execute(f"CREATE ROLE recount_writer LOGIN PASSWORD '{PASSWORD}'")
    database = store_url.rpartition("/")[2]
    cluster.execute(grants, database=database)
    url = cluster.url(database, user="recount_writer")
    with closing(open_store(url)) as writer:
        use_everything(writer)
    assert [fault.kind for fault in store.verify_log()] == ["erased"]
    with closing(Outside(url)) as outside:
        for statement in (
            "UPDATE recount_log SET actor = 'x'",
            "DELETE FROM recount_log",
            "TRUNCATE recount_log",
            "DROP TRIGGER recount_log_no_change ON recount_log",
            "DELETE FROM recount_report",
            "UPDATE recount_report SET body = ''",
            "DELETE FROM recount_claim",
            "DELETE FROM recount_capture",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                outside.run(statement)
    store.close()
    cluster.execute("DROP OWNED BY recount_writer", database=database)
    cluster.execute("DROP ROLE recount_writer")


def use_everything(store: Store) -> None:
    """Do everything that a store can do."""
    store.add_intake([(REPORT, REPORT.text.encode())])
    claim = make_claim(REPORT, "Seven", 7)
    refusal = Rejection(stage="extract", reason=RejectionReason.EMPTY, detail="x", report_id=REPORT.id)
    for refusals in ([refusal], [], [refusal]):
        store.put_claims(REPORT.id, [] if refusals else [claim], refusals, "test/1")
    store.put_claims(REPORT.id, [claim], [], "test/2")
    incident = make_incident(claim)
    for high in (7, 9):
        store.put_incidents([incident], [make_toll(incident, 7, high)])
    store.put_incidents([], [])
    store.append_decisions([make_decision("first"), make_decision("second")])
    for title in ("one", "two"):
        store.put_scope(RecordScope(title=title), "analyst-1")
        store.put_place_files({f"{title}.csv": b"name\n"}, "analyst-1")
    store.erase_body(1, "analyst-1", "names an informant", NOON)
    store.erase_capture(REPORT.capture.sha256, "analyst-1", "names an informant", NOON)
    assert store.status().log_entries == len(list(store.iter_log()))


def test_a_role_that_may_not_create_tables_is_told_whom_to_ask(cluster: Cluster, empty_url: str) -> None:
    cluster.execute(f"CREATE ROLE recount_guest LOGIN PASSWORD '{PASSWORD}'")
    database = empty_url.rpartition("/")[2]
    shown = refusal(cluster.url(database, user="recount_guest"))
    assert "permission denied" in shown
    assert "Ask the owner of the database" in shown
    cluster.execute("DROP ROLE recount_guest")
