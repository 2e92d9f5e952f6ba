"""Decisions from plain JSON, as ``recount decide`` and pages hand them in; checked before they are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from recount.model import (
    Claim,
    ClaimSubject,
    Decision,
    DecisionKind,
    RelationType,
    Report,
    content_id,
    load_record,
)
from recount.review.attach import ClaimIndex, subject_of
from recount.review.fields import ids_of, list_of, object_of, refuse, text_of, time_of
from recount.review.grades import grades_from_json
from recount.review.replacement import corrected, replacement_from_json
from recount.review.rules import check_decision
from recount.review.signing import SIGNATURES
from recount.review.sources import source_fields_from_json
from recount.review.wording import addition_from_json, other_words_from_json, parts_from_json

FIELDS = (
    "kind",
    "reviewer",
    "reason",
    "claim",
    "claims",
    "incidents",
    "reports",
    "source",
    "words",
    "harm",
    "quote",
    "like",
    "parts",
    "replacement",
    "decided_at",
    "supersedes",
    "token",
)


_FROM_WORDS = frozenset({DecisionKind.ADD, DecisionKind.PART})


def decision_from_json(
    plain: Mapping[str, Any],
    claims: Mapping[str, Claim],
    *,
    now: datetime,
    incident_ids: Collection[str] | None = None,
    reports: Mapping[str, Report] | None = None,
    convention: str = "literal",
    names: Mapping[str, ClaimSubject] | None = None,
) -> Decision:
    """Build a decision and check that it says one thing only, about something that exists.

    Args:
        plain: ``kind`` and ``reviewer``; ``reason`` (needed for everything but accept); ``claim``: the id of
            a claim, or its ``{"report_id", "selector", "harm"}``; ``claims``: a list of such, for split, or
            the one other claim, for relate; ``incidents``: ids (pin: one; merge: two or more, the first
            survives; split: one; grade, second review, sign-off: one, or none where a claim is meant; add:
            one to pin to, or none; correct: one, in the place of a claim, to put it at another point);
            ``reports``: ids, for withdraw; ``source``: an id, for source; ``words``, ``harm``, ``quote`` and
            ``like`` for add, ``words`` and ``quote`` for a correction that puts a claim on other words,
            ``parts`` for part (``wording``); ``replacement``: field to value, for correct and add, code list to
            code, for grade, ``relation``, for relate, ``covers``, for second review and sign-off, what is ruled
            of it, for source (``sources``); ``decided_at``: ISO time; ``supersedes``: an id; ``token``: makes a
            repeated request one decision.
        claims: the claims the ruling may name, by id: the machine's, and those that people added.
        now: when it is ruled, if ``plain`` does not say.
        incident_ids: the incidents of the record; ``None`` leaves them unchecked.
        reports: those whose words a ruling selects, by id.
        convention: by which numbers are read from selected words.
        names: by which decisions speak of claims that a correction gave other words or another harm: a
            decision names a claim as it was read, so that it finds it again.

    Raises:
        DecisionError: something is missing, unknown or contradictory; the message names it.
    """
    if unknown := sorted(set(plain) - set(FIELDS)):
        refuse(f"a decision has no field {unknown[0]!r}.", f"Use: {', '.join(FIELDS)}.")
    kind = _kind(plain.get("kind"))
    named, decision = plain.get("claim"), _as_said(kind, plain, _names(claims, names or {}), now)
    if kind in _FROM_WORDS or (kind is DecisionKind.CORRECT and plain.get("words") is not None):
        decision = _from_words(decision, plain, claims, reports or {}, convention)
    else:
        decision = replace(decision, replacement=_replacement(kind, plain, on_claim=named is not None))
    check_decision(decision)
    _check_known(decision, incident_ids)
    if isinstance(named, str) and kind is DecisionKind.CORRECT:
        _check_relation(claims[named], corrected(claims[named], decision.replacement), claims)
    return _with_id(decision)


def _check_relation(read: Claim, ruled: Claim, claims: Mapping[str, Claim]) -> None:
    """A figure that a correction relates to another stands beside it in their report."""
    if ruled.relation is None or ruled.relation == read.relation:
        return
    other = claims.get(ruled.relation.to)
    if other is None or other.report_id != read.report_id or other.id == read.id:
        refuse(
            f"{ruled.relation.to!r} is no other claim of the report of {read.id!r}.",
            "Give the id of another claim of the same report, as its page shows it.",
        )


def id_of_token(reviewer: str, token: str) -> str:
    """Return the id of the decision that a person gave a token."""
    return content_id("d", "token", reviewer, token)


def _names(
    claims: Mapping[str, Claim], names: Mapping[str, ClaimSubject]
) -> Callable[[str], ClaimSubject | None]:
    def name_of(claim_id: str) -> ClaimSubject | None:
        claim = claims.get(claim_id)
        return names.get(claim_id) or (None if claim is None else subject_of(claim))

    return name_of


def _as_said(
    kind: DecisionKind,
    plain: Mapping[str, Any],
    name_of: Callable[[str], ClaimSubject | None],
    now: datetime,
) -> Decision:
    """Return a decision with all that is read the same way for every kind."""
    named = plain.get("claim")
    return Decision(
        id="",
        kind=kind,
        reviewer=text_of(plain, "reviewer"),
        reason=text_of(plain, "reason", needed=kind is not DecisionKind.ACCEPT),
        decided_at=time_of(plain.get("decided_at"), now),
        claim=None if named is None else _subject(named, name_of),
        incident_ids=ids_of(plain.get("incidents", []), "incidents"),
        claims=tuple(_subject(item, name_of) for item in list_of(plain.get("claims", []), "claims")),
        supersedes=text_of(plain, "supersedes", needed=False) or None,
        report_ids=ids_of(plain.get("reports", []), "reports"),
        source_id=text_of(plain, "source", needed=False) or None,
        token=text_of(plain, "token", needed=False),
    )


def _from_words(
    decision: Decision,
    plain: Mapping[str, Any],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    convention: str,
) -> Decision:
    if decision.kind is DecisionKind.ADD:
        subject, fields = addition_from_json(plain, reports, claims, convention)
        return replace(decision, claim=subject, replacement=fields)
    whole = _claim_named(plain.get("claim"), decision, claims)
    if whole is None or whole.report_id not in reports:
        refuse(f"{decision.kind} needs one claim of the record.", "Name it in `claim`, by its id.")
    if decision.kind is DecisionKind.CORRECT:
        fields = other_words_from_json(plain, whole, reports, claims, convention)
        return replace(decision, replacement=fields)
    subjects, fields = parts_from_json(plain, whole, reports[whole.report_id], convention)
    return replace(decision, claims=subjects, replacement=fields)


def _claim_named(named: object, decision: Decision, claims: Mapping[str, Claim]) -> Claim | None:
    if isinstance(named, str):
        return claims.get(named)
    return None if decision.claim is None else ClaimIndex(claims.values()).find(decision.claim)


def _replacement(
    kind: DecisionKind, plain: Mapping[str, Any], *, on_claim: bool
) -> tuple[tuple[str, str], ...]:
    fields = object_of(plain.get("replacement", {}))
    if kind is DecisionKind.GRADE:
        return grades_from_json(fields, on_claim=on_claim)
    if kind is DecisionKind.SOURCE:
        return source_fields_from_json(fields)
    if kind is DecisionKind.RELATE:
        return _chosen(fields, "relation", [kind.value for kind in RelationType])
    if kind in SIGNATURES:
        return _chosen(fields, "covers", None)
    return replacement_from_json(fields)


def _chosen(
    fields: Mapping[str, Any], name: str, codes: Collection[str] | None
) -> tuple[tuple[str, str], ...]:
    """Return a replacement of the one field that a kind has, or of none."""
    if unknown := sorted(set(fields) - {name}):
        refuse(f"there is no {unknown[0]!r} to rule on.", f"Give only `{name}`.")
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, str) or (codes is not None and value not in codes):
        refuse(f"{name} cannot be {value!r}.", f"Use one of: {', '.join(codes or ())}.")
    return ((name, json.dumps(value)),)


def _check_known(decision: Decision, incident_ids: Collection[str] | None) -> None:
    for incident_id in decision.incident_ids:
        if incident_ids is not None and incident_id not in incident_ids:
            refuse(
                f"there is no incident {incident_id!r}.",
                "Its page and incidents.csv, which `recount publish` writes, show its id.",
            )


def _with_id(decision: Decision) -> Decision:
    """Give a decision its id: from its token and who ruled, else from all it says.

    Either way the same ruling handed in twice is one.
    """
    if decision.token:
        return replace(decision, id=id_of_token(decision.reviewer, decision.token))
    parts = [
        f"{subject.report_id} {subject.selector.start} {subject.selector.end} {subject.harm}"
        for subject in (*((decision.claim,) if decision.claim else ()), *decision.claims)
    ]
    later = [("reports", name) for name in decision.report_ids]
    later += [("source", decision.source_id)] if decision.source_id else []
    decision_id = content_id(
        "d",
        decision.kind.value,
        decision.reviewer,
        decision.reason,
        decision.decided_at.isoformat(),
        "\n".join(parts),
        "\n".join(decision.incident_ids),
        "\n".join(f"{name} {value}" for name, value in decision.replacement),
        decision.supersedes,
        *(f"{name} {value}" for name, value in later),
    )
    return replace(decision, id=decision_id)


def _kind(value: object) -> DecisionKind:
    try:
        return DecisionKind(str(value))
    except ValueError:
        refuse(f"{value!r} is no kind of decision.", f"Use one of: {', '.join(DecisionKind)}.")


def _subject(value: object, name_of: Callable[[str], ClaimSubject | None]) -> ClaimSubject:
    if isinstance(value, str):
        name = name_of(value)
        if name is None:
            refuse(f"there is no claim {value!r}.", "Copy the id from a claim's page or from claims.jsonl.")
        return name
    try:
        return load_record(ClaimSubject, value)
    except ValueError as error:
        refuse(f"a claim is not named well: {error}.", "Give its id, or report_id, selector and harm.")
