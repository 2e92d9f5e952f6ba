"""The timeline of incidents as bars that a server can draw: how many incidents, by day, week, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recount.web.incidents.phrases import wording

WIDTH, HEIGHT = 1000, 170
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 14, 26
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 62, 62 * 7, 120 * 31  # longer spans are counted in longer steps
MOST_TICKS = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One step of time with its incidents; ``first`` and ``last`` are the days a link narrows the range to."""

    first: date
    last: date
    count: int
    title: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A name on an axis."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The whole drawing.

    Attributes:
        step: "day", "week", "month" or "year".
        undated: how many incidents have no day and are not drawn.
    """

    step: str
    bars: tuple[Bar, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    undated: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    top: int = TOP
    room: int = HEIGHT - TOP - BOTTOM
    base: int = HEIGHT - BOTTOM


def bars_of(days: Iterable[tuple[date | None, int]]) -> Bars:
    """Lay out how many incidents begin on each day (``None``: not known)."""
    known = dict(days)
    undated = known.pop(None, 0)
    per_day = {day: count for day, count in known.items() if day is not None}
    if not per_day:
        return Bars(step="day", bars=(), days=(), counts=(), undated=undated)
    step = _step_for((max(per_day) - min(per_day)).days + 1)
    begin, following = _BEGINS[step], _NEXT[step]
    counted: Counter[date] = Counter()
    for day, count in per_day.items():
        counted[begin(day)] += count
    firsts, at = list[date](), begin(min(per_day))
    while at <= max(counted):
        firsts.append(at)
        at = following(at)
    return Bars(
        step=step,
        bars=tuple(_laid_out(firsts, counted, following)),
        days=tuple(_ticks(firsts, step)),
        counts=tuple(_counts(max(counted.values()))),
        undated=undated,
    )


def _step_for(days: int) -> str:
    for step, most in (("day", MOST_DAYS), ("week", MOST_WEEKS), ("month", MOST_MONTHS)):
        if days <= most:
            return step
    return "year"


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


_BEGINS: dict[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
_NEXT: dict[str, Callable[[date], date]] = {
    "day": lambda day: day + _DAY,
    "week": lambda day: day + 7 * _DAY,
    "month": _month_after,
    "year": lambda day: date(day.year + 1, 1, 1),
}


def _laid_out(
    firsts: Sequence[date], counted: Counter[date], following: Callable[[date], date]
) -> Iterable[Bar]:
    room, most = WIDTH - LEFT - RIGHT, max(counted.values())
    width = room / len(firsts)
    for index, first in enumerate(firsts):
        count, last = counted[first], following(first) - _DAY
        height = round((HEIGHT - TOP - BOTTOM) * count / most, 1)
        days = wording().day(first) if first == last else f"{wording().day(first)} – {wording().day(last)}"
        yield Bar(
            first=first,
            last=last,
            count=count,
            title=f"{days}: {wording().counted('incidents', count)}",
            x=round(LEFT + index * width, 2),
            y=round(HEIGHT - BOTTOM - height, 1),
            width=round(max(1.0, width - (1 if width > 3 else 0)), 2),
            height=height,
        )


def _ticks(firsts: Sequence[date], step: str) -> Iterable[Tick]:
    width = (WIDTH - LEFT - RIGHT) / len(firsts)
    every = -(-len(firsts) // MOST_TICKS)
    for index in range(0, len(firsts), every):
        first = firsts[index]
        text = str(first.year) if step == "year" else wording().month(first, short=True)
        if step in {"day", "week"}:
            text = wording().day(first) if index == 0 else wording().day_of_year(first)
        yield Tick(text=text, x=round(LEFT + (index + 0.5) * width, 1), y=HEIGHT - BOTTOM + 16)


def _counts(most: int) -> Iterable[Tick]:
    for count in dict.fromkeys((most, most // 2)):
        if count:
            y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / most
            yield Tick(text=wording().number(count), x=LEFT - 6, y=round(y, 1))
