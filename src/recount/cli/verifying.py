"""The work of ``verify``: what was found, as lines for people or as JSON Lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import typer

from recount.cli.terminal import counted
from recount.errors import CodebookError, DecisionError, IntegrityError
from recount.model import dump_record
from recount.pipeline import Fault, overlook_store
from recount.reconcile.integrity import RULES, Finding
from recount.store import StoreReader

SHOWN = 3  # warnings of one rule that are shown unless all are asked for


def find_warnings(store: StoreReader) -> list[Finding] | None:
    """Return what the rules of integrity find, ``None`` when the store is too broken to be read whole."""
    try:
        return overlook_store(store)
    except (IntegrityError, CodebookError, DecisionError):
        return None


def print_faults(faults: Iterable[Fault]) -> None:
    """Print what does not hold, a line each."""
    for fault in faults:
        typer.echo(f"{fault.kind:8} {fault.where}: {fault.detail}")


def print_warnings(findings: Sequence[Finding], *, all_of_them: bool) -> None:
    """Print warnings by rule: where, what, and what to do; a few of each rule unless all are asked for."""
    names = {rule.code: rule.name for rule in RULES}
    shown: Counter[str] = Counter()
    totals = Counter(finding.code for finding in findings)
    for finding in findings:
        shown[finding.code] += 1
        if shown[finding.code] == 1:
            typer.echo(f"warning  {finding.code} {names[finding.code]}: {totals[finding.code]}")
        if all_of_them or shown[finding.code] <= SHOWN:
            typer.echo(f"         {finding.where}: {finding.what}")
        if shown[finding.code] == totals[finding.code]:
            _print_rest(finding, 0 if all_of_them else totals[finding.code] - SHOWN)


def _print_rest(finding: Finding, left: int) -> None:
    if left > 0:
        typer.echo(f"         … and {left} more: 'recount verify --all'")
    typer.echo(f"         What to do: {finding.next_move}")


def said_of(findings: Sequence[Finding] | None) -> str:
    """Return the line that sums the warnings up."""
    if findings is None:
        return "The rules of integrity were not run: the record is broken. Restore a back-up first."
    return f"{counted(len(findings), 'warning')} by {len(RULES)} rules of integrity. Warnings change nothing."


def print_as_json(faults: Iterable[Fault], findings: Iterable[Finding]) -> None:
    """Print everything as JSON Lines: faults by their kind, warnings with the code of their rule."""
    for fault in faults:
        typer.echo(json.dumps(dump_record(fault), ensure_ascii=False))
    for finding in findings:
        typer.echo(json.dumps({"kind": "warning", **dump_record(finding)}, ensure_ascii=False))
