"""Opening a store: clear words for everything that is not one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recount.errors import StoreError, StoreVersionError, UsageError
from recount.store import open_store
from recount.store.connect import configure_django


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    open_store(str(path)).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('recount_store', '9001_future', '2040-01-01 00:00:00')"
        )
    connection.close()
    with pytest.raises(StoreVersionError, match=r"newer version of Recount \(it has 9001_future\)"):
        open_store(str(path))


def test_a_text_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("A file of notes that is not a database.")
    with pytest.raises(StoreError, match="is not a Recount store"):
        open_store(str(path))
    assert path.read_text() == "A file of notes that is not a database."


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(str(path))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
    connection.close()


def test_a_folder_and_a_missing_folder_are_refused_with_the_next_move(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(str(tmp_path))
    with pytest.raises(StoreError, match="does not exist"):
        open_store(str(tmp_path / "missing" / "record.sqlite"))


def test_a_store_that_is_not_there_is_made_only_on_request(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(str(path), create=False)
    assert not path.exists()


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(UsageError, match="not a SQLite file"):
        open_store("mysql://host/record")


def test_the_models_and_the_migrations_say_the_same() -> None:
    configure_django()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(loader.graph) == {}
