"""Two incidents that may be one, side by side: what each is, the claims in doubt, and what spoke for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.model import Claim, Harm, LinkReason, load_json
from recount.pipeline.desks import IncidentDesk
from recount.publish.location import main_place
from recount.review.triage import kept_apart_by
from recount.store.sql import SqlStore
from recount.web.incidents.cards import Card, CardMaker
from recount.web.incidents.facts import Feature, link_row, when_words
from recount.web.incidents.phrases import label, shown, toll_words, wording
from recount.web.incidents.tolls import whole_toll

__all__ = ["Side", "Verdict", "doubt_of", "reasons_of", "side_of", "verdict_on"]

_HARMS = (Harm.KILLED, Harm.INJURED)
_LEAST = 0.05  # of a weight; below it stands as 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two incidents.

    Attributes:
        tolls: harm and figure, of those that have one.
        card: the claim that stands for it in this doubt.
        others: how many other claims it has.
    """

    id: str
    label: str
    when: str
    precision: str
    place: str
    means: str
    tolls: tuple[tuple[str, str], ...]
    card: Card | None
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """That a person said they are two."""

    by: str
    reason: str
    moment: str
    decision_id: str


def doubt_of(store: SqlStore, one: str, other: str) -> LinkReason | None:
    """Return why two incidents may be one; ``None`` when no rule thinks so, or not any more."""
    pair = {one, other}
    for doubt in store.neighbourhood.doubts([one]):
        if {doubt.one, doubt.two} == pair:
            return load_json(LinkReason, doubt.body)
    return None


def side_of(desk: IncidentDesk, reason: LinkReason | None) -> Side:
    """Return one side."""
    incident = desk.incident
    claim = _standing_for(desk.claims, reason)
    when, precision = when_words(incident)
    place = main_place(incident.places)
    tolls = [(harm, whole_toll(desk.tolls, harm)) for harm in _HARMS]
    maker = CardMaker(desk.reports, desk.tolls, lambda key: desk.states.get(key, "open"))
    return Side(
        id=incident.id,
        label=shown(incident.label),
        when=when,
        precision=precision,
        place=shown(wording().place(place)) if place else wording().text("place", "unknown"),
        means=label("means", incident.means.value),
        tolls=tuple((label("harm", harm.value), toll_words(toll)) for harm, toll in tolls if toll),
        card=None if claim is None else maker.make(claim),
        others=len(desk.claims) - (claim is not None),
    )


def reasons_of(reason: LinkReason, claims: Sequence[Claim]) -> tuple[list[Feature], list[Feature]]:
    """Return what speaks for one incident, and what speaks against it, the weightiest first."""
    row = link_row(reason, {claim.id: claim for claim in claims})
    named = zip(reason.features, row.features, strict=True)
    weighed = sorted((pair for pair in named if abs(pair[0][1]) >= _LEAST), key=lambda pair: -abs(pair[0][1]))
    speaking = [
        [feature for (_, weight), feature in weighed if (weight > 0) is is_for] for is_for in (True, False)
    ]
    return speaking[0], speaking[1]


def verdict_on(one: IncidentDesk, other: IncidentDesk) -> Verdict | None:
    """Return the ruling that they are two, ``None`` while nobody gave one."""
    note = kept_apart_by(one.incident, other.incident, one.rulings)
    if note is None:
        return None
    return Verdict(
        by=shown(note.reviewer),
        reason=shown(note.reason),
        moment=wording().moment(note.decided_at),
        decision_id=note.id,
    )


def _standing_for(claims: Sequence[Claim], reason: LinkReason | None) -> Claim | None:
    wanted = () if reason is None else (reason.claim_id, reason.other_id)
    return next((claim for claim in claims if claim.id in wanted), next(iter(claims), None))
