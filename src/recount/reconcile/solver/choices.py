"""Figures that cannot all be true: whom one can believe together, and what follows then.

An originator is believed or not in one matter (an incident, or one place and its days), never as a whole: who is
wrong about Tuesday may be right about Thursday. One that contradicts itself in a matter is split into its
reports, and if need be into its claims. What nobody contradicts binds whomever one believes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recount.reconcile.solver.programme import is_feasible
from recount.reconcile.solver.rows import Binding, rows_of

MAX_CHOICES = 12  # maximal consistent sets that are worked out
MAX_SEARCHES = 96  # contradictions looked into on the way
UNDISPUTED = "\nundisputed"  # the unit of claims that agree with everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The maximal sets of units that can be believed together.

    Attributes:
        believed: each set, largest first.
        contested: units that some set leaves out; of an incomplete search, all that were found in a
            contradiction.
        complete: False where the search stopped at its limit and further sets may exist.
    """

    believed: tuple[frozenset[str], ...]
    contested: frozenset[str]
    complete: bool


def maximal_choices(bindings: Sequence[Binding]) -> Choices:
    """Return the maximal consistent sets of units, found by leaving out one of each contradiction."""
    everyone = frozenset(unit for binding in bindings for unit in binding.units)
    left_out: list[frozenset[str]] = []
    queue: list[frozenset[str]] = [frozenset()]
    tried: set[frozenset[str]] = set()
    conflicts: list[frozenset[str]] = []
    while queue and len(tried) < MAX_SEARCHES and len(left_out) < MAX_CHOICES:
        without = queue.pop(0)
        if without in tried or any(known <= without for known in left_out):
            continue
        tried.add(without)
        conflict = next((known for known in conflicts if known.isdisjoint(without)), None)
        conflict = conflict or _conflicting(bindings, everyone - without)
        if conflict is None:
            left_out.append(without)
        else:
            conflicts.append(conflict)
            queue += [without | {unit} for unit in sorted(conflict)]
    is_complete = all(any(known <= without for known in left_out) for without in queue)
    minimal = [one for one in left_out if not any(other < one for other in left_out)]
    sets = sorted((everyone - without for without in minimal), key=lambda some: (-len(some), sorted(some)))
    contested = frozenset[str]().union(*(minimal if is_complete else [*conflicts, *left_out]))
    while not is_complete and (conflict := _conflicting(bindings, everyone - contested)) is not None:
        contested |= conflict
    return Choices(believed=tuple(sets), contested=contested, complete=is_complete)


def _conflicting(bindings: Sequence[Binding], believed: frozenset[str]) -> frozenset[str] | None:
    """Return the fewest units whose figures contradict each other; ``None`` when none do."""
    if is_feasible(rows_of(bindings, believed)):
        return None
    kept = frozenset(believed)
    step = max(1, len(kept) // 2)
    while True:  # leave out half of the rest at a time, then less, then one by one
        for chunk in _chunks(sorted(kept, reverse=True), step):
            rest = kept - chunk
            if rest and not is_feasible(rows_of(bindings, rest)):
                kept = rest
        if step == 1:
            return kept
        step = max(1, step // 2)


def _chunks(units: Sequence[str], size: int) -> list[frozenset[str]]:
    return [frozenset(units[at : at + size]) for at in range(0, len(units), size)]


def stand_alone(bindings: Sequence[Binding], divisions: Sequence[Mapping[str, str]]) -> list[Binding]:
    """Return bindings in which units that contradict themselves are split.

    Args:
        bindings: what the claims say.
        divisions: for each finer division, the part a claim belongs to by its id (its report, then itself).
    """
    current = list(bindings)
    for division in divisions:
        units = sorted({unit for binding in current for unit in binding.units})
        torn = {unit for unit in units if not is_feasible(rows_of(current, {unit}))}
        if not torn:
            break
        current = [
            replace(
                item,
                units=tuple(
                    f"{unit}\n{division[item.claim_ids[0]]}" if unit in torn else unit for unit in item.units
                ),
            )
            for item in current
        ]
    return current


def spared(bindings: Sequence[Binding], believed: Sequence[frozenset[str]]) -> list[Binding]:
    """Return bindings in which the claims that no set of believed units contradicts are undisputed.

    A body that is not believed on the whole of an incident may still be the only one to speak of a part.
    """
    of_claim: dict[tuple[str, ...], list[Binding]] = defaultdict(list)
    for item in bindings:
        if not all(item.is_believed(some) for some in believed):
            of_claim[item.claim_ids].append(item)
    standing = [[item for item in bindings if item.is_believed(some)] for some in believed]
    agreeing = [
        own
        for _, own in sorted(of_claim.items())
        if all(is_feasible(rows_of([*others, *own])) for others in standing)
    ]
    added = {id(item) for own in agreeing for item in own}
    together = [item for item in bindings if id(item) in added]
    if not standing or not all(is_feasible(rows_of([*others, *together])) for others in standing):
        return list(bindings)
    return [
        replace(item, units=(UNDISPUTED,) * len(item.units)) if id(item) in added else item
        for item in bindings
    ]
