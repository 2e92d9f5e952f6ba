"""Which claims can be part of an incident at all: totals over places or days stay apart, as aggregates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from recount.model import Claim, DatePrecision, Harm, RelationType, Scope

AGGREGATE_SCOPES = frozenset({Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})
# Flight and siege are counted as stocks and flows over places and days, not at one moment and place.
STOCKS = frozenset({Harm.DISPLACED, Harm.TRAPPED})
LEAST_TOTAL = 20  # smaller figures of one report add up to each other by chance
LONGEST_INCIDENT_DAYS = 3  # a night of raids or a battle day may touch two dates; three allow for a vague one


def is_aggregate(claim: Claim) -> bool:
    """Whether a claim counts more than one moment and place, by its scope, its harm or its days."""
    if claim.scope in AGGREGATE_SCOPES or claim.harm in STOCKS:
        return True
    return claim.scope is Scope.UNCLEAR and _is_long(claim)


def find_totals(claims: Iterable[Claim]) -> set[str]:
    """Return the ids of claims that can be part of no incident, among the claims of any reports."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id].append(claim)
    found: set[str] = set()
    for told in by_report.values():
        found.update(claim.id for claim in told if is_aggregate(claim))
        sums = _sums_over_days(told)
        found |= sums
        for claim in told:
            if claim.relation is not None and claim.relation.type is RelationType.SAME_AS:
                pair = {claim.id, claim.relation.to}
                if pair & sums:
                    found |= pair
    return found


def _sums_over_days(claims: Sequence[Claim]) -> set[str]:
    """Return the claims of one report that figures of different days add up to.

    "84 … 13 on Thursday, 71 on Tuesday and Wednesday": 84 is no figure of Thursday, however it is dated.
    """
    found: set[int] = set()
    for harm in {claim.harm for claim in claims}:
        exact = [claim for claim in claims if claim.harm is harm and claim.count.is_exact]
        for one, two in combinations(exact, 2):
            if (one.when.gap_days(two.when) or 0) > 0:
                found.add((one.count.low or 0) + (two.count.low or 0))
    return {
        claim.id
        for claim in claims
        if claim.count.greatest_stated in found and (claim.count.greatest_stated or 0) >= LEAST_TOTAL
    }


def _is_long(claim: Claim) -> bool:
    """Whether the text bounds the harm by days too far apart; a month or year alone only dates it loosely."""
    start, last = claim.when.start, claim.when.last_day
    if start is None or last is None or claim.when.precision in {DatePrecision.MONTH, DatePrecision.YEAR}:
        return False
    return (last - start).days >= LONGEST_INCIDENT_DAYS
