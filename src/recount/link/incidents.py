"""Claim → Incident: the whole of linking, a pure function of claims, reports and rulings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recount.link.aggregates import Cover
from recount.link.constrain import Rulings, rulings_of
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
from recount.link.grouping import Ground, group_claims, lay_ground
from recount.link.identify import Taken, name_clusters, nobody_has, previous_ids
from recount.link.settle import settle
from recount.link.sharing import Share, alone
from recount.model import Claim, Incident, IncidentKind, LinkConstraints, LinkReason, Report

LINKER = (
    "link/3"  # raised when the same claims may be linked otherwise: stores are then linked anew as a whole
)
MOST_ROUNDS = 4  # what people rule in a circle stays as the last one leaves it


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What linking gave.

    Attributes:
        incidents: incidents and aggregates, in order of date and id.
        ground: the groups and ties they were made of.
    """

    incidents: list[Incident]
    ground: Ground


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
    return link_all(claims, reports, copies=copies, prior=prior, constraints=constraints).incidents


def link_all(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    *,
    copies: Iterable[tuple[str, str, float]] = (),
    prior: Sequence[Incident] = (),
    constraints: LinkConstraints | None = None,
    share: Share = alone,
) -> Linked:
    """Link as ``link`` does, and return what the incidents were made of as well; the work may be shared."""
    ordered = in_record_order(claims, reports)
    shares = {(min(one, two), max(one, two)): shared for one, two, shared in copies}

    def lay(rulings: Rulings) -> Ground:
        return lay_ground(ordered, reports, shares, rulings, share)

    return settle_down(lay, ordered, reports, prior, constraints or LinkConstraints(), share=share)


def settle_down(
    lay: Callable[[Rulings], Ground],
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    prior: Sequence[Incident],
    constraints: LinkConstraints,
    *,
    taken: Taken = nobody_has,
    share: Share = alone,
) -> Linked:
    """Build incidents until their rulings change nothing more, so that a run after this one changes nothing.

    What a ruling says of an incident depends on the claims it held before; a ruling on one that the last run did
    not know is put into effect by the second round.

    Args:
        lay: makes the ground under some rulings.
        claims, reports, prior, taken: as in ``build_incidents``.
        constraints: what people ruled.
        share: does work on many pieces.
    """
    made: list[Incident] = []
    for _ in range(MOST_ROUNDS):
        rulings = rulings_of(constraints, prior, claims)
        ground = lay(rulings)
        made = build_incidents(ground, claims, reports, prior, rulings, taken=taken, share=share)
        if constraints.is_empty or made == list(prior):
            break
        prior = made
    return Linked(incidents=made, ground=ground)


def build_incidents(
    ground: Ground,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    prior: Sequence[Incident],
    rulings: Rulings,
    *,
    taken: Taken = nobody_has,
    share: Share = alone,
) -> list[Incident]:
    """Return the incidents made of a ground, in order of date and id.

    A part of a record gives what the whole would, as long as nothing in it hangs together with anything outside:
    by ties, by a total's cover, by rulings or by the incidents of the last run.

    Args:
        ground: the groups, totals and ties.
        claims: of that ground, in record order.
        reports: theirs.
        prior: the incidents of the last run that hold any of them.
        rulings: on them.
        taken: whether an id belongs to an incident outside.
        share: does work on many pieces.
    """
    by_id = {claim.id: claim for claim in claims}
    order = {claim_id: index for index, claim_id in enumerate(by_id)}
    grouping = group_claims(ground, rulings, share)
    clusters = [[claim.id for group in groups for claim in group.claims] for groups in grouping.clusters]
    clusters = [sorted(members, key=order.__getitem__) for members in (*clusters, *_aggregates(ground))]
    named = name_clusters(sorted(clusters, key=lambda members: order[members[0]]), prior, rulings, taken)
    settle(named, rulings, order, taken)
    links = reasons_of(grouping)
    earlier = previous_ids(named, prior)
    made = [
        _incident(
            incident_id,
            [by_id[claim_id] for claim_id in claim_ids],
            reports,
            is_total=ground.total_ids.issuperset(claim_ids),
            previous=earlier.get(incident_id, ()),
            links=links,
        )
        for incident_id, claim_ids in named.items()
    ]
    return sorted(made, key=lambda incident: (incident.when.start or date.max, incident.id))


def _aggregates(ground: Ground) -> list[list[str]]:
    """Return the claims of totals that cover the same."""
    found: dict[Cover, list[str]] = defaultdict(list)
    for total in ground.totals:
        found[total.cover] += total.claim_ids
    return list(found.values())


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
