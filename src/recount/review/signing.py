"""Second review and sign-off: who may give them, what they cover, and when they lapse.

Nobody is the second reviewer of a ruling of their own, and nothing is signed off on one person's word. What is
signed is kept as a hash over the claims and tolls as they stood; when these change, the signature is shown as
lapsed, and is not taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recount.errors import DecisionError
from recount.model import Claim, Decision, DecisionKind, Toll, content_id

SIGNATURES = frozenset({DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF})
_NO_RULINGS = frozenset({*SIGNATURES, DecisionKind.NOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A second review or a sign-off.

    Attributes:
        decision: who gave it, when and why.
        has_lapsed: whether what it covered has changed since.
    """

    decision: Decision
    has_lapsed: bool

    @property
    def kind(self) -> DecisionKind:
        """Whether it is a second review or a sign-off."""
        return self.decision.kind


def state_of(claims: Iterable[Claim], tolls: Iterable[Toll] = ()) -> str:
    """Return a hash over what claims and tolls say; by which program they were read is not part of it."""
    said = sorted(_said(claim) for claim in claims)
    reconciled = sorted(
        f"{toll.harm} {toll.status} {toll.low} {toll.best} {toll.high} {toll.high_open}" for toll in tolls
    )
    return content_id("s", *said, "tolls", *reconciled)


def covered_by(decision: Decision) -> str:
    """Return the state a signature covers, empty for any other decision."""
    covers = dict(decision.replacement).get("covers", '""')
    return str(json.loads(covers)) if decision.kind in SIGNATURES else ""


def signatures(about: Iterable[Decision], state: str) -> list[Signature]:
    """Return the signatures among decisions in force about one subject, whose state is now ``state``."""
    return [
        Signature(decision=decision, has_lapsed=covered_by(decision) != state)
        for decision in about
        if decision.kind in SIGNATURES
    ]


def unseen_of(rulings: Sequence[Decision]) -> list[Decision]:
    """Return the rulings that nobody but their author has looked at: no second review by another followed."""
    reviews = [ruling for ruling in rulings if ruling.kind is DecisionKind.SECOND_REVIEW]
    return [
        ruling
        for ruling in rulings
        if ruling.kind not in _NO_RULINGS
        and not any(
            review.reviewer != ruling.reviewer and review.decided_at >= ruling.decided_at
            for review in reviews
        )
    ]


def check_signature(signature: Decision, rulings: Sequence[Decision], state: str) -> None:
    """Check that a person may give a second review or sign off.

    A second review stands for the rulings of others: where two people ruled, each may review the other's. A
    sign-off needs all rulings seen by another person, and a second review of what stands now.

    Args:
        rulings: decisions in force about the subject: about the claim, or the incident and all its claims.
        state: what stands now.

    Raises:
        DecisionError: something changed since the signer looked; nobody reviewed it first; only the signer's
            own rulings are left to review; or, for a sign-off, no other person has reviewed all of it.
    """
    if covered_by(signature) != state:
        raise DecisionError(
            "the claims or tolls have changed since they were looked at.",
            next_move="Look at them as they stand now, and sign again.",
        )
    if all(ruling.kind in _NO_RULINGS for ruling in rulings):
        raise DecisionError(
            "nobody has reviewed it first.", next_move="Accept, correct or reject its claims first."
        )
    unseen = unseen_of(rulings)
    if signature.kind is DecisionKind.SIGN_OFF:
        _check_is_seconded(rulings, unseen, state)
    elif unseen and all(ruling.reviewer == signature.reviewer for ruling in unseen):
        raise DecisionError(
            f"{signature.reviewer} gave all {len(unseen)} rulings that are left to review; "
            "nobody reviews their own.",
            next_move="Ask another person for the second review.",
        )


def _check_is_seconded(rulings: Sequence[Decision], unseen: Sequence[Decision], state: str) -> None:
    if unseen:
        authors = ", ".join(sorted({ruling.reviewer for ruling in unseen}))
        raise DecisionError(
            f"{len(unseen)} rulings by {authors} were seen by nobody else.",
            next_move="Ask another person for a second review.",
        )
    given = [ruling for ruling in rulings if ruling.kind is DecisionKind.SECOND_REVIEW]
    if not any(covered_by(ruling) == state for ruling in given):
        raise DecisionError(
            "no second review covers it as it stands now.", next_move="Ask for a second review first."
        )


def _said(claim: Claim) -> str:
    """Return what a claim says, in one string: all fields but those that name a program or its confidence."""
    speakers = ";".join(speaker.name for speaker in claim.attribution.speakers)
    places = ";".join(
        f"{place.name}@{place.resolved.place_id if place.resolved else ''}" for place in claim.places
    )
    fields = (
        claim.id,
        claim.count.low,
        claim.count.high,
        claim.count.kind,
        claim.harm,
        claim.status,
        ",".join(sorted(claim.groups)),
        speakers,
        claim.attribution.carrier,
        ",".join(party.name for party in claim.alleged_perpetrators),
        claim.means,
        places,
        claim.when.start,
        claim.when.end,
        claim.scope,
        claim.modality,
        claim.relation and f"{claim.relation.type} {claim.relation.to}",
    )
    return "|".join(str(field) for field in fields)
