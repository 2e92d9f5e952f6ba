"""An invented record of many incidents: years, means, tolls and places of every kind that pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recount.model import (
    Claim,
    DecisionKind,
    Harm,
    Incident,
    IncidentKind,
    Means,
    Place,
    Report,
    Scope,
    TimeInterval,
    Toll,
    WherePrecision,
)
from recount.publish import RecordView, Ruling
from tests.publish import invented
from tests.publish.invented import MOMENT, place, report, said_by

# Towns of an invented country in the sea; some share a point, some stand close, two lie far from the others.
TOWNS = {
    "Arvel": (-12.0, 71.0),
    "Bento": (-12.04, 71.05),
    "Cessim": (-14.5, 76.25),
    "Dorna Mills": (-14.5, 76.25),
    "Elt": (-19.75, 79.5),
    "Fenrow": (-21.0, 83.0),
    "Gasp": (-25.5, 74.0),
    "Hollin": (-25.52, 74.02),
    "Iskar": (10.0, 171.0),
    "Jute": (31.0, -161.5),
}
NAMES = tuple(TOWNS)
CORNERS = {
    "West": (-33.0, -70.0),
    "East": (45.0, 130.0),
    "South": (-45.0, 60.0),
    "North": (60.0, 10.0),
    "Middle": (5.0, 30.0),
}
MEANS = (Means.AIRSTRIKE, Means.SHELLING, Means.CAR_BOMB, Means.SMALL_ARMS, Means.UNKNOWN)
# Low, high and whether the upper end is open, of the toll of people killed.
TOLLS: tuple[tuple[int | None, int | None, bool], ...] = (
    (3, 3, False),
    (25, 41, False),
    (84, 84, True),
    (None, 30, False),
    (1200, 12000, False),
    (0, 0, False),
    (7, 9, True),
)
NUMBER = 60
FIRST_DAY = date(2029, 11, 3)


@dataclass(frozen=True, slots=True)
class Case:
    """One incident with all that stands behind it."""

    report: Report
    claim: Claim
    incident: Incident
    tolls: tuple[Toll, ...]


def view() -> RecordView:
    """Return the record."""
    cases = list(_cases())
    reviewed = [case.claim for case in cases[::6]]
    return invented.view(
        reports=tuple(case.report for case in cases),
        claims=tuple(case.claim for case in cases),
        incidents=tuple(case.incident for case in cases),
        tolls=tuple(toll for case in cases for toll in case.tolls),
        rejections=(),
        rulings=tuple(
            Ruling(claim_id=claim.id, kind=DecisionKind.ACCEPT, reason="Read again.", decided_at=MOMENT)
            for claim in reviewed
        ),
    )


def corners() -> RecordView:
    """Return a record of five incidents far apart, one at each of ``CORNERS``."""
    cases = [
        replace(_case(number).incident, label=name, places=(place(name, *point, WherePrecision.EXACT),))
        for number, (name, point) in enumerate(CORNERS.items())
    ]
    return replace(view(), incidents=tuple(cases))


def _cases() -> Iterator[Case]:
    for number in range(NUMBER):
        yield _case(number)


def _case(number: int) -> Case:
    harm = Harm.INJURED if number % 9 == 4 else Harm.KILLED
    low, high, is_open = TOLLS[number % len(TOLLS)]
    where, when = _place(number), _when(number)
    words = "none" if high == 0 else f"{high or low:,}"
    verb = "wounded" if harm is Harm.INJURED else "killed"
    town = where.name if where else "the east"
    source = report(
        f"Violence number {number} {verb} {words} people in {town}, the Belmar Monitor said.",
        f"Paper {number % 4}",
        date(2031, 12, 1),
        title=f"Number {number}: {words} {verb} in {town}",
    )
    claim = invented.claim(
        source,
        f"{verb} {words} people",
        words,
        low,
        None if is_open else high,
        harm,
        attribution=said_by("the Belmar Monitor"),
    )
    incident = Incident(
        id=f"i_{number:02d}",
        kind=IncidentKind.INCIDENT,
        label=f"{town}, number {number}",
        scope=Scope.INCIDENT,
        when=when,
        places=(where,) if where else (),
        means=MEANS[number % len(MEANS)],
        claim_ids=(claim.id,),
        main_report_ids=(source.id,),
    )
    toll = Toll(
        incident_id=incident.id,
        harm=harm,
        status=None,
        low=low,
        high=high,
        high_open=is_open,
        low_claims=(claim.id,) if low is not None else (),
        high_claims=(claim.id,),
        claims_used=(claim.id,),
        originators=("belmar monitor",),
        outlets=(source.outlet or "",),
    )
    return Case(source, claim, incident, (toll,))


def _place(number: int) -> Place | None:
    """Most incidents at a town's point; some in a province, which has none, some nowhere known."""
    if number % 13 == 5:
        return None
    if number % 13 == 8:
        return place("Upper Belmar", -20.0, 77.0, WherePrecision.ADM1)
    name = NAMES[number % len(NAMES)]
    return place(name, *TOWNS[name], WherePrecision.EXACT)


def _when(number: int) -> TimeInterval:
    """Scattered over three years, some over several days, some not known."""
    if number % 17 == 3:
        return TimeInterval()
    first = FIRST_DAY + timedelta(days=(number * 37) % 700)
    return TimeInterval.of_days(first, first + timedelta(days=3 if number % 8 == 2 else 0))
