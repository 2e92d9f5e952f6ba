"""Claim → Incident: the whole of linking, a pure function of claims, reports and rulings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from recount.link.aggregates import aggregates_of
from recount.link.constrain import rulings_of
from recount.link.days import cover_of, when_of
from recount.link.describe import (
    is_told_first,
    label_of,
    means_of,
    perpetrators_of,
    places_of,
    scope_of,
)
from recount.link.explain import reasons_of
from recount.link.grouping import group_claims
from recount.link.identify import name_clusters, previous_ids
from recount.link.scope import find_totals
from recount.link.settle import settle
from recount.model import Claim, Incident, IncidentKind, LinkConstraints, LinkReason, Report


def link(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    *,
    copies: Iterable[tuple[str, str, float]] = (),
    prior: Sequence[Incident] = (),
    constraints: LinkConstraints | None = None,
) -> list[Incident]:
    """Return the incidents and aggregates that claims are about, in order of date and id.

    Every claim is in exactly one of them, and the partition does not depend on the order of the claims.

    Args:
        claims: of all reports.
        reports: by id.
        copies: (report, other report, containment 0–1) for reports that carry one wire story.
        prior: the incidents of the last run, whose ids live on.
        constraints: what people ruled; outweighs everything else.
    """
    ordered = in_record_order(claims, reports)
    by_id = {claim.id: claim for claim in ordered}
    order = {claim_id: index for index, claim_id in enumerate(by_id)}
    rulings = rulings_of(constraints or LinkConstraints(), prior, ordered)
    ruled = {claim_id for unit in rulings.units for claim_id in unit}
    total_ids = find_totals(ordered)
    events = [claim for claim in ordered if claim.id in ruled or claim.id not in total_ids]
    totals = [claim for claim in ordered if claim.id not in ruled and claim.id in total_ids]
    shares = {(min(one, two), max(one, two)): share for one, two, share in copies}
    grouping = group_claims(events, reports, shares, rulings)
    clusters = [[claim.id for group in groups for claim in group.claims] for groups in grouping.clusters]
    clusters = [
        sorted(cluster, key=order.__getitem__) for cluster in (*clusters, *aggregates_of(totals, reports))
    ]
    named = name_clusters(sorted(clusters, key=lambda cluster: order[cluster[0]]), prior, rulings)
    settle(named, rulings, order)
    links = reasons_of(grouping)
    earlier = previous_ids(named, prior)
    made = [
        _incident(
            incident_id,
            [by_id[claim_id] for claim_id in claim_ids],
            reports,
            is_total=total_ids.issuperset(claim_ids),
            previous=earlier.get(incident_id, ()),
            links=links,
        )
        for incident_id, claim_ids in named.items()
    ]
    return sorted(made, key=lambda incident: (incident.when.start or date.max, incident.id))


def in_record_order(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Claim]:
    """Return the claims by the date their report carries, report and place in the text."""

    def key(claim: Claim) -> tuple[date, str, int, str]:
        report = reports.get(claim.report_id)
        day = None if report is None else report.reference_date
        return day or date.max, claim.report_id, claim.count_selector.start, claim.id

    return sorted({claim.id: claim for claim in claims}.values(), key=key)


def _incident(
    incident_id: str,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    *,
    is_total: bool,
    previous: tuple[str, ...],
    links: Mapping[str, Sequence[LinkReason]],
) -> Incident:
    places, means = places_of(claims), means_of(claims)
    when = cover_of(claims, reports) if is_total else when_of(claims, reports)
    told = [claim.report_id for claim in claims]
    main = {
        claim.report_id
        for claim in claims
        if claim.report_id in reports and is_told_first(claim, reports[claim.report_id])
    }
    members = {claim.id for claim in claims}
    return Incident(
        id=incident_id,
        kind=IncidentKind.AGGREGATE if is_total else IncidentKind.INCIDENT,
        label=label_of(places, when, means),
        scope=scope_of(claims, is_aggregate=is_total),
        when=when,
        places=places,
        means=means,
        perpetrators=perpetrators_of(claims),
        claim_ids=tuple(claim.id for claim in claims),
        main_report_ids=tuple(dict.fromkeys(report for report in told if report in main)),
        background_report_ids=tuple(dict.fromkeys(report for report in told if report not in main)),
        previous_ids=previous,
        links=tuple(
            reason for claim in claims for reason in links.get(claim.id, ()) if reason.other_id in members
        ),
    )
