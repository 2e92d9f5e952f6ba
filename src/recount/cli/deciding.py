"""The work of ``decide``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recount.cli.coding import incidents_store
from recount.cli.session import Session
from recount.cli.terminal import say
from recount.errors import DecisionError, UsageError
from recount.model import parse_json
from recount.review import decision_from_json


def append_decisions(session: Session, rulings: Sequence[Mapping[str, Any]]) -> None:
    """Check all rulings, append them together, and bring incidents and tolls up to date.

    Raises:
        DecisionError: one of them cannot stand; none is appended then.
    """
    claims = {claim.id: claim for claim in session.store.iter_claims()}
    incident_ids = {incident.id for incident in session.store.iter_incidents()}
    now = datetime.now(UTC)
    decisions = []
    for number, ruling in enumerate(rulings, 1):
        try:
            decisions.append(decision_from_json(ruling, claims, now=now, incident_ids=incident_ids))
        except DecisionError as error:
            raise DecisionError(
                f"decision {number} of {len(rulings)}: {error.message} Nothing was appended.",
                next_move=error.next_move,
            ) from error
    before = {(toll.incident_id, toll.harm, toll.status): toll for toll in session.store.iter_tolls()}
    with session.store.transaction():
        new = session.store.append_decisions(decisions)
        done = incidents_store(session)
    after = {(toll.incident_id, toll.harm, toll.status): toll for toll in done.tolls}
    moved = sum(
        (before[key].low, before[key].high) != (after[key].low, after[key].high)
        for key in before.keys() & after.keys()
    ) + len(before.keys() ^ after.keys())
    say(f"{new} decisions appended, {len(decisions) - new} were there already; {moved} tolls moved.")


def read_decisions(file: Path, reviewer: str) -> list[dict[str, Any]]:
    """Read decisions from JSON Lines; a line without reviewer gets the one given.

    Raises:
        UsageError: the file cannot be read, or a line is not a JSON object.
    """
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.", next_move="Check the path.") from error
    rulings = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        ruling = _parse_line(line, f"{file} line {number}")
        rulings.append({"reviewer": reviewer, **ruling})
    if not rulings:
        raise UsageError(f"{file} holds no decision.", next_move="Write one JSON object a line.")
    return rulings


def decision_of_options(
    *,
    kind: str | None,
    claims: Sequence[str],
    incidents: Sequence[str],
    changes: Sequence[str],
    words: Mapping[str, str | None],
) -> dict[str, Any]:
    """Build a ruling from the options of the command line."""
    if kind is None:
        raise UsageError("no decision was given.", next_move="Name a file, or give --kind.")
    ruling: dict[str, Any] = {"kind": kind, **{name: word for name, word in words.items() if word}}
    if kind == "split" or len(claims) > 1:
        ruling["claims"] = list(claims)
    elif claims:
        ruling["claim"] = claims[0]
    if incidents:
        ruling["incidents"] = list(incidents)
    if changes:
        ruling["replacement"] = dict(_parse_change(change) for change in changes)
    return ruling


def _parse_change(change: str) -> tuple[str, Any]:
    name, equals, value = change.partition("=")
    if not equals:
        raise UsageError(f"--set {change!r} has no value.", next_move="Write it as FIELD=VALUE.")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value  # a bare word, such as harm=injured


def _parse_line(line: str, where: str) -> dict[str, Any]:
    try:
        ruling = parse_json(line)
    except ValueError as error:
        raise UsageError(f"{where} is not JSON: {error}.", next_move="Correct the line.") from error
    if not isinstance(ruling, dict):
        raise UsageError(f"{where} is not a JSON object.", next_move="Correct the line.")
    return ruling
