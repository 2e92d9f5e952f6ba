"""What an expression is resolved against, and what all rules need of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recount.codebook.date_conventions import DateConvention
from recount.model import DatePrecision
from recount.text.newsdates.atoms import Atom
from recount.text.newsdates.days import Days, month_days
from recount.text.newsdates.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression is resolved against.

    Attributes:
        reference: the report's date, ``None`` when not known.
        anchor: the day the text last spoke of ("two days earlier" counts from it).
        is_future: whether the wording looks ahead.
        convention: how expressions become days.
        lexicon: of the language.
        year: the year a neighbour in a range gives.
    """

    reference: date | None
    anchor: date | None
    is_future: bool
    convention: DateConvention
    lexicon: Lexicon
    year: int | None = None


def step_of(which: str, context: Context) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    return context.lexicon.steps.get(which, 0)


def number_of(atom: Atom, context: Context) -> int | None:
    """The number of "N days"; ``None`` for one that the convention leaves open. No number means one."""
    written = " ".join(atom.values.get("n", "").split())
    if not written:
        return 1
    if written.isdecimal():
        return int(written)
    vague = context.lexicon.vague_numbers.get(written)
    return context.lexicon.numbers[written] if vague is None else context.convention.vague_numbers[vague]


def part_of_month(days: Days, part: str, context: Context) -> Days:
    """Return the early, middle or late part of a month, as the convention divides it."""
    if not part or days.first is None or days.last is None:
        return days
    low, high = context.convention.parts_of_month[part]
    first = days.first.replace(day=low)
    return Days(first, days.first.replace(day=min(high, days.last.day)), DatePrecision.MONTH)


def part_of_year(days: Days, part: str, context: Context) -> Days:
    """Return the early, middle or late part of a year, as the convention divides it."""
    if not part or days.first is None or days.last is None:
        return days
    low, high = context.convention.parts_of_year[part]
    last = month_days(days.first.year, high).last
    return Days(date(days.first.year, low, 1), last, DatePrecision.YEAR)
