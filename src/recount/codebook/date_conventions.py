"""Date conventions: the named tables by which time expressions become days (``data/date_conventions``).

A convention says what a careful reader of one school takes an expression to mean: ``literal`` adds nothing to
the words, ``ucdp`` follows the table of the UCDP GED codebook. Words are not here: a language's lexicon names
the expression, the convention gives its days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from recount.codebook.conventions import get_convention, list_conventions
from recount.codebook.resources import load_yaml
from recount.errors import CodebookError
from recount.model import DatePrecision

_FOLDER = "data/date_conventions"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOffsets:
    """Days counted from the report day.

    Attributes:
        first, last: both included, 0 is the report day; ``None`` leaves the end open.
        precision: how exact the expression is.
    """

    first: int | None
    last: int | None
    precision: DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolling:
    """Ends of "past N units": N units and ``-extra`` days before the report day, up to ``last``."""

    extra: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateConvention:
    """One convention.

    Attributes:
        name: by which settings and records refer to it.
        title: for readers.
        source: the codebook it follows.
        undated: days of a harm for which the report gives no time, ``None`` when the date stays unknown.
        expressions: days of fixed expressions, by the name the lexicons give them.
        past: ends of "past N units", by unit.
        hour_days: number of hours to number of days, where it is not the quotient.
        months_within_year: whether "past N months" stops at the first day of the report's year.
        vague_numbers: "few", "several" as numbers, ``None`` leaves the start open.
        parts_of_month, parts_of_year: first and last day (month) of "early", "mid", "late".
        around_days: days added on both sides of "around 2 July".
        night_days: days of "Sunday night".
        duration_until_report: whether "a four-day offensive" ends on the report day.
    """

    name: str
    title: str
    source: str
    undated: DayOffsets | None
    expressions: Mapping[str, DayOffsets]
    past: Mapping[str, Rolling]
    hour_days: Mapping[int, int] = field(default_factory=dict)
    months_within_year: bool
    vague_numbers: Mapping[str, int | None]
    parts_of_month: Mapping[str, tuple[int, int]]
    parts_of_year: Mapping[str, tuple[int, int]]
    around_days: int
    night_days: int
    duration_until_report: bool


def list_date_conventions() -> tuple[str, ...]:
    """Return the names of all date conventions in the package, in order."""
    files = resources.files("recount.codebook").joinpath(_FOLDER).iterdir()
    return tuple(sorted(file.name.removesuffix(".yml") for file in files if file.name.endswith(".yml")))


@cache
def load_date_convention(name: str) -> DateConvention:
    """Return a date convention by name, or by the name of the convention for words that it goes with.

    Raises:
        CodebookError: there is no such convention, or its file is malformed.
    """
    known = list_date_conventions()
    if name not in known and name in list_conventions():
        name = get_convention(name).dates
    if name not in known:
        raise CodebookError(
            f"there is no date convention {name!r}.", next_move=f"Use one of: {', '.join(known)}."
        )
    data = load_yaml("recount.codebook", f"{_FOLDER}/{name}.yml")
    try:
        return _parse(data)
    except (KeyError, TypeError, ValueError) as error:
        raise CodebookError(
            f"date convention {name!r} is malformed: {error!r}.", next_move="Correct its file."
        ) from error


def _parse(data: Mapping[str, Any]) -> DateConvention:
    return DateConvention(
        name=data["name"],
        title=data["title"],
        source=data["source"],
        undated=None if data["undated"] is None else _offsets(data["undated"]),
        expressions={key: _offsets(value) for key, value in data["expressions"].items()},
        past={unit: Rolling(**value) for unit, value in data["past"].items()},
        hour_days={int(hours): int(days) for hours, days in data["hour_days"].items()},
        months_within_year=bool(data["months_within_year"]),
        vague_numbers=dict(data["vague_numbers"]),
        parts_of_month={key: (low, high) for key, (low, high) in data["parts_of_month"].items()},
        parts_of_year={key: (low, high) for key, (low, high) in data["parts_of_year"].items()},
        around_days=int(data["around_days"]),
        night_days=int(data["night_days"]),
        duration_until_report=bool(data["duration_until_report"]),
    )


def _offsets(data: Mapping[str, Any]) -> DayOffsets:
    return DayOffsets(first=data["first"], last=data["last"], precision=DatePrecision(data["precision"]))
