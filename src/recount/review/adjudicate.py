"""Applying decisions: what people ruled, laid over what the machine read.

The machine's claims are never edited; the effective claims are made anew in every run. No decision is lost:
one that names nothing in the record is handed back as unattached and waits for a person.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from recount.model import Claim, ClaimSubject, Decision, DecisionKind, LinkConstraints
from recount.review.adding import additions_of, moved_of
from recount.review.attach import ClaimIndex
from recount.review.replacement import WORDS, corrected
from recount.review.withdrawing import withdrawals

ACCEPTED_CONFIDENCE = 1.0  # a person's word; machine reading never reaches it

_VERDICTS = frozenset(
    {
        DecisionKind.ACCEPT,
        DecisionKind.REJECT,
        DecisionKind.CORRECT,
        DecisionKind.RELATE,
        DecisionKind.ADD,
    }
)
_CHANGES = frozenset({DecisionKind.CORRECT, DecisionKind.RELATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """Claims as people left them.

    Attributes:
        claims: the effective claims: all but the rejected ones, corrections applied, in the order given;
            added ones where they stand in their report.
        rejected, accepted, corrected: ids of claims people ruled on.
        added: ids of claims that people added, or made as parts of another.
        parted: ids of claims whose parts took their place.
        withdrawn: ids of claims whose report was withdrawn.
        unattached: decisions in force that name a claim the record does not hold.
        constraints: rulings on the grouping, for ``link``.
    """

    claims: tuple[Claim, ...]
    rejected: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unattached: tuple[Decision, ...] = ()
    constraints: LinkConstraints = field(default_factory=LinkConstraints)


@dataclass(slots=True)
class _Rulings:
    """What the decisions say, gathered in the order in which they were ruled; the later word counts."""

    index: ClaimIndex
    verdicts: dict[str, DecisionKind] = field(default_factory=dict)
    replacements: dict[str, dict[str, str]] = field(default_factory=dict)
    parted: set[str] = field(default_factory=set)
    pins: dict[str, str] = field(default_factory=dict)
    merges: list[tuple[str, ...]] = field(default_factory=list)
    splits: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
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
            self.splits.append((decision.incident_ids[0], tuple(found), len(self.merges)))
            self._unpin(found, decision.incident_ids[0])
        elif decision.kind is DecisionKind.RELATE:
            self._relate(decision, found, is_whole=len(found) == len(named))
        else:
            for claim_id in found:
                self._rule(claim_id, decision)

    def _unpin(self, claim_ids: Iterable[str], incident_id: str) -> None:
        """Take back that claims are pinned to an incident which they now leave."""
        for claim_id in claim_ids:
            if self.pins.get(claim_id) == incident_id:
                del self.pins[claim_id]

    def _rule(self, claim_id: str, decision: Decision) -> None:
        if decision.kind in {DecisionKind.PIN, DecisionKind.ADD} and decision.incident_ids:
            self.pins[claim_id] = decision.incident_ids[0]
        if decision.kind in _VERDICTS:
            self.verdicts[claim_id] = decision.kind
        if decision.kind in _CHANGES:
            fields = self.replacements.setdefault(claim_id, {})
            if any(name == WORDS for name, _ in decision.replacement):
                fields.pop("count", None)  # it was of the words before
            fields.update(decision.replacement)
        if decision.kind is DecisionKind.PART and self._is_whole(claim_id, decision):
            self.parted.add(claim_id)

    def _relate(self, decision: Decision, found: Sequence[str], *, is_whole: bool) -> None:
        if not found or not is_whole:
            return
        claim_id, others = found[0], found[1:]
        kind = json.loads(dict(decision.replacement).get("relation", "null"))
        relation = {"type": kind, "to": others[0]} if others else None
        self.verdicts[claim_id] = decision.kind
        self.replacements.setdefault(claim_id, {})["relation"] = json.dumps(relation)

    def _is_whole(self, claim_id: str, decision: Decision) -> bool:
        whole = None if decision.claim is None else self.index.find(decision.claim)
        return whole is not None and whole.id == claim_id

    def effective(self, claim: Claim) -> Claim:
        """Return a claim with its corrections."""
        if fields := self.replacements.get(claim.id):
            return corrected(claim, fields.items())
        return replace(claim, confidence=ACCEPTED_CONFIDENCE) if claim.id in self.verdicts else claim


def apply_decisions(claims: Sequence[Claim], decisions: Iterable[Decision]) -> Adjudicated:
    """Return the effective claims and the rulings on their grouping.

    A superseded decision has no effect. Of several on one claim the later counts, field by field; accepting
    or correcting a claim takes an earlier rejection back. A claim that was split into parts stays out while
    that ruling stands, and so do the claims of a withdrawn report.

    Raises:
        DecisionError: a correction replaces what cannot be replaced, or with a value that does not fit.
    """
    standing = in_force(decisions)
    known, added = with_additions(claims, standing)
    rulings = _Rulings(ClaimIndex(known))
    for decision in standing:
        rulings.take(decision)
    gone = withdrawals(standing)
    withdrawn = {claim.id for claim in known if claim.report_id in gone}
    rejected = {claim_id for claim_id, kind in rulings.verdicts.items() if kind is DecisionKind.REJECT}
    out = rejected | withdrawn | rulings.parted
    kept = [claim for claim in known if claim.id not in out]
    changed = {claim_id for claim_id, fields in rulings.replacements.items() if fields}
    return Adjudicated(
        claims=tuple(rulings.effective(claim) for claim in kept),
        rejected=tuple(claim.id for claim in known if claim.id in rejected),
        accepted=tuple(
            claim.id for claim in kept if claim.id in rulings.verdicts and claim.id not in changed
        ),
        corrected=tuple(claim.id for claim in kept if claim.id in changed),
        added=tuple(claim.id for claim in kept if claim.id in added),
        parted=tuple(claim.id for claim in known if claim.id in rulings.parted),
        withdrawn=tuple(claim.id for claim in known if claim.id in withdrawn),
        unattached=tuple(rulings.unattached),
        constraints=_constraints(rulings, out),
    )


def may_take_back(claims: Sequence[Claim], decisions: Sequence[Decision], accepting: Decision) -> bool:
    """Whether accepting a claim may take a rejection back: one of this claim, however it is named, stands or stood.

    Args:
        claims: the machine's, of the reports that ``accepting`` names.
        decisions: all about these reports.
        accepting: accepts a claim.
    """
    rejections = [decision for decision in decisions if decision.kind is DecisionKind.REJECT]
    if not rejections:
        return False
    index = ClaimIndex(with_additions(claims, in_force(decisions))[0])
    accepted = {index.find(subject) for subject in subjects_of(accepting)}
    rejected = {index.find(subject) for decision in rejections for subject in subjects_of(decision)}
    return None in accepted or not accepted.isdisjoint(rejected)


def with_additions(
    claims: Sequence[Claim], standing: Iterable[Decision]
) -> tuple[list[Claim], dict[str, Decision]]:
    """Return the claims with those that people added, and the decision behind each added one.

    An added claim takes the place of the machine's claim that reads the same figure at its words, so that a
    later version of the extractor which finds it does not double it. What the person did not say is taken
    from the machine's claim. A claim that a correction put on other words takes the place of one read there.

    Args:
        standing: decisions in force, in the order in which they were ruled.

    Raises:
        DecisionError: a decision makes no claim.
    """
    of_report: dict[str, list[Claim]] = {}
    for claim in claims:
        of_report.setdefault(claim.report_id, []).append(claim)
    made: dict[str, Claim] = {}
    by: dict[str, Decision] = {}
    replaced: set[str] = set()
    for addition in additions_of(standing):
        twins = [
            claim
            for claim in of_report.get(addition.subject.report_id, ())
            if addition.is_read_as(claim) and not _is_whole_of(claim, addition.decision)
        ]
        replaced.update(claim.id for claim in twins)
        new = addition.claim(twins[0] if twins else None)
        made[new.id], by[new.id] = new, addition.decision
    last = {moved.decision.claim: moved for moved in moved_of(standing)}
    for moved in last.values():
        replaced.update(
            claim.id
            for claim in of_report.get(moved.subject.report_id, ())
            if moved.is_read_as(claim) and not _is_named_in(moved.decision, claim)
        )
    known = [claim for claim in claims if claim.id not in replaced and claim.id not in made]
    return _in_their_place(known, made.values()), by


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


def _is_whole_of(claim: Claim, decision: Decision) -> bool:
    return decision.kind is DecisionKind.PART and _is_named_in(decision, claim)


def _is_named_in(decision: Decision, claim: Claim) -> bool:
    return decision.claim is not None and ClaimIndex([claim]).find(decision.claim) == claim


def _in_their_place(claims: Sequence[Claim], new: Iterable[Claim]) -> list[Claim]:
    """Return claims with the new ones where their words stand; those of reports without claims come last."""
    waiting: dict[str, list[Claim]] = {}
    for claim in sorted(new, key=_position, reverse=True):
        waiting.setdefault(claim.report_id, []).append(claim)
    left = Counter(claim.report_id for claim in claims)
    placed: list[Claim] = []
    for claim in claims:
        here = waiting.get(claim.report_id, [])
        while here and _position(here[-1]) < _position(claim):
            placed.append(here.pop())
        placed.append(claim)
        left[claim.report_id] -= 1
        if not left[claim.report_id]:
            placed += reversed(waiting.pop(claim.report_id, []))
    return placed + [claim for here in waiting.values() for claim in reversed(here)]


def _position(claim: Claim) -> tuple[int, str, str]:
    return claim.count_selector.start, claim.harm.value, claim.id


def _constraints(rulings: _Rulings, out: set[str]) -> LinkConstraints:
    splits = [
        (incident_id, kept, merges_before)
        for incident_id, claim_ids, merges_before in rulings.splits
        if (kept := tuple(claim_id for claim_id in claim_ids if claim_id not in out))
    ]
    return LinkConstraints(
        pins=tuple((claim, incident) for claim, incident in rulings.pins.items() if claim not in out),
        merges=tuple(rulings.merges),
        splits=tuple((incident_id, claim_ids) for incident_id, claim_ids, _ in splits),
        merges_before=tuple(merges_before for _, _, merges_before in splits),
    )
