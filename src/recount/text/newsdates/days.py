"""Days: whole intervals with both ends included, and the calendar arithmetic of time expressions."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from recount.model import DatePrecision
from recount.model.interval import precision_of


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included; ``None`` leaves an end open."""

    first: date | None
    last: date | None
    precision: DatePrecision

    def cut_at(self, reference: date | None) -> Days:
        """Return the part up to the reference day, when the reference lies inside."""
        if reference is None or self.first is None or self.last is None:
            return self
        if self.first <= reference < self.last:
            return Days(self.first, reference, self.precision)
        return self


EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)
"""No report of violence speaks of days outside; arithmetic on the days inside stays within the calendar."""


def is_plausible(days: Days) -> bool:
    """Whether no end lies outside ``EARLIEST`` to ``LATEST``."""
    return all(day is None or EARLIEST <= day <= LATEST for day in (days.first, days.last))


UNKNOWN = Days(None, None, DatePrecision.UNKNOWN)


def one_day(day: date) -> Days:
    """Return a single day."""
    return Days(day, day, DatePrecision.DAY)


def span_of(first: date, last: date) -> Days:
    """Return the days from one to another, put in order, with the precision of their number."""
    if first > last:
        first, last = last, first
    return Days(first, last, precision_of(first, last))


def shift(day: date, days: int) -> date:
    """Return the day so many days later."""
    return day + timedelta(days=days)


def shift_months(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last of a month without such a day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_units(day: date, number: int, unit: str) -> date:
    """Return the day a number of units later ("day", "week", "month", "year" …).

    Raises:
        ValueError, OverflowError: the calendar does not reach that far.
        KeyError: no such unit.
    """
    if unit in _MONTHS:
        return shift_months(day, number * _MONTHS[unit])
    return shift(day, number * _DAYS[unit])


_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def month_days(year: int, month: int) -> Days:
    """Return a calendar month."""
    return Days(
        date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), DatePrecision.MONTH
    )


def year_days(first: int, last: int | None = None) -> Days:
    """Return one calendar year or several."""
    return Days(date(first, 1, 1), date(last or first, 12, 31), DatePrecision.YEAR)


def unit_days(day: date, unit: str, offset: int) -> Days:
    """Return the calendar unit (week from Monday, month, year …) around a day, ``offset`` units later.

    Raises:
        ValueError, OverflowError, KeyError: as ``shift_units``.
    """
    if unit == "day":
        return one_day(shift(day, offset))
    if unit in {"week", "fortnight"}:
        monday = shift(day, -day.weekday() + 7 * offset)
        return Days(monday, shift(monday, 6), DatePrecision.WEEK)
    if unit == "weekend":
        saturday = shift(day, -((day.weekday() - 5) % 7) + 7 * offset)
        return Days(saturday, shift(saturday, 1), DatePrecision.DAYS_2_TO_6)
    if unit == "month":
        there = shift_months(day.replace(day=1), offset)
        return month_days(there.year, there.month)
    if unit == "year":
        return year_days(day.year + offset)
    length = {"decade": 10, "century": 100}[unit]
    first = day.year // length * length + offset * length
    return year_days(first, first + length - 1)


def weekday_near(reference: date, weekday: int, *, future: bool) -> date:
    """Return the most recent such weekday, the reference day included; the coming one when ``future``."""
    back = (reference.weekday() - weekday) % 7
    return shift(reference, (7 - back) % 7 if future else -back)
