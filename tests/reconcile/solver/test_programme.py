"""Bounds are those that trying every combination of whole numbers gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from recount.reconcile.solver.programme import (
    Extent,
    certified,
    extent_of,
    is_feasible,
    multipliers,
    proved_by,
)
from recount.reconcile.solver.proofs import conflict_of, proofs_of
from recount.reconcile.solver.rows import Binding, End, Row, rows_of
from tests.reconcile.solver.made import binding

CELLS = 4
MOST = 5

cell_sets = st.frozensets(st.integers(0, CELLS - 1), min_size=1)
bindings = st.builds(binding, st.sampled_from(End), cell_sets, st.integers(0, MOST), st.sampled_from("ab"))
systems = st.lists(bindings, max_size=7)


def tried(target: frozenset[int], rows: list[Row]) -> Extent | None:
    """Try all counts up to the greatest number any figure states: no least number can need more."""
    every = (dict(enumerate(counts)) for counts in product(range(MOST + 1), repeat=CELLS))
    totals = [sum(c[cell] for cell in target) for c in every if all(row.holds_for(c) for row in rows)]
    if not totals:
        return None
    capped = all(any(row.end is End.CAP and cell in row.cells for row in rows) for cell in target)
    return Extent(low=min(totals), high=max(totals) if capped else None)


@settings(deadline=None, max_examples=150)
@given(target=cell_sets, system=systems)
def test_bounds_are_those_of_trying_everything(target: frozenset[int], system: list[Binding]) -> None:
    rows = rows_of(system)
    assert extent_of(target, rows) == tried(target, rows)


@settings(deadline=None, max_examples=60)
@given(target=cell_sets, system=systems, more=bindings)
def test_another_claim_never_widens(target: frozenset[int], system: list[Binding], more: Binding) -> None:
    before, after = extent_of(target, rows_of(system)), extent_of(target, rows_of([*system, more]))
    if before is not None and after is not None:
        assert after.low >= before.low
        assert before.high is None or (after.high is not None and after.high <= before.high)
    if before is None:
        assert after is None


@settings(deadline=None, max_examples=60)
@given(target=cell_sets, system=systems, order=st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(
    target: frozenset[int], system: list[Binding], order: Random
) -> None:
    shuffled = list(system)
    order.shuffle(shuffled)
    rows, others = rows_of(system), rows_of(shuffled)
    assert rows == others
    found = extent_of(target, rows)
    if found is not None:
        assert proofs_of(target, rows, found.low, sign=1) == proofs_of(target, others, found.low, sign=1)


@settings(deadline=None, max_examples=60)
@given(target=cell_sets, system=systems)
def test_a_proof_proves_its_bound_and_can_spare_no_figure(
    target: frozenset[int], system: list[Binding]
) -> None:
    rows = rows_of(system)
    found = extent_of(target, rows)
    if found is None:
        return
    for sign, value in ((1, found.low), (-1, found.high)):
        if value is None:
            continue
        proofs = proofs_of(target, rows, value, sign=sign)
        assert bool(proofs) == (value > 0 or sign < 0)
        for proof in proofs:
            used = [step.row for step in proof.steps]
            assert bound(target, used, sign) == value
            for row in used:
                assert bound(target, [other for other in used if other is not row], sign) != value


def bound(target: frozenset[int], rows: list[Row], sign: int) -> int | None:
    found = extent_of(target, rows)
    return None if found is None else found.low if sign > 0 else found.high


@settings(deadline=None, max_examples=100)
@given(system=systems)
def test_a_contradiction_is_reduced_to_figures_of_which_any_can_be_spared(system: list[Binding]) -> None:
    rows = rows_of(system)
    conflict = conflict_of(rows)
    assert (conflict is None) == is_feasible(rows)
    if conflict is not None:
        used = [step.row for step in conflict.steps]
        assert tried(frozenset({0}), used) is None
        for row in used:
            assert tried(frozenset({0}), [other for other in used if other is not row]) is not None


def test_the_sum_is_checked_in_exact_fractions() -> None:
    pairs = [binding(End.FLOOR, cells, 3) for cells in ((0, 1), (1, 2), (0, 2))]
    rows, target = rows_of(pairs), frozenset({0, 1, 2})
    factors = multipliers(target, rows, sign=1)
    assert factors == (Fraction(1, 2),) * 3
    assert proved_by(rows, factors, sign=1) == 5  # 9/2, and people are whole
    assert not certified(target, rows, (Fraction(1),) * 3, sign=1)
    (proof,) = proofs_of(target, rows, 5, sign=1)
    assert proof.statement == "1/2 × 3 + 1/2 × 3 + 1/2 × 3 = 9/2, so 5"


def test_large_counts_stay_exact() -> None:
    rows = rows_of([binding(End.FLOOR, {0}, 299_999), binding(End.CAP, {0, 1}, 300_000)])
    assert extent_of(frozenset({1}), rows) == Extent(low=0, high=1)
    whole = [binding(End.FLOOR, {0, 1, 2}, 12_345_677), binding(End.CAP, {0, 1}, 12_345_670)]
    rows = rows_of([*whole, binding(End.CAP, {2}, 9)])
    assert extent_of(frozenset({2}), rows) == Extent(low=7, high=9)


def test_nothing_is_limited_where_a_cell_has_no_cap() -> None:
    rows = rows_of([binding(End.CAP, {0}, 7)])
    assert extent_of(frozenset({0, 1}), rows) == Extent(low=0, high=None)


def test_a_floor_over_nobody_cannot_be_true() -> None:
    assert extent_of(frozenset({0}), rows_of([binding(End.FLOOR, (), 2)])) is None
