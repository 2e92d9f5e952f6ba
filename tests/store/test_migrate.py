"""Migrations: up from nothing and from a filled store of version one, all or nothing, never backwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db.migrations.exceptions import IrreversibleError

from recount.errors import StoreError
from recount.model import RecordScope, Rejection, RejectionReason
from recount.store import Store, StoreReader, connect, open_store
from recount.store.apps import APP_LABEL
from recount.store.connect import configure_django, disconnect
from recount.store.engine import engine_of
from tests.store.factories import NOON, make_claim, make_decision, make_incident, make_report, make_toll
from tests.store.outside import Outside, Refused

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

FIRST = "0001_record"


@contextmanager
def unmigrated(url: str) -> Iterator[BaseDatabaseWrapper]:
    """Yield a connection to a database as it is, without bringing its tables up to date."""
    configure_django()
    from django.db import connections

    alias = f"unmigrated_{id(url)}"
    connections.settings[alias] = connect._filled(engine_of(url).database(wait_seconds=10))
    connection = connections[alias]
    try:
        yield connection
    finally:
        disconnect(connection)


def migrate_to(connection: BaseDatabaseWrapper, name: str) -> None:
    """Migrate to one version, and no further."""
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate([(APP_LABEL, name)])


def fill(store: Store) -> None:
    """Write something into every table."""
    reports = [make_report(f"Seven people were killed in Varda, {number}.") for number in range(3)]
    refusal = Rejection(stage="ingest", reason=RejectionReason.EMPTY, detail="The file is empty.", origin="a")
    store.add_intake([(report, report.text.encode()) for report in reports], [refusal])
    claims = [make_claim(report, "Seven", 7) for report in reports]
    for report, claim in zip(reports, claims, strict=True):
        store.put_claims(report.id, [claim], [], "test/1")
    incident = make_incident(claims[0])
    store.put_incidents([incident], [make_toll(incident, 7, 7)])
    store.put_incidents([incident], [make_toll(incident, 7, 9)])
    store.append_decisions([make_decision("first"), make_decision("second")])
    store.erase_body(4, "senior-1", "names an informant", NOON)
    store.erase_capture(reports[2].capture.sha256, "senior-1", "names an informant", NOON)
    store.put_scope(RecordScope(title="Varda valley"), "analyst-1")
    store.put_place_files({"varda.csv": b"name\nVarda\n"}, "analyst-1")


def contents(store: StoreReader) -> tuple[Any, ...]:
    """Return all that a store holds, its URL left out."""
    status = store.status()
    return (
        *(list(items) for items in (store.iter_reports(), store.iter_claims(), store.iter_incidents())),
        *(list(items) for items in (store.iter_tolls(), store.iter_rejections(), store.iter_decisions())),
        [store.get_capture(report.capture.sha256) for report in list(store.iter_reports())[:2]],
        list(store.iter_log()),
        store.verify_log(),
        store.get_scope(),
        store.get_place_files(),
        [getattr(status, name) for name in status.__slots__ if name != "url"],
    )


def copy_rows(source: Store, connection: BaseDatabaseWrapper) -> None:
    """Copy a store's rows into tables of the first version, with the models of that version."""
    from django.apps import apps
    from django.db.migrations.executor import MigrationExecutor

    old = MigrationExecutor(connection).loader.project_state((APP_LABEL, FIRST)).apps
    assert source._alias  # type: ignore[attr-defined]
    for old_model in old.get_models():
        model = apps.get_model(APP_LABEL, old_model.__name__)
        names = [field.attname for field in old_model._meta.concrete_fields]
        rows = model._default_manager.using(source._alias).order_by("pk").values(*names)  # type: ignore[attr-defined]
        assert rows, model.__name__
        old_model._default_manager.using(connection.alias).bulk_create(old_model(**row) for row in rows)


def test_an_empty_database_gets_every_table(empty_url: str) -> None:
    with closing(open_store(empty_url)) as store:
        fill(store)
        before = contents(store)
    with closing(open_store(empty_url)) as store:
        assert contents(store) == before


def test_a_filled_store_of_the_first_version_is_brought_up_to_date(store: Store, empty_url: str) -> None:
    fill(store)
    with unmigrated(empty_url) as connection:
        migrate_to(connection, FIRST)
        copy_rows(store, connection)
    with closing(open_store(empty_url, create=False)) as migrated:
        assert contents(migrated) == contents(store)
        exact_from = migrated.history_exact_from()
        assert exact_from is not None
        assert contents(migrated.as_of(exact_from)) == contents(store)
        assert migrated.append_decisions([make_decision("after")]) == 1
        assert len(list(migrated.as_of(exact_from).iter_decisions())) == 2
        assert [fault.kind for fault in migrated.verify_log()] == ["erased"]
    with closing(Outside(empty_url)) as outside, pytest.raises(Refused, match="append-only"):
        outside.run("DELETE FROM recount_log")


def test_decisions_of_an_older_store_are_found_by_what_they_are_about(store: Store, empty_url: str) -> None:
    fill(store)
    ruled = replace(make_decision("third"), incident_ids=("i_varda",))
    store.append_decisions([ruled, replace(make_decision("fourth"), supersedes=ruled.id)])
    with unmigrated(empty_url) as connection:
        migrate_to(connection, FIRST)
        copy_rows(store, connection)
    with closing(open_store(empty_url, create=False)) as migrated:
        found = migrated.lookup.decisions_about("incident", ["i_varda"])
        assert [entry.decision.reason for entry in found] == ["third", "fourth"]
        assert found == store.lookup.decisions_about("incident", ["i_varda"])


def test_a_migration_that_fails_leaves_the_store_as_it_was(store: Store, empty_url: str) -> None:
    fill(store)
    with unmigrated(empty_url) as connection:
        migrate_to(connection, FIRST)
        copy_rows(store, connection)
    with closing(Outside(empty_url)) as outside:
        outside.obstruct()
        with pytest.raises(StoreError, match="already exists"):
            open_store(empty_url)
        assert outside.run("SELECT name FROM django_migrations") == [(FIRST,)]
        outside.run("UPDATE recount_log SET actor = actor")  # no guard was left behind
        outside.clear()
    with closing(open_store(empty_url)) as migrated:
        assert contents(migrated) == contents(store)


def test_there_is_no_way_back(store_url: str) -> None:
    open_store(store_url).close()
    with unmigrated(store_url) as connection, pytest.raises(IrreversibleError):
        migrate_to(connection, FIRST)
    with closing(open_store(store_url)) as store:
        fill(store)
        assert [fault.kind for fault in store.verify_log()] == ["erased"]
