"""The tables of features, worked out quickly: what ``score_of`` and ``cannot_be_one`` say of two groups, to the bit.

Most of linking is spent on scores, and most groups share their place, their days and their means with others. So
what these say of each other is worked out once for each pair of places, of days and of means; what is added is added
in the order of the table, which floating point needs. ``tests/link/test_weighing.py`` holds both against each other.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from recount.link.features import (
    FEATURES,
    GREAT,
    PHYSICAL,
    TIE_OF,
    VERY_LIKE,
    Compared,
    Corpus,
    Feature,
    Tie,
    are_far,
    are_told_apart,
    both_great,
    compare,
    far_figures,
    other_region,
    same_figure_of,
)
from recount.link.profile import Profile
from recount.link.wording import likeness_of_words
from recount.model import Harm, Status

MOST_KNOWN = 500_000  # pairs of places, days or means that are remembered at once
FIGURE_SHIFT = 4  # bits for the harm, below the number of a figure
_HARMS = {harm: index for index, harm in enumerate(Harm)}
_SIDES = {frozenset({Status.CIVILIAN}): 1, frozenset({Status.COMBATANT}): 2}


@dataclass(slots=True)
class Sheet:
    """What scoring looks at in one group, in the form in which it is quickly compared.

    Attributes:
        place, days, means: numbers of what it shares with others.
        great: its figures for physical harm that do not agree by chance, one number each.
        side: 1 where it speaks of civilians only, 2 of combatants only.
        is_copied: whether its report carries the story of another.
    """

    profile: Profile
    report_id: str
    place: int
    days: int
    means: int
    parties: frozenset[str]
    killed: int
    great: frozenset[int]
    words: Mapping[str, float]
    side: int
    is_copied: bool


class Placed(NamedTuple):
    """What the places of two groups say.

    Attributes:
        worth: of their tie and their regions.
        other_region: 1 where the regions they name are different.
        are_far: whether they are too far apart to be one.
    """

    tie: Tie
    worth: float
    other_region: float
    are_far: bool


_Pair = tuple[int, int]
_Value = TypeVar("_Value")


class Weighing:
    """Scores pairs of groups of one run; what it remembers is of no use to another corpus.

    Attributes:
        corpus: what it knows beside them.
        stories: for each report the others that carry its story.
    """

    def __init__(self, corpus: Corpus) -> None:
        """Begin, knowing nothing."""
        self.corpus = corpus
        self.stories = _stories(corpus.copies)
        self._numbers: dict[Hashable, int] = {}
        self._sheets: dict[str, Sheet] = {}
        self._placed: dict[_Pair, Placed] = {}
        self._dated: dict[_Pair, float] = {}
        self._meant: dict[_Pair, float] = {}
        self._killed: dict[_Pair, tuple[float, float]] = {}

    def forget(self) -> None:
        """Forget the groups, not what places, days and means say of each other."""
        self._sheets.clear()

    def weigh(self, one: Profile, two: Profile) -> tuple[float, bool]:
        """Return the score of two groups, in order of their keys, and whether they exclude each other."""
        sheets = self._sheets
        first, second = sheets.get(one.key) or self.sheet(one), sheets.get(two.key) or self.sheet(two)
        placed = self._placed.get((first.place, second.place)) or self.placed(first, second)
        dated = self._dated.get((first.days, second.days))
        meant = self._meant.get((first.means, second.means))
        score = placed.worth
        score += self.dated(first, second) if dated is None else dated
        score += self.meant(first, second) if meant is None else meant
        if not first.parties.isdisjoint(second.parties):
            score += _SAME_PARTY
        if not first.great.isdisjoint(second.great):
            score += _SAME_FIGURE * same_figure_of(max(first.great & second.great) >> FIGURE_SHIFT)
        if first.killed and second.killed:
            tolls = self._killed.get((first.killed, second.killed)) or self.counted(first, second)
            score += tolls[0]
            score += tolls[1]
        likeness = likeness_of_words(first.words, second.words)
        if likeness:
            score += _SHARED_WORDS * min(1.0, likeness / VERY_LIKE)
        if first.side + second.side == 3 and first.side and second.side:
            score += _OTHER_VICTIMS
        if first.report_id == second.report_id:
            score += _SAME_REPORT
            return score, placed.are_far or are_told_apart(one, two)
        if first.is_copied and second.is_copied:
            score += _COPIED * self.copy(first, second)
        return score, placed.are_far

    def placed(self, first: Sheet, second: Sheet) -> Placed:
        """Return what the places of two groups say."""
        found = self._placed.get((first.place, second.place))
        if found is None:
            pair = self.compare(first, second)
            worth = _worth(pair, _TIE_WEIGHTS[pair.tie], _OF_REGIONS)
            found = Placed(pair.tie, worth, other_region(pair), are_far(pair))
            remember(self._placed, (first.place, second.place), found)
        return found

    def sheet(self, group: Profile) -> Sheet:
        """Return what scoring looks at in a group."""
        found = self._sheets.get(group.key)
        if found is None:
            found = self._sheets[group.key] = Sheet(
                profile=group,
                report_id=group.report_id,
                place=self._number(group.setting),
                days=self._number((group.start, group.last, group.is_dated, group.is_certain)),
                means=self._number(group.means),
                parties=group.perpetrators,
                killed=group.killed,
                great=frozenset(
                    number << FIGURE_SHIFT | _HARMS[harm]
                    for harm, number in group.figures
                    if number >= GREAT and harm in PHYSICAL
                ),
                words=group.words,
                side=_SIDES.get(group.statuses, 0),
                is_copied=group.report_id in self.stories,
            )
        return found

    def _number(self, thing: Hashable) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    def dated(self, first: Sheet, second: Sheet) -> float:
        """Return what the days of two groups are worth: by the gap between them and how each text gives its own."""
        return self._once(self._dated, (first.days, second.days), (first, second), _OF_DAYS)

    def meant(self, first: Sheet, second: Sheet) -> float:
        """Return what the means of two groups are worth."""
        return self._once(self._meant, (first.means, second.means), (first, second), _OF_MEANS)

    def _once(
        self,
        known: dict[_Pair, float],
        key: _Pair,
        sheets: tuple[Sheet, Sheet],
        features: tuple[Feature, ...],
    ) -> float:
        found = known.get(key)
        if found is None:
            found = remember(known, key, _worth(self.compare(*sheets), 0.0, features))
        return found

    def counted(self, first: Sheet, second: Sheet) -> tuple[float, float]:
        """Return what the dead of two groups that both count them are worth: far apart, and both many."""
        found = self._killed.get((first.killed, second.killed))
        if found is None:
            pair = self.compare(first, second)
            found = _FAR_FIGURES * far_figures(pair), _BOTH_GREAT * both_great(pair)
            remember(self._killed, (first.killed, second.killed), found)
        return found

    def copy(self, first: Sheet, second: Sheet) -> float:
        """Return how much of one story two groups share that quote the same words of it."""
        one, two = first.report_id, second.report_id
        share = self.corpus.copies.get((one, two) if one < two else (two, one), 0.0)
        return share if share and first.profile.quotes & second.profile.quotes else 0.0

    def compare(self, first: Sheet, second: Sheet) -> Compared:
        """Return two groups side by side."""
        return compare(first.profile, second.profile, self.corpus)


def remember(known: dict[_Pair, _Value], key: _Pair, value: _Value) -> _Value:
    """Remember a value and return it."""
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[key] = value
    return value


def _stories(copies: Mapping[tuple[str, str], float]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, two in copies:
        found.setdefault(one, []).append(two)
        found.setdefault(two, []).append(one)
    return found


def _worth(pair: Compared, start: float, features: tuple[Feature, ...]) -> float:
    for feature in features:
        start += feature.weight * feature.rule(pair)
    return start


def _named(*names: str) -> tuple[Feature, ...]:
    return tuple(feature for feature in FEATURES if feature.name in names)


_TIE_WEIGHTS = {
    tie: sum(feature.weight for feature in FEATURES if TIE_OF.get(feature.rule) is tie) for tie in Tie
}
_OF_REGIONS = _named("same_region", "other_region")
_OF_DAYS = _named(
    "same_day", "days_overlap", "day_possible", "next_day", "days_apart"
)  # one of them, or none
_OF_MEANS = _named("same_means", "other_means")  # one of them, or none
WEIGHTS = {feature.name: feature.weight for feature in FEATURES}
_SAME_PARTY, _SAME_FIGURE = WEIGHTS["same_party"], WEIGHTS["same_figure"]
_FAR_FIGURES, _BOTH_GREAT = WEIGHTS["far_figures"], WEIGHTS["both_great"]
_SHARED_WORDS, _OTHER_VICTIMS = WEIGHTS["shared_words"], WEIGHTS["other_victims"]
_COPIED, _SAME_REPORT = WEIGHTS["copied"], WEIGHTS["same_report"]
