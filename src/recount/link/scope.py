"""Which claims can be part of an incident at all: totals over places or days stay apart, as aggregates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from recount.link.places import least_distance, setting_of_one
from recount.link.sharing import Share, alone
from recount.model import Claim, DatePrecision, Harm, Means, RelationType, Scope, WherePrecision

AGGREGATE_SCOPES = frozenset({Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})
# Flight and siege are counted as stocks and flows over places and days, not at one moment and place.
STOCKS = frozenset({Harm.DISPLACED, Harm.TRAPPED})
_IN_AND_NEAR = frozenset({WherePrecision.EXACT, WherePrecision.NEAR_POINT})
LEAST_TOTAL = 20  # smaller figures of one report add up to each other by chance
LEAST_OF_PLACES = 10  # figures of two places by name add up by chance less often
ONE_CITY_KM = 15.0  # quarters and suburbs: a wave of strikes on them is told as one
BATTLE_DAYS = 2
# Means that one place rarely meets twice in a month: told of a month, they are one event that is dated loosely.
SINGULAR_MEANS = frozenset({Means.CHEMICAL, Means.SUICIDE_BOMB, Means.CAR_BOMB})
LONGEST_INCIDENT_DAYS = 3  # a night of raids or a battle day may touch two dates; three allow for a vague one


def is_aggregate(claim: Claim) -> bool:
    """Whether a claim counts more than one moment and place, by its scope, its harm or its days."""
    if claim.harm in STOCKS:
        return True
    if claim.scope in AGGREGATE_SCOPES:
        return not (_is_loosely_dated_event(claim) or _is_one_battle(claim))
    return claim.scope is Scope.UNCLEAR and _is_long(claim)


def find_totals(claims: Iterable[Claim], share: Share = alone) -> set[str]:
    """Return the ids of claims that can be part of no incident, among the claims of any reports."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id].append(claim)

    def totals_among(reports: Sequence[Sequence[Claim]]) -> list[set[str]]:
        return [_totals_of(told) for told in reports]

    return set().union(*share(totals_among, list(by_report.values())))


def _totals_of(told: Sequence[Claim]) -> set[str]:
    """Return the totals of one report."""
    found = {claim.id for claim in told if is_aggregate(claim)}
    sums = _sums_over_days(told) | _sums_over_places(told)
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
    stated = {claim.count.greatest_stated for claim in claims}
    for harm in {claim.harm for claim in claims}:
        exact = [claim for claim in claims if claim.harm is harm and claim.count.is_exact]
        for one, two in combinations(exact, 2):
            total = (one.count.low or 0) + (two.count.low or 0)
            if total in stated and total not in found and (one.when.gap_days(two.when) or 0) > 0:
                found.add(total)
    return {
        claim.id
        for claim in claims
        if claim.count.greatest_stated in found and (claim.count.greatest_stated or 0) >= LEAST_TOTAL
    }


def _sums_over_places(claims: Sequence[Claim]) -> set[str]:
    """Return the claims of one report that figures of two places add up to.

    "26 in and around the town: 14 at its hospital, 12 to the southwest": 26 is no figure of either.
    """
    found: dict[Harm, set[int]] = defaultdict(set)
    for harm in {claim.harm for claim in claims}:
        exact = [
            claim for claim in claims if claim.harm is harm and claim.count.low and not claim.count.is_vague
        ]
        stated = {claim.count.greatest_stated for claim in claims if claim.harm is harm}
        for one, two in combinations(exact, 2):
            total = (one.count.low or 0) + (two.count.low or 0)
            if (
                total in stated
                and total not in found[harm]
                and _are_elsewhere(one, two)
                and not one.when.gap_days(two.when)
            ):
                found[harm].add(total)
    return {
        claim.id
        for claim in claims
        if claim.count.greatest_stated in found[claim.harm]
        and (claim.count.greatest_stated or 0) >= LEAST_OF_PLACES
        and not claim.count.is_vague
    }


def _are_elsewhere(one: Claim, two: Claim) -> bool:
    """Whether two figures are of places that are no parts of one city, or one is of a town, one of what is near."""
    first, second = setting_of_one(one), setting_of_one(two)
    if not first.specific or not second.specific:
        return False
    if first.specific & second.specific:
        return {one.places[0].where_precision, two.places[0].where_precision} == _IN_AND_NEAR
    if not (first.specific.isdisjoint(second.enclosing) and second.specific.isdisjoint(first.enclosing)):
        return False
    distance = least_distance(first.points, second.points)
    if distance is None:  # towns of one region are told as one wave more often than not
        return first.enclosing.isdisjoint(second.enclosing)
    return distance > ONE_CITY_KM


def _is_loosely_dated_event(claim: Claim) -> bool:
    """Whether a figure of a month is one of a single event, by its means and its one place."""
    return (
        claim.scope is Scope.PERIOD
        and claim.means in SINGULAR_MEANS
        and claim.when.precision is DatePrecision.MONTH
        and len(setting_of_one(claim).specific) == 1
    )


def _is_one_battle(claim: Claim) -> bool:
    """Whether a figure is of clashes of two days running: one battle, whose night is told with either day."""
    days = claim.when
    if claim.scope is not Scope.PERIOD or claim.means is not Means.GROUND_CLASHES:
        return False
    if days.start is None or days.last_day is None:
        return False
    return (days.last_day - days.start).days < BATTLE_DAYS


def _is_long(claim: Claim) -> bool:
    """Whether the text bounds the harm by days too far apart; a month or year alone only dates it loosely."""
    start, last = claim.when.start, claim.when.last_day
    if start is None or last is None or claim.when.precision in {DatePrecision.MONTH, DatePrecision.YEAR}:
        return False
    return (last - start).days >= LONGEST_INCIDENT_DAYS
