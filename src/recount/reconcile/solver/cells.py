"""Cells: what the regions of all figures, and of the question, make of the victims that can exist.

Two victims who lie in the same regions are told apart by nothing, so a cell is a set of regions, kept as the
bits of one number. The cells of each dimension (places, days, harms, statuses and groups, incidents) are
found alone and then crossed; equal ones fall together at every step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from recount.model import Group
from recount.reconcile.solver.places import Atlas, place_cells
from recount.reconcile.solver.regions import EARLIEST, OUTSIDE, STATUSES, Region

MAX_GROUPS = 5  # groups told apart; further ones may hold anybody
MAX_TOGETHER = 4  # incidents of one place and day told apart; further ones may hold anybody there

Signature = int


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What decides which victims can exist.

    Attributes:
        atlas: the places.
        incidents: where and when each incident of the record was; its victims lie there.
        separate: True to take the incidents as having no victim in common.
        complete: True to take them as all that happened on their days in their places.
    """

    atlas: Atlas
    incidents: Mapping[str, Region]
    separate: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """The regions as bits: floors may count whom a cap of the same words may not (``blurred``)."""

    regions: Sequence[Region]
    outer: Signature

    def bits(self, some: Iterable[bool]) -> Signature:
        return sum(1 << at for at, is_in in enumerate(some) if is_in)


def cells_of(outer: Sequence[Region], inner: Sequence[Region], world: World) -> list[Signature]:
    """Return the cells: for each the bits of the regions it lies in, those of ``outer`` first.

    What cannot be told apart any more (too many groups, places or incidents) lies in every region of
    ``outer`` and in none of ``inner``, so that bounds can only become wider.
    """
    regions = (*outer, *inner)
    sides = _Sides(regions=regions, outer=(1 << len(outer)) - 1)
    places = _place_masks(sides, world)
    days = _day_masks(sides, world)
    spots = {(mask & day, here & now) for mask, here in places for day, now in days}
    stays = {present: _incident_masks(sides, world, present) for present in {here for _, here in spots}}
    masks = {mask & stay for mask, present in spots for stay in stays[present]}
    for dimension in (_harm_masks(sides), _people_masks(sides)):
        masks = {mask & other for mask in masks for other in dimension}
    return sorted(masks - {0})


def _place_masks(sides: _Sides, world: World) -> set[tuple[Signature, Signature]]:
    """Return, for each spot, the regions it lies in and the incidents that may have been there."""
    extents = (*sides.regions, *world.incidents.values())  # the question first, then what is nearest to it
    named = dict.fromkeys(place for region in extents for place in sorted(region.places or ()))
    cells, merged = place_cells(world.atlas, named)

    def lies_in(region: Region, cell: frozenset[str], *, blurred: bool) -> bool:
        if region.places is None or not cell.isdisjoint(region.places):
            return True
        return blurred and any(
            (world.atlas.around[place] - merged) <= cell for place in region.places & merged
        )

    return {
        (
            sides.bits(
                lies_in(region, cell, blurred=at < sides.outer.bit_length())
                for at, region in enumerate(sides.regions)
            ),
            sides.bits(lies_in(region, cell, blurred=True) for region in world.incidents.values()),
        )
        for cell in cells
    }


def _day_masks(sides: _Sides, world: World) -> set[tuple[Signature, Signature]]:
    extents = (*sides.regions, *world.incidents.values())
    starts = {EARLIEST, *(region.first for region in extents), *(region.end for region in extents)}
    return {
        (
            sides.bits(region.first <= day < region.end for region in sides.regions),
            sides.bits(region.first <= day < region.end for region in world.incidents.values()),
        )
        for day in starts
    }


def _incident_masks(sides: _Sides, world: World, present: Signature) -> list[Signature]:
    """Return which regions stay in each set of the incidents that may have been at a spot, and in none."""
    here = [name for at, name in enumerate(world.incidents) if present >> at & 1]
    told, blurred = here[:MAX_TOGETHER], frozenset(here[MAX_TOGETHER:])
    most = 1 if world.separate else len(told)
    sets = [frozenset(some) for size in range(1, most + 1) for some in combinations(told, size)]
    if blurred or not (world.complete and here):  # in none, or only in one that is not told apart
        sets.append(frozenset())

    def allows(at: int, region: Region, together: frozenset[str]) -> bool:
        if region.incident is None:
            return True
        if region.incident in blurred or (region.incident == OUTSIDE and blurred):
            return at < sides.outer.bit_length()
        return region.incident in together or (region.incident == OUTSIDE and not together)

    return [sides.bits(allows(at, region, some) for at, region in enumerate(sides.regions)) for some in sets]


def _harm_masks(sides: _Sides) -> set[Signature]:
    harms = sorted({harm for region in sides.regions for harm in region.harms})
    return {sides.bits(harm in region.harms for region in sides.regions) for harm in harms}


def _people_masks(sides: _Sides) -> set[Signature]:
    named = [group for region in sides.regions for some in region.groups for group in sorted(some)]
    told = list(dict.fromkeys(named))[:MAX_GROUPS]
    rest = frozenset(named) - frozenset(told)

    def holds(at: int, region: Region, groups: frozenset[Group]) -> bool:
        return all(
            not some.isdisjoint(groups) or (at < sides.outer.bit_length() and not some.isdisjoint(rest))
            for some in region.groups
        )

    memberships = [
        frozenset(group for group, is_in in zip(told, chosen, strict=True) if is_in)
        for chosen in product((False, True), repeat=len(told))
    ]
    return {
        sides.bits(
            status in region.statuses and holds(at, region, groups) for at, region in enumerate(sides.regions)
        )
        for status in STATUSES
        for groups in memberships
    }
