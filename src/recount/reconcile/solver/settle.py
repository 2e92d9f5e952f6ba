"""From bindings to a finding: independent matters apart, disputes settled in every way they can be.

Figures that share no cell have nothing to do with each other, so each connected set of them is worked out
alone: a dispute in one town multiplies with none in another, and bounds of separate matters add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recount.reconcile.solver.choices import (
    UNDISPUTED,
    Choices,
    maximal_choices,
    spared,
    stand_alone,
)
from recount.reconcile.solver.findings import Choice, Dispute, Finding, Side
from recount.reconcile.solver.programme import Extent, NotSolvedError, extent_of
from recount.reconcile.solver.proofs import Proof, conflict_of, proofs_of
from recount.reconcile.solver.rows import Binding, Cells, rows_of

Divisions = Sequence[Mapping[str, str]]
Units = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A question in cells.

    Attributes:
        low_target, high_target: the cells asked about, for the least and for the greatest number; they differ
            where cells could not be told apart.
        low_outside, high_outside: those of them in no incident of the record.
        bindings: what the claims say.
    """

    low_target: Cells
    high_target: Cells
    low_outside: Cells
    high_outside: Cells
    bindings: tuple[Binding, ...]

    @property
    def outside(self) -> Problem:
        """The same question, about those in no incident only."""
        return replace(self, low_target=self.low_outside, high_target=self.high_outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """A connected set of figures, worked out.

    Attributes:
        problem: its cells and bindings, disputed ones in units of their own.
        extent, outside: bounds over all choices.
        agreed: units that nobody contradicts; ``None``: all.
        choices: the sets of units one can believe, ``None`` where nothing is disputed.
        conflict: figures that cannot all be true.
    """

    problem: Problem
    extent: Extent
    outside: Extent
    agreed: Units | None = None
    choices: Choices | None = None
    conflict: Proof | None = None


def settle(problem: Problem, divisions: Divisions) -> Finding:
    """Return what the bindings prove about the target.

    Args:
        problem: the question in cells.
        divisions: how an originator that contradicts itself is split (``stand_alone``).
    """
    parts = _connected(problem)
    free = problem.high_target.difference(*(_cells(part) for part in parts))
    free_outside = problem.high_outside & free
    matters = [_work_out(part, divisions) for part in parts]
    extent = _sum([matter.extent for matter in matters], is_open=bool(free))
    sure = [_extent(matter.problem, matter.agreed) or _NOTHING for matter in matters]
    low, high = _sure_proofs(problem, matters, _sum(sure, is_open=bool(free)), extent)
    is_split = problem.low_outside != problem.low_target and bool(problem.high_outside)
    return Finding(
        separate=False,
        complete=False,
        extent=extent,
        outside=_sum([matter.outside for matter in matters], is_open=bool(free_outside))
        if is_split
        else None,
        low=low,
        high=high,
        disputes=tuple(
            _dispute(matter, extent) for matter in matters if matter.choices is not None and matter.conflict
        ),
    )


_NOTHING = Extent(low=0, high=None)


def _connected(problem: Problem) -> list[Problem]:
    """Return the problem in parts that share no cell, those of the target only."""
    parts: list[tuple[set[int], list[Binding]]] = []
    for item in problem.bindings:
        cells, bindings = set(item.cells), [item]
        apart: list[tuple[set[int], list[Binding]]] = []
        for part in parts:
            if cells.isdisjoint(part[0]):
                apart.append(part)
            else:
                cells |= part[0]
                bindings = part[1] + bindings
        parts = [*apart, (cells, bindings)]
    parts.sort(key=lambda part: min(part[0], default=-1))
    touching = [part for part in parts if not part[0] or not part[0].isdisjoint(problem.high_target)]
    return [
        Problem(
            low_target=problem.low_target & cells,
            high_target=problem.high_target & cells,
            low_outside=problem.low_outside & cells,
            high_outside=problem.high_outside & cells,
            bindings=tuple(bindings),
        )
        for cells, bindings in touching
    ]


def _cells(problem: Problem) -> Cells:
    return frozenset[int]().union(*(item.cells for item in problem.bindings))


def _work_out(problem: Problem, divisions: Divisions) -> _Matter:
    extent = _extent(problem, None)
    if extent is not None:
        return _Matter(problem=problem, extent=extent, outside=_extent(problem.outside, None) or _NOTHING)
    apart = replace(problem, bindings=tuple(stand_alone(problem.bindings, divisions)))
    choices = maximal_choices(apart.bindings)
    apart = replace(apart, bindings=tuple(spared(apart.bindings, choices.believed)))
    choices = replace(choices, believed=tuple(some | {UNDISPUTED} for some in choices.believed))
    agreed = (
        frozenset({UNDISPUTED, *(unit for item in apart.bindings for unit in item.units)}) - choices.contested
    )
    ways = choices.believed if choices.complete else (agreed,)
    return _Matter(
        problem=apart,
        extent=_widest([_extent(apart, some) or _NOTHING for some in ways]),
        outside=_widest([_extent(apart.outside, some) or _NOTHING for some in ways]),
        agreed=agreed,
        choices=choices,
        conflict=conflict_of(rows_of(problem.bindings)),
    )


def _sure_proofs(
    problem: Problem, matters: Sequence[_Matter], sure: Extent, extent: Extent
) -> tuple[tuple[Proof, ...], tuple[Proof, ...]]:
    """Return the proofs of the ends that do not depend on whom one believes."""
    rows = rows_of(
        [item for matter in matters for item in matter.problem.bindings if item.is_believed(matter.agreed)]
    )
    low = proofs_of(problem.low_target, rows, extent.low, sign=1) if sure.low == extent.low else []
    if extent.high is None or sure.high != extent.high:
        return tuple(low), ()
    return tuple(low), tuple(proofs_of(problem.high_target, rows, extent.high, sign=-1))


def _dispute(matter: _Matter, whole: Extent) -> Dispute:
    choices, conflict = matter.choices, matter.conflict
    if choices is None or conflict is None:
        raise NotSolvedError("a matter without a dispute has none to tell")
    return Dispute(
        conflict=conflict,
        choices=tuple(_choice(matter, some, choices.contested, whole) for some in choices.believed),
        complete=choices.complete,
    )


def _choice(matter: _Matter, believed: Units, contested: Units, whole: Extent) -> Choice:
    """Return what follows from one choice: its own bounds, and the rest of the question as wide as it is."""
    problem = matter.problem
    own = _extent(problem, believed)
    if own is None:
        raise NotSolvedError("claims that were found to agree contradict each other")
    is_open = whole.high is None or matter.extent.high is None or own.high is None
    extent = Extent(
        low=whole.low - matter.extent.low + own.low,
        high=None if is_open else (whole.high or 0) - (matter.extent.high or 0) + (own.high or 0),
    )
    rows = rows_of(problem.bindings, believed)
    low = proofs_of(problem.low_target, rows, own.low, sign=1, most=1) if own.low == extent.low else []
    high: list[Proof] = []
    if own.high is not None and own.high == extent.high:
        high = proofs_of(problem.high_target, rows, own.high, sign=-1, most=1)
    return Choice(
        believed=_sides(problem.bindings, contested & believed),
        set_aside=_sides(problem.bindings, contested - believed),
        extent=extent,
        low=tuple(low),
        high=tuple(high),
    )


def _sides(bindings: Sequence[Binding], units: Units) -> tuple[Side, ...]:
    claims: dict[str, set[str]] = defaultdict(set)
    for item in bindings:
        for voice in item.voices(units):
            claims[voice] |= set(item.claim_ids)
    return tuple(Side(originator=voice, claim_ids=tuple(sorted(claims[voice]))) for voice in sorted(claims))


def _extent(problem: Problem, believed: Units | None) -> Extent | None:
    rows = rows_of(problem.bindings, believed)
    low = extent_of(problem.low_target, rows)
    if low is None or problem.low_target == problem.high_target:
        return low
    high = extent_of(problem.high_target, rows)
    return None if high is None else Extent(low=low.low, high=high.high)


def _widest(extents: Sequence[Extent]) -> Extent:
    highs = [extent.high for extent in extents if extent.high is not None]
    return Extent(
        low=min((extent.low for extent in extents), default=0),
        high=max(highs, default=None) if len(highs) == len(extents) else None,
    )


def _sum(extents: Sequence[Extent], *, is_open: bool) -> Extent:
    highs = [extent.high for extent in extents if extent.high is not None]
    return Extent(
        low=sum(extent.low for extent in extents),
        high=None if is_open or len(highs) < len(extents) else sum(highs),
    )
