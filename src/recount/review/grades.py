"""Grades that people settle: of an incident, or of a claim and its source. Rules only suggest them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recount.codebook.codelists import load_codelists
from recount.errors import DecisionError
from recount.model import Decision, DecisionKind, Incident
from recount.review.adjudicate import in_force

ON_INCIDENT = ("grading_incident", "grading_outcome", "grading_proof")
ON_CLAIM = ("grading_source", "grading_claim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A grade a person settled.

    Attributes:
        scheme: the code list.
        grade: a code of it.
        reviewer, reason, decided_at: who, why and when.
    """

    scheme: str
    grade: str
    reviewer: str
    reason: str
    decided_at: datetime


def grades_from_json(fields: Mapping[str, Any], *, on_claim: bool) -> tuple[tuple[str, str], ...]:
    """Return the grades of a decision from plain JSON values, each one checked.

    Raises:
        DecisionError: a code list does not grade such a thing, or has no such code.
    """
    known = ON_CLAIM if on_claim else ON_INCIDENT
    for scheme, grade in fields.items():
        if scheme not in known:
            what = "a claim" if on_claim else "an incident"
            raise DecisionError(f"{what} has no grade {scheme!r}.", next_move=f"Use: {', '.join(known)}.")
        codes = [entry.code for entry in load_codelists()[scheme].codes]
        if str(grade) not in codes:
            raise DecisionError(
                f"{scheme} has no code {grade!r}.", next_move=f"Use one of: {', '.join(codes)}."
            )
    return tuple((scheme, json.dumps(str(fields[scheme]))) for scheme in known if scheme in fields)


def settled_grades(
    decisions: Iterable[Decision], incidents: Iterable[Incident]
) -> dict[str, dict[str, Settled]]:
    """Return the grades in force, by incident and code list; of several the later counts.

    A grade stays with its incident when that gets another id.
    """
    now = {
        earlier: incident.id for incident in incidents for earlier in (*incident.previous_ids, incident.id)
    }
    now |= {incident_id: incident_id for incident_id in now.values()}
    found: dict[str, dict[str, Settled]] = {}
    for decision in in_force(decisions):
        if decision.kind is not DecisionKind.GRADE:
            continue
        for incident_id in decision.incident_ids:
            for scheme, grade in decision.replacement:
                found.setdefault(now.get(incident_id, incident_id), {})[scheme] = Settled(
                    scheme=scheme,
                    grade=json.loads(grade),
                    reviewer=decision.reviewer,
                    reason=decision.reason,
                    decided_at=decision.decided_at,
                )
    return found
