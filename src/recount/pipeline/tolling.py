"""From claims to incidents and tolls: decisions applied, claims linked, tolls reconciled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.codebook.originators import Originators
from recount.ingest import find_copies
from recount.link import Linked, link_all
from recount.model import Claim, Decision, Incident, RecordScope, Report, Toll
from recount.pipeline.copying import sketch_all
from recount.pipeline.grounding import keep_ground
from recount.reconcile import first_of_copies, reconcile
from recount.review import Adjudicated, apply_decisions, originators_for
from recount.store import Store

Copies = Sequence[tuple[str, str, float]]


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
    copies = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(by_id.values())]
    return _make(by_id, claims, copies, scope, decisions, prior)[0]


def toll_store(store: Store) -> Tolled:
    """Link and reconcile all that the store holds, and keep the result, for ``retoll`` to go on from."""
    with store.transaction():
        reports = {report.id: report for report in store.iter_reports()}
        copies = [(one, two, share) for (one, two), share in sorted(sketch_all(store, reports).items())]
        decisions = list(store.iter_decisions())
        result, linked = _make(
            reports,
            list(store.iter_claims()),
            copies,
            store.get_scope(),
            decisions,
            list(store.iter_incidents()),
        )
        store.put_incidents(result.incidents, result.tolls)
        keep_ground(store, linked.ground, result.adjudicated.claims, reports, result.incidents)
    return result


def tolls_of(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    *,
    scope: RecordScope,
    originators: Originators,
    copy_of: Mapping[str, str],
) -> list[Toll]:
    """Return the tolls of incidents.

    Args:
        incidents: what is counted.
        claims: all of the reports that tell of them: parts of a whole may stand in other incidents.
        reports: those, and the first ones of the stories that they carry.
        scope: names the rules.
        originators: the table in force.
        copy_of: the first report of the story that a report carries.
    """
    of_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_report[claim.report_id].append(claim)
    return [
        toll
        for incident in incidents
        for toll in reconcile(
            incident,
            [claim for report_id in incident.report_ids for claim in of_report[report_id]],
            reports,
            policy=scope.policy,
            convention=scope.convention,
            originators=originators,
            copy_of=copy_of,
        )
    ]


def _make(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    copies: Copies,
    scope: RecordScope,
    decisions: Sequence[Decision],
    prior: Sequence[Incident],
) -> tuple[Tolled, Linked]:
    adjudicated = apply_decisions(claims, decisions)
    linked = link_all(
        adjudicated.claims, reports, copies=copies, prior=prior, constraints=adjudicated.constraints
    )
    tolls = tolls_of(
        linked.incidents,
        adjudicated.claims,
        reports,
        scope=scope,
        originators=originators_for(decisions),
        copy_of=first_of_copies(copies, reports),
    )
    done = Tolled(adjudicated=adjudicated, incidents=tuple(linked.incidents), tolls=tuple(tolls))
    return done, linked
