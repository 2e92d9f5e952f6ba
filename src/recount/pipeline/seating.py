"""What the reports of a store say of places, kept as counts: which place lies in which, month by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from recount.link.atlas import Atlas, months_heard, months_told, surroundings_of
from recount.link.places import BROAD_REPORTS, setting_of_one
from recount.link.records import seat_of
from recount.model import Claim, Report
from recount.pipeline.grounding import Seat, rows_of, seats_said
from recount.store import Store


class Seating:
    """The counts of one store."""

    def __init__(self, store: Store) -> None:
        self._hood = store.neighbourhood

    def replace(
        self, report_ids: Iterable[str], events: Iterable[Claim], reports: Mapping[str, Report]
    ) -> set[int]:
        """Let reports say of places what their claims now say.

        Returns:
            the blocks of the groups for which that makes a difference.
        """
        wanted = list(report_ids)
        old = self._hood.surroundings_of(wanted)
        new = rows_of(said for claim in events for said in surroundings_of(claim, reports))
        if sorted(old) == new:
            return set()
        self._hood.take_surroundings(wanted)
        self._hood.put_surroundings(new)
        change = seats_said(new)
        change.subtract(seats_said(old))
        moved = {seat: number for seat, number in change.items() if number}
        months = {told for _, month, _ in moved for told in _around(month)}
        before = self._hood.seats({place for place, _, _ in moved}, months)
        after = Counter(before)
        after.update(moved)
        self._hood.put_seats({seat: after[seat] for seat in moved})
        return {
            seat_of(place, month)
            for place, said, around in moved
            for month in months_told(said)
            if _view(before, place, around, month) != _view(after, place, around, month)
        }

    def atlas(self, events: Iterable[Claim], reports: Mapping[str, Report]) -> Atlas:
        """Return what is known of the places that claims name."""
        heard: set[str] = set()
        places: set[str] = set()
        for claim in events:
            places |= setting_of_one(claim).keys
            report = reports.get(claim.report_id)
            heard.update(months_heard(None if report is None else report.reference_date))
        known = self._hood.seats(places, heard)
        known |= self._hood.seats({around for _, _, around in known} - places - {""}, heard)
        enclosing: dict[tuple[str, str], set[str]] = defaultdict(set)
        uses: dict[tuple[str, str], int] = {}
        for (place, month, around), reports_saying in known.items():
            if around:
                enclosing[place, month].add(around)
            else:
                uses[place, month] = reports_saying
        return Atlas(enclosing={seat: frozenset(around) for seat, around in enclosing.items()}, uses=uses)


def _around(month: str) -> set[str]:
    """Return the months that are heard where a month is."""
    return {heard for told in months_told(month) for heard in (told, *_heard(told))}


def _heard(month: str) -> tuple[str, ...]:
    from datetime import date

    return months_heard(None if not month else date.fromisoformat(f"{month}-01"))


def _view(counts: Mapping[Seat, int], place: str, around: str, month: str) -> bool:
    """Return whether reports of a month hear that a place lies in another, or, without that, is a region."""
    total = sum(counts.get((place, heard, around), 0) for heard in _heard(month))
    return total > 0 if around else total >= BROAD_REPORTS
