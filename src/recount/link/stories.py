"""Step 1: inside one report, which claims are about one event.

A report may tell several events and mention older ones. Claims that their text relates belong together; the
others do unless place, day or means speak against it, and the more so the nearer they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from recount.link.atlas import Atlas
from recount.link.cluster import Pair, cluster
from recount.link.features import (
    TIE_OF,
    Compared,
    Corpus,
    Feature,
    Tie,
    are_told_apart,
    far_apart,
    far_figures,
    other_means,
    other_place,
    other_region,
    place_within,
    same_broad_place,
    same_day,
    same_figure,
    same_figure_of,
    same_place,
)
from recount.link.profile import Profile, profile_of
from recount.link.weighing import FIGURE_SHIFT, Sheet, Weighing, remember
from recount.model import Claim, RelationType, Report

NEIGHBOUR_REACH = 250  # code points between two counts: one sentence, or two short ones
THRESHOLD = 0.5  # swept -0.5–1.0 on the development incidents: flat from 0.5, below it events flow together
BINDING = frozenset({RelationType.SAME_AS, RelationType.UPDATES, RelationType.SUBSET_OF})


def same_story(pair: Compared) -> float:
    """One report tells both: one event, unless something speaks against it."""
    return float(pair.one.report_id == pair.two.report_id)


def related(pair: Compared) -> float:
    """The text itself relates them: a part and its whole, a repeat, an update."""
    return float(is_bound(pair.one.claims[0], pair.two.claims[0]))


def neighbours(pair: Compared) -> float:
    """They stand in one sentence or two."""
    distance = pair.one.claims[0].count_selector.start - pair.two.claims[0].count_selector.start
    return float(abs(distance) <= NEIGHBOUR_REACH)


def other_day(pair: Compared) -> float:
    """The text gives different days for them."""
    return float(pair.are_dated and (pair.gap or 0) > 0)


def older(pair: Compared) -> float:
    """The text dates one to days before its news, and the other not at all."""
    dated, undated = (pair.one, pair.two) if pair.one.is_dated else (pair.two, pair.one)
    if undated.is_dated or not dated.is_dated or dated.last is None or undated.start is None:
        return 0.0
    return float(dated.last < undated.start)


STORY_FEATURES = (
    Feature(name="same_story", weight=0.8, rule=same_story),
    Feature(name="related", weight=3.0, rule=related),
    Feature(name="neighbours", weight=0.7, rule=neighbours),
    Feature(name="same_place", weight=1.5, rule=same_place),
    Feature(name="same_broad_place", weight=1.0, rule=same_broad_place),
    Feature(name="place_within", weight=0.7, rule=place_within),
    Feature(name="other_place", weight=-2.5, rule=other_place),
    Feature(name="same_day", weight=0.7, rule=same_day),
    Feature(name="other_day", weight=-3.0, rule=other_day),
    Feature(name="older", weight=-2.0, rule=older),
    Feature(name="other_region", weight=-1.0, rule=other_region),
    Feature(name="other_means", weight=-1.5, rule=other_means),
    Feature(name="same_figure", weight=1.5, rule=same_figure),
    Feature(name="far_figures", weight=-2.0, rule=far_figures),
)


class StoryWeighing(Weighing):
    """Scores pairs of single claims of one report by ``STORY_FEATURES``, to the bit as ``score_of`` does."""

    def __init__(self) -> None:
        """Begin, knowing nothing."""
        super().__init__(Corpus())
        self._days: dict[tuple[int, int], float] = {}

    def weigh(self, one: Profile, two: Profile) -> tuple[float, bool]:
        """Return the score of two claims, in order of their ids, and whether they exclude each other."""
        first, second = self.sheet(one), self.sheet(two)
        placed = self.placed(first, second)
        score = _TIE_WEIGHTS[placed.tie]
        score += _WEIGHTS["same_story"]
        if is_bound(one.claims[0], two.claims[0]):
            score += _WEIGHTS["related"]
        if abs(one.begins - two.begins) <= NEIGHBOUR_REACH:
            score += _WEIGHTS["neighbours"]
        dated = self._days.get((first.days, second.days))
        score += self._between(first, second) if dated is None else dated
        score += _WEIGHTS["other_region"] * placed.other_region
        if one.means and two.means and one.means.isdisjoint(two.means):
            score += _WEIGHTS["other_means"]
        if not first.great.isdisjoint(second.great):
            score += _WEIGHTS["same_figure"] * same_figure_of(max(first.great & second.great) >> FIGURE_SHIFT)
        score += _WEIGHTS["far_figures"] * far_apart(one.killed, two.killed)
        return score, placed.are_far or are_told_apart(one, two)

    def _between(self, first: Sheet, second: Sheet) -> float:
        pair = self.compare(first, second)
        found = 0.0
        for feature in _OF_DAYS:
            found += feature.weight * feature.rule(pair)
        return remember(self._days, (first.days, second.days), found)


def stories_of(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    atlas: Atlas,
    weighing: StoryWeighing | None = None,
) -> list[tuple[Claim, ...]]:
    """Return the groups of claims of one report that are about one event each, in order of claim ids.

    Args:
        claims: those of one report that can be part of an incident.
        reports: by id.
        atlas: what is known of places.
        weighing: what was worked out for other reports.
    """
    by_id = {claim.id: claim for claim in claims}
    ids = sorted(by_id)
    if len(ids) == 1:
        return [(by_id[ids[0]],)]
    known = weighing or StoryWeighing()
    known.forget()
    alone = [profile_of((by_id[key],), reports, atlas, is_single=True) for key in ids]
    apart: list[Pair] = []
    scores: dict[Pair, float] = {}
    for one, two in combinations(alone, 2):
        score, is_barred = known.weigh(one, two)
        scores[one.key, two.key] = score
        if is_barred:
            apart.append((one.key, two.key))
    groups = cluster(ids, scores, threshold=THRESHOLD, apart=apart)
    return [tuple(by_id[claim_id] for claim_id in group) for group in groups]


def is_bound(one: Claim, two: Claim) -> bool:
    """Whether the text itself relates two claims so that they are about one event."""
    return any(
        claim.relation is not None and claim.relation.type in BINDING and claim.relation.to == other.id
        for claim, other in ((one, two), (two, one))
    )


_WEIGHTS = {feature.name: feature.weight for feature in STORY_FEATURES}
_TIE_WEIGHTS = {
    tie: sum(feature.weight for feature in STORY_FEATURES if TIE_OF.get(feature.rule) is tie) for tie in Tie
}
_OF_DAYS = tuple(feature for feature in STORY_FEATURES if feature.rule in {same_day, other_day, older})
