"""From atoms to days: one rule for each way of writing a time.

A rule returns ``None`` when its expression names no day at all (the 31st of June), ``UNKNOWN`` when it names
a time that the text does not place ("days earlier").
"""

from __future__ import annotations

from recount.model import DatePrecision
from recount.text.newsdates.atoms import Atom
from recount.text.newsdates.calendar_rules import CALENDAR_RULES
from recount.text.newsdates.context import Context
from recount.text.newsdates.days import Days, shift, span_of
from recount.text.newsdates.relative_rules import RELATIVE_RULES

_RULES = {**CALENDAR_RULES, **RELATIVE_RULES}


def resolve(atom: Atom, context: Context) -> Days | None:
    """Return the days of an atom; ``None`` when it is no date, or needs a reference that is missing."""
    rule = _RULES.get(atom.rule)
    if rule is None:
        return None
    try:
        days = rule(atom, context)
        return days if days is None or not atom.is_approximate else _widened(days, context)
    except (ValueError, OverflowError, KeyError):
        return None


def _widened(days: Days, context: Context) -> Days:
    """Widen a single day by the convention's margin for "around"."""
    margin = context.convention.around_days
    if margin == 0 or days.precision is not DatePrecision.DAY or days.first is None or days.last is None:
        return days
    return span_of(shift(days.first, -margin), shift(days.last, margin))
