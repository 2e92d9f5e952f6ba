"""From claims to incidents and tolls: decisions applied, claims linked, tolls reconciled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recount.ingest import find_copies
from recount.link import link
from recount.model import Claim, Decision, Incident, RecordScope, Report, Toll
from recount.reconcile import first_of_copies, reconcile
from recount.review import Adjudicated, apply_decisions
from recount.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolled:
    """The record after linking and reconciling.

    Attributes:
        adjudicated: claims as people left them, and decisions that found nothing to attach to.
        incidents, tolls: the result.
    """

    adjudicated: Adjudicated
    incidents: tuple[Incident, ...]
    tolls: tuple[Toll, ...]


def make_tolls(
    reports: Iterable[Report],
    claims: Sequence[Claim],
    *,
    scope: RecordScope,
    decisions: Sequence[Decision] = (),
    prior: Sequence[Incident] = (),
) -> Tolled:
    """Link and reconcile claims: a pure function of its arguments."""
    by_id = {report.id: report for report in reports}
    adjudicated = apply_decisions(claims, decisions)
    copies = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(by_id.values())]
    incidents = link(
        adjudicated.claims,
        by_id,
        copies=copies,
        prior=prior,
        constraints=adjudicated.constraints,
    )
    of_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in adjudicated.claims:
        of_report[claim.report_id].append(claim)
    copy_of = first_of_copies(copies, by_id)
    tolls: list[Toll] = []
    for incident in incidents:  # parts of its wholes may stand in other incidents of the same reports
        nearby = [claim for report_id in incident.report_ids for claim in of_report[report_id]]
        tolls += reconcile(
            incident, nearby, by_id, policy=scope.policy, convention=scope.convention, copy_of=copy_of
        )
    return Tolled(adjudicated=adjudicated, incidents=tuple(incidents), tolls=tuple(tolls))


def toll_store(store: Store) -> Tolled:
    """Link and reconcile what the store holds, and keep the result."""
    result = make_tolls(
        store.iter_reports(),
        list(store.iter_claims()),
        scope=store.get_scope(),
        decisions=list(store.iter_decisions()),
        prior=list(store.iter_incidents()),
    )
    store.put_incidents(result.incidents, result.tolls)
    return result
