"""What speaks for and against two groups of claims being about one incident: a table to read.

Each feature returns how far it applies, from 0 to 1; its weight says what that is worth, and its docstring is
the explanation readers see. Weights were set by hand and then checked by classes of error on the development
incidents (``make eval``); they are no probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from math import log2

from recount.gazetteer.names import likeness
from recount.link.places import Setting, least_distance
from recount.link.profile import Profile
from recount.link.wording import likeness_of_words
from recount.model import Harm, Status

ALIKE = 0.87  # spellings of one name reach it (Hanida, Heneyda), neighbouring villages do not (two Kafrs)
NEAR_KM = 8.0  # a town and its suburbs
FAR_KM = 40.0  # two places farther apart are no single moment and place of violence
VERY_LIKE = 0.3  # cosine of the words of two accounts of one event from different agencies
# What a family of means is worth of a rare one: 0.5 where every group of reports names it, 1 where one in 20 does.
# As found among the groups of the development incidents; fixed, so that no report changes what others share.
RARITY: Mapping[str, float] = {
    "bombs from the air": 0.58,
    "guided from afar": 0.64,
    "chemical": 0.7,
    "fighting": 0.85,
    "artillery": 0.88,
    "planted or carried bomb": 0.88,
    "killing at close hand": 1.0,
    "siege": 1.0,
    "accident": 1.0,
}
GROWTH = 3.0  # a toll of an incident rarely more than triples between its first and its last report
GREAT = 3  # figures below it agree by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What the comparison of two groups needs to know beside them.

    Attributes:
        copies: containment of the text of one report in another's, by their ids in order.
    """

    copies: Mapping[tuple[str, str], float] = field(default_factory=dict)


class Tie(Enum):
    """How the places of two groups are related."""

    SAME = "same place"
    BROAD = "same region or large city"
    WITHIN = "one lies in the other"
    ALIKE = "spellings alike"
    NEAR = "close together"
    OTHER = "different places"
    OPEN = "one names no place"


@dataclass(slots=True)
class Compared:
    """Two groups side by side; not frozen, because one is made for every pair.

    Attributes:
        tie: how their places are related.
        gap: days between their events, 0 when they share one, ``None`` when not known.
    """

    one: Profile
    two: Profile
    corpus: Corpus
    tie: Tie
    gap: int | None

    @property
    def are_dated(self) -> bool:
        """Whether both texts say when."""
        return self.one.is_dated and self.two.is_dated


def compare(one: Profile, two: Profile, corpus: Corpus) -> Compared:
    """Set two groups side by side."""
    return Compared(one, two, corpus, tie_of(one.setting, two.setting), gap_days(one, two))


def tie_of(one: Setting, two: Setting) -> Tie:
    """Return how two settings are related."""
    shared = one.specific & two.specific
    if shared:
        return Tie.SAME if shared - one.regions - two.regions else Tie.BROAD
    if not (one.specific.isdisjoint(two.enclosing) and two.specific.isdisjoint(one.enclosing)):
        return Tie.WITHIN
    if not one.specific or not two.specific:
        return Tie.OPEN
    if any(_alike(min(a, b), max(a, b)) >= ALIKE for a in one.spellings for b in two.spellings):
        return Tie.ALIKE
    distance = least_distance(one.points, two.points)
    return Tie.NEAR if distance is not None and distance <= NEAR_KM else Tie.OTHER


Rule = Callable[[Compared], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One line of the table."""

    name: str
    weight: float
    rule: Rule

    @property
    def explanation(self) -> str:
        """What it means, in words for readers."""
        return " ".join((self.rule.__doc__ or "").split())


def same_place(pair: Compared) -> float:
    """Both name the same place, which is no region and no large city."""
    return float(pair.tie is Tie.SAME)


def same_broad_place(pair: Compared) -> float:
    """Both name the same region or large city and nothing nearer."""
    return float(pair.tie is Tie.BROAD)


def similar_name(pair: Compared) -> float:
    """They name places whose spellings are alike."""
    return float(pair.tie is Tie.ALIKE)


def place_within(pair: Compared) -> float:
    """The place of one lies in the place the other names."""
    return float(pair.tie is Tie.WITHIN)


def near(pair: Compared) -> float:
    """Their places are different but lie close together."""
    return float(pair.tie is Tie.NEAR)


def other_place(pair: Compared) -> float:
    """They name different places, none of which lies in the other."""
    return float(pair.tie is Tie.OTHER)


def same_region(pair: Compared) -> float:
    """They name the same region or large city around different or unnamed places."""
    if pair.tie in _JOINED:
        return 0.0
    return float(not pair.one.setting.enclosing.isdisjoint(pair.two.setting.enclosing))


def other_region(pair: Compared) -> float:
    """The regions they name are different."""
    first, second = pair.one.setting.regions, pair.two.setting.regions
    return float(bool(first) and bool(second) and first.isdisjoint(second))


def same_day(pair: Compared) -> float:
    """Both texts say when, and it is the same day."""
    return float(pair.gap == 0 and pair.one.is_day and pair.two.is_day)


def days_overlap(pair: Compared) -> float:
    """The days they give overlap without being one and the same day."""
    return float(pair.gap == 0 and pair.are_dated and not (pair.one.is_day and pair.two.is_day))


def day_possible(pair: Compared) -> float:
    """One text does not say when; the days before its report include the other's."""
    return float(pair.gap == 0 and not pair.are_dated)


def next_day(pair: Compared) -> float:
    """The days they give follow one another; one may tell the night and the other its morning."""
    if pair.gap != 1:
        return 0.0
    return 1.0 if all(group.is_day and group.is_certain for group in (pair.one, pair.two)) else 0.3


def days_apart(pair: Compared) -> float:
    """Days lie between the days they give, or, where one text does not say when, the days before its report."""
    if pair.gap is None or pair.gap < 2:
        return 0.0
    if not pair.are_dated:
        return 1.0  # the days before a report are wide already
    return 1.0 if pair.one.is_certain and pair.two.is_certain else 0.8


def same_means(pair: Compared) -> float:
    """They name the same means, or means that reports use for one another; the rarer, the more it says."""
    shared = pair.one.means & pair.two.means
    return max((RARITY[family] for family in shared), default=0.0)


def other_means(pair: Compared) -> float:
    """They name different means."""
    return float(bool(pair.one.means) and bool(pair.two.means) and pair.one.means.isdisjoint(pair.two.means))


def same_party(pair: Compared) -> float:
    """They name the same party as the one that caused it."""
    return float(bool(pair.one.perpetrators & pair.two.perpetrators))


def same_figure(pair: Compared) -> float:
    """They give the same figure for the same harm; the larger the figure, the less by chance."""
    shared = [
        number for harm, number in pair.one.figures & pair.two.figures if number >= GREAT and harm in PHYSICAL
    ]
    return same_figure_of(max(shared)) if shared else 0.0


@lru_cache(maxsize=4096)
def same_figure_of(number: int) -> float:
    """Return how much it says that two groups share a figure."""
    return min(1.0, log2(number) / 5)


def far_figures(pair: Compared) -> float:
    """Their figures for the dead differ by more than a toll usually grows."""
    return far_apart(pair.one.killed, pair.two.killed)


def far_apart(first: int, second: int) -> float:
    """Return how far two figures differ beyond what a toll usually grows; 0 where one is not known."""
    if not first or not second:
        return 0.0
    times = max(first, second) / min(first, second)
    return min(1.0, log2(times / GROWTH) / 3) if times > GROWTH else 0.0


def both_great(pair: Compared) -> float:
    """Both tell of many dead, and few events do."""
    least = min(pair.one.killed, pair.two.killed)
    return min(1.0, log2(least / 10) / 3) if least > 10 else 0.0


def shared_words(pair: Compared) -> float:
    """They share rare words around their figures."""
    return min(1.0, likeness_of_words(pair.one.words, pair.two.words) / VERY_LIKE)


def other_victims(pair: Compared) -> float:
    """One speaks of civilians only, the other of combatants only."""
    return float(
        {pair.one.statuses, pair.two.statuses}
        == {frozenset({Status.CIVILIAN}), frozenset({Status.COMBATANT})}
    )


def copied(pair: Compared) -> float:
    """The reports carry the same story, and it gives this figure in the same words."""
    reports = sorted((pair.one.report_id, pair.two.report_id))
    share = pair.corpus.copies.get((reports[0], reports[1]), 0.0)
    if not share:
        return 0.0
    return share if pair.one.quotes & pair.two.quotes else 0.0


def same_report(pair: Compared) -> float:
    """One report tells them apart."""
    return float(pair.one.report_id == pair.two.report_id)


FEATURES = (
    Feature(name="same_place", weight=3.5, rule=same_place),
    Feature(name="same_broad_place", weight=1.5, rule=same_broad_place),
    Feature(name="similar_name", weight=2.0, rule=similar_name),
    Feature(name="place_within", weight=1.5, rule=place_within),
    Feature(name="same_region", weight=1.0, rule=same_region),
    Feature(name="near", weight=1.0, rule=near),
    Feature(name="other_place", weight=-3.3, rule=other_place),
    Feature(name="other_region", weight=-1.0, rule=other_region),
    Feature(name="same_day", weight=2.5, rule=same_day),
    Feature(name="days_overlap", weight=1.0, rule=days_overlap),
    Feature(name="day_possible", weight=0.5, rule=day_possible),
    Feature(name="next_day", weight=-1.5, rule=next_day),
    Feature(name="days_apart", weight=-5.0, rule=days_apart),
    Feature(name="same_means", weight=1.6, rule=same_means),
    Feature(name="other_means", weight=-1.5, rule=other_means),
    Feature(name="same_party", weight=0.5, rule=same_party),
    Feature(name="same_figure", weight=2.0, rule=same_figure),
    Feature(name="far_figures", weight=-1.5, rule=far_figures),
    Feature(name="both_great", weight=1.0, rule=both_great),
    Feature(name="shared_words", weight=2.0, rule=shared_words),
    Feature(name="other_victims", weight=-1.0, rule=other_victims),
    Feature(name="copied", weight=5.0, rule=copied),
    Feature(name="same_report", weight=-1.5, rule=same_report),
)

TIE_OF: Mapping[Rule, Tie] = {
    same_place: Tie.SAME,
    same_broad_place: Tie.BROAD,
    similar_name: Tie.ALIKE,
    place_within: Tie.WITHIN,
    near: Tie.NEAR,
    other_place: Tie.OTHER,
}
_JOINED = frozenset({Tie.SAME, Tie.BROAD, Tie.WITHIN})
PHYSICAL = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.MISSING, Harm.DETAINED})


def score_of(table: tuple[Feature, ...], pair: Compared) -> float:
    """Return the sum of what the features of a table are worth for two groups."""
    split = _SPLIT.get(id(table))
    if split is None or split[0] is not table:
        split = _SPLIT[id(table)] = (table, *_split(table))
    _, weights, rules = split
    score = weights[pair.tie]
    for weight, rule in rules:
        score += weight * rule(pair)
    return score


# Most of a full run is spent on scores, so a table is split once: what the features that look at the tie alone
# are worth for each tie, and the others. By identity, since equality would look at every feature.
_SPLIT: dict[int, tuple[tuple[Feature, ...], dict[Tie, float], tuple[tuple[float, Rule], ...]]] = {}


def _split(table: tuple[Feature, ...]) -> tuple[dict[Tie, float], tuple[tuple[float, Rule], ...]]:
    weights = dict.fromkeys(Tie, 0.0)
    for feature in table:
        if feature.rule in TIE_OF:
            weights[TIE_OF[feature.rule]] += feature.weight
    return weights, tuple((feature.weight, feature.rule) for feature in table if feature.rule not in TIE_OF)


def reasons_for(pair: Compared) -> tuple[tuple[str, float], ...]:
    """Return the features that apply to two groups with what they are worth, strongest first."""
    found = [(feature.name, feature.weight * feature.rule(pair)) for feature in FEATURES]
    return tuple(sorted((item for item in found if item[1]), key=lambda item: (-abs(item[1]), item[0])))


def cannot_be_one(pair: Compared) -> bool:
    """Whether two groups exclude each other: far apart, or told apart by their report."""
    return are_told_apart(pair.one, pair.two) or are_far(pair)


def are_told_apart(one: Profile, two: Profile) -> bool:
    """Whether one report turns from one to the other ("Another air strike …") and gives them no figure in common."""
    if one.report_id != two.report_id or one.figures & two.figures:
        return False
    first, second = sorted((one, two), key=lambda group: group.begins)
    return second.turn is not None and first.begins < second.turn


def are_far(pair: Compared) -> bool:
    """Whether all points of both are known and lie far apart."""
    one, two = pair.one.setting, pair.two.setting
    if (
        pair.tie is not Tie.OTHER
        or len(one.points) < len(one.specific)
        or len(two.points) < len(two.specific)
    ):
        return False
    distance = least_distance(one.points, two.points)
    return distance is not None and distance > FAR_KM


def gap_days(one: Profile, two: Profile) -> int | None:
    """Return the days between two groups' events, 0 when they share a day, ``None`` when not known."""
    if one.start is None or one.last is None or two.start is None or two.last is None:
        return None
    return max(0, (one.start - two.last).days, (two.start - one.last).days)


@lru_cache(maxsize=65536)
def _alike(one: str, two: str) -> float:
    return likeness(one, two)
