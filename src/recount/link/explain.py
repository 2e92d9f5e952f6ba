"""Why claims were put together, kept with every incident: for each group the best of its links."""

from __future__ import annotations

from collections import defaultdict

from recount.link.features import compare, reasons_for
from recount.link.grouping import Grouping
from recount.model import LinkReason


def reasons_of(grouping: Grouping) -> dict[str, list[LinkReason]]:
    """Return, by claim id, the links of its group to the group of the same incident it scores best with.

    The first claims of both groups stand for them. Groups that only a ruling joined have no link.
    """
    by_key = {group.key: group for groups in grouping.clusters for group in groups}
    best = grouping.best
    links: dict[str, list[LinkReason]] = defaultdict(list)
    for key, (score, other) in best.items():
        first, second = by_key[key].claims[0], by_key[other].claims[0]
        if best.get(other, (0.0, ""))[1] == key and other < key:
            continue  # the other group's link says the same
        features = reasons_for(compare(by_key[key], by_key[other], grouping.corpus))
        links[first.id].append(
            LinkReason(claim_id=first.id, other_id=second.id, score=score, features=features)
        )
    return links
