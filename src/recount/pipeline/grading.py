"""Grading: what rules suggest beside what people settled, and the totals of the grades chosen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recount.ingest import find_copies
from recount.model import Claim, Decision, DecisionKind, Harm, Incident, IncidentKind, Toll
from recount.publish import Grade, GradedTotal
from recount.reconcile import (
    Headline,
    Suggestion,
    basis_of,
    first_of_copies,
    headline_of,
    originators_of,
    suggest_gradings,
)
from recount.review import (
    ClaimIndex,
    Settled,
    apply_decisions,
    in_force,
    originators_for,
    settled_grades,
)
from recount.store import StoreReader

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


def grade_store(store: StoreReader) -> list[Graded]:
    """Return the incidents of a store with their grades, aggregates left out."""
    decisions = list(store.iter_decisions())
    reports = {report.id: report for report in store.iter_reports()}
    claims = {claim.id: claim for claim in apply_decisions(list(store.iter_claims()), decisions).claims}
    pairs = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(reports.values())]
    copy_of, table = first_of_copies(pairs, reports), originators_for(in_force(decisions))
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


def grades_of(
    decisions: Iterable[Decision], incidents: Iterable[Incident], claims: Sequence[Claim]
) -> Iterator[Grade]:
    """Yield the grades that people settled: of incidents by the code lists for them, of claims by theirs.

    Args:
        decisions: those in force, in the order in which they were ruled.
        incidents, claims: of the record; a grade of something that is no longer there is left out.
    """
    kept = list(incidents)
    ids, standing = {incident.id for incident in kept}, list(decisions)
    for incident_id, by_scheme in settled_grades(standing, kept).items():
        if incident_id in ids:
            yield from (_grade(incident_id, settled) for settled in by_scheme.values())
    for (claim_id, _), grade in _claim_grades(standing, ClaimIndex(claims)).items():
        yield _grade(claim_id, grade)


def totals_of(
    grades: Iterable[Grade], incidents: Iterable[Incident], tolls: Iterable[Toll], chosen: Collection[str]
) -> Iterator[GradedTotal]:
    """Yield the sums over graded incidents, for each harm the headline first; nothing where none is graded."""
    kinds = {incident.id: incident.kind for incident in incidents}
    settled = {grade.subject_id: grade.grade for grade in grades if grade.scheme == AIRWARS}
    graded: dict[Harm, list[tuple[str, Toll]]] = {}
    for toll in tolls:
        is_whole = kinds.get(toll.incident_id) is IncidentKind.INCIDENT and toll.status is None
        if is_whole and toll.incident_id in settled:
            graded.setdefault(toll.harm, []).append((settled[toll.incident_id], toll))
    for harm in Harm:
        if harm not in graded:
            continue
        wanted = sorted(chosen)
        yield _total(harm, wanted, graded[harm], is_headline=True)
        for grade in sorted({grade for grade, _ in graded[harm]}.difference(wanted)):
            yield _total(harm, [grade], graded[harm], is_headline=False)


def _total(
    harm: Harm, grades: Sequence[str], graded: Iterable[tuple[str, Toll]], *, is_headline: bool
) -> GradedTotal:
    found = headline_of([pair for pair in graded if pair[0] in grades], grades)
    return GradedTotal(
        harm=harm,
        grades=tuple(grades),
        is_headline=is_headline,
        low=found.low,
        high=found.high,
        high_open=found.high_open,
        incidents=found.incidents,
    )


def _grade(subject_id: str, settled: Settled) -> Grade:
    return Grade(
        subject_id=subject_id,
        scheme=settled.scheme,
        grade=settled.grade,
        reason=settled.reason,
        decided_at=settled.decided_at,
        reviewer=settled.reviewer,
    )


def _claim_grades(standing: Iterable[Decision], index: ClaimIndex) -> dict[tuple[str, str], Settled]:
    found: dict[tuple[str, str], Settled] = {}
    for decision in standing:
        if decision.kind is not DecisionKind.GRADE or decision.claim is None:
            continue
        claim = index.find(decision.claim)
        if claim is None:
            continue
        for scheme, grade in decision.replacement:
            found[claim.id, scheme] = Settled(
                scheme=scheme,
                grade=json.loads(grade),
                reviewer=decision.reviewer,
                reason=decision.reason,
                decided_at=decision.decided_at,
            )
    return found
