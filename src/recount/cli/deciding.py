"""The work of ``decide``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recount.cli.session import Session
from recount.cli.terminal import counted, say
from recount.errors import UsageError
from recount.model import Toll, parse_json
from recount.pipeline.deciding import decide, preview


def append_decisions(
    session: Session, rulings: Sequence[Mapping[str, Any]], *, is_preview: bool = False
) -> None:
    """Check all rulings, append them together, and bring incidents and tolls up to date.

    Args:
        is_preview: only say what they would do.

    Raises:
        DecisionError: one of them cannot stand; none is appended then.
    """
    work = preview if is_preview else decide
    done = work(session.store, rulings, actor=session.settings.reviewer)
    held = session.store.status()
    if not is_preview:
        totals = counted(held.aggregates, "aggregate")
        say(f"{counted(held.incidents, 'incident')} and {totals}, {counted(held.tolls, 'toll')}.")
    for moved in done.moved if is_preview else ():
        of = "" if moved.status is None else f" ({moved.status})"
        say(f"{moved.label}: {moved.harm}{of} {_range(moved.before)} → {_range(moved.after)}")
    known = len(done.decisions) - done.new
    if is_preview:
        tolls = counted(len(done.moved), "toll")
        say(f"{counted(done.new, 'decision')} would be appended; {tolls} would move. Nothing was kept.")
        return
    tolls = counted(len(done.moved), "toll")
    say(f"{counted(done.new, 'decision')} appended, {known} there already; {tolls} moved.")


def _range(toll: Toll | None) -> str:
    if toll is None:
        return "none"
    low, high = ("open" if end is None else str(end) for end in (toll.low, toll.high))
    return low if low == high else f"{low}–{high}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """Reports, and words of them, that the options name."""

    reports: Sequence[str] = ()
    words: Sequence[str] = ()


def decision_of_options(
    *,
    kind: str | None,
    claims: Sequence[str],
    incidents: Sequence[str],
    changes: Sequence[str],
    selected: Selected,
    said: Mapping[str, str | None],
) -> dict[str, Any]:
    """Build a ruling from the options of the command line."""
    if kind is None:
        raise UsageError("no decision was given.", next_move="Name a file, or give --kind.")
    ruling: dict[str, Any] = {"kind": kind, **{name: word for name, word in said.items() if word}}
    if kind == "relate" and claims:
        ruling |= {"claim": claims[0], "claims": list(claims[1:])}
    elif kind == "split" or len(claims) > 1:
        ruling["claims"] = list(claims)
    elif claims:
        ruling["like" if kind == "add" else "claim"] = claims[0]
    if incidents:
        ruling["incidents"] = list(incidents)
    if changes:
        ruling["replacement"] = dict(_parse_change(change) for change in changes)
    return ruling | _selection(kind, selected)


def _selection(kind: str, selected: Selected) -> dict[str, Any]:
    """Return what a ruling takes from the words of reports."""
    if kind == "part":
        return {"parts": [{"exact": words} for words in selected.words]}
    if kind == "correct" and selected.words:
        if len(selected.words) != 1:
            raise UsageError("a claim stands on the words of one count.", next_move="Give --words once.")
        return {"words": {"exact": selected.words[0]}}
    if kind != "add":
        return {"reports": list(selected.reports)} if selected.reports else {}
    if len(selected.reports) != 1 or len(selected.words) != 1:
        raise UsageError(
            "add needs the words of one report.", next_move="Give --report and --words once each."
        )
    return {"words": {"report_id": selected.reports[0], "exact": selected.words[0]}}


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
