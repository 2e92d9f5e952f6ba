"""Opening a store: clear words for everything that is not one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from recount.errors import StoreError, StoreVersionError, UsageError
from recount.store import Store, open_store
from recount.store.connect import configure_django
from tests.store.factories import make_claim, make_report
from tests.store.outside import Outside


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store_url: str) -> None:
    open_store(store_url).close()
    with closing(Outside(store_url)) as outside:
        outside.run(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('recount_store', '9001_future', '2040-01-01 00:00:00+00')"
        )
        with pytest.raises(StoreVersionError, match=r"newer version of Recount \(it has 9001_future\)"):
            open_store(store_url)
        assert outside.run("SELECT COUNT(*) FROM recount_log") == [(0,)]


def test_a_database_of_another_program_is_refused_and_left_alone(empty_url: str) -> None:
    with closing(Outside(empty_url)) as outside:
        outside.run("CREATE TABLE notes (id INTEGER)")
        with pytest.raises(StoreError, match="another program"):
            open_store(empty_url)
        outside.run("DROP TABLE notes")
    open_store(empty_url).close()


def test_a_store_that_is_not_there_is_made_only_on_request(empty_url: str) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(empty_url, create=False)
    open_store(empty_url).close()
    open_store(empty_url, create=False).close()


@pytest.mark.parametrize("url", ["mysql://user:s3cret@host/record", "sqlite://record", "https://host/record"])
def test_another_kind_of_database_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(UsageError, match="neither a SQLite file nor a PostgreSQL database") as refused:
        open_store(url)
    assert "s3cret" not in str(refused.value)


def test_the_models_and_the_migrations_say_the_same() -> None:
    configure_django()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(loader.graph) == {}


def test_closing_twice_is_harmless_and_leaves_other_stores_open(store: Store, store_url: str) -> None:
    again = open_store(store_url)
    again.close()
    again.close()
    assert store.status().reports == 0


def test_one_store_opened_twice_is_two_connections(store: Store, store_url: str) -> None:
    report = make_report("Seven people were killed.")
    with closing(open_store(store_url)) as again:
        with store.transaction():
            store.add_intake([(report, report.text.encode())])
            assert again.status().reports == 0
        assert again.status().reports == 1


def test_both_engines_give_everything_in_the_same_order(store: Store, tmp_path: Path) -> None:
    outlets = ["".join(letters) for letters in permutations("aB_é")]
    reports = [
        make_report(
            f"Seven people were killed in Varda, {outlet}.", outlet=outlet, published=date(2031, 5, day)
        )
        for day in (4, 5)
        for outlet in (*outlets, "Z", "z", "ä", "10", "9", "", "-")
    ]
    languages = [
        replace(report, language=language)
        for report, language in zip(reports, ["en", "ar", "und", "fr"] * 40, strict=False)
    ]
    with closing(open_store(str(tmp_path / "other.sqlite"))) as other:
        for each in (store, other):
            each.add_intake([(report, report.text.encode()) for report in languages])
            each.put_place_files({f"{outlet}.csv": b"name\n" for outlet in outlets}, "analyst-1")
            for report in languages[:5]:
                each.put_claims(report.id, [make_claim(report, "Seven", 7)], [], "test/1")
        assert list(store.iter_reports()) == list(other.iter_reports())
        assert list(store.iter_claims()) == list(other.iter_claims())
        assert list(store.get_place_files()) == list(other.get_place_files())
        held, others = store.status(), other.status()
        assert list(held.outlets.items()) == list(others.outlets.items())
        assert list(held.languages.items()) == list(others.languages.items())
