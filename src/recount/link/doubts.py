"""Pairs of incidents that may be one: what people should look at, and what is never joined by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recount.link.cluster import Pair
from recount.link.features import Corpus, compare, reasons_for
from recount.link.profile import Profile
from recount.model import LinkReason


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainPair:
    """Two incidents whose best groups score just under the threshold, or over it while the others speak against it.

    Attributes:
        one, two: ids of the incidents, in order.
        reason: the two claims that stand for the groups, their score and the features behind it.
    """

    one: str
    two: str
    reason: LinkReason


def uncertain_pairs(
    ties: Mapping[Pair, float],
    incident_of: Mapping[str, str],
    group: Callable[[str], tuple[Profile, str]],
    corpus: Corpus,
) -> list[UncertainPair]:
    """Return the pairs of incidents that may be one, each with its best score, in order.

    Args:
        ties: scores of pairs of groups, from a margin below the threshold on, by their keys.
        incident_of: the incident of each of these groups.
        group: gives a group and the claim that stands for it, by key.
        corpus: what the comparison knew.
    """
    best: dict[Pair, tuple[float, Pair]] = {}
    for pair, score in ties.items():
        one, two = incident_of[pair[0]], incident_of[pair[1]]
        if one == two:
            continue
        incidents = (one, two) if one < two else (two, one)
        known = best.get(incidents)
        if known is None or score > known[0] or (score == known[0] and pair < known[1]):
            best[incidents] = (score, pair)
    found = []
    for (first, second), (score, pair) in sorted(best.items()):
        (lower, claim), (higher, other) = map(group, pair)
        features = reasons_for(compare(lower, higher, corpus))
        reason = LinkReason(claim_id=claim, other_id=other, score=score, features=features)
        found.append(UncertainPair(one=first, two=second, reason=reason))
    return found
