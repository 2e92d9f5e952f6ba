"""Every output says by which convention and policy it was made, and another choice makes it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recount.codebook.conventions import list_conventions
from recount.reconcile import list_policies
from tests.cli.conftest import Recount, report_line

TEXT = (
    "Shelling kills dozens in Varda\n\n"
    "Shelling killed dozens of people in the town of Varda on Sunday, the Varda Civil Defence said."
)
DOZENS = {"literal": 24, "acled": 12, "ibc": 24, "ucdp": 1, "gtd": None, "aoav": None, "airwars": None}


def incident(recount: Recount, *options: str) -> dict[str, Any]:
    lines = recount("incidents", *options, stdin=report_line(TEXT)).lines
    assert len(lines) == 1
    found: dict[str, Any] = lines[0]
    return found


@pytest.mark.parametrize("name", list_conventions())
def test_a_convention_reads_dozens_anew_and_is_named(recount: Recount, name: str) -> None:
    found = incident(recount, "--convention", name)
    assert found["convention"] == name
    assert found["killed_low"] == DOZENS[name]
    assert "dozens" in {claim["count_text"].lower() for claim in found["claims"]}


@pytest.mark.parametrize("name", list_policies())
def test_a_policy_is_named(recount: Recount, name: str) -> None:
    assert incident(recount, "--policy", name)["policy"].startswith(f"{name}/")


def test_a_change_of_scope_reads_and_reconciles_the_store_anew(recount: Recount, tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_bytes(report_line(TEXT))
    scope = tmp_path / "record.toml"
    for convention, policy, toll in (
        ("literal", "range", "“dozens” (24 or more)"),
        ("acled", "lowest", "“dozens” (12)"),
        ("gtd", "gtd", "not stated"),
    ):
        scope.write_text(f'convention = "{convention}"\npolicy = "{policy}"\n', encoding="utf-8")
        assert recount("code", "reports.jsonl", "--scope", scope).code == 0
        said = recount("tolls").out
        assert toll in said
        assert said.endswith(f"Numbers read by convention {convention}; tolls made by policy {policy}.\n")
        assert "warning  IT-007" not in recount("verify").out
