"""Rulings on sources: whose name a name is, who is part of whom, who takes figures from whom.

The originator table that travels in the package is extended by them, record by record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from recount.codebook.codelists import load_codelists
from recount.codebook.originators import Originators, load_originators, name_key
from recount.errors import CodebookError, DecisionError
from recount.model import Decision, DecisionKind, Harm, Source, SourceKind
from recount.review.adjudicate import in_force

RULED = ("name", "kind", "aliases", "not_aliases", "parent", "depends_on", "reliability")
ANY_HARM = "any"
"""Stands in the place of a harm where a source is rated for claims of all kinds."""
_LISTS = frozenset({"aliases", "not_aliases", "depends_on"})


def source_fields_from_json(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what is ruled of a source from plain JSON values, each one checked.

    Raises:
        DecisionError: nothing of the kind can be ruled, or a value does not fit.
    """
    for name, value in fields.items():
        if name not in RULED:
            raise DecisionError(
                f"a source has no {name!r}.", next_move=f"Rule on one of: {', '.join(RULED)}."
            )
        if name in _LISTS:
            fits = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
        elif name == "parent":
            fits = value is None or (isinstance(value, str) and bool(value))
        elif name == "kind":
            fits = value in [kind.value for kind in SourceKind]
        elif name == "reliability":
            fits = isinstance(value, dict) and bool(value) and all(map(_is_rating, value.items()))
        else:
            fits = isinstance(value, str) and bool(name_key(value))
        if not fits:
            raise DecisionError(
                f"the {name} of a source cannot be {value!r}.",
                next_move="Give aliases, not_aliases and depends_on as lists, and codes of the codebook.",
            )
    return tuple((name, json.dumps(fields[name])) for name in RULED if name in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How reliable a person judged a source to be (Admiralty scale), for one kind of claim. It moves no figure.

    Attributes:
        harm: the kind of claim, or ``ANY_HARM``.
        grade: a code of the list "grading_source".
        reviewer, reason, decided_at: who, why and when.
    """

    harm: str
    grade: str
    reviewer: str
    reason: str
    decided_at: datetime


def ratings_for(decisions: Iterable[Decision]) -> dict[str, dict[str, Rating]]:
    """Return the ratings in force, by source and kind of claim; of several the later counts."""
    found: dict[str, dict[str, Rating]] = {}
    for decision in in_force(decisions):
        for name, value in decision.replacement if decision.kind is DecisionKind.SOURCE else ():
            if name != "reliability":
                continue
            for harm, grade in json.loads(value).items():
                found.setdefault(decision.source_id or "", {})[harm] = Rating(
                    harm=harm,
                    grade=grade,
                    reviewer=decision.reviewer,
                    reason=decision.reason,
                    decided_at=decision.decided_at,
                )
    return found


def is_rating(decision: Decision) -> bool:
    """Whether a ruling on a source only rates it, so that no figure can move."""
    return decision.kind is DecisionKind.SOURCE and {name for name, _ in decision.replacement} == {
        "reliability"
    }


def _is_rating(pair: tuple[object, object]) -> bool:
    harm, grade = pair
    grades = [entry.code for entry in load_codelists()["grading_source"].codes]
    return harm in (ANY_HARM, *Harm) and grade in grades


def originators_for(decisions: Iterable[Decision], table: Originators | None = None) -> Originators:
    """Return the originator table of a record: the package's own, with what people ruled on sources.

    Of several rulings the later counts: a name goes to the source to which it was given last. A ruling that
    no longer fits the package's table (after an upgrade of it) is left out; ``misfits_of`` names it.
    """
    return _ruled(decisions, table or load_originators())[0]


def misfits_of(decisions: Iterable[Decision], table: Originators | None = None) -> list[tuple[Decision, str]]:
    """Return the rulings on sources that do not fit the table, each with what is wrong."""
    return _ruled(decisions, table or load_originators())[1]


def check_source(decision: Decision, table: Originators) -> None:
    """Check that a ruling on a source fits the record's table.

    Raises:
        DecisionError: it does not.
    """
    try:
        _apply(decision, table)
    except CodebookError as error:
        raise DecisionError(error.message, next_move=error.next_move) from error


def _ruled(
    decisions: Iterable[Decision], table: Originators
) -> tuple[Originators, list[tuple[Decision, str]]]:
    misfits: list[tuple[Decision, str]] = []
    for decision in in_force(decisions):
        if decision.kind is not DecisionKind.SOURCE:
            continue
        try:
            table = _apply(decision, table)
        except CodebookError as error:
            misfits.append((decision, error.message))
    return table, misfits


def _apply(decision: Decision, table: Originators) -> Originators:
    ruled = {name: json.loads(value) for name, value in decision.replacement}
    source_id = decision.source_id or ""
    before = table.by_id.get(source_id)
    if before is None and "name" not in ruled:
        raise CodebookError(
            f"there is no source {source_id!r}.", next_move="Give its `name` too, and it becomes a new one."
        )
    source = before or Source(id=source_id, name=ruled["name"], kind=SourceKind.UNKNOWN)
    changes: dict[str, Any] = {name: ruled[name] for name in ("name", "parent") if name in ruled}
    if "kind" in ruled:
        changes["kind"] = SourceKind(ruled["kind"])
    if "depends_on" in ruled:
        changes["depends_on"] = tuple(ruled["depends_on"])
    source = replace(source, **changes, aliases=_aliases(source, ruled))
    gained = {name_key(name) for name in (source.name, *ruled.get("aliases", ()))}
    givers = {table.by_alias[name] for name in gained if name in table.by_alias} - {source.id}
    return table.extended([*(_without(table.by_id[giver], gained) for giver in sorted(givers)), source])


def _aliases(source: Source, ruled: Mapping[str, Any]) -> tuple[str, ...]:
    dropped = {name_key(name) for name in ruled.get("not_aliases", ())}
    return tuple(
        alias
        for alias in dict.fromkeys((*source.aliases, *ruled.get("aliases", ())))
        if name_key(alias) not in dropped
    )


def _without(source: Source, names: set[str]) -> Source:
    """Return a source that gave names away; its own name it cannot give (the table refuses then)."""
    kept = tuple(alias for alias in source.aliases if name_key(alias) not in names)
    return source if len(kept) == len(source.aliases) else replace(source, aliases=kept)
