"""Steps 1 and 2 together: claims to groups inside reports, groups to clusters across reports.

What two groups score depends on them alone, and a cluster lies in one piece of what hangs together by scores of
at least the threshold. So a piece is clustered by itself, whatever else a record holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from recount.link.aggregates import Cover, covers_of
from recount.link.atlas import Atlas, atlas_of
from recount.link.blocking import Candidates
from recount.link.cluster import Pair, cluster
from recount.link.components import pieces_of
from recount.link.constrain import Rulings
from recount.link.features import Corpus
from recount.link.profile import Profile, profile_of
from recount.link.scope import find_totals
from recount.link.sharing import Share, alone
from recount.link.stories import StoryWeighing, stories_of
from recount.link.weighing import Weighing
from recount.model import Claim, Report

# Average score at which groups become one incident: one place and a possible day, or one day in one region
# with the same means and figure. Swept with the weights of region, day and words on the development incidents with
# real extraction: grouping F1 .83–.84, incidents found and tolls right fall below 3.0 and are flat to 3.25.
THRESHOLD = 3.0
LARGEST_TABLE = 600  # groups of a piece of which all pairs are scored, 180,000; in a larger one, those tied
SMALLEST_ARRAY = 40  # groups of a piece from which on an array of scores is quicker than scores one by one
Best = dict[str, tuple[float, str]]
MARGIN = 1.0  # below the threshold: scores at which people should look


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Claims of one report that are totals over the same places and days."""

    report_id: str
    cover: Cover
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Clusters of groups by their keys.

    Attributes:
        clusters: the keys of the groups of each incident.
        best: for a group the best score with another of its cluster, and that group's key.
    """

    clusters: tuple[tuple[str, ...], ...]
    best: Best


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What incidents are made of.

    Attributes:
        groups: claims of one report about one event each.
        totals: claims that can be part of no incident.
        total_ids: theirs, and those of other totals that a ruling put among incidents.
        ties: scores of pairs of groups, by their keys in order, from ``MARGIN`` below the threshold on.
        corpus: what the comparison knew.
        pinned: keys of groups of which a person said where they belong; they are compared with none.
        large: keys of groups that lie in a piece with more than ``LARGEST_TABLE``, though not all of it is here.
        found: its clusters, where they were looked for together with what is around.
    """

    groups: tuple[Profile, ...]
    totals: tuple[Total, ...]
    total_ids: frozenset[str]
    ties: Mapping[Pair, float]
    corpus: Corpus
    pinned: frozenset[str] = frozenset()
    large: frozenset[str] = frozenset()
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Clusters of groups, and the evidence.

    Attributes:
        clusters: the groups of each incident.
        best: for a group the best score with another of its cluster, and that group's key.
        corpus: what the comparison knew.
    """

    clusters: tuple[tuple[Profile, ...], ...]
    best: Best
    corpus: Corpus


def lay_ground(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    copies: Mapping[Pair, float],
    rulings: Rulings,
    share: Share = alone,
) -> Ground:
    """Return what incidents are made of, from all claims of a record."""
    total_ids = frozenset(find_totals(claims, share))
    events, totals = tell_apart(claims, total_ids, rulings)
    atlas = atlas_of(events, reports)
    groups = groups_of(events, reports, atlas, rulings, share)
    corpus = Corpus(copies=copies)
    pinned = frozenset(group.key for group in groups if is_pinned(group, rulings))
    free = [group for group in groups if group.key not in pinned]
    ties = _ties_among(free, corpus, share)
    return Ground(
        groups=tuple(groups),
        totals=tuple(totals_of(totals, reports)),
        total_ids=total_ids,
        ties=ties,
        corpus=corpus,
        pinned=pinned,
    )


def _ties_among(groups: Sequence[Profile], corpus: Corpus, share: Share) -> dict[Pair, float]:
    """Return the scores that matter of all pairs worth comparing."""
    candidates = Candidates(groups, corpus.copies)
    weighing = Weighing(corpus)

    def ties_of(numbers: Sequence[int]) -> list[list[tuple[Pair, float]]]:
        return [
            [
                ((one.key, two.key), score)
                for one, two in candidates.pairs(number)
                if (score := tie_of_groups(one, two, weighing)) is not None
            ]
            for number in numbers
        ]

    found = share(ties_of, range(len(groups)))
    return dict(chain.from_iterable(found))


def tell_apart(
    claims: Sequence[Claim], total_ids: frozenset[str], rulings: Rulings
) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that can be part of an incident, or were ruled to be, and the others."""
    apart = total_ids - {claim_id for unit in rulings.units for claim_id in unit}
    return [claim for claim in claims if claim.id not in apart], [
        claim for claim in claims if claim.id in apart
    ]


def groups_of(
    events: Sequence[Claim],
    reports: Mapping[str, Report],
    atlas: Atlas,
    rulings: Rulings,
    share: Share = alone,
) -> list[Profile]:
    """Return the groups of each report; what people took out of its story stands in a group of its own."""
    unit_of = {claim: index for index, unit in enumerate(rulings.units) for claim in unit}
    by_report: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in events:
        by_report[claim.report_id, unit_of.get(claim.id, -1)].append(claim)
    weighing = StoryWeighing()

    def groups_among(parts: Sequence[tuple[tuple[str, int], list[Claim]]]) -> list[list[Profile]]:
        found: list[list[Profile]] = []
        for (_, unit), members in parts:
            stories = [tuple(members)] if unit >= 0 else stories_of(members, reports, atlas, weighing)
            found.append([profile_of(story, reports, atlas) for story in stories])
        return found

    found = share(groups_among, sorted(by_report.items()))
    return list(chain.from_iterable(found))


def totals_of(totals: Iterable[Claim], reports: Mapping[str, Report]) -> list[Total]:
    """Return the totals of each report."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in totals:
        by_report[claim.report_id].append(claim)
    return [
        Total(report_id=report_id, cover=cover, claim_ids=tuple(claim.id for claim in related))
        for report_id in sorted(by_report)
        for cover, related in covers_of(by_report[report_id], reports.get(report_id))
    ]


def is_pinned(group: Profile, rulings: Rulings) -> bool:
    """Whether a person said where a group belongs, so that it is compared with none."""
    return group.claims[0].id in rulings.wanted


def tie_of_groups(one: Profile, two: Profile, weighing: Weighing) -> float | None:
    """Return the score of two groups, ``None`` when it is too low to matter or they exclude each other."""
    score, is_barred = weighing.weigh(one, two)
    return None if score < THRESHOLD - MARGIN or is_barred else score


def group_claims(ground: Ground, rulings: Rulings, share: Share = alone) -> Grouping:
    """Return which groups are about one incident."""
    found = ground.found or find_clusters(ground, rulings, share)
    by_key = {group.key: group for group in ground.groups}
    return Grouping(
        clusters=tuple(tuple(by_key[key] for key in keys) for keys in sorted(found.clusters)),
        best=found.best,
        corpus=ground.corpus,
    )


def find_clusters(ground: Ground, rulings: Rulings, share: Share = alone) -> Found:
    """Return the clusters of the groups of a ground; of these, no claims are looked at but those of rulings.

    A group of which a person said where it belongs is a cluster by itself: it says nothing of what else is together.
    """
    by_key = {group.key: group for group in ground.groups if group.key not in ground.pinned}
    group_of = {claim.id: group.key for group in ground.groups for claim in group.claims}
    together = _between_groups((*rulings.together, *_units(rulings)), group_of)
    apart = _between_groups(rulings.apart, group_of)
    weighing = Weighing(ground.corpus)

    def clusters_of(pieces: Sequence[Sequence[str]]) -> list[tuple[list[tuple[str, ...]], Best]]:
        found: list[tuple[list[tuple[str, ...]], Best]] = []
        for piece in pieces:
            inside = set(piece)
            welded = [pair for pair in together if inside.issuperset(pair)]
            split = [pair for pair in apart if inside.issuperset(pair)]
            if piece[0] not in large and len(piece) >= SMALLEST_ARRAY:
                groups = [by_key[key] for key in piece]
                found.append(_cluster_by_array(groups, weighing, welded, split))
                continue
            scores, barred = (
                (large[piece[0]], []) if piece[0] in large else _table(piece, by_key, ground, weighing)
            )
            clusters = cluster(piece, scores, threshold=THRESHOLD, together=welded, apart=[*barred, *split])
            found.append((clusters, _best_links(clusters, scores)))
        return found

    pieces = pieces_of(by_key, ground.ties, THRESHOLD, together)
    too_large = [piece for piece in pieces if len(piece) > LARGEST_TABLE or piece[0] in ground.large]
    large = _ties_within(too_large, ground.ties)
    clusters: list[tuple[str, ...]] = [(key,) for key in sorted(ground.pinned)]
    clusters += [(piece[0],) for piece in pieces if len(piece) == 1]
    best: dict[str, tuple[float, str]] = {}
    for found, links in share(clusters_of, [piece for piece in pieces if len(piece) > 1]):
        clusters += found
        best |= links
    return Found(clusters=tuple(clusters), best=best)


def _best_links(clusters: Iterable[Sequence[str]], scores: Mapping[Pair, float]) -> Best:
    """Return, for each group, the score of the group of its cluster that it scores best with, and that group."""
    best: Best = {}
    for keys in clusters:
        for one, two in combinations(keys, 2):
            score = scores.get((one, two))
            if score is not None:
                for key, other in ((one, two), (two, one)):
                    if key not in best or score > best[key][0]:
                        best[key] = (score, other)
    return best


def _ties_within(pieces: Iterable[Sequence[str]], ties: Mapping[Pair, float]) -> dict[str, dict[Pair, float]]:
    """Return the ties inside of pieces that are too large for a table, by the first key of each.

    What was compared and scored low counts 0 there, as if nothing were known.
    """
    first_of = {key: piece[0] for piece in pieces for key in piece}
    found: dict[str, dict[Pair, float]] = {first: {} for first in first_of.values()}
    for (one, two), score in ties.items() if first_of else ():
        first = first_of.get(one)
        if first is not None and first == first_of.get(two):
            found[first][one, two] = score
    return found


def _table(
    piece: Sequence[str], by_key: Mapping[str, Profile], ground: Ground, weighing: Weighing
) -> tuple[dict[Pair, float], list[Pair]]:
    """Return the scores of all pairs of a piece, and the pairs that exclude each other."""
    scores: dict[Pair, float] = {}
    barred: list[Pair] = []
    for pair in combinations(piece, 2):
        score = ground.ties.get(pair)
        if score is None:
            score, is_barred = weighing.weigh(by_key[pair[0]], by_key[pair[1]])
            if is_barred:
                barred.append(pair)
        scores[pair] = score
    return scores, barred


def _cluster_by_array(
    groups: Sequence[Profile], weighing: Weighing, together: Iterable[Pair], apart: Iterable[Pair]
) -> tuple[list[tuple[str, ...]], Best]:
    """Return the clusters of a piece of many groups, and the best links inside them."""
    # Here, since a record of small pieces needs no arrays, and loading them takes a quarter of a second.
    from recount.link.cluster_table import best_links, cluster_table
    from recount.link.tables import table_of

    keys = [group.key for group in groups]
    scores, barred = table_of(groups, weighing)
    clusters = cluster_table(keys, scores, barred, threshold=THRESHOLD, together=together, apart=apart)
    return clusters, best_links(keys, clusters, scores)


def load_arrays() -> None:
    """Load now what scoring a piece of many groups would load first."""
    import recount.link.cluster_table
    import recount.link.tables  # noqa: F401


def _units(rulings: Rulings) -> Iterable[Pair]:
    return ((unit[0], other) for unit in rulings.units for other in unit[1:])


def _between_groups(pairs: Iterable[Pair], group_of: Mapping[str, str]) -> list[Pair]:
    """Return pairs of claims as pairs of their groups."""
    found = {(group_of[one], group_of[two]) for one, two in pairs if one in group_of and two in group_of}
    return sorted(pair for pair in found if pair[0] != pair[1])
