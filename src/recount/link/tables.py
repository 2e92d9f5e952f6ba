"""What all groups of a piece score with each other, as an array: to the bit what ``Weighing`` gives pair by pair.

A piece of some hundred groups has some ten thousand pairs. Places, days, means and tolls are asked of ``Weighing``
once for each two that occur; what is added is added in its order, which floating point needs.
``tests/link/test_tables.py`` holds both against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from recount.link.features import VERY_LIKE, are_told_apart, same_figure_of
from recount.link.profile import Profile
from recount.link.weighing import FIGURE_SHIFT, WEIGHTS, Sheet, Weighing

Scores = NDArray[np.float64]
Bars = NDArray[np.bool_]
_Numbers = NDArray[np.int64]
_Found = TypeVar("_Found")
_APART = 2  # days from which on a gap says the same
_OPEN = 3  # stands for a gap that is not known
_CIVILIANS, _COMBATANTS = 1, 2  # sides of a sheet


def table_of(groups: Sequence[Profile], weighing: Weighing) -> tuple[Scores, Bars]:
    """Return what groups score with each other, and which exclude each other.

    Args:
        groups: in order of their keys.
        weighing: of their corpus.

    Returns:
        Two square arrays that are their own transposes; the diagonals say nothing.
    """
    sheets = [weighing.sheet(group) for group in groups]
    place, spots = _numbered([sheet.place for sheet in sheets])
    placed = _each_two([sheets[index] for index in spots], weighing.placed)
    scores = np.array([[found.worth for found in row] for row in placed])[place][:, place]
    barred = np.array([[found.are_far for found in row] for row in placed])[place][:, place]
    scores += _days(groups, sheets, weighing)
    scores += _of_values([sheet.means for sheet in sheets], sheets, weighing.meant)
    scores += WEIGHTS["same_party"] * _shared([sheet.parties for sheet in sheets])
    scores += WEIGHTS["same_figure"] * _figures(sheets)
    for which in (0, 1):  # added one after the other, as for a pair
        scores += _tolls(sheets, weighing, which)
    scores += WEIGHTS["shared_words"] * np.minimum(1.0, _likeness(sheets) / VERY_LIKE)
    scores += WEIGHTS["other_victims"] * _other_victims(sheets)
    report, _ = _numbered([sheet.report_id for sheet in sheets])
    scores += WEIGHTS["same_report"] * (report[:, None] == report)
    scores += WEIGHTS["copied"] * _copied(sheets, weighing)
    _bar_told_apart(barred, groups)
    return scores, barred


def _numbered(values: Sequence[Hashable]) -> tuple[_Numbers, list[int]]:
    """Return a number for each value, the same for equal ones, and where each stands first."""
    numbers: dict[Hashable, int] = {}
    first: list[int] = []
    for index, value in enumerate(values):
        if value not in numbers:
            numbers[value] = len(first)
            first.append(index)
    return np.array([numbers[value] for value in values], dtype=np.int64), first


def _of_values(
    values: Sequence[Hashable], sheets: Sequence[Sheet], worth: Callable[[Sheet, Sheet], float]
) -> Scores:
    """Return what depends on one value of each group, asked once for each two values."""
    number, first = _numbered(values)
    found: Scores = np.array(_each_two([sheets[index] for index in first], worth))
    return found[number][:, number]


def _each_two(sheets: Sequence[Sheet], ask: Callable[[Sheet, Sheet], _Found]) -> list[list[_Found]]:
    """Return a square of what is said of each two, which is the same either way round."""
    found: list[list[_Found]] = []
    for index, one in enumerate(sheets):
        above = [row[index] for row in found]
        found.append(above + [ask(one, two) for two in sheets[index:]])
    return found


def _days(groups: Sequence[Profile], sheets: Sequence[Sheet], weighing: Weighing) -> Scores:
    """Return what their days say: it depends on the gap between them, and on how each text gives its own."""
    kind, first = _numbered([(group.is_day, group.is_dated, group.is_certain) for group in groups])
    is_open = np.array([group.start is None or group.last is None for group in groups])
    start, last = (
        np.array([0 if day is None else day.toordinal() for day in days], dtype=np.int64)
        for days in ([group.start for group in groups], [group.last for group in groups])
    )
    gap = np.clip(start[:, None] - last, 0, _APART)
    gap = np.maximum(gap, gap.T)
    gap[is_open[:, None] | is_open] = _OPEN
    code = (kind[:, None] * len(first) + kind) * (_OPEN + 1) + gap
    example = np.full(len(first) ** 2 * (_OPEN + 1), -1, dtype=np.int64)
    example[code.ravel()] = np.arange(code.size)
    worth = np.zeros(len(example))
    for place in np.flatnonzero(example >= 0):
        one, two = divmod(int(example[place]), len(groups))
        worth[place] = weighing.dated(sheets[one], sheets[two])
    found: Scores = worth[code]
    return found


def _met(
    sets: Sequence[Iterable[int] | Iterable[str]],
) -> tuple[list[int | str], _Numbers, _Numbers, _Numbers]:
    """Return what more than one set holds, and each two sets that meet in any of it.

    Returns:
        The things in order; then, of each meeting, the first set, the second, and the number of the thing. Meetings
        come in the order of the things, each from either side.
    """
    members: defaultdict[int | str, list[int]] = defaultdict(list)
    for index, things in enumerate(sets):
        for thing in things:
            members[thing].append(index)
    shared = sorted(thing for thing, where in members.items() if len(where) > 1)
    sizes = np.array([len(members[thing]) for thing in shared], dtype=np.int64)
    of_thing = np.repeat(np.arange(len(shared)), sizes)
    flat = np.array([index for thing in shared for index in members[thing]], dtype=np.int64)
    times = sizes[of_thing]  # a member meets all members, itself among them
    first = np.repeat(np.arange(len(flat)), times)
    begins = np.cumsum(sizes) - sizes
    turn = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times)
    second = turn + begins[of_thing[first]]
    return shared, flat[first], flat[second], of_thing[first]


def _shared(sets: Sequence[frozenset[str]]) -> Bars:
    """Return which have anything in common."""
    found = np.zeros((len(sets), len(sets)), dtype=bool)
    _, one, two, _ = _met(sets)
    found[one, two] = True
    return found


def _figures(sheets: Sequence[Sheet]) -> Scores:
    """Return how much the greatest figure says that two groups share."""
    found = np.zeros((len(sheets), len(sheets)))
    figures, one, two, which = _met([sheet.great for sheet in sheets])
    worth = np.array([same_figure_of(int(figure) >> FIGURE_SHIFT) for figure in figures])
    if figures:
        found[one, two] = worth[which]  # the last is the greatest, and stays
    return found


def _tolls(sheets: Sequence[Sheet], weighing: Weighing, which: int) -> Scores:
    def worth(one: Sheet, two: Sheet) -> float:
        return weighing.counted(one, two)[which] if one.killed and two.killed else 0.0

    return _of_values([sheet.killed for sheet in sheets], sheets, worth)


def _likeness(sheets: Sequence[Sheet]) -> Scores:
    """Return the cosines of their words, summed up word by word in the order of the alphabet.

    A product of sparse arrays adds along the columns of a row in their order, as ``tests/link/test_tables.py`` sees.
    """
    column = {
        word: number for number, word in enumerate(sorted(set().union(*(sheet.words for sheet in sheets))))
    }
    rows = [sorted((column[word], weight) for word, weight in sheet.words.items()) for sheet in sheets]
    begins = np.cumsum([0, *map(len, rows)])
    columns = np.array([number for row in rows for number, _ in row], dtype=np.int64)
    weights = np.array([weight for row in rows for _, weight in row])
    words = csr_array((weights, columns, begins), shape=(len(sheets), len(column)))
    found: Scores = (words @ words.T.tocsr()).toarray()
    return found


def _other_victims(sheets: Sequence[Sheet]) -> Bars:
    side = np.array([sheet.side for sheet in sheets], dtype=np.int64)
    found: Bars = side[:, None] * side == _CIVILIANS * _COMBATANTS
    return found


def _copied(sheets: Sequence[Sheet], weighing: Weighing) -> Scores:
    found = np.zeros((len(sheets), len(sheets)))
    of_report: defaultdict[str, list[int]] = defaultdict(list)
    for index, sheet in enumerate(sheets):
        if sheet.is_copied:
            of_report[sheet.report_id].append(index)
    for report_id, own in of_report.items():
        for other in weighing.stories.get(report_id, ()):
            for one in own:
                for two in of_report.get(other, ()):
                    found[one, two] = weighing.copy(sheets[one], sheets[two])
    return found


def _bar_told_apart(barred: Bars, groups: Sequence[Profile]) -> None:
    of_report: defaultdict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        of_report[group.report_id].append(index)
    for where in of_report.values():
        for one, two in combinations(where, 2):
            if are_told_apart(groups[one], groups[two]):
                barred[one, two] = barred[two, one] = True
