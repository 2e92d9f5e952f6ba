"""Steps 1 and 2 together: claims to groups inside reports, groups to clusters across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.link.blocking import candidate_pairs
from recount.link.cluster import Pair, cluster
from recount.link.constrain import Rulings
from recount.link.features import FEATURES, Corpus, cannot_be_one, compare, rarity_of_means, score_of
from recount.link.places import Atlas, atlas_of
from recount.link.profile import Profile, profile_of
from recount.link.stories import stories_of
from recount.link.wording import weigh, words_around
from recount.model import Claim, Report

# Average score at which groups become one incident: one place and a possible day, or one day in one region
# with the same means and figure. Swept with the weights of region, day and words on the development incidents with
# real extraction: grouping F1 .83–.84, incidents found and tolls right fall below 3.0 and are flat to 3.25.
THRESHOLD = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Clusters of groups, and the evidence.

    Attributes:
        clusters: the groups of each incident.
        scores: of the pairs of groups that were compared, by their keys in order.
        corpus: what the comparison knew.
    """

    clusters: tuple[tuple[Profile, ...], ...]
    scores: Mapping[Pair, float]
    corpus: Corpus


def group_claims(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    copies: Mapping[Pair, float],
    rulings: Rulings,
) -> Grouping:
    """Return which claims are about one incident; ``claims`` are those that can be part of one."""
    atlas = atlas_of(claims)
    profiles = [profile_of(group, reports, atlas) for group in _groups(claims, reports, rulings, atlas)]
    by_key = {profile.key: profile for profile in profiles}
    words = [(profile.key, profile.report_id, words_around(profile.claims, reports)) for profile in profiles]
    corpus = Corpus(broad=atlas.broad, copies=copies, words=weigh(words), rarity=rarity_of_means(profiles))
    scores: dict[Pair, float] = {}
    apart: list[Pair] = []
    free = [profile for profile in profiles if profile.claims[0].id not in rulings.wanted]
    for one, two in candidate_pairs(free, corpus):
        pair = compare(by_key[one], by_key[two], corpus)
        if cannot_be_one(pair):
            apart.append((one, two))
        else:
            scores[one, two] = score_of(FEATURES, pair)

    def score(one: str, two: str) -> float:
        """The score of a pair that blocking left out."""
        return score_of(FEATURES, compare(by_key[one], by_key[two], corpus))

    group_of = {claim.id: profile.key for profile in profiles for claim in profile.claims}
    clusters = cluster(
        by_key,
        scores,
        threshold=THRESHOLD,
        together=_between_groups((*rulings.together, *_units(rulings)), group_of),
        apart=(*apart, *_between_groups(rulings.apart, group_of)),
        score=score,
    )
    return Grouping(
        clusters=tuple(tuple(by_key[key] for key in keys) for keys in clusters), scores=scores, corpus=corpus
    )


def _groups(
    claims: Sequence[Claim], reports: Mapping[str, Report], rulings: Rulings, atlas: Atlas
) -> Iterable[Sequence[Claim]]:
    """Yield the groups of each report; what people took out of its story stands in a group of its own."""
    unit_of = {claim: index for index, unit in enumerate(rulings.units) for claim in unit}
    by_report: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id, unit_of.get(claim.id, -1)].append(claim)
    for (_, unit), members in sorted(by_report.items()):
        if unit >= 0:
            yield members
        else:
            yield from stories_of(members, reports, atlas)


def _units(rulings: Rulings) -> Iterable[Pair]:
    return ((unit[0], other) for unit in rulings.units for other in unit[1:])


def _between_groups(pairs: Iterable[Pair], group_of: Mapping[str, str]) -> list[Pair]:
    """Return pairs of claims as pairs of their groups."""
    found = {(group_of[one], group_of[two]) for one, two in pairs if one in group_of and two in group_of}
    return sorted(pair for pair in found if pair[0] != pair[1])
