"""The list of incidents: what an address asks for, and one row for each incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.http import QueryDict

from recount.codebook.codelists import load_codelists
from recount.model import Harm, Incident, Toll
from recount.model.work import WorkReason
from recount.pipeline.working import bring_up_to_date
from recount.publish.exports.incidents import support_of
from recount.publish.location import EARNED, main_place
from recount.store.facet_counts import DayCounts, count_days, ordered_ids
from recount.store.search_types import IncidentMark, MarkFilter
from recount.store.sql import SqlStore
from recount.store.standing import Standing, Standings, aggregates_between
from recount.web.incidents.phrases import label, shown, toll_words, wording
from recount.web.incidents.tolls import whole_toll

PAGE = 50
SORTS = ("date", "-date", "-low", "label")
SCHEME = "grading_incident"
_MOST = 10_000  # incidents that can be put in another order than by date, or told apart by what people ruled


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """What an address asks for; a value that makes no sense counts as not given.

    Attributes:
        grade: a code of the incident's grades, or "none" for those that nobody graded.
        flags: of "contested", "unreviewed" and "signed", those that must hold.
        bbox: west, south, east and north in degrees.
    """

    start: date | None = None
    end: date | None = None
    place: str = ""
    harm: str = ""
    low: int | None = None
    grade: str = ""
    flags: frozenset[str] = frozenset()
    sort: str = "date"
    bbox: tuple[float, float, float, float] | None = None

    def marks(self) -> MarkFilter:
        """Return the part of it that the store answers by itself."""
        return MarkFilter(
            bbox=self.bbox,
            start=self.start,
            end=self.end,
            harm=self.harm or None,
            low_at_least=self.low,
            query=self.place,
        )

    @property
    def is_plain(self) -> bool:
        """Whether the store answers all of it by itself, in its own order."""
        return not self.grade and not self.flags and self.sort == "date"

    @property
    def is_by_facets(self) -> bool:
        """Whether what is kept beside the record answers all of it."""
        return not self.grade and not self.flags and not self.place


def filter_from(query: QueryDict) -> ListFilter:
    """Read the filter that an address holds."""
    grades = {entry.code for entry in load_codelists()[SCHEME].codes} | {"none"}
    return ListFilter(
        start=_day(query.get("from", "")),
        end=_day(query.get("to", "")),
        place=query.get("place", "").strip()[:200],
        harm=_one_of(query.get("harm", ""), [harm.value for harm in Harm]),
        low=_number(query.get("low", "")),
        grade=_one_of(query.get("grade", ""), grades),
        flags=frozenset(name for name in ("contested", "unreviewed", "signed") if query.get(name)),
        sort=_one_of(query.get("sort", ""), SORTS) or "date",
        bbox=_box(query.get("bbox", "")),
    )


@cache
def standings_of(store: SqlStore) -> Standings:
    """Return what people settled on the incidents of a store; one object for each process."""
    return Standings(store.alias, store.url)


def find_page(store: SqlStore, wanted: ListFilter, number: int) -> tuple[list[str], int]:
    """Return the ids of one page of the list, counted from 1, and how many incidents there are."""
    offset = (number - 1) * PAGE
    if wanted.is_plain:
        found = store.find_incidents(wanted.marks(), limit=PAGE, offset=offset)
        return [mark.id for mark in found.marks], found.total
    ids = find_ids(store, wanted)
    return ids[offset : offset + PAGE], len(ids)


def find_ids(store: SqlStore, wanted: ListFilter) -> list[str]:
    """Return the ids of all incidents that a filter lets through, in its order."""
    if wanted.place:
        marks = find_all(store, wanted)
        marks.sort(key=_ORDERS[wanted.sort], reverse=wanted.sort == "-date")
        return [mark.id for mark in marks]
    tests = _tests(store, wanted)
    ids = ordered_ids(store.alias, store.url, wanted.marks(), wanted.sort)
    return [key for key in ids if all(holds(key) for holds in tests)]


def day_counts(store: SqlStore, wanted: ListFilter) -> DayCounts:
    """Return how many of the incidents that a filter lets through begin on each day."""
    if wanted.is_by_facets:
        return count_days(store.alias, store.url, wanted.marks(), EARNED)
    marks = find_all(store, wanted)
    located = sum(mark.lat is not None and mark.where_precision in EARNED for mark in marks)
    counted = Counter(mark.start for mark in marks)
    return DayCounts(days=tuple(counted.items()), total=len(marks), located=located)


def aggregate_page(store: SqlStore, wanted: ListFilter, number: int) -> tuple[list[str], int]:
    """Return the ids of one page of totals over days or places, by date, and how many there are."""
    found = aggregates_between(store.alias, wanted.start, wanted.end)
    return found[(number - 1) * PAGE : number * PAGE], len(found)


def find_all(store: SqlStore, wanted: ListFilter) -> list[IncidentMark]:
    """Return all incidents that a filter lets through, by date."""
    marks = list(store.find_incidents(wanted.marks(), limit=_MOST).marks)
    for holds in _tests(store, wanted):
        marks = [mark for mark in marks if holds(mark.id)]
    return marks


def _tests(store: SqlStore, wanted: ListFilter) -> list[Callable[[str], bool]]:
    if wanted.flags:
        bring_up_to_date(store)
    standings, tests = standings_of(store), list[Callable[[str], bool]]()
    settled = standings.all() if wanted.grade or wanted.flags else {}
    nothing = Standing()
    grade = "" if wanted.grade == "none" else wanted.grade
    if wanted.grade:
        tests.append(lambda key: settled.get(key, nothing).grade(SCHEME) == grade)
    if "signed" in wanted.flags:
        tests.append(lambda key: settled.get(key, nothing).is_signed)
    if "unreviewed" in wanted.flags:
        ruled = standings.ruled()
        tests.append(lambda key: key not in ruled)
    if "contested" in wanted.flags:
        listed = standings.with_reason(WorkReason.CONTESTED.value)
        tests.append(lambda key: key in listed or settled.get(key, nothing).grade(SCHEME) == "contested")
    return tests


_FAR = date.max
_ORDERS: Mapping[str, Callable[[IncidentMark], Any]] = {
    "date": lambda mark: (mark.start or _FAR, mark.id),
    "-date": lambda mark: (mark.start or date.min, mark.id),
    "-low": lambda mark: (-(mark.low or 0), -(mark.high or 0), mark.start or _FAR, mark.id),
    "label": lambda mark: (mark.label.casefold(), mark.id),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident in the list.

    Attributes:
        review: how many of its claims people ruled on, in words.
        seal: "signed", "outdated", "second" or empty.
    """

    id: str
    label: str
    when: str
    place: str
    killed: str
    injured: str
    other: str
    support: str
    review: str
    grade: str
    seal: str
    is_contested: bool


def rows_of(store: SqlStore, ids: Sequence[str]) -> list[Row]:
    """Return the rows of some incidents, in their order."""
    bring_up_to_date(store)
    standings, incidents = standings_of(store), store.lookup.incidents(ids)
    settled = standings.all()
    waiting, changed = standings.waiting(ids), standings.with_reason(WorkReason.TOLL_CHANGED.value)
    contested = standings.with_reason(WorkReason.CONTESTED.value)
    ruled = standings.ruled_claims(key for item in incidents.values() for key in item.claim_ids)
    tolls: dict[str, list[Toll]] = {}
    for toll in store.lookup.tolls_of(ids):
        tolls.setdefault(toll.incident_id, []).append(toll)
    return [
        _row(
            incidents[key],
            tolls.get(key, []),
            settled.get(key, Standing()),
            reviewed=sum(claim_id in ruled for claim_id in incidents[key].claim_ids),
            seal=_seal(settled.get(key, Standing()), is_waiting=key in waiting, has_changed=key in changed),
            is_contested=key in contested,
        )
        for key in ids
        if key in incidents
    ]


def _row(
    incident: Incident,
    tolls: Sequence[Toll],
    standing: Standing,
    *,
    reviewed: int,
    seal: str,
    is_contested: bool,
) -> Row:
    place, killed, injured = (
        main_place(incident.places),
        *(whole_toll(tolls, harm) for harm in (Harm.KILLED, Harm.INJURED)),
    )
    grade = standing.grade(SCHEME)
    return Row(
        id=incident.id,
        label=shown(incident.label),
        when=wording().interval(incident.when),
        place=shown(wording().place(place)) if place else wording().text("place", "unknown"),
        killed=toll_words(killed) if killed else "",
        injured=toll_words(injured) if injured else "",
        other=_other(tolls),
        support=wording().listed_counts(support_of(tolls)),
        review=wording().text("reviewed").format(done=reviewed, all=len(incident.claim_ids)),
        grade=label(SCHEME, grade) if grade else "",
        seal=seal,
        is_contested=is_contested or grade == "contested",
    )


def _seal(standing: Standing, *, is_waiting: bool, has_changed: bool) -> str:
    """Return what stands of second review and sign-off; what is signed off, and still is, waits for nothing."""
    if standing.is_signed:
        return "outdated" if is_waiting else "signed"
    if standing.has_second_review:
        return "outdated" if has_changed else "second"
    return ""


def _other(tolls: Iterable[Toll]) -> str:
    shown_apart = (Harm.KILLED, Harm.INJURED)
    return (
        wording()
        .text("list_separator")
        .join(
            f"{toll_words(toll)} {wording().text('harm', toll.harm.value)}"
            for toll in tolls
            if toll.status is None and toll.harm not in shown_apart and (toll.low, toll.high) != (None, None)
        )
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _number(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _box(text: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if fits else None


def _one_of(text: str, known: Iterable[str]) -> str:
    return text if text in set(known) else ""
