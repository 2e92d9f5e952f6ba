"""Ids for life: a cluster of claims keeps the id of the incident it was before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from recount.link.constrain import Rulings
from recount.model import Incident, content_id

Taken = Callable[[str], bool]
"""Whether an id belongs to an incident that is not looked at."""


def nobody_has(_incident_id: str) -> bool:
    """No other incident has any id: all of a record are looked at."""
    return False


def name_clusters(
    clusters: Sequence[Sequence[str]],
    prior: Sequence[Incident],
    rulings: Rulings,
    taken: Taken = nobody_has,
) -> dict[str, list[str]]:
    """Return the claims of each cluster by its id.

    A cluster keeps the id of the earlier incident with which it shares most claims; of equals, the one whose
    claims were known first. An id goes to one cluster only; a cluster that shares nothing gets an id made
    from its first claim.

    Args:
        clusters: claims in record order.
        prior: incidents of the last run.
        rulings: what people ruled: of merged incidents the first id survives, and a claim that was split off
            does not carry the id of what it left.
        taken: whether an incident that is not looked at has an id.
    """
    before: dict[str, list[str]] = defaultdict(list)
    for incident in prior:
        for claim in incident.claim_ids:
            before[claim].append(incident.id)
    shares: list[tuple[int, int, str, int]] = []
    for index, claims in enumerate(clusters):
        for incident_id, (count, first) in _overlaps(claims, before, rulings).items():
            shares.append((-count, first, incident_id, index))
    named: dict[str, list[str]] = {}
    done: set[int] = set()
    for _, _, incident_id, index in sorted(shares):
        if index not in done and incident_id not in named:
            named[incident_id] = list(clusters[index])
            done.add(index)
    for index, claims in enumerate(clusters):
        if index not in done:
            named[new_id(claims[0], named, taken)] = list(claims)
    return named


def new_id(claim_id: str, named: Mapping[str, object], taken: Taken) -> str:
    """Return an id made from an incident's first claim, another one if that id is taken (after a split)."""
    found = content_id("i", claim_id)
    turn = 1
    while found in named or taken(found):
        turn += 1
        found = content_id("i", claim_id, turn)
    return found


def previous_ids(named: Mapping[str, Sequence[str]], prior: Sequence[Incident]) -> dict[str, tuple[str, ...]]:
    """Return, by incident id, the other ids under which claims of the incident stood before."""
    now = {claim: incident_id for incident_id, claims in named.items() for claim in claims}
    earlier: dict[str, dict[str, None]] = defaultdict(dict)
    for incident in prior:
        for incident_id in dict.fromkeys(now[claim] for claim in incident.claim_ids if claim in now):
            own = () if incident_id != incident.id else incident.previous_ids
            earlier[incident_id].update(dict.fromkeys((*own, incident.id)))
            if incident.id not in named:
                earlier[incident_id].update(dict.fromkeys(incident.previous_ids))
    return {
        incident_id: tuple(old for old in found if old != incident_id)
        for incident_id, found in earlier.items()
    }


def _overlaps(
    claims: Sequence[str], before: Mapping[str, Sequence[str]], rulings: Rulings
) -> dict[str, tuple[int, int]]:
    """Return how many claims each earlier incident shares with a cluster, and where the first one stands."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for position, claim in enumerate(claims):
        if claim in rulings.wanted:
            continue  # it goes where it is pinned, and takes no id along
        for incident_id in before.get(claim, ()):
            if (claim, incident_id) not in rulings.barred:
                name = rulings.survivor.get(incident_id, incident_id)
                counts[name] += 1
                first.setdefault(name, position)
    return {name: (count, first[name]) for name, count in counts.items()}
