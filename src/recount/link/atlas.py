"""What reports of one time together say of places: one names a town, another its province beside it.

A report speaks for its own month and the next. So a slip of one report widens no place for ever, and a record of
ten years knows no more large cities than one of a month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from recount.link.places import BROAD_REPORTS, Setting, setting_of_one
from recount.model import Claim, Report

UNDATED = ""
MOST_WIDENED = 50_000  # settings that an atlas remembers
Seat = tuple[str, str]  # the key of a place, and a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrounding:
    """What one claim says of places: ``around`` encloses ``place``, or something when that is empty."""

    report_id: str
    month: str
    place: str
    around: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """What reports say of places, by the month of the report.

    Attributes:
        enclosing: what encloses a place.
        uses: in how many reports a place encloses others.
    """

    enclosing: Mapping[Seat, frozenset[str]] = field(default_factory=dict)
    uses: Mapping[Seat, int] = field(default_factory=dict)
    _widened: dict[tuple[Setting, tuple[str, ...]], Setting] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def widen(self, setting: Setting, day: date | None) -> Setting:
        """Return a setting with all that is known to enclose its places, and its regions.

        Args:
            setting: of a report.
            day: of that report.
        """
        months = months_heard(day)
        known = self._widened.get((setting, months))
        if known is None:
            if len(self._widened) >= MOST_WIDENED:
                self._widened.clear()
            known = self._widened[setting, months] = self._widen(setting, months)
        return known

    def _widen(self, setting: Setting, months: tuple[str, ...]) -> Setting:
        more = (
            self.enclosing.get((key, month), frozenset[str]()) for key in setting.specific for month in months
        )
        enclosing = setting.enclosing.union(*more) - setting.specific
        enclosing |= setting.enclosing
        regions = frozenset(
            key for key in setting.specific | enclosing if self._reports(key, months) >= BROAD_REPORTS
        )
        return replace(setting, enclosing=enclosing, regions=regions)

    def _reports(self, key: str, months: Iterable[str]) -> int:
        return sum(self.uses.get((key, month), 0) for month in months)


def atlas_of(claims: Iterable[Claim], reports: Mapping[str, Report]) -> Atlas:
    """Return what claims say of places."""
    return make_atlas(said for claim in claims for said in surroundings_of(claim, reports))


def make_atlas(said: Iterable[Surrounding]) -> Atlas:
    """Return an atlas of what claims say."""
    enclosing: dict[Seat, set[str]] = defaultdict(set)
    uses: dict[Seat, set[str]] = defaultdict(set)
    for one in said:
        uses[one.around, one.month].add(one.report_id)
        if one.place:
            enclosing[one.place, one.month].add(one.around)
    return Atlas(
        enclosing={seat: frozenset(around) for seat, around in enclosing.items()},
        uses={seat: len(found) for seat, found in uses.items()},
    )


def surroundings_of(claim: Claim, reports: Mapping[str, Report]) -> list[Surrounding]:
    """Return what one claim says of places; where it names several places, only that something is enclosed."""
    setting = setting_of_one(claim)
    report = reports.get(claim.report_id)
    month = month_of(None if report is None else report.reference_date)
    place = min(setting.specific) if len(setting.specific) == 1 else ""
    return [
        Surrounding(report_id=claim.report_id, month=month, place=place, around=around)
        for around in sorted(setting.enclosing)
    ]


@lru_cache(maxsize=4096)
def month_of(day: date | None) -> str:
    """Return the month in which a report speaks of places."""
    return UNDATED if day is None else f"{day:%Y-%m}"


@lru_cache(maxsize=4096)
def months_heard(day: date | None) -> tuple[str, ...]:
    """Return the months whose reports a report of some day is read with."""
    if day is None:
        return (UNDATED,)
    return month_of(day.replace(day=1) - timedelta(days=1)), month_of(day)


def months_told(month: str) -> tuple[str, ...]:
    """Return the months of the reports that are read with those of a month: that one and the next."""
    if month == UNDATED:
        return (UNDATED,)
    year, number = map(int, month.split("-"))
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    return month, f"{following[0]:04}-{following[1]:02}"
