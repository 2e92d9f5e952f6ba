"""Claims as figures over regions: whom a claim surely counts, whom it may count, and what does not bind.

The rules, in order:

1. Only what a text asserts binds, and of one originator only the newest figure of one scope. Approximate
   numbers bind neither end.
2. "At least" gives a floor only. A single victim, a list of names or a vague word never gives a cap.
3. A figure for an incident caps that incident, not its day or place: more may have happened there. (That one
   text says "Aleppo" and another "eastern Aleppo" makes no difference to an incident.) A figure for a day, a
   period, a campaign or the conflict caps all that happened in its places on its days.
4. A part counts people of its whole; a repeat counts the same people. A part that neither people, place nor
   days tell from its whole is a floor only.
5. A figure without a place is a floor for anywhere, one without a date for any day up to its report; such a
   figure caps nothing but its incident, and without a date not even that.
6. A total dated by its announcement (one of its parts is dated outside its days) is a floor over all those
   days and caps none of them.
7. What a text adds ("another 5") is added, and capped only as a sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recount.model import (
    Claim,
    CountKind,
    Exclusion,
    Group,
    Harm,
    Incident,
    IncidentKind,
    Modality,
    RelationType,
    Report,
    Scope,
    Status,
    StatusBasis,
)
from recount.reconcile.grouping import known_on
from recount.reconcile.solver.adding import Figure, added
from recount.reconcile.solver.places import Atlas
from recount.reconcile.solver.regions import EARLIEST, LATEST, STATUSES, Region
from recount.reconcile.wholes import counts_one_group, whole_of

_TOTALS = frozenset({Scope.DAY, Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})
_FLOOR_ONLY = frozenset(
    {CountKind.SINGULAR, CountKind.NAME_LIST, CountKind.VAGUE, CountKind.BARE_PLURAL, CountKind.NONE_STATED}
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What figures are read from.

    Attributes:
        claims: with decisions applied.
        reports: by id.
        voices: originators by claim id.
        incidents: of the record; aggregates among them are totals.
        atlas: the places of the claims.
    """

    claims: Sequence[Claim]
    reports: Mapping[str, Report]
    voices: Mapping[str, tuple[str, ...]]
    incidents: Sequence[Incident]
    atlas: Atlas


def figures_of(evidence: Evidence) -> tuple[list[Figure], list[Exclusion]]:
    """Return the figures that bind, and the claims that do not, with reasons as codes of ``proof.yml``."""
    home = {claim: item for item in evidence.incidents for claim in item.claim_ids}
    asserted, excluded = _asserted(evidence)
    by_id = {claim.id: claim for claim in asserted}
    regions = {claim.id: _region(claim, evidence, home.get(claim.id)) for claim in asserted}
    repeats = _repeats(asserted, by_id)
    regions = {claim.id: _within(claim, by_id, regions, repeats, evidence) for claim in asserted}
    parts = _groups_counted(evidence.claims)
    current, superseded = _newest(asserted, regions, evidence)
    stretched = _stretched(current, by_id, regions)
    widened = {**regions, **stretched}
    figures = [
        Figure(
            claim_ids=(claim.id,),
            originators=evidence.voices[claim.id],
            low=claim.count.low or 0,
            high=None if claim.count.kind in _FLOOR_ONLY else claim.count.high,
            outer=widened[claim.id],
            inner=None
            if claim.id in stretched or _is_not_told_apart(claim, by_id, widened)
            else _inner(claim, regions[claim.id], evidence, home.get(claim.id), parts),
        )
        for claim in current
    ]
    return added(figures, {claim.id: claim for claim in current}, evidence.atlas), excluded + superseded


def extents_of(figures: Iterable[Figure]) -> dict[str, Region]:
    """Return where and when each incident was, as far as its figures say."""
    of_incident: dict[str, list[Region]] = defaultdict(list)
    for figure in figures:
        if figure.outer.incident:
            of_incident[figure.outer.incident].append(figure.outer)
    return {
        incident: Region(
            harms=frozenset(Harm),
            places=None
            if any(region.places is None for region in regions)
            else frozenset().union(*(region.places or () for region in regions)),
            first=min(region.first for region in regions),
            end=max(region.end for region in regions),
        )
        for incident, regions in sorted(of_incident.items())
    }


def _asserted(evidence: Evidence) -> tuple[list[Claim], list[Exclusion]]:
    replaced = {
        claim.relation.to
        for claim in evidence.claims
        if claim.relation is not None and claim.relation.type is RelationType.UPDATES
    }
    kept: list[Claim] = []
    excluded: list[Exclusion] = []
    for claim in sorted(evidence.claims, key=lambda item: item.id):
        reason = ""
        if claim.modality is not Modality.ASSERTED:
            reason = claim.modality.value
        elif claim.id in replaced:
            reason = "replaced"
        elif claim.count.approx:
            reason = "approximate"
        if reason:
            excluded.append(Exclusion(claim_id=claim.id, reason=reason))
        else:
            kept.append(claim)
    return kept, excluded


def _region(claim: Claim, evidence: Evidence, incident: Incident | None) -> Region:
    """Return everybody a claim may count, before its relations are looked at."""
    first, end = _days(claim, evidence)
    return Region(
        harms=harms_of(claim.harm),
        statuses=statuses_of(claim.status if claim.status_basis is StatusBasis.STATED else Status.UNKNOWN),
        groups=(frozenset(claim.groups),) if counts_one_group(claim) else (),
        places=_places(claim, evidence.atlas, inner=False),
        first=first,
        end=end,
        incident=incident.id if _is_of_incident(claim, incident) and incident else None,
    )


def harms_of(harm: Harm) -> frozenset[Harm]:
    """Return the harms a count may be of: casualties are killed or injured."""
    return frozenset({Harm.KILLED, Harm.INJURED} if harm is Harm.CASUALTIES else {harm})


def statuses_of(status: Status) -> frozenset[Status]:
    """Return the statuses of the victims that a stated status allows."""
    return frozenset({status} if status in {Status.CIVILIAN, Status.COMBATANT} else STATUSES)


def _is_of_incident(claim: Claim, incident: Incident | None) -> bool:
    """Whether a claim counts the victims of an incident; one without a date may speak of any."""
    if incident is None or incident.kind is not IncidentKind.INCIDENT:
        return False
    return claim.scope not in _TOTALS and claim.when.is_known


def _days(claim: Claim, evidence: Evidence) -> tuple[date, date]:
    """Return the first day and the day after the last: open ends end with the day the claim became known."""
    when = claim.when
    known = known_on(claim, evidence.reports)
    first = when.start or EARLIEST
    end = when.end or (known + _DAY if known is not None and known >= first else LATEST)
    return first, max(end, first + _DAY)


def _places(claim: Claim, atlas: Atlas, *, inner: bool) -> frozenset[str] | None:
    """Return where a claim's victims are: of a list with what encloses it, that for all it may count."""
    ids = list(dict.fromkeys(atlas.id_of(place) for place in claim.places))
    if not ids:
        return None
    specific = [one for one in ids if not any(one in atlas.around[other] for other in ids)]
    if len(specific) > 1 and not inner and len(specific) < len(ids):
        return frozenset({ids[-1]}) if ids[-1] not in specific else frozenset(specific)
    return frozenset(specific)


def _within(
    claim: Claim,
    by_id: Mapping[str, Claim],
    regions: Mapping[str, Region],
    repeats: Mapping[str, Sequence[Claim]],
    evidence: Evidence,
) -> Region:
    """Rule 4: a part counts people of its whole, a repeat the same people."""
    region = regions[claim.id]
    whole = whole_of(claim, by_id)
    if whole is not None and _is_part(claim, whole, evidence):
        region = region.of_people_of(regions[whole.id])
    for other in repeats.get(claim.id, ()):
        shared = region.statuses & regions[other.id].statuses
        same_group = regions[other.id].groups == region.groups
        if shared and same_group:
            region = replace(region, statuses=shared)
    return region


def _is_part(claim: Claim, whole: Claim, evidence: Evidence) -> bool:
    """Whether a part is one: words show it, or whoever gives the whole gives the part."""
    if claim.relation is None or claim.harm is not whole.harm:
        return False
    said = not set(evidence.voices[claim.id]).isdisjoint(evidence.voices[whole.id])
    return bool(claim.relation.cue) or said or counts_one_group(claim)


def _repeats(claims: Sequence[Claim], by_id: Mapping[str, Claim]) -> dict[str, list[Claim]]:
    """Return, by claim, the claims of its report that give the same figure in other words."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = claim.relation
        if relation is None or relation.type is not RelationType.SAME_AS or relation.to not in by_id:
            continue
        other = by_id[relation.to]
        if other.count.low == claim.count.low and other.harm is claim.harm:
            found[claim.id].append(other)
            found[other.id].append(claim)
    return found


def _newest(
    claims: Sequence[Claim], regions: Mapping[str, Region], evidence: Evidence
) -> tuple[list[Claim], list[Exclusion]]:
    """Rule 1: of the figures of one originator and one scope, those of the last day; of one day the greatest."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        for voice in evidence.voices[claim.id]:
            groups[voice, *_scope(claim, regions[claim.id])].append(claim)
    newest: set[str] = set()
    for group in groups.values():
        last = max(known_on(claim, evidence.reports) or date.min for claim in group)
        today = [claim for claim in group if (known_on(claim, evidence.reports) or date.min) == last]
        top = max(claim.count.greatest_stated or 0 for claim in today)
        newest |= {claim.id for claim in today if (claim.count.greatest_stated or 0) == top}
    kept = [claim for claim in claims if claim.id in newest]
    gone = [claim for claim in claims if claim.id not in newest]
    return kept, [Exclusion(claim_id=claim.id, reason="superseded") for claim in gone]


def _scope(claim: Claim, region: Region) -> tuple[object, ...]:
    """Return what two figures must share so that the newer replaces the older."""
    places = frozenset(place.partition("/")[0] for place in region.places or ())
    relation = claim.relation
    is_part = relation is not None and relation.type is RelationType.SUBSET_OF and not region.groups
    is_added = relation is not None and relation.type is RelationType.ADDITIONAL_TO
    kind = relation.to if relation is not None and (is_part or is_added) else ""
    days = () if region.incident else (region.first, region.end)
    is_loose = claim.count.kind in _FLOOR_ONLY
    return region.harms, region.statuses, region.groups, region.incident, days, places, kind, is_loose


def _stretched(
    claims: Sequence[Claim], by_id: Mapping[str, Claim], regions: Mapping[str, Region]
) -> dict[str, Region]:
    """Rule 6: the regions of totals of which a part is dated outside their days."""
    wider: dict[str, Region] = {}
    for claim in claims:
        whole = whole_of(claim, by_id)
        if whole is None or whole.harm is not claim.harm:
            continue
        part, total = regions[claim.id], wider.get(whole.id, regions[whole.id])
        if part.first < total.first or part.end > total.end:
            wider[whole.id] = replace(
                total, first=min(part.first, total.first), end=max(part.end, total.end), incident=None
            )
    return wider


def _is_not_told_apart(claim: Claim, by_id: Mapping[str, Claim], regions: Mapping[str, Region]) -> bool:
    """Whether a smaller figure is a part of a whole in some way that regions do not know (its means, its street)."""
    whole = whole_of(claim, by_id)
    if whole is None or (claim.count.greatest_stated or 0) >= (whole.count.greatest_stated or 0):
        return False
    return replace(regions[claim.id], incident=None) == replace(regions[whole.id], incident=None)


def _inner(
    claim: Claim,
    region: Region,
    evidence: Evidence,
    incident: Incident | None,
    parts: Mapping[str, frozenset[Group]],
) -> Region | None:
    """Rules 3 and 5: the people whom a claim surely counts, all that a cap may be laid on."""
    own = _is_of_incident(claim, incident)
    dated = claim.when.start is not None
    if not own and (claim.scope not in _TOTALS or not claim.places or not dated):
        return None
    people = region
    is_named = not parts.get(claim.id, frozenset()).isdisjoint(claim.groups)  # "seven of them children"
    if claim.groups and not counts_one_group(claim) and not is_named:
        people = replace(region, groups=(*region.groups, frozenset(claim.groups)))
    if claim.status_basis is StatusBasis.RULE and not claim.groups:
        people = replace(people, statuses=people.statuses & statuses_of(claim.status))
    harms = frozenset({Harm.KILLED}) if claim.harm is Harm.CASUALTIES else region.harms
    places = _places(claim, evidence.atlas, inner=True)
    if own:
        places = None if places is None else frozenset(place.partition("/")[0] for place in places)
        is_part = claim.relation is not None and claim.relation.type is RelationType.SUBSET_OF
        if not is_part:  # a whole incident is counted, whatever day of it the text names
            people = replace(people, first=EARLIEST, end=LATEST)
    return replace(people, harms=harms, places=places)


def _groups_counted(claims: Iterable[Claim]) -> dict[str, frozenset[Group]]:
    """Return, by claim, the groups of its victims that another claim counts as a part of it."""
    found: dict[str, frozenset[Group]] = defaultdict(frozenset)
    for claim in claims:
        if claim.relation is not None and claim.relation.type is RelationType.SUBSET_OF:
            found[claim.relation.to] |= frozenset(claim.groups)
    return found
