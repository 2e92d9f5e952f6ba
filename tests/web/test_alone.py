"""One person on this machine: the name that stands beside the rulings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from recount.store import open_store
from tests.web.serving import Server, Visitor, free_port


def name_of_who_enters(folder: Path, *options: str) -> str:
    """Start the server of one person, open the address it shows, and return the name on the first page."""
    url = str(folder / "record.sqlite")
    open_store(url, create=True).close()
    port, log = free_port(), folder / "alone.log"
    command = [sys.executable, "-m", "recount", "review", "--store", url, "--port", str(port), *options]
    with (
        log.open("wb") as written,
        subprocess.Popen(command, stdout=written, stderr=subprocess.PIPE) as process,
    ):
        assert process.stderr is not None
        try:
            line = next(line.decode() for line in process.stderr if line.startswith(b"open "))
            address = line.removeprefix("open ").strip()
            visitor = Visitor(Server(address=f"http://127.0.0.1:{port}", url=url, process=process, log=log))
            visitor.get("/" + address.split("/", 3)[3])
            page = visitor.get("/preferences").text
        finally:
            process.terminate()
            process.wait(timeout=30)
    return next((name for name in ("A. Analyst", "B. Analyst", "local") if name in page), "nobody")


@pytest.mark.parametrize(("name", "words"), [("a. analyst", "'A. Analyst'"), ("recount", "itself signs")])
def test_a_name_that_is_not_ones_own_is_refused_with_a_reason(tmp_path: Path, name: str, words: str) -> None:
    url = str(tmp_path / "record.sqlite")
    assert name_of_who_enters(tmp_path, "--reviewer", " A. Analyst ") == "A. Analyst"
    command = [sys.executable, "-m", "recount", "review", "--store", url, "--port", "0", "--reviewer", name]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert refused.returncode == 2
    assert words in refused.stderr


@pytest.mark.parametrize(("options", "name"), [((), "local"), (("--reviewer", "A. Analyst"), "A. Analyst")])
def test_rulings_of_one_person_stand_under_the_name_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], name: str
) -> None:
    monkeypatch.delenv("RECOUNT_REVIEWER", raising=False)
    assert name_of_who_enters(tmp_path, *options) == name


def test_the_name_set_for_decisions_is_that_of_the_pages_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOUNT_REVIEWER", "B. Analyst")
    assert name_of_who_enters(tmp_path) == "B. Analyst"
