"""What starting costs: a process loads what its reports need, and no more."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

QUIET = (
    "The market in the town of Varda opened on Monday after a long winter. Farmers from the hills said that they had "
    "sold out before noon."
)
WEAK = "The loss of 3,700 jobs in the town of Varda was announced on Monday, and the union said that it was not done."
BRIDE = "The bride was among the dead in the town of Varda on Monday, her cousin said after the funeral."
PARSER = {"spacy", "thinc", "numpy"}
RULES = {"recount.extract.extractor", "recount.extract.syntax", "recount.gazetteer"}
NEVER = {
    "django",
    "recount.web",
    "recount.link",
    "recount.reconcile",
    "recount.store.sqlite",
    "scipy",
    "py3langid",
}


def loaded_by(*texts: str, workers: int, verb: str = "extract") -> list[str]:
    """Return the modules that all processes of a verb load, each as often as it is loaded.

    Those that a package loads by ``__getattr__`` are not told, but what they import is.
    """
    lines = [
        json.dumps({"id": str(n), "text": text, "published": "2021-05-03"}) for n, text in enumerate(texts)
    ]
    environment = {**os.environ, "RECOUNT_WORKERS": str(workers), "PYTHONPROFILEIMPORTTIME": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "recount", verb, "-"],
        input="\n".join(lines),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(result.stdout.splitlines()) == len(texts)
    return re.findall(r"^import time:.*\| +([\w.]+)$", result.stderr, re.MULTILINE)


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("text", [QUIET, WEAK])
def test_where_the_gate_stops_all_no_process_loads_the_parser_or_the_rules(text: str, workers: int) -> None:
    loaded = set(loaded_by(text, text.replace("Varda", "Drell"), workers=workers))
    assert "recount.extract.gate" in loaded
    assert loaded.isdisjoint(PARSER | RULES | NEVER)


@pytest.mark.parametrize("workers", [0, 1])
def test_a_report_that_passes_the_gate_loads_them_once_in_one_process(workers: int) -> None:
    loaded = loaded_by(QUIET, BRIDE, BRIDE.replace("Varda", "Drell"), workers=workers)
    assert set(loaded) >= PARSER | RULES
    assert set(loaded).isdisjoint(NEVER)
    assert {name: loaded.count(name) for name in PARSER | RULES} == dict.fromkeys(PARSER | RULES, 1)


def test_the_process_that_hands_reports_on_loads_nothing_that_only_reading_them_needs() -> None:
    loaded = loaded_by(BRIDE, workers=2)
    once = {"recount.ingest.assemble", "recount.text.newsdates.atoms", "recount.extract.gate", "yaml"}
    assert {name: loaded.count(name) for name in once} == dict.fromkeys(once, 1)


def test_help_loads_neither_records_nor_rules() -> None:
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    command = [sys.executable, "-m", "recount", "--help"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "extract" in result.stdout
    loaded = set(re.findall(r"\| +([\w.]+)$", result.stderr, re.MULTILINE))
    assert "recount.cli.main" in loaded
    assert loaded.isdisjoint(PARSER | RULES | NEVER | {"recount.model", "recount.ingest", "yaml", "msgspec"})
