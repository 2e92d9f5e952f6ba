"""Applying decisions: what people ruled, laid over what the machine read.

The machine's claims are never edited; the effective claims are made anew in every run. No decision is lost:
one that names nothing in the record is handed back as unattached and waits for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from recount.model import Claim, ClaimSubject, Decision, DecisionKind, LinkConstraints
from recount.review.attach import ClaimIndex
from recount.review.replacement import corrected

ACCEPTED_CONFIDENCE = 1.0  # a person's word; machine reading never reaches it


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """Claims as people left them.

    Attributes:
        claims: the effective claims: all but the rejected ones, corrections applied, in the order given.
        rejected, accepted, corrected: ids of claims people ruled on.
        unattached: decisions in force that name a claim the record does not hold.
        constraints: rulings on the grouping, for ``link``.
    """

    claims: tuple[Claim, ...]
    rejected: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    unattached: tuple[Decision, ...] = ()
    constraints: LinkConstraints = field(default_factory=LinkConstraints)


@dataclass(slots=True)
class _Rulings:
    """What the decisions say, gathered in the order in which they were ruled; the later word counts."""

    index: ClaimIndex
    verdicts: dict[str, DecisionKind] = field(default_factory=dict)
    replacements: dict[str, dict[str, str]] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    merges: list[tuple[str, ...]] = field(default_factory=list)
    splits: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unattached: list[Decision] = field(default_factory=list)

    def take(self, decision: Decision) -> None:
        """Take one decision in."""
        named = subjects_of(decision)
        found = [claim.id for subject in named if (claim := self.index.find(subject)) is not None]
        if len(found) < len(named):
            self.unattached.append(decision)
        if decision.kind is DecisionKind.MERGE:
            self.merges.append(decision.incident_ids)
        elif decision.kind is DecisionKind.SPLIT and found:
            self.splits.append((decision.incident_ids[0], tuple(found)))
        for claim_id in found:
            self._rule(claim_id, decision)

    def _rule(self, claim_id: str, decision: Decision) -> None:
        if decision.kind is DecisionKind.PIN:
            self.pins[claim_id] = decision.incident_ids[0]
        elif decision.kind in {DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT}:
            self.verdicts[claim_id] = decision.kind
            self.replacements.setdefault(claim_id, {}).update(decision.replacement)

    def effective(self, claim: Claim) -> Claim:
        """Return a claim with its corrections."""
        if fields := self.replacements.get(claim.id):
            return corrected(claim, fields.items())
        return replace(claim, confidence=ACCEPTED_CONFIDENCE) if claim.id in self.verdicts else claim


def apply_decisions(claims: Sequence[Claim], decisions: Iterable[Decision]) -> Adjudicated:
    """Return the effective claims and the rulings on their grouping.

    A superseded decision has no effect. Of several on one claim the later counts, field by field; accepting
    or correcting a claim takes an earlier rejection back.

    Raises:
        DecisionError: a correction replaces what cannot be replaced, or with a value that does not fit.
    """
    rulings = _Rulings(ClaimIndex(claims))
    for decision in in_force(decisions):
        rulings.take(decision)
    rejected = {claim_id for claim_id, kind in rulings.verdicts.items() if kind is DecisionKind.REJECT}
    kept = [claim for claim in claims if claim.id not in rejected]
    corrections = {claim_id for claim_id, fields in rulings.replacements.items() if fields}
    return Adjudicated(
        claims=tuple(rulings.effective(claim) for claim in kept),
        rejected=tuple(claim.id for claim in claims if claim.id in rejected),
        accepted=tuple(
            claim.id for claim in kept if claim.id in rulings.verdicts and claim.id not in corrections
        ),
        corrected=tuple(claim.id for claim in kept if claim.id in corrections),
        unattached=tuple(rulings.unattached),
        constraints=_constraints(rulings, rejected),
    )


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that no later one supersedes, in the order in which they were ruled."""
    ordered = sorted(
        {decision.id: decision for decision in decisions}.values(),
        key=lambda decision: (decision.decided_at, decision.id),
    )
    gone = {decision.supersedes for decision in ordered if decision.supersedes is not None}
    return [decision for decision in ordered if decision.id not in gone]


def subjects_of(decision: Decision) -> tuple[ClaimSubject, ...]:
    """Return all claims a decision names."""
    return ((decision.claim,) if decision.claim is not None else ()) + decision.claims


def _constraints(rulings: _Rulings, rejected: set[str]) -> LinkConstraints:
    splits = (
        (incident_id, tuple(claim_id for claim_id in claim_ids if claim_id not in rejected))
        for incident_id, claim_ids in rulings.splits
    )
    return LinkConstraints(
        pins=tuple((claim, incident) for claim, incident in rulings.pins.items() if claim not in rejected),
        merges=tuple(rulings.merges),
        splits=tuple((incident_id, claim_ids) for incident_id, claim_ids in splits if claim_ids),
    )
