"""Rules for times told from the report day, or from the day the text last spoke of.

A weekday is the most recent one, the report day included, unless the wording looks ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from recount.codebook.date_conventions import DayOffsets
from recount.model import DatePrecision
from recount.text.newsdates.atoms import Atom
from recount.text.newsdates.context import Context, number_of, part_of_month, part_of_year, step_of
from recount.text.newsdates.days import (
    UNKNOWN,
    Days,
    one_day,
    shift,
    shift_units,
    span_of,
    unit_days,
    weekday_near,
    year_days,
)

# "A fortnight ago" is less exact than a week (UCDP GED codebook 19.1, Appendix 2).
_AGO_PRECISION = {"day": DatePrecision.DAY, "fortnight": DatePrecision.MONTH}


def _weekday(atom: Atom, context: Context) -> Days | None:
    if context.reference is None:
        return None
    number = context.lexicon.weekdays[atom.values["weekday"]]
    step = step_of(atom.values.get("which", ""), context)
    day = weekday_near(context.reference, number, future=context.is_future or step > 0)
    return one_day(shift(day, 7 * step) if day == context.reference else day)


def _weekday_of_week(atom: Atom, context: Context) -> Days | None:
    if context.reference is None:
        return None
    week = unit_days(context.reference, "week", step_of(atom.values["which"], context))
    return (
        None
        if week.first is None
        else one_day(shift(week.first, context.lexicon.weekdays[atom.values["weekday"]]))
    )


def _phrase(atom: Atom, context: Context) -> Days | None:
    return (
        None
        if context.reference is None
        else offset_days(context.convention.expressions[atom.name], context.reference)
    )


def offset_days(offsets: DayOffsets, reference: date) -> Days:
    """Return the days a convention gives an expression."""
    first = None if offsets.first is None else shift(reference, offsets.first)
    last = None if offsets.last is None else shift(reference, offsets.last)
    return Days(first, last, offsets.precision)


def _period(atom: Atom, context: Context) -> Days | None:
    """This, last, next week, month, year; "earlier this week" ends the day before the report."""
    reference = context.reference
    if reference is None:
        return None
    unit, step = context.lexicon.units[atom.values["unit"]], step_of(atom.values.get("which", ""), context)
    if unit in {"hour", "day"}:
        return None
    days = unit_days(reference, unit, step)
    if unit == "weekend" and step < 0:
        days = _last_weekend(reference)
    edge = context.lexicon.edges.get(atom.values.get("edge", ""), "")
    if step == 0 and not atom.part:
        return _inside_current(days, edge, reference, context)
    return _with_part(days, unit, atom.part or edge, context)


def _last_weekend(reference: date) -> Days:
    """The last weekend that was over before the report day."""
    days = unit_days(reference, "weekend", 0)
    return days if days.last is not None and days.last < reference else unit_days(reference, "weekend", -1)


def _inside_current(days: Days, edge: str, reference: date, context: Context) -> Days:
    """The part of the current week (month, year) that the report can speak of."""
    if days.first is None or days.last is None:
        return days
    if edge == "before" and days.first >= reference:
        return UNKNOWN  # "earlier this week" on its first day: the words and the report's date disagree
    if edge == "after":
        return Days(min(shift(reference, 1), days.last), days.last, days.precision)
    if context.is_future and edge != "before":
        return days
    last = shift(reference, -1) if edge == "before" else reference
    return Days(days.first, min(last, days.last), days.precision)


def _with_part(days: Days, unit: str, part: str, context: Context) -> Days:
    if part not in {"early", "mid", "late"}:
        return days
    if unit == "month":
        return part_of_month(days, part, context)
    return part_of_year(days, part, context) if unit == "year" else days


def _weekend(atom: Atom, context: Context) -> Days | None:  # noqa: ARG001 - all rules have one signature
    if context.reference is None:
        return None
    return unit_days(context.reference, "weekend", int(context.is_future)).cut_at(context.reference)


def _rolling(atom: Atom, context: Context) -> Days | None:
    """The past, or the next, N units."""
    reference = context.reference
    if reference is None:
        return None
    number, unit = number_of(atom, context), context.lexicon.units[atom.values["unit"]]
    if step_of(atom.values["which"], context) > 0:
        return None if number is None else span_of(reference, _shifted(reference, number, unit, context))
    rolling = context.convention.past.get(unit, context.convention.past["year"])
    last = shift(reference, rolling.last)
    if number is None:
        return Days(None, last, DatePrecision.UNKNOWN)
    first = shift(_shifted(reference, -number, unit, context), rolling.extra)
    if unit == "month" and context.convention.months_within_year:
        first = max(first, date(reference.year, 1, 1))
    days = span_of(min(first, last), last)
    single = {"week": DatePrecision.WEEK, "month": DatePrecision.MONTH}.get(unit) if number == 1 else None
    return days if single is None else Days(days.first, days.last, single)


def _shifted(day: date, number: int, unit: str, context: Context) -> date:
    if unit != "hour":
        return shift_units(day, number, unit)
    hours = abs(number)
    days = context.convention.hour_days.get(hours, -(-hours // 24))
    return shift(day, days if number > 0 else -days)


def _ago(atom: Atom, context: Context) -> Days | None:
    """N units before the report: the day for days and weeks, the month for months, the year for years."""
    if context.reference is None:
        return None
    unit = context.lexicon.units[atom.values["unit"]]
    number = number_of(atom, context)
    if "n" not in atom.values or number is None:
        return Days(None, context.reference, DatePrecision.UNKNOWN)
    if unit == "hour":
        return span_of(_shifted(context.reference, -number, unit, context), context.reference)
    there = _shifted(context.reference, -number, unit, context)
    if unit in {"month", "year"}:
        return unit_days(there, unit, 0)
    if unit in {"decade", "century"}:
        return year_days(there.year)
    return Days(there, there, _AGO_PRECISION.get(unit, DatePrecision.WEEK))


def _later(atom: Atom, context: Context) -> Days | None:
    """N units before or after the day the text last spoke of ("days earlier" is placed nowhere).

    Named "offset", it stands before what it dates ("a day after the truce began, …"), and counts back.
    """
    if "n" not in atom.values:
        return UNKNOWN
    return _away_from_anchor(atom, number_of(atom, context), context)


def _day_before(atom: Atom, context: Context) -> Days | None:
    """ "The day before", "the week after"."""
    return _away_from_anchor(atom, 1, context)


def _away_from_anchor(atom: Atom, number: int | None, context: Context) -> Days | None:
    base = context.anchor or context.reference
    unit = context.lexicon.units[atom.values["unit"]]
    if base is None or number is None or unit == "hour":
        return UNKNOWN
    is_after = atom.values["way"] in context.lexicon.after_words
    step = number if is_after != (atom.name == "offset") else -number
    there = shift_units(base, step, unit)
    if unit in {"month", "year"}:
        return unit_days(there, unit, 0)
    return Days(there, there, DatePrecision.DAY if unit == "day" else DatePrecision.WEEK)


def _neighbour(atom: Atom, context: Context) -> Days | None:
    """The previous, the next or the same day."""
    base = context.anchor or context.reference
    return None if base is None else one_day(shift(base, step_of(atom.values["which"], context)))


def _duration(atom: Atom, context: Context) -> Days | None:
    """A length without days; in some conventions it ends on the report day."""
    number, unit = number_of(atom, context), context.lexicon.units[atom.values["unit"]]
    if not context.convention.duration_until_report or context.reference is None or number is None:
        return UNKNOWN
    if unit == "hour" or number < 1:
        return UNKNOWN
    return span_of(shift(shift_units(context.reference, -number, unit), 1), context.reference)


RELATIVE_RULES: Mapping[str, Callable[[Atom, Context], Days | None]] = {
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "phrase": _phrase,
    "period": _period,
    "weekend": _weekend,
    "rolling": _rolling,
    "ago": _ago,
    "later": _later,
    "day_before": _day_before,
    "neighbour": _neighbour,
    "duration": _duration,
}
