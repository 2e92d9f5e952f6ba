"""Rules for dates written out: days, months and years, with or without the year.

A date without a year is the nearest that is not after the report, unless the wording looks ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from recount.model import DatePrecision
from recount.text.newsdates.atoms import Atom
from recount.text.newsdates.context import Context, part_of_month, part_of_year, step_of
from recount.text.newsdates.days import Days, month_days, one_day, shift, span_of, year_days

_FAR_AHEAD = timedelta(days=183)
YEAR_TOLERANCE_DAYS = (
    7  # a date a few days ahead is this year's (a wrong or early report date), not last year's
)


def _month(values: Mapping[str, str], context: Context, name: str = "month") -> int:
    if "number" in values:
        return int(values["number"])
    return context.lexicon.months[values[name].rstrip(".")]


def _year_of(values: Mapping[str, str], context: Context) -> int | None:
    """The year written, or meant by "last year"."""
    if "year" in values:
        return int(values["year"])
    if "which" in values and context.reference is not None:
        return context.reference.year + step_of(values["which"], context)
    return context.year


def _nearest_year(month: int, day: int, context: Context) -> date | None:
    """The nearest such day that is not after the report; the coming one when the wording looks ahead.

    A day most of a year ahead is no coming one: "would condemn an August 21 attack", said in September.
    """
    reference = context.reference
    if reference is None:
        return None
    latest = shift(reference, YEAR_TOLERANCE_DAYS)
    years = range(reference.year + 1, reference.year - 9, -1)
    days = [found for year in years if (found := _valid(year, month, day)) is not None]
    if context.is_future:
        coming = (_valid(year, month, day) for year in range(reference.year, reference.year + 9))
        ahead = next((found for found in coming if found is not None and found >= reference), None)
        last = next((found for found in days if found < reference), None)
        if (
            ahead is None
            or last is None
            or ahead - reference <= _FAR_AHEAD
            or ahead - reference < reference - last
        ):
            return ahead
        return last
    return next((found for found in days if found <= latest), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_month_year(atom: Atom, context: Context) -> Days | None:
    month, day = _month(atom.values, context), int(atom.values["day"])
    year = _year_of(atom.values, context)
    if year is not None:
        return one_day(date(year, month, day))
    date(2000, month, day)  # no such day in any year: no date
    found = _nearest_year(month, day, context)
    return None if found is None else one_day(found)


def _numeric(atom: Atom, context: Context) -> Days | None:
    """Day first with dots and dashes. With slashes both orders are in use: when both are possible, the
    interval holds both readings."""
    a, b, year = int(atom.values["a"]), int(atom.values["b"]), int(atom.values["year"])
    if year < 100:
        year += 2000 if context.reference is None or 2000 + year <= context.reference.year else 1900
    day_first, month_first = _valid(year, b, a), _valid(year, a, b)
    if atom.values["mark"] != "/" or month_first is None or day_first == month_first:
        chosen = day_first or month_first
        return None if chosen is None else one_day(chosen)
    return one_day(month_first) if day_first is None else span_of(day_first, month_first)


def _day_range(atom: Atom, context: Context) -> Days | None:
    month = _month(atom.values, context)
    first, last = int(atom.values["day"]), int(atom.values["day2"])
    year = _year_of(atom.values, context)
    if first >= last:
        return None
    if year is not None:
        return span_of(date(year, month, first), date(year, month, last))
    found = _nearest_year(month, last, context)
    return None if found is None else span_of(found.replace(day=first), found)


def _month_year(atom: Atom, context: Context) -> Days | None:
    month, which = _month(atom.values, context), atom.values.get("which")
    year = int(atom.values["year"]) if "year" in atom.values else context.year
    if year is None:
        year = _year_of_month(month, which, context)
    return None if year is None else part_of_month(month_days(year, month), atom.part, context)


def _month_of_year(atom: Atom, context: Context) -> Days | None:
    """ "March last year"."""
    year = _year_of(atom.values, context)
    if year is None:
        return None
    return part_of_month(month_days(year, _month(atom.values, context)), atom.part, context)


def _year_of_month(month: int, which: str | None, context: Context) -> int | None:
    reference = context.reference
    if reference is None:
        return None
    step = 0 if which is None else step_of(which, context)
    if context.is_future or step > 0:
        return reference.year + (month < reference.month or (step > 0 and month == reference.month))
    return reference.year - (month > reference.month or (step < 0 and month == reference.month))


def _week_of_month(atom: Atom, context: Context) -> Days | None:
    """The first seven days, the next seven …; the last seven."""
    month = _month_year(atom, context)
    if month is None or month.first is None or month.last is None:
        return None
    rank = context.lexicon.ranks[atom.values["rank"]]
    first = shift(month.last, -6) if rank < 0 else shift(month.first, 7 * (rank - 1))
    return Days(first, shift(first, 6), DatePrecision.WEEK)


def _year(atom: Atom, context: Context) -> Days | None:
    return part_of_year(year_days(int(atom.values["year"])), atom.part, context)


def _year_range(atom: Atom, context: Context) -> Days | None:  # noqa: ARG001 - all rules have one signature
    first, last = int(atom.values["year"]), int(atom.values["year2"])
    return year_days(first, last) if first < last else None


def _decade(atom: Atom, context: Context) -> Days | None:  # noqa: ARG001 - all rules have one signature
    first = int(atom.values["decade"])
    if not atom.part:
        return year_days(first, first + 9)
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[atom.part]
    return year_days(first + low, first + high)


def _season(atom: Atom, context: Context) -> Days | None:
    """The whole year, for which months a season has depends on the hemisphere; one without its year may be of this
    year or, unless it is "this" one, of the last."""
    if "year" in atom.values:
        return year_days(int(atom.values["year"]))
    if context.year is not None:
        return year_days(context.year)
    reference, which = context.reference, atom.values.get("which")
    if reference is None or context.is_future or (which is not None and step_of(which, context) > 0):
        return None
    years = 0 if which is not None and step_of(which, context) == 0 else 1
    return Days(date(reference.year - years, 1, 1), reference, DatePrecision.YEAR)


CALENDAR_RULES: Mapping[str, Callable[[Atom, Context], Days | None]] = {
    "day_month_year": _day_month_year,
    "numeric": _numeric,
    "day_range": _day_range,
    "month_year": _month_year,
    "month": _month_year,
    "month_of_year": _month_of_year,
    "week_of_month": _week_of_month,
    "season": _season,
    "decade": _decade,
    "year": _year,
    "year_range": _year_range,
}
