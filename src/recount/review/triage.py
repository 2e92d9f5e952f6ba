"""Triage: which claims, incidents, links, decisions and reports people should look at, why, in which order.

The weights are data (``data/triage.yml``). Reasons are facts of the record, so the list is the same whoever
makes it and however often.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from recount.codebook.originators import name_key
from recount.codebook.resources import load_yaml
from recount.model import (
    Claim,
    Decision,
    DecisionKind,
    Harm,
    Incident,
    IncidentKind,
    LinkReason,
    Place,
    RejectionReason,
    Report,
    Toll,
    content_id,
)
from recount.model.work import WorkItem, WorkKind, WorkReason
from recount.review.signing import Signature, unseen_of

_DEADLY = (Harm.KILLED, Harm.CASUALTIES)
OPEN = "open"
_VERSION = 3  # of the rules below; another one has every list of work made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers of triage; ``data/triage.yml`` says what each is for."""

    weights: Mapping[WorkReason, int]
    per_doubling: int
    of_total: int
    high_toll: int
    low_confidence: float
    contested_times: float
    contested_more: int
    refusals: frozenset[RejectionReason]

    def priority(self, reasons: Iterable[WorkReason], figure: int | None, *, of_total: bool = False) -> int:
        """Return the priority of an item; ``of_total``: it is about a total over days or places."""
        weight = sum(self.weights[reason] for reason in reasons)
        if of_total:
            return max(0, weight + self.of_total)
        return weight + self.per_doubling * (figure or 0).bit_length()

    def sorted(self, reasons: Iterable[WorkReason]) -> tuple[WorkReason, ...]:
        """Return reasons, the weightiest first."""
        return tuple(sorted(set(reasons), key=lambda reason: (-self.weights[reason], reason.value)))


@cache
def load_weights() -> Weights:
    """Return the weights that travel in the package."""
    entry: Mapping[str, Any] = load_yaml("recount.review", "data/triage.yml")
    return Weights(
        weights={reason: int(entry["weights"][reason.value]) for reason in WorkReason},
        per_doubling=int(entry["per_doubling"]),
        of_total=int(entry["of_total"]),
        high_toll=int(entry["high_toll"]),
        low_confidence=float(entry["low_confidence"]),
        contested_times=float(entry["contested_times"]),
        contested_more=int(entry["contested_more"]),
        refusals=frozenset(RejectionReason(reason) for reason in entry["refusals"]),
    )


def rules_of_triage() -> str:
    """Return what tells these rules from earlier ones, by which a list may have been made."""
    return content_id(
        "t", _VERSION, repr(sorted(load_weights().weights.items())), repr(load_weights().of_total)
    )


def item_id(kind: WorkKind, subject: str) -> str:
    """Return the id of the item about a subject."""
    return content_id("w", kind.value, subject)


def incident_reasons(
    incident: Incident,
    incident_tolls: Sequence[Toll],
    rulings: Sequence[Decision],
    signed: Sequence[Signature],
    *,
    is_ruled: bool,
    is_rejoined: bool = False,
) -> tuple[WorkReason, ...]:
    """Return why an incident should be looked at; nothing once what stands is signed off.

    A total over days or places is neither high nor contested: nobody's toll rests on it (``data/triage.yml``).

    Args:
        incident: the incident, or total.
        incident_tolls: its tolls.
        rulings: decisions in force about it or its claims.
        signed: its second reviews and sign-offs.
        is_ruled: whether people have ruled on all its claims.
        is_rejoined: whether rules joined in it what a person kept apart (``was_joined_again``).
    """
    if any(one.kind is DecisionKind.SIGN_OFF and not one.has_lapsed for one in signed):
        return ()
    weights, found = load_weights(), []
    if signed and all(one.has_lapsed for one in signed):
        found.append(WorkReason.TOLL_CHANGED)
    weighed = () if _is_total(incident) else incident_tolls
    if not rulings and any(is_high(toll) for toll in weighed):
        found.append(WorkReason.NEW_HIGH_TOLL)
    if any(is_contested(toll) for toll in weighed):
        found.append(WorkReason.CONTESTED)
    if is_rejoined:
        found.append(WorkReason.UNCERTAIN_LINK)
    if unseen_of(rulings):
        found.append(WorkReason.SECOND_REVIEW_DUE)
    elif is_ruled:
        found.append(WorkReason.SIGN_OFF_DUE)
    return weights.sorted(found)


def is_high(toll: Toll) -> bool:
    """Whether a toll over all victims is of many dead."""
    greatest = toll.high if toll.high is not None else toll.low
    return toll.harm in _DEADLY and toll.status is None and (greatest or 0) >= load_weights().high_toll


def is_contested(toll: Toll) -> bool:
    """Whether the ends of a toll rest on different claims and lie far apart."""
    if toll.low is None or toll.high is None or not set(toll.low_claims).isdisjoint(toll.high_claims):
        return False
    weights = load_weights()
    is_far = (
        toll.high >= weights.contested_times * toll.low and toll.high - toll.low >= weights.contested_more
    )
    return is_far and len(toll.originators) > 1


def was_joined_again(incident: Incident, rulings: Iterable[Decision]) -> bool:
    """Whether two incidents that a person kept apart seem to have become this one, and nobody merged them since.

    It is for the caller to know whether one of its former ids is an incident's again.
    """
    own, is_doubtful = {incident.id, *incident.previous_ids}, False
    for ruling in rulings:
        if len(own & set(ruling.incident_ids)) < 2:
            continue
        if ruling.kind is DecisionKind.NOTE:
            is_doubtful = True
        elif ruling.kind is DecisionKind.MERGE:
            is_doubtful = False
    return is_doubtful


def incident_item(
    incident: Incident, tolls: Sequence[Toll], reasons: tuple[WorkReason, ...], reports: Mapping[str, Report]
) -> WorkItem:
    """Return the item of an incident."""
    whole = next((toll for harm in Harm for toll in tolls if toll.harm is harm and toll.status is None), None)
    figure = max((_greatest(toll) for toll in tolls if toll.status is None), default=0)
    first = next((reports[one] for one in incident.report_ids if one in reports), None)
    return WorkItem(
        id=item_id(WorkKind.INCIDENT, incident.id),
        kind=WorkKind.INCIDENT,
        subject=incident.id,
        reasons=reasons,
        priority=load_weights().priority(reasons, figure, of_total=_is_total(incident)),
        label=incident.label,
        low=None if whole is None else whole.low,
        high=None if whole is None or (whole.high_open and whole.low == whole.high) else whole.high,
        incident_id=incident.id,
        harm=None if whole is None else whole.harm,
        outlet=None if first is None else first.outlet,
        place=_name(incident.places),
        places=_names(incident.places),
        day=incident.when.start,
        is_done=not reasons,
    )


def claim_item(
    claim: Claim,
    state: str,
    report: Report | None,
    incident: Incident | None,
    tolls: Sequence[Toll] = (),
    incident_is_about: Collection[WorkReason] = (),
) -> WorkItem:
    """Return the item of a claim.

    Args:
        state: what became of it; it is done when that is anything but "open".
        incident_is_about: why its incident should be looked at; a claim that sets an end of that toll shares it.
    """
    weights = load_weights()
    reasons = _reasons_of_claim(claim, tolls, incident_is_about) if state == OPEN else ()
    places = claim.places or (() if incident is None else incident.places)
    return WorkItem(
        id=item_id(WorkKind.CLAIM, claim.id),
        kind=WorkKind.CLAIM,
        subject=claim.id,
        reasons=reasons,
        priority=weights.priority(
            reasons, claim.count.greatest_stated, of_total=incident is not None and _is_total(incident)
        ),
        label="" if incident is None else incident.label,
        words=claim.count.words,
        low=claim.count.low,
        high=claim.count.high,
        confidence=claim.confidence,
        report_id=claim.report_id,
        incident_id=None if incident is None else incident.id,
        harm=claim.harm,
        outlet=None if report is None else report.outlet,
        place=_name(places),
        places=_names(places),
        day=_day(claim, report),
        is_done=state != OPEN,
    )


def _reasons_of_claim(
    claim: Claim, tolls: Sequence[Toll], incident_is_about: Collection[WorkReason]
) -> tuple[WorkReason, ...]:
    """Return why an open claim should be looked at; of its incident's reasons those of a toll that it sets."""
    weights, found = load_weights(), {WorkReason.UNREVIEWED}
    if claim.confidence < weights.low_confidence:
        found.add(WorkReason.LOW_CONFIDENCE)
    set_by_it = [toll for toll in tolls if claim.id in (*toll.low_claims, *toll.high_claims)]
    shared = {WorkReason.NEW_HIGH_TOLL: is_high, WorkReason.CONTESTED: is_contested}
    found |= {
        reason
        for reason, holds in shared.items()
        if reason in incident_is_about and any(holds(toll) for toll in set_by_it)
    }
    return weights.sorted(found)


def link_item(
    one: Incident,
    other: Incident,
    reason: LinkReason,
    rulings: Iterable[Decision],
    tolls: Iterable[Toll] = (),
) -> WorkItem:
    """Return the item of two incidents of which the rules could not tell whether they are one.

    It is done when somebody looked and left a note on both: they stay two. A merge makes them one. What hangs on
    it is the smaller toll: it is counted twice if they are one.

    Args:
        rulings: decisions in force about one of them.
        tolls: of both.
    """
    is_done = kept_apart_by(one, other, rulings) is not None
    reasons = () if is_done else (WorkReason.UNCERTAIN_LINK,)
    most = {one.id: 0, other.id: 0}
    for toll in tolls:
        if toll.status is None and toll.incident_id in most:
            most[toll.incident_id] = max(most[toll.incident_id], _greatest(toll))
    subject = f"{reason.claim_id} {reason.other_id}"
    return WorkItem(
        id=item_id(WorkKind.LINK, subject),
        kind=WorkKind.LINK,
        subject=subject,
        reasons=reasons,
        priority=load_weights().priority(
            reasons, min(most.values()), of_total=_is_total(one) or _is_total(other)
        ),
        label=f"{one.label} / {other.label}",
        high=min(most.values()) or None,
        incident_id=one.id,
        other_id=other.id,
        place=_name(one.places),
        places=_names((*one.places, *other.places)),
        day=one.when.start,
        is_done=is_done,
    )


def kept_apart_by(one: Incident, other: Incident, rulings: Iterable[Decision]) -> Decision | None:
    """Return the ruling, of those in force, by which a person said that two incidents are two.

    It holds on when one of them takes others in.
    """
    sides = (
        {one.id, *one.previous_ids} - {other.id},  # an id that both had is nobody's: a merge was taken back
        {other.id, *other.previous_ids} - {one.id},
    )
    notes = [ruling for ruling in rulings if ruling.kind is DecisionKind.NOTE]
    return next(
        (note for note in notes if not any(side.isdisjoint(note.incident_ids) for side in sides)), None
    )


def decision_item(decision: Decision) -> WorkItem:
    """Return the item of a decision in force that names a claim the record does not hold."""
    named = decision.claim or next(iter(decision.claims), None)
    reasons = (WorkReason.UNATTACHED,)
    return WorkItem(
        id=item_id(WorkKind.DECISION, decision.id),
        kind=WorkKind.DECISION,
        subject=decision.id,
        reasons=reasons,
        priority=load_weights().priority(reasons, None),
        label=f"{decision.kind}: {decision.reason}",
        words="" if named is None else named.selector.exact,
        report_id=None if named is None else named.report_id,
        harm=None if named is None else named.harm,
        day=decision.decided_at.date(),
    )


def report_item(report: Report, detail: str) -> WorkItem:
    """Return the item of a report that could not be read."""
    reasons = (WorkReason.REFUSED,)
    return WorkItem(
        id=item_id(WorkKind.REPORT, report.id),
        kind=WorkKind.REPORT,
        subject=report.id,
        reasons=reasons,
        priority=load_weights().priority(reasons, None),
        label=detail,
        report_id=report.id,
        outlet=report.outlet,
        day=report.reference_date,
    )


def _is_total(incident: Incident) -> bool:
    return incident.kind is IncidentKind.AGGREGATE


def _greatest(toll: Toll) -> int:
    return (toll.high if toll.high is not None else toll.low) or 0


def _day(claim: Claim, report: Report | None) -> date | None:
    return claim.when.start or (None if report is None else report.reference_date)


def _name(places: Sequence[Place]) -> str | None:
    for place in places:
        return place.resolved.name if place.resolved else place.name
    return None


def _names(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the names under which places are found, in the form in which names are compared."""
    names = [name for place in places for name in (place.name, *_enclosing(place))]
    return tuple(dict.fromkeys(key for name in names if (key := name_key(name))))


def _enclosing(place: Place) -> tuple[str, ...]:
    return () if place.resolved is None else (place.resolved.name, *place.resolved.parents)
