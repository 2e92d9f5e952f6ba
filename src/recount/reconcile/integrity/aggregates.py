"""Rules on aggregates: totals over many incidents are kept apart, and are not below what lies inside them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from recount.codebook.originators import name_key
from recount.model import Harm, Incident, IncidentKind, Means, Scope, Status, Toll
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_incident, at_toll, counted, in_figures

_WIDE = frozenset({Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})
_SERIES = (Harm.KILLED, Harm.INJURED)


def cumulative_figure_in_an_incident(record: Record) -> Iterator[Notice]:
    """A figure "since 19 September" never counts in the toll of one incident."""
    for toll in record.tolls:
        incident = record.incident.get(toll.incident_id)
        for claim in record.used_by(toll) if incident and _is_single(incident) else ():
            if claim.scope in _WIDE:
                yield at_toll(toll), f"it counts {counted(claim.count)} of scope {claim.scope.value}"


def aggregate_below_an_incident(record: Record) -> Iterator[Notice]:
    """A total is at least as high as the largest incident inside its days and places."""
    for whole, toll, inside in _contents(record):
        for part in inside:
            if (part.low or 0) > (toll.high or 0):
                incident = record.incident[part.incident_id]
                what = f"{toll.harm.value} {_figures(toll)}, but {_figures(part)} in {at_incident(incident)}"
                yield at_incident(whole), what


def aggregate_below_its_incidents(record: Record) -> Iterator[Notice]:
    """A total is at least as high as the lower ends of the incidents inside it together."""
    for whole, toll, inside in _contents(record):
        total, most = sum(part.low or 0 for part in inside), toll.high or 0
        if len(inside) > 1 and total > most and all((part.low or 0) <= most for part in inside):
            what = f"{toll.harm.value} {_figures(toll)}, but {total} or more in {len(inside)} incidents inside it"
            yield at_incident(whole), what


def aggregate_without_days(record: Record) -> Iterator[Notice]:
    """A total says over which days it runs; without them nothing can be subtracted from it."""
    for incident in record.incidents:
        if not _is_single(incident) and not incident.when.is_known:
            yield at_incident(incident), "neither its first nor its last day is known"


def _contents(record: Record) -> Iterator[tuple[Incident, Toll, list[Toll]]]:
    """Yield each aggregate with a closed toll, and the tolls of the incidents that lie inside it."""
    by_place = _by_place(record)
    for whole in record.incidents:
        closed = [toll for toll in record.tolls_of.get(whole.id, ()) if _is_closed(record, toll)]
        if _is_single(whole) or len(whole.places) != 1 or not closed:
            continue
        inside = _inside(whole, by_place.get(name_key(whole.places[0].name), []))
        for toll in closed if inside else ():
            parts = [record.toll_of(incident.id, toll.harm) for incident in inside]
            yield whole, toll, [part for part in parts if part is not None and part.low]


def _by_place(record: Record) -> dict[str, list[tuple[date, date, Incident]]]:
    """Return the incidents with both days by each place they surely lie in, in order of their first day."""
    found: defaultdict[str, list[tuple[date, date, Incident]]] = defaultdict(list)
    for incident in record.single():
        start, end = incident.when.start, incident.when.end
        if start is not None and end is not None and incident.places:
            for name in _names(incident):
                found[name].append((start, end, incident))
    for dated in found.values():
        dated.sort(key=lambda item: (item[0], item[2].id))
    return found


def _inside(whole: Incident, dated: Sequence[tuple[date, date, Incident]]) -> list[Incident]:
    first, final = whole.when.start, whole.when.end
    if first is None or final is None:
        return []
    begin = bisect_left(dated, first, key=lambda item: item[0])
    stop = bisect_left(dated, final, key=lambda item: item[0])
    return [
        incident
        for _, end, incident in dated[begin:stop]
        if end <= final and whole.means in {Means.UNKNOWN, incident.means}
    ]


def _is_closed(record: Record, toll: Toll) -> bool:
    is_whole = toll.status is None and toll.harm in _SERIES
    return is_whole and toll.high is not None and not toll.high_open and _counts_everybody(record, toll)


def _counts_everybody(record: Record, toll: Toll) -> bool:
    """Whether a total is of all victims, not of children, journalists or soldiers only."""
    return not any(claim.groups or claim.status is Status.COMBATANT for claim in record.used_by(toll))


def _names(incident: Incident) -> set[str]:
    """Return the keys of the places an incident surely lies in: its own and what encloses them."""
    keys = {name_key(incident.places[0].name)}
    if entry := incident.places[0].resolved:
        keys |= {name_key(name) for name in (entry.name, *entry.parents)}
    return keys


def _is_single(incident: Incident) -> bool:
    return incident.kind is IncidentKind.INCIDENT


def _figures(toll: Toll) -> str:
    return in_figures(toll.low, None if toll.high_open else toll.high)
