"""Parts held against their whole: "13 + 71 = 84: consistent".

Only disjoint parts are summed: of different days, places or statuses. Children among the dead are no part of
a sum. Agreement of a sum is consistency, not corroboration of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from recount.codebook.originators import name_key
from recount.model import ArithmeticCheck, CheckOutcome, Claim, Modality, RelationType, Status
from recount.reconcile.wholes import counts_one_group, whole_of

MIN_UNSTATED_TOTAL = 10  # below it, figures of one report add up to each other by chance too often
MAX_UNSTATED_PARTS = 3
FEWEST_CLAIMS = 3  # a whole and two parts
REACH_DAYS = 7  # a part lies in its whole; a week allows for a whole that is dated by its last day only
_MAX_CANDIDATES = 8


def checks_of(claims: Sequence[Claim]) -> list[ArithmeticCheck]:
    """Return the checks for the claims of one report and one harm, in text order.

    Parts that the text calls parts are checked whatever comes out; figures that it does not call parts are
    taken as such only when they complete a total exactly.
    """
    if len(claims) < FEWEST_CLAIMS:
        return []
    asserted = [claim for claim in claims if claim.modality is Modality.ASSERTED]
    by_id = {claim.id: claim for claim in asserted}
    first = {claim.id: _first_mention(claim, by_id) for claim in asserted}
    parts_of: dict[str, dict[str, Claim]] = {}
    for claim in asserted:
        whole = whole_of(claim, by_id)
        if whole is not None and _can_be_summed(claim):
            parts_of.setdefault(first[whole.id], {}).setdefault(first[claim.id], claim)
    fullest = _fullest(asserted, first)
    checks = [
        _check(fullest[whole_id], chosen)
        for whole_id, parts in parts_of.items()
        for chosen in _disjoint_sets(list(parts.values()))
    ]
    return checks or _completed(fullest, first, by_id)


def _fullest(claims: Sequence[Claim], first: dict[str, str]) -> dict[str, Claim]:
    """Return, by first mention, the repeat that states most ("over 80", then "at least 84")."""
    fullest: dict[str, Claim] = {}
    for claim in claims:
        known = fullest.setdefault(first[claim.id], claim)
        if (claim.count.greatest_stated or 0) > (known.count.greatest_stated or 0):
            fullest[first[claim.id]] = claim
    return fullest


def _first_mention(claim: Claim, by_id: dict[str, Claim]) -> str:
    seen = {claim.id}
    while claim.relation is not None and claim.relation.type is RelationType.SAME_AS:
        target = by_id.get(claim.relation.to)
        if target is None or target.id in seen:
            break
        seen.add(target.id)
        claim = target
    return claim.id


def _can_be_summed(claim: Claim) -> bool:
    return not claim.count.is_vague and not counts_one_group(claim)


def _disjoint_sets(parts: Sequence[Claim]) -> Iterable[tuple[Claim, ...]]:
    """Return the sets of two or more parts that are pairwise disjoint, all together or by one dimension."""
    found: dict[tuple[str, ...], tuple[Claim, ...]] = {}
    for disjoint in (_are_disjoint, _by_day, _by_place, _by_status):
        chosen: list[Claim] = []
        for part in parts:
            if all(disjoint(part, other) for other in chosen):
                chosen.append(part)
        if len(chosen) > 1:
            found.setdefault(tuple(part.id for part in chosen), tuple(chosen))
            if len(chosen) == len(parts):
                break
    return found.values()


def _are_disjoint(one: Claim, two: Claim) -> bool:
    return any(rule(one, two) for rule in (_is_added, _by_day, _by_place, _by_status))


def _is_added(one: Claim, two: Claim) -> bool:
    return any(
        claim.relation is not None
        and claim.relation.type is RelationType.ADDITIONAL_TO
        and claim.relation.to == other.id
        for claim, other in ((one, two), (two, one))
    )


def _by_day(one: Claim, two: Claim) -> bool:
    return (one.when.gap_days(two.when) or 0) > 0


def _by_place(one: Claim, two: Claim) -> bool:
    names = [{name_key(place.name) for place in claim.places} for claim in (one, two)]
    if not names[0] or not names[1]:
        return False
    return name_key(one.places[0].name) not in names[1] and name_key(two.places[0].name) not in names[0]


def _by_status(one: Claim, two: Claim) -> bool:
    return {one.status, two.status} == {Status.CIVILIAN, Status.COMBATANT}


def _check(whole: Claim, parts: tuple[Claim, ...]) -> ArithmeticCheck:
    low = sum(part.count.low or 0 for part in parts)
    high = sum(part.count.high or 0 for part in parts)
    is_open = any(part.count.low is None or part.count.high is None for part in parts)
    outcome = _outcome(whole, low, None if is_open else high)
    stated = " + ".join(str(part.count.greatest_stated) for part in parts)
    total = sum(part.count.greatest_stated or 0 for part in parts)
    against = "" if whole.count.greatest_stated == total else f", whole {_in_figures(whole)}"
    return ArithmeticCheck(
        whole_id=whole.id,
        part_ids=tuple(part.id for part in parts),
        outcome=outcome,
        statement=f"{stated} = {total}{against}: {outcome.value.replace('_', ' ')}",
    )


def _outcome(whole: Claim, low: int, high: int | None) -> CheckOutcome:
    """Compare ``[low, high]`` (high ``None``: an end is open) with the whole."""
    count = whole.count
    if count.high is not None and low > count.high:
        return CheckOutcome.PARTS_EXCEED_WHOLE
    if high is None or count.greatest_stated is None:
        return CheckOutcome.UNDECIDED
    if count.low is not None and high < count.low:
        return CheckOutcome.PARTS_BELOW_WHOLE
    return CheckOutcome.CONSISTENT


def _in_figures(claim: Claim) -> str:
    count = claim.count
    if count.high is None:
        return f"{count.low} or more"
    if count.low is None:
        return f"up to {count.high}"
    return str(count.low) if count.low == count.high else f"{count.low}–{count.high}"


def _completed(
    fullest: dict[str, Claim], first: dict[str, str], by_id: dict[str, Claim]
) -> list[ArithmeticCheck]:
    """Figures that add up to another of the same report exactly, though no words call (all of) them parts."""
    distinct = {key: claim for key, claim in fullest.items() if _can_be_summed(claim)}
    if len(distinct) > _MAX_CANDIDATES:
        return []
    for key, whole in distinct.items():
        total = whole.count.greatest_stated or 0
        candidates = [
            part
            for part in distinct.values()
            if part.count.is_exact
            and (part.count.low or 0) < total
            and (part.when.gap_days(whole.when) or 0) <= REACH_DAYS
            and ((known := whole_of(part, by_id)) is None or first[known.id] == key)
        ]
        for size in range(2, MAX_UNSTATED_PARTS + 1) if total >= MIN_UNSTATED_TOTAL else ():
            for parts in combinations(candidates, size):
                if sum(part.count.low or 0 for part in parts) == total and all(
                    _are_disjoint(one, two) for one, two in combinations(parts, 2)
                ):
                    return [_check(whole, parts)]
    return []
