"""Rulings on incidents that no earlier run knows: put into effect once clusters have their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recount.link.constrain import Rulings
from recount.link.identify import Taken, new_id, nobody_has


def settle(
    named: dict[str, list[str]], rulings: Rulings, order: Mapping[str, int], taken: Taken = nobody_has
) -> None:
    """Put rulings into effect on named clusters, for incidents that were not known before this run.

    Args:
        named: claims of each cluster by incident id; changed in place.
        rulings: what people ruled.
        order: position of each claim in the record.
        taken: whether an incident that is not looked at has an id.
    """
    was = {claim: incident_id for incident_id, claims in named.items() for claim in claims}
    for incident_id, survivor in rulings.survivor.items():
        if incident_id != survivor and incident_id in named:
            named[survivor] = sorted(named.get(survivor, []) + named.pop(incident_id), key=order.__getitem__)
    where = {claim: incident_id for incident_id, claims in named.items() for claim in claims}
    for unit in rulings.units:
        here = where[unit[0]]
        if unit[0] in rulings.wanted:
            there = _pinned_to(unit[0], named, where, rulings, taken)
            if there != here:
                _move(named, unit, here, there, order)
                where[unit[0]] = there
        elif (
            (unit[0], here) in rulings.barred
            and len(named[here]) > len(unit)
            and not _is_taken_back(unit[0], was[unit[0]], here, rulings)
        ):
            _move(named, unit, here, new_id(unit[0], named, taken), order)


def _pinned_to(
    claim: str, named: Mapping[str, object], where: Mapping[str, str], rulings: Rulings, taken: Taken
) -> str:
    """Return the incident in which a claim belongs that a person pinned: the one named, or what became of it.

    One that holds no other claim is the one that was named, so that all that are pinned to it stand together.
    """
    wanted = rulings.wanted[claim]
    wanted = rulings.survivor.get(wanted, wanted)
    if wanted in named:
        return wanted
    if claim in rulings.beside:
        return where[rulings.beside[claim]]
    return where[claim] if taken(wanted) else wanted


def _is_taken_back(claim: str, was: str, here: str, rulings: Rulings) -> bool:
    """Whether a later ruling merged the incident a claim was split off into with the one it left."""
    return was != here and any({was, here} <= merged for merged in rulings.returns.get(claim, ()))


def _move(
    named: dict[str, list[str]], unit: Sequence[str], here: str, there: str, order: Mapping[str, int]
) -> None:
    named[here] = [claim for claim in named[here] if claim not in unit]
    named[there] = sorted([*named.get(there, []), *unit], key=order.__getitem__)
    if not named[here]:
        del named[here]
