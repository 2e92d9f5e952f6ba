"""Figures: what one voice says of the whole incident; the only thing a policy looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recount.model import Claim, Exclusion, RelationType, Report
from recount.reconcile.grouping import known_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One claim about the whole incident, or disjoint parts that one voice gives and that add up to it.

    Attributes:
        claim_ids: the claim, or the parts in text order.
        originators: who says it; never empty.
        low, high: the bounds the words state; ``None`` where open.
        vague: True when no numeral stands in the words.
        words: the count expressions.
        known_on: the day it became known, ``None`` when the report has no date.
        report_id: where it stands.
        replaces: ids of claims that its text says it replaces ("rose to 25 from 14").
        by_accused: True when only parties say it that are alleged to have done it.
        details: how many figures of its report are told as parts of it (women, a quarter of the town).
        is_outdated: True when its text replaces the figure it stands beside ("the earlier 14 dead and 30 injured").
    """

    claim_ids: tuple[str, ...]
    originators: tuple[str, ...]
    low: int | None
    high: int | None
    vague: bool
    words: tuple[str, ...]
    known_on: date | None
    report_id: str
    replaces: tuple[str, ...] = ()
    by_accused: bool = False
    details: int = 0
    is_outdated: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether the convention gives its words no number at all. Blank is not 0."""
        return self.low is None and self.high is None

    @property
    def stated(self) -> int:
        """The greatest number stated; a lower bound counts as stated."""
        return self.high if self.high is not None else self.low or 0

    def excluded(self, reason: str) -> tuple[Exclusion, ...]:
        """Return the exclusion of its claims for one reason."""
        return tuple(Exclusion(claim_id=claim_id, reason=reason) for claim_id in self.claim_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a policy makes of figures.

    Attributes:
        low, high: the range; ``None`` where no figure states that end.
        best: ``None`` where the policy has none.
        low_by, high_by: figures that set the ends.
        used: figures that were looked at and kept.
        excluded: claims set aside, with reasons.
    """

    low: int | None
    high: int | None
    best: int | None = None
    low_by: tuple[Figure, ...] = ()
    high_by: tuple[Figure, ...] = ()
    used: tuple[Figure, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

    @property
    def high_open(self) -> bool:
        """Whether a figure that sets the upper end leaves it open ("84 or more")."""
        return any(figure.high is None for figure in self.high_by)


def figure_of(claim: Claim, originators: tuple[str, ...], reports: Mapping[str, Report]) -> Figure:
    """Return the figure a single claim states."""
    count, relation = claim.count, claim.relation
    return Figure(
        claim_ids=(claim.id,),
        originators=originators,
        low=count.low,
        high=count.high,
        vague=count.is_vague,
        words=(count.words,),
        known_on=known_on(claim, reports),
        report_id=claim.report_id,
        replaces=(relation.to,) if relation is not None and relation.type is RelationType.UPDATES else (),
    )


def sum_of(claims: Sequence[Claim], originators: tuple[str, ...], reports: Mapping[str, Report]) -> Figure:
    """Return the figure that disjoint parts add up to; an end open in one part is open in the sum."""
    lows = [claim.count.low for claim in claims]
    highs = [claim.count.high for claim in claims]
    return Figure(
        claim_ids=tuple(claim.id for claim in claims),
        originators=originators,
        low=None if None in lows else sum(low for low in lows if low is not None),
        high=None if None in highs else sum(high for high in highs if high is not None),
        vague=any(claim.count.is_vague for claim in claims),
        words=tuple(claim.count.words for claim in claims),
        known_on=known_on(claims[0], reports),
        report_id=claims[0].report_id,
        replaces=tuple(
            claim.relation.to
            for claim in claims
            if claim.relation and claim.relation.type is RelationType.UPDATES
        ),
    )
