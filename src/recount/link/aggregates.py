"""Totals over places or days: kept apart from incidents, and grouped only when they cover the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from recount.link.places import place_key
from recount.link.scope import STOCKS
from recount.link.stories import is_bound
from recount.model import Claim, Report, Scope

Cover = tuple[str, ...]

LONG_DAYS = 6  # a stretch shorter than a week has both its days named; a longer one up to its report runs on


def covers_of(claims: Sequence[Claim], report: Report | None) -> list[tuple[Cover, list[Claim]]]:
    """Return what the totals of one report cover, each with its claims.

    Claims that the text relates are together. Totals of several reports are one aggregate when they cover the
    same scope, first day and place; a long total up to the day of its report moves with it. Undated totals of
    one place are one while their reports are of one month.
    """
    day = None if report is None else report.reference_date
    return [(_cover(related, day), related) for related in _related(claims, day)]


def _related(claims: Sequence[Claim], day: date | None) -> list[list[Claim]]:
    """Group the claims of one report that its text relates, or that cover the same."""
    groups: list[list[Claim]] = []
    covers = {claim.id: _cover([claim], day) for claim in claims}
    for claim in sorted(claims, key=lambda claim: (claim.count_selector.start, claim.id)):
        near = [
            group
            for group in groups
            if any(is_bound(claim, other) or covers[other.id] == covers[claim.id] for other in group)
        ]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), claim])
    return groups


def _cover(claims: Sequence[Claim], day: date | None) -> Cover:
    """Return what a total covers; the widest of the claims decides.

    Args:
        claims: about one total, of one report.
        day: of the report. A total without days and place stands alone.
    """
    widest = max(claims, key=lambda claim: (_days(claim), claim.count.greatest_stated or 0, claim.id))
    start, last = widest.when.start, widest.when.last_day
    place = _place(widest)
    what = widest.harm.value if widest.harm in STOCKS or start is None else ""
    if start is None:
        time = f"{day:%Y-%m}" if day is not None and place else widest.id
    else:
        is_running = widest.scope is Scope.CONFLICT or last is None
        is_running |= (
            day is not None and last is not None and last >= day and (last - start).days >= LONG_DAYS
        )
        time = f"{start} {'' if is_running else last}"
    return (widest.scope.value, time, place, what)


def _place(claim: Claim) -> str:
    """The key of the place a total is about, of a country its name."""
    if not claim.places:
        return ""
    return place_key(claim.places[0].name) or claim.places[0].name.casefold()


def _days(claim: Claim) -> int:
    start, last = claim.when.start, claim.when.last_day
    return 0 if start is None else ((last or date.max) - start).days
