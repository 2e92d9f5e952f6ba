"""A toll: the reconciled range for one incident, by harm and status, with the rule and the claims used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recount.model.codes import CheckOutcome, Harm, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A claim that did not enter a toll, and the rule that kept it out."""

    claim_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArithmeticCheck:
    """Parts held against their whole.

    Attributes:
        whole_id: claim of the whole.
        part_ids: claims of disjoint parts.
        outcome: what the sum says.
        statement: the sum in figures ("13 + 71 = 84: consistent").
    """

    whole_id: str
    part_ids: tuple[str, ...]
    outcome: CheckOutcome
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One step in the history of a toll.

    Attributes:
        known_on: the day the report that moved it is dated.
        low, high: the range from that day on.
        claim_ids: claims that moved it.
        reason: reason code ("died_of_wounds", "bodies_recovered", "correction", "wider_scope", …) where the
            text gives one, "not_stated" otherwise.
    """

    known_on: date | None
    low: int | None
    high: int | None
    claim_ids: tuple[str, ...]
    reason: str = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The reconciled number for one incident.

    Attributes:
        status: ``None`` for all victims together.
        low: the least lower bound among the claims used; ``None`` when every claim leaves it open.
        best: set only by policies that define one.
        high: the greatest number stated.
        high_open: True when the claims leave the upper end open ("84 or more").
        vague: True when only vague counts are known; pages then show ``words`` beside the numbers.
        words: the count expressions that set the ends, as written.
        policy: name and version of the rule.
        convention: the convention that read the words.
        low_claims, high_claims: claims that set each end.
        claims_used: all claims the rule looked at and kept.
        excluded: claims it set aside, with reasons.
        originators: distinct originators of the claims used; carriers and outlets are counted beside them.
        checks: arithmetic of parts and wholes.
        history: how the range moved as reports came in.
    """

    incident_id: str
    harm: Harm
    status: Status | None
    low: int | None
    high: int | None
    best: int | None = None
    high_open: bool = False
    vague: bool = False
    words: tuple[str, ...] = ()
    policy: str = "range/1"
    convention: str = "literal"
    low_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    claims_used: tuple[str, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    originators: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    checks: tuple[ArithmeticCheck, ...] = ()
    history: tuple[Revision, ...] = ()

    @property
    def ceiling_claims(self) -> tuple[str, ...]:
        """The claims that set the greatest number; none for "140 or more", one number that is open upwards."""
        return () if self.high_open and self.low == self.high else self.high_claims
