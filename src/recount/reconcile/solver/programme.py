"""The linear programme behind a proof, solved with HiGHS through SciPy: whole numbers of people in cells.

SciPy is imported when the first question is asked, never before. What the solver finds is never taken on
trust: a solution is rounded and checked in whole numbers, and a bound is checked by exact arithmetic on its
multipliers (``certified``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from recount.reconcile.solver.rows import Cells, End, Row

MAX_DENOMINATOR = 5040  # multipliers of figures about people are small fractions: halves, thirds
_INFEASIBLE = 2  # status of scipy.optimize.milp and linprog


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The least and the greatest number in some cells; ``high`` is ``None`` where nothing caps it."""

    low: int
    high: int | None


class NotSolvedError(ArithmeticError):
    """The solver gave up, or what it found does not hold in whole numbers."""


def extent_of(target: Cells, rows: Sequence[Row]) -> Extent | None:
    """Return the proven bounds of the people in ``target``; ``None`` when the figures cannot all be true."""
    low = least(target, rows)
    if low is None or not target:
        return None if low is None else Extent(low=0, high=0)
    return Extent(low=low, high=greatest(target, rows))


def least(target: Cells, rows: Sequence[Row]) -> int | None:
    """Return the least number in ``target``; ``None`` when the figures cannot all be true."""
    counts = _whole_numbers(target, rows, sign=1)
    return None if counts is None else sum(counts.get(cell, 0) for cell in target)


def greatest(target: Cells, rows: Sequence[Row]) -> int | None:
    """Return the greatest number in ``target`` by figures that agree; ``None`` where nothing limits it."""
    if not is_capped(target, rows):
        return None
    counts = _whole_numbers(target, rows, sign=-1)
    if counts is None:
        raise NotSolvedError("the figures were found to agree, and then not")
    return sum(counts.get(cell, 0) for cell in target)


def is_capped(target: Cells, rows: Sequence[Row]) -> bool:
    """Whether every cell of the target lies under some cap; if one does not, nothing limits its count."""
    return target <= frozenset().union(*(row.cells for row in rows if row.end is End.CAP))


def is_feasible(rows: Sequence[Row]) -> bool:
    """Whether some whole numbers satisfy all figures."""
    if not any(row.end is End.CAP for row in rows):
        return all(row.cells for row in rows)
    return _whole_numbers(frozenset(), rows, sign=1) is not None


def multipliers(target: Cells, rows: Sequence[Row], *, sign: int) -> tuple[Fraction, ...] | None:
    """Return one factor for each figure so that their sum proves the bound of the linear programme.

    Args:
        target: the cells counted; empty to prove that the figures contradict each other.
        rows: the figures.
        sign: 1 for the least number, -1 for the greatest.

    Returns:
        Factors that ``certified`` accepts, or ``None`` when no sum of the figures proves it.
    """
    import numpy as np
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    if not rows:
        return None
    cells, matrix, limits = _matrix(target, rows)
    costs = [float(sign) if cell in target else 0.0 for cell in cells]
    if not target:  # the least breach of the figures: how far each has to give way
        matrix = np.hstack([matrix, -np.eye(len(rows))])
        costs += [1.0] * len(rows)
    found: Any = linprog(costs, A_ub=matrix, b_ub=limits, bounds=(0, None), method="highs")
    if found.status != 0:
        return None
    factors = tuple(
        Fraction(abs(float(value))).limit_denominator(MAX_DENOMINATOR) for value in found.ineqlin.marginals
    )
    return factors if certified(target, rows, factors, sign=sign) else None


def certified(target: Cells, rows: Sequence[Row], factors: Sequence[Fraction], *, sign: int) -> bool:
    """Whether the figures times their factors prove a bound: an exact check, cell by cell.

    The weighted floors less the weighted caps must count no cell more often than the target does (for a
    greatest number: the caps less the floors must count none less often).
    """
    weight: dict[int, Fraction] = {}
    for row, factor in zip(rows, factors, strict=True):
        for cell in row.cells:
            weight[cell] = weight.get(cell, Fraction(0)) + factor * row.sign
    allowed = {cell: Fraction(sign) for cell in target}
    cells = weight.keys() | allowed.keys()
    return all(weight.get(cell, Fraction(0)) <= allowed.get(cell, Fraction(0)) for cell in cells)


def proved_by(rows: Sequence[Row], factors: Sequence[Fraction], *, sign: int) -> int:
    """Return the whole number that the weighted figures prove, rounded to what people can number."""
    total = sum(
        (factor * row.sign * row.value for row, factor in zip(rows, factors, strict=True)), Fraction(0)
    )
    return ceil(total) if sign > 0 else floor(-total)


def _whole_numbers(target: Cells, rows: Sequence[Row], *, sign: int) -> dict[int, int] | None:
    """Return counts that satisfy the figures and are best for the target; ``None`` where there are none."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if any(row.end is End.FLOOR and not row.cells for row in rows):
        return None
    cells, matrix, limits = _matrix(target, rows)
    if not cells:
        return {}
    costs = [float(sign) if cell in target else 0.0 for cell in cells]
    found: Any = milp(
        costs,
        constraints=LinearConstraint(matrix, ub=limits) if rows else None,
        integrality=[1] * len(cells),
        bounds=Bounds(lb=0),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.x is None or found.status != 0:
        raise NotSolvedError(f"HiGHS stopped: {found.message}")
    counts = {cell: round(float(value)) for cell, value in zip(cells, found.x, strict=True)}
    if not all(row.holds_for(counts) for row in rows):
        raise NotSolvedError("the solution does not hold in whole numbers")
    return counts


def _matrix(target: Cells, rows: Sequence[Row]) -> tuple[list[int], Any, list[float]]:
    """Return the cells concerned, and the figures as ``matrix · counts ≤ limits``.

    Of cells that lie in the same figures one stands for all.
    """
    import numpy as np

    lying_in: dict[int, int] = dict.fromkeys(target, 1)
    for at, row in enumerate(rows, start=1):
        for cell in row.cells:
            lying_in[cell] = lying_in.get(cell, 0) | 1 << at
    first: dict[int, int] = {}
    for cell in sorted(lying_in):
        first.setdefault(lying_in[cell], cell)
    cells = sorted(first.values())
    column = {cell: at for at, cell in enumerate(cells)}
    matrix = np.zeros((len(rows), len(cells)))
    for at, row in enumerate(rows):
        matrix[at, [column[cell] for cell in row.cells & column.keys()]] = -row.sign
    return cells, matrix, [-float(row.sign * row.value) for row in rows]
