"""Whom one can believe together."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from recount.reconcile.solver.choices import maximal_choices, stand_alone
from recount.reconcile.solver.programme import is_feasible
from recount.reconcile.solver.rows import Binding, End, rows_of
from tests.reconcile.solver.made import binding

bindings = st.builds(
    binding,
    st.sampled_from(End),
    st.frozensets(st.integers(0, 1), min_size=1),
    st.integers(0, 4),
    st.sampled_from("abcd"),
)


def every_choice(system: list[Binding]) -> set[frozenset[str]]:
    voices = sorted({unit for item in system for unit in item.units})
    sets = [frozenset(some) for size in range(len(voices) + 1) for some in combinations(voices, size)]
    agree = [some for some in sets if is_feasible(rows_of(system, some))]
    return {one for one in agree if not any(one < other for other in agree)}


@settings(deadline=None, max_examples=80)
@given(system=st.lists(bindings, max_size=6))
def test_all_maximal_sets_that_agree_are_found(system: list[Binding]) -> None:
    found = maximal_choices(system)
    assert found.complete
    assert set(found.believed) == every_choice(system)


def test_a_figure_with_two_voices_stands_while_one_is_believed() -> None:
    system = [binding(End.FLOOR, {0}, 5, "a", "b"), binding(End.CAP, {0}, 3, "c")]
    assert set(maximal_choices(system).believed) == {frozenset("ab"), frozenset("c")}
    assert [row.value for row in rows_of(system, "b")] == [5]
    assert rows_of(system, "b")[0].originators == ("b",)


def test_one_that_contradicts_itself_is_split_by_report_and_then_by_claim() -> None:
    system = [
        binding(End.FLOOR, {0}, 5, "a", claim="one"),
        binding(End.CAP, {0}, 3, "a", claim="two"),
        binding(End.CAP, {0}, 9, "b", claim="three"),
    ]
    by_report = {"one": "Monday", "two": "Tuesday", "three": "Monday"}
    by_claim = {name: name for name in by_report}
    split = stand_alone(system, [by_report, by_claim])
    assert [item.units for item in split] == [("a\nMonday",), ("a\nTuesday",), ("b",)]
    together = stand_alone(system, [dict.fromkeys(by_report, "Monday"), by_claim])
    assert {item.units[0] for item in together} == {"a\nMonday\none", "a\nMonday\ntwo", "b"}


def test_the_search_says_when_it_stopped_early() -> None:
    pairs = [
        item
        for cell in range(6)
        for item in (
            binding(End.FLOOR, {cell}, 2, f"high {cell}"),
            binding(End.CAP, {cell}, 1, f"low {cell}"),
        )
    ]
    found = maximal_choices(pairs)  # 64 sets
    assert not found.complete
    assert all(is_feasible(rows_of(pairs, some)) for some in found.believed)
