"""The best estimate as the sum of its parts: civilians, combatants, and those whose status is unknown.

UCDP GED codebook 19.1, section 2: best is always the sum over the sides, the civilians and the unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from recount.model import Harm, Status, Toll

SIDES = (Status.CIVILIAN, Status.COMBATANT)


def summed(tolls: Iterable[Toll]) -> list[Toll]:
    """Return the tolls of one incident with their best estimates made to add up, by harm.

    Where all victims have no best estimate, it becomes the sum of both sides, if that lies in their range. What
    the sides leave of it is the toll of unknown status: a best estimate only, since nobody states it. A best
    estimate that is below its parts is taken back: the sources contradict each other, and people decide.
    """
    by_harm: dict[Harm, list[Toll]] = {}
    for toll in tolls:
        by_harm.setdefault(toll.harm, []).append(toll)
    return [toll for group in by_harm.values() for toll in _summed(group)]


def _summed(tolls: list[Toll]) -> Iterator[Toll]:
    sides = [toll.best for toll in tolls if toll.status in SIDES and toll.best is not None]
    for toll in tolls:
        if toll.status is not None or not sides:
            yield toll
            continue
        whole = _with_best(toll, sides)
        yield whole
        if whole.best is not None and (rest := whole.best - sum(sides)) > 0:
            yield _unknown(whole, rest)


def _with_best(toll: Toll, sides: list[int]) -> Toll:
    total = sum(sides)
    if toll.best is not None:
        return toll if total <= toll.best else replace(toll, best=None)
    fits = toll.low is not None and toll.high is not None and toll.low <= total <= toll.high
    return replace(toll, best=total if fits and len(sides) == len(SIDES) else None)


def _unknown(whole: Toll, rest: int) -> Toll:
    return Toll(
        incident_id=whole.incident_id,
        harm=whole.harm,
        status=Status.UNKNOWN,
        low=None,
        high=None,
        best=rest,
        policy=whole.policy,
        convention=whole.convention,
    )
