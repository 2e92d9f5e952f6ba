"""The timeline: a drawing made here, without a script, so that it prints and opens anywhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from recount.model import Harm, Toll
from recount.publish.exports.incidents import main_toll
from recount.publish.site.context import Site
from recount.publish.site.environment import visible
from recount.publish.site.listings import Page
from recount.publish.site.rows import IncidentRow, incident_rows

WIDTH, HEIGHT = 960, 340
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 28, 40
_STEPS = (1, 2, 5)  # of the logarithmic scale, times powers of ten
MAX_TICKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scales:
    """From days and counts to places in the drawing."""

    first: date
    days: int
    top: int

    def x(self, day: date) -> float:
        span = WIDTH - LEFT - RIGHT
        return round(LEFT + span * ((day - self.first).days + 0.5) / self.days, 1)

    def y(self, count: int) -> float:
        """Where a count stands; 0 and 1 are told apart, and the scale is logarithmic from 1 on."""
        height = HEIGHT - TOP - BOTTOM
        share = (math.log10(max(count, 0.5)) + 0.31) / (math.log10(self.top) + 0.31)
        return round(HEIGHT - BOTTOM - height * min(share, 1.0), 1)


def timeline_pages(site: Site) -> Iterator[Page]:
    """Yield the timeline page."""
    rows = incident_rows(site, site.record.incidents)
    dated = [row for row in rows if row.incident.when.is_known]
    path = "timeline.html"
    yield (
        path,
        site.render(
            "timeline.html",
            path,
            site.texts("timeline.title"),
            drawing=_drawing(site, dated) if dated else None,
            months=[
                (site.wording.month(date.fromisoformat(f"{key}-01")), list(group))
                for key, group in groupby(dated, key=lambda row: row.time_key[:7])
            ],
            undated=[row for row in rows if not row.incident.when.is_known],
        ),
    )


def _drawing(site: Site, rows: Sequence[IncidentRow]) -> Markup:
    tolls = {row.path: main_toll(site.record.tolls_of.get(row.incident.id, ()), Harm.KILLED) for row in rows}
    scales = _scales(rows, [toll for toll in tolls.values() if toll])
    label = Markup.escape(site.texts("timeline.caption"))
    parts = [
        Markup('<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}">').format(
            WIDTH, HEIGHT, label
        ),
        *_count_axis(site, scales),
        *_time_axis(site, scales),
        *(_stroke(scales, row, tolls[row.path]) for row in rows),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


def _scales(rows: Sequence[IncidentRow], tolls: Sequence[Toll]) -> _Scales:
    days = [day for row in rows for day in (row.incident.when.start, row.incident.when.last_day) if day]
    first, last = min(days), max(days)
    margin = timedelta(days=max(1, (last - first).days // 40))
    greatest = max((toll.high or toll.low or 1 for toll in tolls), default=1)
    top = next((step for step in _steps() if step >= max(10, greatest)), greatest)
    return _Scales(first=first - margin, days=(last - first + 2 * margin).days + 1, top=top)


def _steps() -> Iterator[int]:
    """The counts that the scale names: 1, 2, 5, 10, 20 …"""
    return (step * 10**power for power in range(9) for step in _STEPS)


def _count_axis(site: Site, scales: _Scales) -> Iterator[Markup]:
    for count in (step for step in _steps() if step <= scales.top):
        y = scales.y(count)
        yield Markup('<line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(LEFT, y, WIDTH - RIGHT, y)
        yield Markup('<text class="count" x="{}" y="{}">{}</text>').format(
            LEFT - 6, y + 4, site.wording.number(count)
        )
    yield Markup('<text class="axis" x="{}" y="{}">{}</text>').format(4, 14, site.texts("timeline.axis"))


def _time_axis(site: Site, scales: _Scales) -> Iterator[Markup]:
    base = HEIGHT - BOTTOM
    yield Markup('<line class="base" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        LEFT, base, WIDTH - RIGHT, base
    )
    for day, text in _ticks(site, scales):
        x = scales.x(day)
        yield Markup('<line class="base" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(x, base, x, base + 5)
        yield Markup('<text class="day" x="{}" y="{}">{}</text>').format(x, base + 20, text)


def _ticks(site: Site, scales: _Scales) -> list[tuple[date, str]]:
    """Days, first days of months, or first days of years, whichever are few enough."""
    all_days = [scales.first + timedelta(days=offset) for offset in range(scales.days)]
    months = [day for day in all_days if day.day == 1]
    years = [day for day in months if day.month == 1]
    if len(all_days) <= 2 * MAX_TICKS or not months:
        step = max(1, math.ceil(len(all_days) / MAX_TICKS))
        say = site.wording
        return [
            (day, say.day_of_year(day) if at else say.day(day)) for at, day in enumerate(all_days[::step])
        ]
    if len(months) <= 2 * MAX_TICKS or not years:
        step = max(1, math.ceil(len(months) / MAX_TICKS))
        return [(day, site.wording.month(day, short=True)) for day in months[::step]]
    return [(day, str(day.year)) for day in years[:: max(1, math.ceil(len(years) / MAX_TICKS))]]


def _stroke(scales: _Scales, row: IncidentRow, toll: Toll | None) -> Markup:
    """One incident: a stroke from low to high, or a mark at the foot when nobody counts the killed."""
    when = row.incident.when
    first = when.start or when.last_day or scales.first
    last = when.last_day or first
    x = round((scales.x(first) + scales.x(last)) / 2, 1)
    title = f"{visible(row.incident.label)}. {row.when}. {visible(row.killed)}"
    shape = _range_shape(scales, x, toll)
    width = max(1.0, scales.x(last) - scales.x(first))
    if last > first:
        y = scales.y((toll.high or toll.low or 0) if toll else 0)
        shape += Markup('<line class="span" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
            x - width / 2, y, x + width / 2, y
        )
    # The list below the drawing holds the same links, so these are no stops for the keyboard.
    return Markup('<a href="{}" tabindex="-1"><title>{}</title>{}</a>').format(row.path, title, shape)


def _line(kind: str, x: float, y1: float, y2: float) -> Markup:
    """An upright line; that of kind "hit" is not seen and gives a pointer something to meet."""
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, x, y1, x, y2)


def _arrow(x: float, y: float, length: int) -> Markup:
    """The mark of an open end: up (negative) for "or more", down for "up to"."""
    tip, barb = y + length, y + length / 3
    points = f"{x - 4},{barb} {x},{tip} {x + 4},{barb}"
    return _line("open", x, y, tip) + Markup('<polyline class="open" points="{}"/>').format(points)


def _range_shape(scales: _Scales, x: float, toll: Toll | None) -> Markup:
    if toll is None or (toll.low is None and toll.high is None):
        base = HEIGHT - BOTTOM
        return _line("hit", x, base - 7, base) + _line("none", x, base - 7, base)
    low = toll.low if toll.low is not None else toll.high or 0
    high = toll.high if toll.high is not None else low
    y_low, y_high = scales.y(low), scales.y(high)
    shape = _line("hit", x, y_low, y_high) + _line("range", x, y_low, y_high)
    shape += Markup('<circle class="end" cx="{}" cy="{}" r="3.5"/>').format(x, y_low)
    if toll.low is None:
        shape += _arrow(x, y_low, 9)
    if toll.high_open or toll.high is None:
        shape += _arrow(x, y_high, -9)
    elif high != low:
        shape += Markup('<circle class="end" cx="{}" cy="{}" r="3.5"/>').format(x, y_high)
    return shape
