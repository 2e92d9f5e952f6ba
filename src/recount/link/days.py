"""When a group of claims says its event was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from recount.model import Claim, DatePrecision, Report, TimeInterval

# Where a text gives no time, UCDP takes the three days before the report (GED codebook 19.1, appendix 2); the
# day of the report is kept in, for a report of the same day.
UNDATED = timedelta(days=3)
CARRIED = "carried"
GUESSED = frozenset({"report_date", "none"})  # bases of intervals that no words give


def stated_days(claims: Sequence[Claim]) -> TimeInterval | None:
    """Return the days that most claims give, the most exact first; ``None`` when no words give any.

    Days in a claim's own words come before those carried over from words elsewhere in its report.
    """
    known = [claim.when for claim in claims if claim.when.is_known and claim.when.basis not in GUESSED]
    known = [when for when in known if when.basis != CARRIED] or known
    closed = [when for when in known if when.start is not None and when.end is not None]
    if not closed:
        return min(known, key=lambda when: str((when.start, when.end)), default=None)
    finest = min(_rank(when) for when in closed)
    votes = Counter((when.start, when.end) for when in closed if _rank(when) == finest)
    (start, end), _ = min(votes.items(), key=lambda item: (-item[1], str(item[0])))
    return next(when for when in closed if (when.start, when.end) == (start, end))


def likely_days(report_day: date | None) -> TimeInterval:
    """Return the days before a report on which what it tells without a date is likely to have happened."""
    if report_day is None:
        return TimeInterval()
    return TimeInterval.of_days(report_day - UNDATED, report_day, basis="report_date")


def when_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> TimeInterval:
    """Return when an incident was: as its claims say, else the days before it was first reported."""
    stated = stated_days(claims)
    if stated is not None:
        return replace(stated, words=None, basis="claims")
    return likely_days(min(_report_days(claims, reports), default=None))


def cover_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> TimeInterval:
    """Return the days a total covers: the longest stretch its claims give."""
    known = [claim.when for claim in claims if claim.when.is_known and claim.when.basis not in GUESSED]
    if not known:
        return when_of(claims, reports)
    widest = max(known, key=lambda when: (_length(when), str((when.start, when.end))))
    return replace(widest, words=None, basis="claims")


def _length(when: TimeInterval) -> int:
    """Days from first to last; a stretch with an open end is longer than any closed one."""
    if when.start is None or when.last_day is None:
        return timedelta.max.days
    return (when.last_day - when.start).days


def _report_days(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[date]:
    found = (reports[claim.report_id].reference_date for claim in claims if claim.report_id in reports)
    return [day for day in found if day is not None]


def _rank(when: TimeInterval) -> int:
    return when.precision or DatePrecision.YEAR
