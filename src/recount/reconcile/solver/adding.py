"""Figures over regions, and those that a text adds to each other ("another 5")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from recount.model import Claim, RelationType, Status
from recount.reconcile.solver.places import Atlas
from recount.reconcile.solver.regions import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one claim says, or what a text adds up from several.

    Attributes:
        claim_ids: the claims.
        originators: who says it.
        low: at least so many are in ``outer``.
        high: at most so many are in ``inner``; ``None`` for no cap.
        outer: everybody it may count.
        inner: only people it surely counts; ``None`` where that is nobody.
    """

    claim_ids: tuple[str, ...]
    originators: tuple[str, ...]
    low: int
    high: int | None
    outer: Region
    inner: Region | None


def added(figures: list[Figure], by_id: Mapping[str, Claim], atlas: Atlas) -> list[Figure]:
    """Return figures with those that a text adds to each other as floors of their own, and one sum."""
    of_claim = {figure.claim_ids[0]: figure for figure in figures}
    chains: dict[str, list[str]] = {}
    root_of: dict[str, str] = {}
    for claim in sorted(
        by_id.values(), key=lambda item: (item.report_id, item.count_selector.start, item.id)
    ):
        relation = claim.relation
        if relation is None or relation.type is not RelationType.ADDITIONAL_TO or relation.to not in by_id:
            continue
        if by_id[relation.to].harm is claim.harm:
            root = root_of.get(relation.to, relation.to)
            root_of[claim.id] = root
            chains.setdefault(root, [root]).append(claim.id)
    sums = [
        total
        for chain in chains.values()
        if (total := _sum([of_claim[one] for one in chain], atlas)) is not None
    ]
    summed = {claim for total in sums for claim in total.claim_ids}
    return [replace(item, inner=None) if item.claim_ids[0] in summed else item for item in figures] + sums


def _sum(parts: Sequence[Figure], atlas: Atlas) -> Figure | None:
    """Return the sum of parts whose regions overlap; ``None`` where the regions themselves keep them apart."""
    regions = [part.outer for part in parts]
    if all(_are_apart(one, two, atlas) for one, two in combinations(regions, 2)):
        return None
    places = [region.places for region in regions]
    one_inner = len({part.inner for part in parts}) == 1
    is_capped = one_inner and parts[0].inner is not None and all(part.high is not None for part in parts)
    return Figure(
        claim_ids=tuple(claim for part in parts for claim in part.claim_ids),
        originators=tuple(sorted({voice for part in parts for voice in part.originators})),
        low=sum(part.low for part in parts),
        high=sum(part.high or 0 for part in parts) if is_capped else None,
        outer=Region(
            harms=regions[0].harms,
            statuses=frozenset[Status]().union(*(region.statuses for region in regions)),
            places=None if None in places else frozenset[str]().union(*(some or () for some in places)),
            first=min(region.first for region in regions),
            end=max(region.end for region in regions),
            incident=regions[0].incident if len({region.incident for region in regions}) == 1 else None,
        ),
        inner=parts[0].inner if is_capped else None,
    )


def _are_apart(one: Region, two: Region, atlas: Atlas) -> bool:
    if not one.shares_days(two) or one.statuses.isdisjoint(two.statuses):
        return True
    return bool(one.places and two.places) and all(
        atlas.lie_apart(here, there) for here in one.places or () for there in two.places or ()
    )
