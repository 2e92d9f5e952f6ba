"""Corrections: which fields of a claim a person may replace, and what the corrected claim looks like."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from typing import Any, get_args, get_type_hints

from recount.codebook.codelists import load_codelists
from recount.errors import DecisionError
from recount.model import Claim, Count, CountKind, Selector, StatusBasis, dump_record, load_record
from recount.review.points import places_of
from recount.text.quantities import read_count

# What the report says can be corrected; where it stands and who read it cannot.
CORRECTABLE = (
    "count",
    "harm",
    "status",
    "status_basis",
    "groups",
    "victims_text",
    "attribution",
    "alleged_perpetrators",
    "perpetrator_alleged",
    "means",
    "places",
    "when",
    "scope",
    "modality",
    "relation",
)
_TYPES = get_type_hints(Claim)
_CODED = frozenset({"harm", "status", "status_basis", "means", "scope", "modality"})
_EXAMPLES = {
    "count": '{"low": 84, "high": null}',
    "groups": '["child", "woman"]',
    "victims_text": '"two guards"',
    "attribution": '{"speakers": [{"name": "Varda Hospital"}], "carrier": null, "basis": "words"}',
    "alleged_perpetrators": '[{"name": "Northern Band"}]',
    "perpetrator_alleged": "true",
    "places": '[{"name": "Varda"}]',
    "when": '{"start": "2021-05-03", "end": "2021-05-04", "precision": 1, "basis": "words"}',
    "relation": '{"type": "subset_of", "to": "c_…", "cue": ""}',
}
"""A value of each field, as JSON. The end of a time is the day after its last one."""
WORDS = "words"
"""Names the other words of the report on which a correction puts a claim: its quote, its selector and its count."""


def replacement_from_json(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the replacement of a decision from plain JSON values, each one checked.

    A count may be given in part (``{"low": 43, "high": 43}``); the rest stays as the machine read it. A place
    may be given as a point (``points.places_of``).

    Raises:
        DecisionError: a field cannot be corrected, or its value does not fit.
    """
    checked = plain_fields(fields)
    if "count" in fields:
        checked["count"] = _check_count(fields["count"])
    return tuple((name, json.dumps(checked[name], sort_keys=True)) for name in CORRECTABLE if name in checked)


def plain_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a claim as plain values, each one checked; a count is left to the caller.

    Raises:
        DecisionError: a field cannot be ruled on, or its value does not fit.
    """
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        _check_name(name)
        if name == "count":
            continue
        checked[name] = places_of(value) if name == "places" else value
        _check_fields(name, checked[name])
        load_field(name, checked[name])
    return checked


def corrected(claim: Claim, replacement: Iterable[tuple[str, str]]) -> Claim:
    """Return the claim as a person corrected it; the machine's claim stays as it is.

    Raises:
        DecisionError: a field cannot be corrected, or its value does not fit.
    """
    changes: dict[str, Any] = {}
    fields = dict(replacement)
    if (words := fields.pop(WORDS, None)) is not None:
        claim = _on_other_words(claim, _parse(WORDS, words))
    for name, text in fields.items():
        _check_name(name)
        value = _parse(name, text)
        if name == "count":
            changes.update(_count_changes(claim, value))
        else:
            changes[name] = load_field(name, value)
    if "status" in changes:
        changes.setdefault("status_basis", StatusBasis.STATED)
    try:
        return replace(claim, confidence=1.0, **changes)
    except ValueError as error:
        raise _misfit(", ".join(changes), error) from error


def _on_other_words(claim: Claim, words: object) -> Claim:
    try:
        if not isinstance(words, Mapping):
            raise ValueError("no words")
        return replace(
            claim,
            quote=load_record(Selector, words.get("quote")),
            count_selector=load_record(Selector, words.get("count_selector")),
            count=load_record(Count, words.get("count")),
        )
    except ValueError as error:
        raise _misfit(WORDS, error) from error


def _check_name(name: str) -> None:
    if name not in CORRECTABLE:
        raise DecisionError(
            f"a correction cannot replace {name!r}.", next_move=f"Replace one of: {', '.join(CORRECTABLE)}."
        )


def _parse(name: str, text: str) -> Any:  # noqa: ANN401 - JSON has no static type; the field's type decides
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _misfit(name, error) from error


def load_field(name: str, value: object) -> object:
    """Return a field of a claim from its plain value.

    Raises:
        DecisionError: the value does not fit.
    """
    try:
        return load_record(_TYPES[name], value)
    except (ValueError, TypeError) as error:
        raise _misfit(name, error) from error


def _check_fields(name: str, value: object) -> None:
    """Let no misspelt part of a value pass: it would be left out in silence, and its default stand."""
    kinds = (_TYPES[name], *get_args(_TYPES[name]))
    record = next((kind for kind in kinds if isinstance(kind, type) and is_dataclass(kind)), None)
    if isinstance(value, Mapping) and record is not None:
        unknown = set(value) - {field.name for field in dataclass_fields(record)}
        if unknown:
            raise _misfit(name, ValueError(f"it has no {sorted(unknown)[0]!r}"))


def _misfit(name: str, error: Exception) -> DecisionError:
    return DecisionError(f"the replacement for {name} does not fit: {error}.", next_move=_form_of(name))


def _form_of(name: str) -> str:
    """Say what a field's value looks like: one of its codes, or an example."""
    if name in _CODED:
        return f"Give one of: {', '.join(code.code for code in load_codelists()[name].codes)}."
    example = _EXAMPLES.get(name)
    if example is None:
        return "Give the value as the log's claims have it ('recount log --kind claims')."
    return f"Give it in this form: {example}. The guide to rulings shows more."


def _check_count(value: object) -> dict[str, Any]:
    """Return the parts of a count, both ends among them."""
    if not isinstance(value, dict) or not {"low", "high"} <= set(value):
        raise DecisionError(
            "the replacement for count needs both ends.",
            next_move='Give {"low": 84, "high": null}; null is an open end.',
        )
    _load_count({"words": "", **value})
    return value


def _load_count(value: object) -> Count:
    try:
        return load_record(Count, value)
    except ValueError as error:
        raise _misfit("count", error) from error


def _count_changes(claim: Claim, value: object) -> dict[str, Any]:
    """Return the new count and its selector.

    A count is from the source only when its words stand in the claim's quote and give these numbers; any
    other count is a person's own arithmetic, keeps the machine's words and says so (``CountKind.COMPUTED``).
    """
    count = _load_count({**dump_record(claim.count), **_check_count(value)})
    selector = _selector(claim, count.words)
    if selector is not None and _is_read_from(count):
        return {"count": count, "count_selector": selector}
    return {"count": replace(count, words=claim.count.words, kind=CountKind.COMPUTED)}


def _selector(claim: Claim, words: str) -> Selector | None:
    """Where the words of a corrected count stand: the machine's place, else their one place in the quote."""
    if words == claim.count_selector.exact:
        return claim.count_selector
    quote = claim.quote
    if not words or quote.exact.count(words) != 1:
        return None
    at = quote.exact.index(words)
    framed = quote.prefix + quote.exact + quote.suffix
    inner = Selector.at(framed, len(quote.prefix) + at, len(quote.prefix) + at + len(words))
    return replace(inner, start=quote.start + at, end=quote.start + at + len(words))


def _is_read_from(count: Count) -> bool:
    """Whether the words give these numbers, by the rule of their kind."""
    reading = read_count(count.words, count.kind, convention=count.convention)
    return reading is not None and reading[:2] == (count.low, count.high)
