"""Finding the dates of a text: read the atoms, join them, place them in the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from recount.codebook.date_conventions import load_date_convention
from recount.model import DatePrecision
from recount.model.interval import precision_of
from recount.text.newsdates.atoms import Atom, find_atoms, window_before
from recount.text.newsdates.context import Context
from recount.text.newsdates.days import Days, is_plausible, one_day, shift, span_of
from recount.text.newsdates.expressions import Expression, join_atoms
from recount.text.newsdates.lexicon import Lexicon, load_lexicon
from recount.text.newsdates.mention import DateMention
from recount.text.newsdates.resolve import resolve
from recount.text.newsdates.tense import looks_ahead
from recount.text.spans import Span

_ISO = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\d)")
_ANCHOR_REACH = 600  # characters over which "a day earlier" reaches back to the day last spoken of
_TENSED = frozenset({"weekday", "day_month_year", "day_range", "month", "month_year", "period", "weekend"})
_KINDS = {
    "numeric": "absolute",
    "month_year": "month",
    "month_of_year": "month",
    "month": "month",
    "season": "year",
    "decade": "year",
    "year": "year",
    "year_range": "range",
    "day_range": "range",
    "weekday": "weekday",
    "weekday_of_week": "weekday",
    "later": "anaphoric",
    "day_before": "anaphoric",
    "neighbour": "anaphoric",
    "then": "anaphoric",
    "duration": "duration",
}


def find_dates(
    text: str, reference: date | None, *, language: str = "en", convention: str = "literal"
) -> list[DateMention]:
    """Return all time expressions of a text, in order and without overlap.

    Args:
        text: any text.
        reference: the report's own date; without it only expressions that name their year have days.
        language: ISO 639-1 code; a language without a lexicon yields ISO dates only.
        convention: name of the date convention.

    Raises:
        CodebookError: there is no such convention.
    """
    lexicon = load_lexicon(language)
    rules = load_date_convention(convention)
    if lexicon is None:
        return list(_iso_dates(text))
    atoms = find_atoms(text, lexicon)
    found: list[DateMention] = []
    for expression in join_atoms(text, atoms, lexicon):
        context = Context(
            reference=reference,
            anchor=_anchor(found, expression.start),
            is_future=False,
            convention=rules,
            lexicon=lexicon,
        )
        with suppress(OverflowError):  # days the calendar does not reach
            mention = _mention(text, expression, context, found)
            if mention is not None:
                found.append(mention)
    return found


def _iso_dates(text: str) -> Iterator[DateMention]:
    """The dates that need no language."""
    for match in _ISO.finditer(text):
        with suppress(ValueError):
            day = date.fromisoformat(match[0])
            if is_plausible(one_day(day)):
                yield DateMention(
                    span=Span(match.start(), match.end()),
                    start=day,
                    end=shift(day, 1),
                    precision=DatePrecision.DAY,
                    kind="absolute",
                    words=match[0],
                )


def _anchor(found: Sequence[DateMention], position: int) -> date | None:
    """The day the text last spoke of."""
    for mention in reversed(found):
        if position - mention.span.end > _ANCHOR_REACH:
            return None
        if mention.precision is DatePrecision.DAY and mention.kind not in {"since", "until", "offset"}:
            return mention.start
    return None


def _mention(
    text: str, expression: Expression, context: Context, found: Sequence[DateMention]
) -> DateMention | None:
    first = expression.atoms[0]
    if _is_name(text, expression, context.lexicon):
        return None
    if _looks_ahead(text, expression, context.lexicon):
        context = replace(context, is_future=True)
    if (
        first.rule in {"later", "day_before"}
        and len(expression.atoms) == 1
        and _stands_before_clause(text, first, context.lexicon)
    ):
        first = replace(first, name="offset")
    days = _days(expression, first, context, found)
    if days is None or not is_plausible(days):
        return None
    if not context.is_future:
        days = days.cut_at(context.reference)
    kind = _kind(expression, first)
    return DateMention(
        span=Span(expression.start, expression.end),
        start=days.first,
        end=None if days.last is None else shift(days.last, 1),
        precision=days.precision,
        kind=kind,
        words=text[expression.start : expression.end],
        is_future=_is_after(days, context.reference)
        or (context.is_future and not _is_over(days, context.reference)),
    )


def _is_name(text: str, expression: Expression, lexicon: Lexicon) -> bool:
    """Whether a day is the name of a place or a body: "29 May Street", "the March 14 Alliance"."""
    first = expression.atoms[0]
    if expression.form != "single" or first.rule != "day_month_year" or "year" in first.values:
        return False
    is_body = lexicon.before_body.search(window_before(text, expression.start)) is not None
    return lexicon.place_named.match(text, expression.end) is not None or (
        is_body and lexicon.body_named.match(text, expression.end) is not None
    )


def _looks_ahead(text: str, expression: Expression, lexicon: Lexicon) -> bool:
    first = expression.atoms[0]
    if lexicon.steps.get(first.values.get("which", ""), 0) > 0:
        return True
    if first.rule not in _TENSED or expression.form == "since":
        return False
    return looks_ahead(text, expression.start, expression.end, lexicon)


def _is_after(days: Days, reference: date | None) -> bool:
    return reference is not None and days.first is not None and days.first > reference


def _is_over(days: Days, reference: date | None) -> bool:
    return reference is not None and days.last is not None and days.last < reference


def _kind(expression: Expression, first: Atom) -> str:
    if expression.form == "apart":
        return "anaphoric"
    if expression.form != "single":
        return expression.form
    if first.name == "offset":
        return "offset"
    if first.rule == "day_month_year":
        return "absolute" if "year" in first.values or "which" in first.values else "partial"
    return _KINDS.get(first.rule, "relative")


def _stands_before_clause(text: str, atom: Atom, lexicon: Lexicon) -> bool:
    """Whether words follow to which "a day after" belongs, rather than the end of the clause."""
    if " ".join(atom.values["way"].split()) not in lexicon.clause_words:
        return False
    rest = text[atom.end : atom.end + 2]
    return len(rest) == 2 and rest[0] == " " and rest[1].isalnum()


def _days(expression: Expression, first: Atom, context: Context, found: Sequence[DateMention]) -> Days | None:
    if first.rule == "then":
        start = next((mention.start for mention in reversed(found) if mention.start is not None), None)
        return None if start is None else _until_reference(start, context)
    if expression.form == "range":
        return _range_days(expression, context)
    if expression.form == "apart":
        base = resolve(expression.atoms[1], context)
        return None if base is None else resolve(replace(first, name=""), replace(context, anchor=base.first))
    days = resolve(first, context)
    if days is None or expression.form == "single":
        return days
    if expression.form == "until":
        return Days(None, days.last, DatePrecision.UNKNOWN)
    return None if days.first is None else _until_reference(days.first, context)


def _until_reference(start: date, context: Context) -> Days:
    """From a day to the report day."""
    if context.reference is None or start > context.reference:
        return Days(start, None, DatePrecision.UNKNOWN)
    return span_of(start, context.reference)


def _range_days(expression: Expression, context: Context) -> Days | None:
    """From the first day of the first date to the last day of the last one, the first read by the last."""
    last = resolve(expression.atoms[-1], context)
    if last is None or last.last is None:
        return None
    first = _range_start(expression.atoms[0], expression.atoms[-1], last.last, context)
    if first is None or first.first is None:
        return last
    low, high = min(first.first, last.first or last.last), max(first.last or first.first, last.last)
    return Days(low, high, max(precision_of(low, high), DatePrecision.DAY))


def _range_start(atom: Atom, closing: Atom, last: date, context: Context) -> Days | None:
    """The first date of a range: the nearest one before its end."""
    if atom.rule == "weekday":
        plain = {"weekday": atom.values["weekday"]}
        return resolve(replace(atom, values=plain), replace(context, reference=last, is_future=False))
    if "year" in atom.values or "year" not in closing.values:
        nearest = replace(context, reference=last, is_future=False) if atom.rule in _TENSED else context
        return resolve(atom, nearest)
    year = int(closing.values["year"])
    days = resolve(atom, replace(context, year=year))
    if days is not None and days.first is not None and days.first > last:
        return resolve(atom, replace(context, year=year - 1))
    return days
