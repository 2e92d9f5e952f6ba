"""Rules on harm and status: kinds of harm and of people are never mixed."""

from __future__ import annotations

from collections.abc import Iterator

from recount.model import Group, Harm, Incident, Means, Status, StatusBasis, Toll
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_incident, at_toll, in_figures
from recount.reconcile.originate import accused_in

_PROTECTED = frozenset({Group.CHILD, Group.JOURNALIST, Group.MEDICAL, Group.RESCUER, Group.AID_WORKER})
_REMOTE = frozenset(
    {
        Means.AIRSTRIKE,
        Means.SHELLING,
        Means.ROCKET,
        Means.MISSILE,
        Means.BARREL_BOMB,
        Means.CLUSTER_MUNITION,
        Means.CAR_BOMB,
        Means.DRONE,
    }
)
_SIDES = (Status.CIVILIAN, Status.COMBATANT)


def status_without_a_basis(record: Record) -> Iterator[Notice]:
    """Whoever is called civilian or combatant is called so by the text or by a named rule."""
    for claim in record.claims.values():
        if claim.status in _SIDES and claim.status_basis is StatusBasis.NONE:
            yield at_claim(claim), f"{claim.status.value}, and neither the text nor a rule says so"


def protected_person_as_combatant(record: Record) -> Iterator[Notice]:
    """Children, journalists, medical staff, rescuers and aid workers are seldom combatants."""
    for claim in record.claims.values():
        groups = sorted(_PROTECTED.intersection(claim.groups))
        if groups and claim.status is Status.COMBATANT:
            yield at_claim(claim), f"{', '.join(groups)} counted as combatants ({claim.count.words!r})"


def toll_counts_another_harm(record: Record) -> Iterator[Notice]:
    """The killed, the injured and "casualties" are different series; a toll counts one of them."""
    for toll in record.tolls:
        for claim in record.used_by(toll):
            if claim.harm is not toll.harm:
                yield at_toll(toll), f"it counts {at_claim(claim)}, which counts the {claim.harm.value}"


def toll_counts_another_status(record: Record) -> Iterator[Notice]:
    """The toll of civilians or combatants counts only what a text says of them."""
    for toll in record.tolls:
        for claim in record.used_by(toll) if toll.status in _SIDES else ():
            if claim.status is not toll.status or claim.status_basis is not StatusBasis.STATED:
                yield at_toll(toll), f"it counts {at_claim(claim)}, whose text does not say {toll.status}"


def killed_exceed_casualties(record: Record) -> Iterator[Notice]:
    """Casualties are the killed and the injured together: neither of the two exceeds them."""
    for incident in record.incidents:
        whole = record.toll_of(incident.id, Harm.CASUALTIES)
        for harm in (Harm.KILLED, Harm.INJURED):
            part = record.toll_of(incident.id, harm)
            if part and whole and _exceeds(part, whole):
                what = f"{_figures(part)} {harm.value} of {_figures(whole)} casualties"
                yield at_incident(incident), what


def part_of_the_dead_exceeds_the_dead(record: Record) -> Iterator[Notice]:
    """Civilians, or combatants, are at most as many as all victims of the same harm."""
    for incident, harm in _pairs(record):
        whole = record.toll_of(incident.id, harm)
        for status in _SIDES:
            part = record.toll_of(incident.id, harm, status)
            if part and whole and _exceeds(part, whole):
                what = f"{_figures(part)} {status.value} of {_figures(whole)} {harm.value}"
                yield at_incident(incident), what


def both_sides_exceed_all(record: Record) -> Iterator[Notice]:
    """Civilians and combatants together are at most as many as all victims of the same harm."""
    for incident, harm in _pairs(record):
        whole = record.toll_of(incident.id, harm)
        parts = [record.toll_of(incident.id, harm, status) for status in _SIDES]
        if not whole or whole.high is None or whole.high_open or None in parts:
            continue
        total = sum(part.low or 0 for part in parts if part)
        alone = any(part is not None and _exceeds(part, whole) for part in parts)
        if total > whole.high and not alone:
            yield at_incident(incident), f"at least {total} by status, of {_figures(whole)} {harm.value}"


def _pairs(record: Record) -> Iterator[tuple[Incident, Harm]]:
    for incident in record.incidents:
        for harm in sorted({toll.harm for toll in record.tolls_of.get(incident.id, ())}):
            yield incident, harm


def _exceeds(part: Toll, whole: Toll) -> bool:
    is_closed = whole.high is not None and not whole.high_open
    return is_closed and part.low is not None and whole.high is not None and part.low > whole.high


def _figures(toll: Toll) -> str:
    return in_figures(toll.low, None if toll.high_open else toll.high)


def detained_by_a_bomb(record: Record) -> Iterator[Notice]:
    """Nobody is detained by an air strike: the means belongs to another figure of the sentence."""
    for claim in record.claims.values():
        if claim.harm is Harm.DETAINED and claim.means in _REMOTE:
            yield at_claim(claim), f"{claim.count.words!r} detained, by means of {claim.means.value}"


def accused_party_alone_sets_the_toll(record: Record) -> Iterator[Notice]:
    """What the alleged perpetrator says of its own deed settles no toll."""
    for incident in record.incidents:
        keys = accused_in(incident, record.originators)
        for toll in record.tolls_of.get(incident.id, ()) if keys else ():
            if toll.originators and keys.issuperset(toll.originators):
                yield (
                    at_toll(toll),
                    f"only {', '.join(toll.originators)} says it, and is said to have done it",
                )
