"""What people ruled about the grouping, put into effect; it outweighs every feature and every re-run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recount.link.cluster import Pair
from recount.model import Claim, Incident, LinkConstraints


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Constraints in terms of the claims at hand.

    Attributes:
        units: sets of claims that are handled as one and apart from their report's other claims.
        together, apart: pairs of claims that must, or must not, stand in one incident.
        barred: (claim, incident id) pairs: the claim has left that incident.
        wanted: claim to the incident id it is pinned to.
        beside: pinned claim to the first other claim of the incident it is pinned to, whatever id that has now.
        survivor: incident id to the id that survives its merge.
        returns: first claim of a unit that left an incident to the merges of that incident ruled later. One
            with the incident in which the unit stands takes it back: the later ruling counts.
    """

    units: tuple[tuple[str, ...], ...] = ()
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    barred: frozenset[Pair] = frozenset()
    wanted: Mapping[str, str]
    survivor: Mapping[str, str]
    beside: Mapping[str, str] = field(default_factory=dict)
    returns: Mapping[str, Sequence[frozenset[str]]] = field(default_factory=dict)


def rulings_of(constraints: LinkConstraints, prior: Sequence[Incident], claims: Iterable[Claim]) -> Rulings:
    """Return the constraints in terms of claims, with what earlier runs put into the incidents they name."""
    present = {claim.id for claim in claims}
    members = _members(prior, present)
    wanted = {claim: incident for claim, incident in constraints.pins if claim in present}
    together: list[Pair] = []
    apart: list[Pair] = []
    units: list[tuple[str, ...]] = [(claim,) for claim in wanted]
    barred: set[Pair] = set()
    returns: dict[str, Sequence[frozenset[str]]] = {}
    stood = _stood(prior)
    for index, (incident, leaving) in enumerate(constraints.splits):
        unit = tuple(claim for claim in leaving if claim in present and claim not in wanted)
        later = [frozenset(ids) for ids in constraints.merges_after(index) if incident in ids]
        if unit and not any(len(merged & stood.get(unit[0], set()) | {incident}) > 1 for merged in later):
            returns[unit[0]] = later
            units.append(unit)
            barred.update((claim, incident) for claim in unit)
            stay = [claim for claim in members.get(incident, ()) if claim not in unit]
            apart.extend((unit[0], claim) for claim in stay)
    gone = {claim for claim, _ in barred} | set(wanted)
    for incident_ids in constraints.merges:
        known = [c for incident in incident_ids for c in members.get(incident, ()) if c not in gone]
        together.extend((known[0], claim) for claim in known[1:])
    beside: dict[str, str] = {}
    for claim, incident in wanted.items():
        first = next((other for other in members.get(incident, ()) if other not in gone), None)
        if first is not None:
            beside[claim] = first
    return Rulings(
        units=tuple(units),
        together=tuple(together),
        apart=tuple(apart),
        barred=frozenset(barred),
        wanted=wanted,
        beside=beside,
        survivor={other: ids[0] for ids in constraints.merges for other in ids},
        returns=returns,
    )


def _stood(prior: Sequence[Incident]) -> dict[str, set[str]]:
    """Return the ids of the incident in which each claim stands, those it had before among them."""
    return {claim: {i.id, *i.previous_ids} for i in prior for claim in i.claim_ids}


def _members(prior: Sequence[Incident], present: set[str]) -> dict[str, list[str]]:
    """Return the claims of earlier incidents by every id they have or had."""
    members: dict[str, list[str]] = {}
    claims_of = {i.id: [claim for claim in i.claim_ids if claim in present] for i in prior}
    for incident in prior:
        members[incident.id] = claims_of[incident.id]
    for incident in prior:
        for old in incident.previous_ids:
            members.setdefault(old, claims_of[incident.id])
    return members
