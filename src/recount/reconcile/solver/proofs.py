"""Proofs a reader can check by hand: the fewest figures that still prove a bound, and how they add up.

A set of figures is irreducible when none can be left out (deletion filtering: each is left out in turn, and
put back where the bound falls). Figures that cannot all be true are reduced in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from recount.reconcile.solver.programme import greatest, is_feasible, least, multipliers, proved_by
from recount.reconcile.solver.rows import Cells, Row

MAX_PROOFS = 4  # ways to prove one bound that are shown
_MORE_STEPS = 1  # a proof with more figures than the shortest and one is a detour
_MAX_TRIES = 24  # searches for another way
_MANY = 120  # figures, from which on those that the linear programme does not need are left out first

Holds = Callable[[Sequence[Row]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One figure in a proof.

    Attributes:
        row: the figure.
        factor: how often it counts; negative where it is taken away. ``None`` where no sum proves the bound.
    """

    row: Row
    factor: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An irreducible set of figures that proves a bound, or that cannot all be true.

    Attributes:
        value: the number proved; for a contradiction, by how many people the figures miss each other.
        steps: the figures; with their factors they add up to ``value`` ("13 + 71 = 84").
        in_sum: whether they do; else the bound follows from whole numbers only.
    """

    value: int
    steps: tuple[Step, ...]

    @property
    def in_sum(self) -> bool:
        """Whether the figures with their factors add up to the bound."""
        return all(step.factor is not None for step in self.steps)

    @property
    def statement(self) -> str:
        """The sum in figures, floors and caps as they count: "13 + 71 = 84"."""
        if not self.in_sum:
            return ""
        terms = [(step.factor or Fraction(0), step.row.value) for step in self.steps]
        terms.sort(key=lambda term: (term[0] < 0, term[1]))
        text = " ".join(_term(factor, value, first=at == 0) for at, (factor, value) in enumerate(terms))
        total = sum((factor * value for factor, value in terms), Fraction(0))
        rounded = "" if total == self.value else f", so {self.value}"
        return f"{text} = {total}{rounded}" if len(terms) > 1 or rounded else text


def proofs_of(
    target: Cells, rows: Sequence[Row], value: int, *, sign: int, most: int = MAX_PROOFS
) -> list[Proof]:
    """Return up to ``most`` irreducible proofs that the target numbers at least (``sign`` 1) or at most
    (-1) so many people, simplest first, from figures that agree. Nothing needs proving for a least number of 0.
    """
    if not target or (sign > 0 and value <= 0):
        return []

    def holds(some: Sequence[Row]) -> bool:
        if sign > 0:
            return (least(target, some) or 0) >= value
        high = greatest(target, some)
        return high is not None and high <= value

    found: list[Proof] = []
    for some in irreducible_sets(rows, holds, lambda kept: _support(target, kept, sign=sign), most=most):
        factors = multipliers(target, some, sign=sign)
        if factors is None or proved_by(some, factors, sign=sign) != value:
            factors = None
        steps = tuple(
            Step(row=row, factor=None if factors is None else sign * factors[at] * row.sign)
            for at, row in enumerate(some)
        )
        proof = Proof(value=value, steps=steps)
        if not any(proof.in_sum and proof.statement == other.statement for other in found):
            found.append(proof)
    fewest = min((len(proof.steps) for proof in found), default=0)
    found = [proof for proof in found if len(proof.steps) <= fewest + _MORE_STEPS]
    return sorted(found, key=lambda proof: (len(proof.steps), not proof.in_sum))


def conflict_of(rows: Sequence[Row]) -> Proof | None:
    """Return the smallest reduction of figures that cannot all be true; ``None`` when they can."""
    if is_feasible(rows):
        return None
    near = _support(frozenset(), rows, sign=1) if len(rows) > _MANY else None
    some = reduced(near if near is not None and _contradicts(near) else rows, _contradicts)
    factors = multipliers(frozenset(), some, sign=1)
    missed = 0 if factors is None else proved_by(some, factors, sign=1)
    usable = factors if factors is not None and missed > 0 else None
    return Proof(
        value=missed,
        steps=tuple(
            Step(row=row, factor=None if usable is None else usable[at] * row.sign)
            for at, row in enumerate(some)
        ),
    )


def irreducible_sets(
    rows: Sequence[Row],
    holds: Holds,
    support: Callable[[Sequence[Row]], Sequence[Row] | None],
    *,
    most: int = MAX_PROOFS,
) -> list[tuple[Row, ...]]:
    """Return irreducible sets of figures for which something holds, found breadth first, a few at most.

    Each set found is broken by leaving out one of its figures, and the next set is searched among the rest.
    """
    found: list[tuple[Row, ...]] = []
    queue: list[frozenset[int]] = [frozenset()]
    tried: set[frozenset[int]] = set()
    while queue and len(found) < most and len(tried) < _MAX_TRIES:
        without = queue.pop(0)
        if without in tried:
            continue
        tried.add(without)
        rest = [row for at, row in enumerate(rows) if at not in without]
        if not holds(rest):
            continue
        near = support(rest) if len(rest) > _MANY else None
        some = reduced(near if near is not None and holds(near) else rest, holds)
        if some not in found:
            found.append(some)
        queue += [without | {rows.index(row)} for row in some]
    return found


def reduced(rows: Sequence[Row], holds: Holds) -> tuple[Row, ...]:
    """Return an irreducible subset for which ``holds`` still is true; the last figures are left out first.

    Figures are left out by halves, then by fewer, then one by one: what is left cannot spare any.
    """
    kept = list(rows)
    size = max(1, len(kept) // 2)
    while True:
        for start in range(((len(kept) - 1) // size) * size, -1, -size):
            rest = kept[:start] + kept[start + size :]
            if holds(rest):
                kept = rest
        if size == 1:
            return tuple(kept)
        size = max(1, size // 2)


def _contradicts(rows: Sequence[Row]) -> bool:
    return not is_feasible(rows)


def _support(target: Cells, rows: Sequence[Row], *, sign: int) -> Sequence[Row] | None:
    """Return the figures that the linear programme needs, ``None`` where it does not say."""
    factors = multipliers(target, rows, sign=sign)
    return None if factors is None else [row for row, factor in zip(rows, factors, strict=True) if factor]


def _term(factor: Fraction, value: int, *, first: bool) -> str:
    size = abs(factor)
    text = str(value) if size == 1 else f"{size} × {value}"
    if factor < 0:
        return f"−{text}" if first else f"− {text}"
    return text if first else f"+ {text}"
