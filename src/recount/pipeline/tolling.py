"""From claims to incidents and tolls: decisions applied, claims linked, tolls reconciled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from recount.codebook.originators import Originators
from recount.ingest import find_copies
from recount.link import Ground, Share, alone, link_all
from recount.model import Claim, Decision, Incident, RecordScope, Report, Toll
from recount.pipeline.copying import sketch_all
from recount.pipeline.forking import share_for
from recount.pipeline.grounding import keep_ground, write_mark
from recount.pipeline.placing import placed
from recount.pipeline.resting import collector_at_rest
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
    made = _link(by_id, claims, copies, scope, decisions, prior, alone)
    return Tolled(adjudicated=made.adjudicated, incidents=made.incidents, tolls=tuple(made.tolls()))


def toll_store(store: Store, *, share: Share | None = None) -> Tolled:
    """Link and reconcile all that the store holds, and keep the result, for ``retoll`` to go on from.

    Args:
        store: the record.
        share: does work on many things that do not depend on each other; by default a large record is shared
            among the processors of the machine (``forking``). It changes no result.
    """
    with collector_at_rest(), store.transaction():
        reports = {report.id: report for report in store.iter_reports()}
        shared = share_for(len(reports)) if share is None else share
        found = sketch_all(store, reports, shared)
        copies = [(one, two, containment) for (one, two), containment in sorted(found.items())]
        decisions = list(store.iter_decisions())
        made = _link(
            reports,
            list(store.iter_claims()),
            copies,
            store.get_scope(),
            decisions,
            list(store.iter_incidents()),
            shared,
        )
        keep_ground(store, made.ground, made.adjudicated.claims, reports, made.incidents)
        done = Tolled(adjudicated=made.adjudicated, incidents=made.incidents, tolls=tuple(made.tolls()))
        store.put_incidents(done.incidents, done.tolls)
        write_mark(store)
    return done


def tolls_of(
    incidents: Sequence[Incident],
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
    work = _reconciling(claims, reports, scope, originators, copy_of)
    return list(chain.from_iterable(work(incidents)))


def _reconciling(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    scope: RecordScope,
    originators: Originators,
    copy_of: Mapping[str, str],
) -> Callable[[Sequence[Incident]], list[list[Toll]]]:
    """Return what gives the tolls of each of some incidents."""
    of_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_report[claim.report_id].append(claim)

    def tolls_of_each(incidents: Sequence[Incident]) -> list[list[Toll]]:
        return [
            reconcile(
                incident,
                [claim for report_id in incident.report_ids for claim in of_report[report_id]],
                reports,
                policy=scope.policy,
                convention=scope.convention,
                originators=originators,
                copy_of=copy_of,
            )
            for incident in incidents
        ]

    return tolls_of_each


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What linking gave, and what gives the tolls, on which others may be at work."""

    adjudicated: Adjudicated
    incidents: tuple[Incident, ...]
    ground: Ground
    tolls: Callable[[], Iterable[Toll]]


def _link(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    copies: Copies,
    scope: RecordScope,
    decisions: Sequence[Decision],
    prior: Sequence[Incident],
    share: Share,
) -> _Made:
    adjudicated = apply_decisions(claims, decisions)
    linked = link_all(
        adjudicated.claims,
        reports,
        copies=copies,
        prior=prior,
        constraints=adjudicated.constraints,
        share=share,
    )
    incidents = placed(linked.incidents, decisions, {incident.id for incident in linked.incidents})
    first = first_of_copies(copies, reports)
    work = _reconciling(adjudicated.claims, reports, scope, originators_for(decisions), first)
    tolls = share.later(work, incidents)
    return _Made(
        adjudicated=adjudicated,
        incidents=tuple(incidents),
        ground=linked.ground,
        tolls=lambda: chain.from_iterable(tolls()),
    )
