"""The command line on either engine: the same record, and the same plain words when there is no store."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from recount.cli.main import run
from recount.store import open_store
from tests.store.cluster import PASSWORD
from tests.store.factories import NOON

SAMPLE = Path(str(resources.files("recount"))) / "sample"


def recount(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """Run a verb in this process; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["recount", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0)


def contents(url: str) -> tuple[Any, ...]:
    """Return what a store holds, moments and its URL left out."""
    with closing(open_store(url, create=False)) as store:
        status = store.status()
        assert store.verify_log() == []
        return (
            [replace(r, capture=replace(r.capture, captured_at=NOON)) for r in store.iter_reports()],
            *(list(items) for items in (store.iter_claims(), store.iter_incidents(), store.iter_tolls())),
            list(store.iter_rejections()),
            store.get_scope(),
            store.get_place_files(),
            [(entry.seq, entry.kind, entry.body) for entry in store.iter_log()],
            [getattr(status, name) for name in status.__slots__ if name not in {"url", "log_head"}],
        )


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_sample_gives_the_same_record_on_both_engines(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = (store_url, f"sqlite:///{tmp_path / 'record.sqlite'}")
    for url in urls:
        assert recount(monkeypatch, "scope", SAMPLE / "record.toml", "--store", url) == 0
        assert recount(monkeypatch, "ingest", SAMPLE / "reports", "--store", url) == 0
        for verb in ("extract", "incidents", "verify", "status"):
            assert recount(monkeypatch, verb, "--store", url) == 0
        assert recount(monkeypatch, "publish", tmp_path / "site", "--store", url) == 0
    assert contents(urls[0]) == contents(urls[1])
    assert len(contents(urls[0])[1]) > 10  # claims
    shown = capsys.readouterr()
    assert ":***@127.0.0.1" in shown.out
    assert PASSWORD not in shown.out + shown.err


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_store_that_cannot_be_reached_ends_in_plain_words(
    store_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recount(monkeypatch, "status", "--store", store_url.rpartition("/")[0] + "/missing") == 1
    shown = capsys.readouterr().err
    assert shown.startswith("recount: [E500] the store postgresql://")
    assert "Traceback" not in shown
    assert len(shown.splitlines()) == 1


def test_an_empty_database_is_no_store_for_a_verb_that_only_reads(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recount(monkeypatch, "status", "--store", empty_url) == 1
    assert "there is no store" in capsys.readouterr().err
