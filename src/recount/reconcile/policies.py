"""Policies: how the figures of an incident become a toll. Named, versioned, pure.

The docstring of a policy is the explanation readers see. None counts copies and none takes a floor: five copies
of 36 do not beat a later 44 of the same originator, and a later 1 replaces an earlier 40. The one that asks for a
majority (``gtd``) asks independent originators of one day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recount.errors import CodebookError
from recount.model import Exclusion
from recount.reconcile.figures import Figure, Verdict

BLANK = "blank"
TOO_VAGUE = "too_vague"
ACCUSED = "accused"
NOT_MAJORITY = "not_majority"
VAGUE = "vague"
REPLACED = "replaced"
SUPERSEDED = "superseded"
NOT_NEWEST = "not_newest"
LESS_DETAILED = "less_detailed"
NOT_LOWEST = "not_lowest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule from figures to a range.

    Attributes:
        name, version: stored with every toll as ``name/version``.
        apply: the rule; its docstring explains it to readers.
        sums_parts: whether its best estimate is the sum over civilians, combatants and unknown (``parts``).
    """

    name: str
    version: int
    apply: Callable[[Sequence[Figure]], Verdict]
    sums_parts: bool = False

    @property
    def id(self) -> str:
        """Name and version, as tolls store them."""
        return f"{self.name}/{self.version}"

    @property
    def explanation(self) -> str:
        """What the rule does, in words for readers."""
        return " ".join((self.apply.__doc__ or "").split())


def range_of(figures: Sequence[Figure]) -> Verdict:
    """Give the range of what the originators say.

    Of each originator only the newest figure for the whole incident counts. The low end is the smallest lower
    bound, the high end the greatest number anyone states. Vague words count only where nobody gives a number.
    """
    kept, excluded = newest_of_each(figures)
    return _span(kept, excluded)


def latest(figures: Sequence[Figure]) -> Verdict:
    """Give what was said last.

    Only the newest figures count: those of the last day on which any originator gave one. Where several
    originators gave figures that day, the range spans them.
    """
    kept, excluded = newest_of_each(figures)
    last = max((_day(figure) for figure in kept), default=date.min)
    newest = [figure for figure in kept if _day(figure) == last]
    return _span(newest, excluded + _set_aside(kept, newest, NOT_NEWEST))


def lowest(figures: Sequence[Figure]) -> Verdict:
    """Give the most conservative figure.

    Of the newest figures of each originator, the one with the smallest lower bound stands alone.
    """
    kept, excluded = newest_of_each(figures)
    floor = min((_least(figure) for figure in kept), default=0)
    least = [figure for figure in kept if _least(figure) == floor]
    return _span(least, excluded + _set_aside(kept, least, NOT_LOWEST))


def ucdp(figures: Sequence[Figure]) -> Verdict:
    """Give a low, a best and a high estimate, as the Uppsala Conflict Data Program does.

    Of each originator only the newest figure for the whole incident counts. Low is the smallest lower bound,
    high the greatest number anyone states; a figure that is unreasonable is for people to reject. Best is the
    number on which all these figures agree, and is always the sum of its parts: civilians, combatants, and the
    rest, whose status is unknown. Where the figures differ, best is the sum of civilians and combatants if that
    lies between low and high, and else it stays open: which source is the most reliable is for people to judge.
    """
    kept, excluded = newest_of_each(figures)
    verdict = _span(kept, excluded)
    numbers = {figure.stated for figure in kept if not figure.vague and figure.low is not None}
    agreed = len(numbers) == 1 and not any(figure.vague or figure.low != figure.stated for figure in kept)
    return replace(verdict, best=numbers.pop() if agreed else None)


def gtd(figures: Sequence[Figure]) -> Verdict:
    """Give one number, by the order of the Global Terrorism Database.

    Vague figures are left blank, and what only the alleged perpetrator says does not count. Of the others the
    newest counts: the figure of the last day on which an originator gave one. Where several originators gave
    figures that day, the number of more than half of them counts; where no number has such a majority, the
    lowest. Of a figure that is a range itself, the lower end is taken.
    """
    clear = [figure for figure in figures if not (figure.vague or figure.is_blank)]
    free = [figure for figure in clear if not figure.by_accused]
    kept, excluded = newest_of_each(free)
    last = max(map(_day, kept), default=date.min)
    newest = [figure for figure in kept if _day(figure) == last]
    number = _majority_or_lowest(newest)
    chosen = [figure for figure in newest if _number(figure) == number]
    return Verdict(
        low=number,
        high=number,
        best=number,
        low_by=tuple(chosen),
        high_by=tuple(chosen),
        used=tuple(chosen),
        excluded=(
            *_set_aside(figures, clear, TOO_VAGUE),
            *_set_aside(clear, free, ACCUSED),
            *excluded,
            *_set_aside(kept, newest, NOT_NEWEST),
            *_set_aside(newest, chosen, NOT_MAJORITY if number != _least_number(newest) else NOT_LOWEST),
        ),
    )


def aoav(figures: Sequence[Figure]) -> Verdict:
    """Give the most detailed or most recent figure, as AOAV's monitor of explosive violence does.

    Vague figures cannot be recorded. Of each originator the newest figure counts; of those the one told in the
    most detail, and of equally detailed ones the newest. AOAV publishes no measure of detail: here it is how many
    figures the report gives as parts of it. Nor does it say what to do with what is left: the range spans it.
    """
    clear = [figure for figure in figures if not (figure.vague or figure.is_blank)]
    kept, excluded = newest_of_each(clear)
    most = max((figure.details for figure in kept), default=0)
    detailed = [figure for figure in kept if figure.details == most]
    last = max(map(_day, detailed), default=date.min)
    newest = [figure for figure in detailed if _day(figure) == last]
    return _span(
        newest,
        _set_aside(figures, clear, TOO_VAGUE)
        + excluded
        + _set_aside(kept, detailed, LESS_DETAILED)
        + _set_aside(detailed, newest, NOT_NEWEST),
    )


def _majority_or_lowest(figures: Sequence[Figure]) -> int | None:
    """Return the number of more than half of the originators, else the lowest; each says a number once."""
    said = Counter(number for _, number in {(figure.originators, _number(figure)) for figure in figures})
    number, votes = max(said.items(), key=lambda item: item[1], default=(None, 0))
    return number if 2 * votes > said.total() else _least_number(figures)


def _number(figure: Figure) -> int:
    return figure.stated if figure.low is None else figure.low


def _least_number(figures: Sequence[Figure]) -> int | None:
    return min(map(_number, figures), default=None)


POLICIES = (
    Policy(name="range", version=1, apply=range_of),  # Iraq Body Count, Airwars, Every Casualty: low and high
    Policy(name="latest", version=1, apply=latest),  # first step of GTD's order
    Policy(name="lowest", version=1, apply=lowest),  # ACLED: the most conservative report
    Policy(name="ucdp", version=1, apply=ucdp, sums_parts=True),  # UCDP GED 19.1, section 2
    Policy(name="gtd", version=1, apply=gtd),  # GTD codebook 2017: newest, then majority, then lowest
    Policy(
        name="aoav", version=1, apply=aoav
    ),  # AOAV, methodology: most detailed or most recent, nothing vague
)


def list_policies() -> tuple[str, ...]:
    """Return the names of all policies."""
    return tuple(policy.name for policy in POLICIES)


def get_policy(name: str) -> Policy:
    """Return a policy by name.

    Raises:
        CodebookError: there is none of that name.
    """
    for policy in POLICIES:
        if name in {policy.name, policy.id}:
            return policy
    raise CodebookError(
        f"there is no policy {name!r}.", next_move=f"Use one of: {', '.join(list_policies())}."
    )


def newest_of_each(figures: Sequence[Figure]) -> tuple[list[Figure], tuple[Exclusion, ...]]:
    """Keep the figures in numbers where there are any, and of each originator the newest.

    A figure with several originators stays while it is the newest of one of them. One that the convention
    leaves blank is set aside: blank is not 0.
    """
    known = [figure for figure in figures if figure.low is not None or figure.high is not None]
    exact = [figure for figure in known if not figure.vague] or known
    excluded = _set_aside(figures, known, BLANK) + _set_aside(known, exact, VAGUE)
    replaced = {claim_id for figure in exact for claim_id in figure.replaces}
    current = [
        figure for figure in exact if not figure.is_outdated and replaced.isdisjoint(figure.claim_ids)
    ] or exact
    excluded += _set_aside(exact, current, REPLACED)
    by_originator: dict[str, list[Figure]] = defaultdict(list)
    for figure in current:
        for originator in figure.originators:
            by_originator[originator].append(figure)
    newest = {claim_ids for group in by_originator.values() for claim_ids in _newest(group)}
    kept = [figure for figure in current if figure.claim_ids in newest]
    return kept, excluded + _set_aside(current, kept, SUPERSEDED)


def _newest(group: Sequence[Figure]) -> set[tuple[str, ...]]:
    """Return the newest figures of one originator: those of the last day that state the greatest number.

    On one day the order of a text decides where it gives one (``replaces``, above); else the larger figure is
    taken as the newer.
    """
    if len(group) == 1:
        return {group[0].claim_ids}
    ranked = [(_day(figure), figure.stated, figure.claim_ids) for figure in group]
    last, top, _ = max(ranked)
    return {claim_ids for day, stated, claim_ids in ranked if day == last and stated == top}


def _span(kept: Sequence[Figure], excluded: tuple[Exclusion, ...]) -> Verdict:
    lows = [figure.low for figure in kept if figure.low is not None]
    low = min(lows, default=None)
    high = max((figure.stated for figure in kept), default=None)
    return Verdict(
        low=low,
        high=high,
        low_by=tuple(figure for figure in kept if low is not None and figure.low == low),
        high_by=tuple(figure for figure in kept if figure.stated == high),
        used=tuple(kept),
        excluded=excluded,
    )


def _set_aside(before: Sequence[Figure], after: Sequence[Figure], reason: str) -> tuple[Exclusion, ...]:
    if len(before) == len(after):  # all stayed, as they mostly do
        return ()
    stay = {figure.claim_ids for figure in after}
    return tuple(
        item for figure in before if figure.claim_ids not in stay for item in figure.excluded(reason)
    )


def _day(figure: Figure) -> date:
    """A figure without a date is older than any dated one: it cannot replace what is known to be newer."""
    return figure.known_on or date.min


def _least(figure: Figure) -> int:
    return figure.low if figure.low is not None else 0
