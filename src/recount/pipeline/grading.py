"""Grading: what rules suggest beside what people settled, and the totals of the grades chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from recount.codebook.originators import load_originators
from recount.ingest import find_copies
from recount.model import Harm, Incident, IncidentKind, Toll
from recount.reconcile import (
    Headline,
    Suggestion,
    basis_of,
    first_of_copies,
    headline_of,
    originators_of,
    suggest_gradings,
)
from recount.review import Settled, apply_decisions, settled_grades
from recount.store import Store

AIRWARS = "grading_incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One incident with its grades.

    Attributes:
        tolls: its tolls over all victims, by harm.
        suggested: what the rules suggest; never more than a suggestion.
        settled: what people settled, by code list.
    """

    incident: Incident
    tolls: dict[Harm, Toll]
    suggested: tuple[Suggestion, ...]
    settled: dict[str, Settled] = field(default_factory=dict)


def grade_store(store: Store) -> list[Graded]:
    """Return the incidents of a store with their grades, aggregates left out."""
    decisions = list(store.iter_decisions())
    reports = {report.id: report for report in store.iter_reports()}
    claims = {claim.id: claim for claim in apply_decisions(list(store.iter_claims()), decisions).claims}
    pairs = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(reports.values())]
    copy_of, table = first_of_copies(pairs, reports), load_originators()
    incidents = list(store.iter_incidents())
    tolls = _by_incident(store.iter_tolls())
    settled = settled_grades(decisions, incidents)
    found = []
    for incident in incidents:
        if incident.kind is not IncidentKind.INCIDENT:
            continue
        own = tolls.get(incident.id, [])
        about = [claims[claim_id] for claim_id in incident.claim_ids if claim_id in claims]
        voices = originators_of(about, reports, table, copy_of)
        found.append(
            Graded(
                incident=incident,
                tolls={toll.harm: toll for toll in own},
                suggested=tuple(suggest_gradings(basis_of(incident, own, claims, voices, table))),
                settled=settled.get(incident.id, {}),
            )
        )
    return found


def _by_incident(tolls: Iterable[Toll]) -> dict[str, list[Toll]]:
    """Return the tolls over all victims by incident."""
    found: dict[str, list[Toll]] = {}
    for toll in tolls:
        if toll.status is None:
            found.setdefault(toll.incident_id, []).append(toll)
    return found


def headline_from(graded: Iterable[Graded], harm: Harm, chosen: Iterable[str]) -> Headline:
    """Sum the tolls of one harm over incidents whose settled grade is among the chosen ones."""
    pairs = (
        (item.settled[AIRWARS].grade, item.tolls[harm])
        for item in graded
        if AIRWARS in item.settled and harm in item.tolls
    )
    return headline_of(pairs, chosen)
