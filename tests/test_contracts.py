"""The import contracts hold, and each of them catches a violation planted in a copy of the source."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# One violation for each contract, and for the edges of the layers most likely to be crossed.
VIOLATIONS = {
    "a low room imports a high one": ("model/count.py", "import recount.codebook.codelists", "one way"),
    "text imports a stage": ("text/spans.py", "import recount.extract", "one way"),
    "two stages import each other": ("extract/proposal.py", "import recount.link", "one way"),
    "publish imports the store": ("publish/view.py", "import recount.store", "one way"),
    "a stage imports the command line": ("store/chain.py", "import recount.cli.terminal", "one way"),
    "a room that is not in the plan": ("misc/__init__.py", '"""A drawer."""', "one way"),
    "a cycle between siblings": ("model/identity.py", "import recount.model.claim", "cycles"),
    "SQL in a pure room": ("reconcile/policies.py", "import sqlite3", "pure"),
    "HTTP in a pure room": ("link/__init__.py", "import http.client", "pure"),
    "Django outside the store": ("pipeline/intake.py", "import django.db", "Django lives"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite", "vendor", "data", "templates", "sample")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_planted_violation_is_caught(copy: Path, violation: str) -> None:
    path, line, contract = VIOLATIONS[violation]
    planted = copy / "src" / "recount" / path
    planted.parent.mkdir(exist_ok=True)
    before = planted.read_text(encoding="utf-8") if planted.exists() else ""
    planted.write_text(f"{before}\n{line}\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode != 0, f"{violation} was not caught"
    broken = [text for text in result.stdout.splitlines() if "BROKEN" in text or "not listed" in text.lower()]
    assert any(contract in text for text in broken) or "misc" in result.stdout, result.stdout
