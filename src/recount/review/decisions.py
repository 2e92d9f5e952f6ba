"""Decisions from plain JSON, as ``recount decide`` and pages hand them in; checked before they are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from recount.errors import DecisionError
from recount.model import Claim, ClaimSubject, Decision, DecisionKind, content_id, load_record
from recount.review.attach import subject_of
from recount.review.grades import grades_from_json
from recount.review.replacement import corrected, replacement_from_json

FIELDS = (
    "kind",
    "reviewer",
    "reason",
    "claim",
    "claims",
    "incidents",
    "replacement",
    "decided_at",
    "supersedes",
)
_REPLACES = frozenset({DecisionKind.CORRECT, DecisionKind.GRADE})
_ON_ONE_CLAIM = frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT, DecisionKind.PIN})


def decision_from_json(
    plain: Mapping[str, Any],
    claims: Mapping[str, Claim],
    *,
    now: datetime,
    incident_ids: Collection[str] | None = None,
) -> Decision:
    """Build a decision and check that it says one thing only, about something that exists.

    Args:
        plain: ``kind`` and ``reviewer``; ``reason`` (needed for everything but accept); ``claim``: the id of
            a claim, or its ``{"report_id", "selector", "harm"}``; ``claims``: a list of such, for split;
            ``incidents``: ids (pin: one; merge: two or more, the first survives; split: one; grade: one, or
            none where a claim is graded); ``replacement``: field to value, for correct, code list to code,
            for grade; ``decided_at``: ISO time; ``supersedes``: an id.
        claims: the machine's claims by id.
        now: when it is ruled, if ``plain`` does not say.
        incident_ids: the incidents of the record; ``None`` leaves them unchecked.

    Raises:
        DecisionError: something is missing, unknown or contradictory; the message names it.
    """
    if unknown := sorted(set(plain) - set(FIELDS)):
        _refuse(f"a decision has no field {unknown[0]!r}.", f"Use: {', '.join(FIELDS)}.")
    kind = _kind(plain.get("kind"))
    named = plain.get("claim")
    decision = Decision(
        id="",
        kind=kind,
        reviewer=_text(plain, "reviewer"),
        reason=_text(plain, "reason", needed=kind is not DecisionKind.ACCEPT),
        decided_at=_time(plain.get("decided_at"), now),
        claim=None if named is None else _subject(named, claims),
        incident_ids=_ids(plain.get("incidents", [])),
        claims=tuple(_subject(item, claims) for item in _list(plain.get("claims", []), "claims")),
        replacement=_replacement(kind, _fields(plain.get("replacement", {})), on_claim=named is not None),
        supersedes=_text(plain, "supersedes", needed=False) or None,
    )
    check_decision(decision)
    _check_known(decision, incident_ids)
    if isinstance(named, str) and kind is DecisionKind.CORRECT:
        corrected(claims[named], decision.replacement)
    return _with_id(decision)


def check_decision(decision: Decision) -> None:
    """Check that a decision names what its kind needs and nothing else.

    Raises:
        DecisionError: it does not.
    """
    kind = decision.kind
    if kind in _ON_ONE_CLAIM and (decision.claim is None or decision.claims):
        _refuse(f"{kind} needs one claim.", "Name it in `claim`, by its id or by its words.")
    if (kind in _REPLACES) is not bool(decision.replacement):
        _refuse(
            f"{kind} {'needs' if kind in _REPLACES else 'takes no'} replacement.",
            'Give the new values in `replacement`, with kind "correct", or the grades, with kind "grade".',
        )
    if kind is DecisionKind.GRADE and (
        decision.claims or len(decision.incident_ids) + bool(decision.claim) != 1
    ):
        _refuse("grade needs one incident or one claim.", "Name it in `incidents` or in `claim`.")
    _check_incidents(kind, len(decision.incident_ids))
    if kind is DecisionKind.MERGE and (decision.claim or decision.claims):
        _refuse("merge concerns whole incidents.", "Use pin or split for single claims.")
    if kind is DecisionKind.SPLIT and not (decision.claim or decision.claims):
        _refuse("split needs the claims that leave.", "Name them in `claims`.")
    if kind is DecisionKind.NOTE and not (decision.claim or decision.claims or decision.incident_ids):
        _refuse("a note needs something it is about.", "Name a claim or an incident.")


def _check_incidents(kind: DecisionKind, number: int) -> None:
    needs = {
        DecisionKind.PIN: (number == 1, "the one incident it pins to"),
        DecisionKind.SPLIT: (number == 1, "the one incident that is split"),
        DecisionKind.MERGE: (number >= 2, "two or more different incidents"),
        DecisionKind.GRADE: (number <= 1, "one incident, or a claim"),
        DecisionKind.NOTE: (True, ""),
    }
    is_right, what = needs.get(kind, (number == 0, "no incidents"))
    if not is_right:
        _refuse(f"{kind} needs {what}; {number} given.", "List their ids in `incidents`.")


def _replacement(
    kind: DecisionKind, fields: Mapping[str, Any], *, on_claim: bool
) -> tuple[tuple[str, str], ...]:
    if kind is DecisionKind.GRADE:
        return grades_from_json(fields, on_claim=on_claim)
    return replacement_from_json(fields)


def _check_known(decision: Decision, incident_ids: Collection[str] | None) -> None:
    for incident_id in decision.incident_ids:
        if incident_ids is not None and incident_id not in incident_ids:
            _refuse(
                f"there is no incident {incident_id!r}.",
                "Its page and incidents.csv, which `recount publish` writes, show its id.",
            )


def _with_id(decision: Decision) -> Decision:
    """Give a decision its id, from all it says: the same ruling handed in twice is one."""
    parts = [
        f"{subject.report_id} {subject.selector.start} {subject.selector.end} {subject.harm}"
        for subject in (*((decision.claim,) if decision.claim else ()), *decision.claims)
    ]
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
    )
    return replace(decision, id=decision_id)


def _kind(value: object) -> DecisionKind:
    try:
        return DecisionKind(str(value))
    except ValueError:
        _refuse(f"{value!r} is no kind of decision.", f"Use one of: {', '.join(DecisionKind)}.")


def _text(plain: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = plain.get(name) or ""
    if not isinstance(value, str):
        _refuse(f"{name} must be text, not {value!r}.", "Put it in quotation marks.")
    if needed and not value.strip():
        _refuse(f"the decision has no {name}.", f"Say it in `{name}`: a ruling stands with who and why.")
    return value.strip()


def _time(value: object, now: datetime) -> datetime:
    if value is None:
        return now.astimezone(UTC)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        _refuse(f"decided_at {value!r} is no time.", 'Write it like "2017-04-20T09:30:00+00:00".')
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _subject(value: object, claims: Mapping[str, Claim]) -> ClaimSubject:
    if isinstance(value, str):
        if value not in claims:
            _refuse(f"there is no claim {value!r}.", "Copy the id from a claim's page or from claims.jsonl.")
        return subject_of(claims[value])
    try:
        return load_record(ClaimSubject, value)
    except ValueError as error:
        _refuse(f"a claim is not named well: {error}.", "Give its id, or report_id, selector and harm.")


def _ids(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(item) for item in _list(value, "incidents")))


def _list(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(f"{name} must be a list, not {value!r}.", 'Write it like ["…", "…"].')
    return value


def _fields(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f"replacement must be an object, not {value!r}.", 'Write it like {"harm": "injured"}.')
    return value


def _refuse(message: str, next_move: str) -> NoReturn:
    raise DecisionError(message, next_move=next_move)
