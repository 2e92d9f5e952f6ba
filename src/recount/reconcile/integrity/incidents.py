"""Rules on incidents: each claim in one, each event once, and nothing in its line that no claim says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from recount.codebook.originators import name_key
from recount.model import Incident, IncidentKind, Means, Scope, Toll
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_incident

_WIDE = frozenset({Scope.PERIOD, Scope.CAMPAIGN, Scope.CONFLICT})


def incident_without_claims(record: Record) -> Iterator[Notice]:
    """Every incident rests on at least one claim of a report."""
    for incident in record.incidents:
        if not record.claims_of(incident):
            yield at_incident(incident), "no claim of the record is about it"


def incident_names_a_missing_claim(record: Record) -> Iterator[Notice]:
    """An incident names only claims that the record holds."""
    for incident in record.incidents:
        missing = [claim_id for claim_id in incident.claim_ids if claim_id not in record.claims]
        if missing:
            yield at_incident(incident), f"it names {', '.join(missing)}, not in the record"


def claim_in_two_incidents(record: Record) -> Iterator[Notice]:
    """A claim is about one incident or one aggregate."""
    for claim_id, incidents in record.incidents_of.items():
        if len(incidents) > 1 and claim_id in record.claims:
            labels = " and ".join(f"{item.id} ({item.label})" for item in incidents)
            yield at_claim(record.claims[claim_id]), f"it stands in {labels}"


def claim_in_no_incident(record: Record) -> Iterator[Notice]:
    """Every claim is about an incident or an aggregate; one that is about none counts nowhere."""
    for claim in record.claims.values() if record.incidents else ():
        if claim.id not in record.incidents_of:
            yield at_claim(claim), f"{claim.count.words!r} ({claim.harm.value}) is in no incident"


def incident_lists_other_reports(record: Record) -> Iterator[Notice]:
    """The reports of an incident are those of its claims, each as its main story or as background."""
    for incident in record.incidents:
        own = {claim.report_id for claim in record.claims_of(incident)}
        listed = incident.report_ids
        if own != set(listed) or len(listed) != len(set(listed)):
            odd = sorted(own.symmetric_difference(listed)) or sorted(
                set(incident.main_report_ids).intersection(incident.background_report_ids)
            )
            yield at_incident(incident), f"listed twice, or not as its claims say: {', '.join(odd)}"


def id_given_twice(record: Record) -> Iterator[Notice]:
    """An id belongs to one incident for life, and is not among its own earlier ids.

    After a split the earlier id may live on in the other half.
    """
    seen: set[str] = set()
    for incident in record.incidents:
        if incident.id in seen:
            yield at_incident(incident), "another incident has the same id"
        if incident.id in incident.previous_ids:
            yield at_incident(incident), "its id is among its earlier ids"
        seen.add(incident.id)


def kind_contradicts_scope(record: Record) -> Iterator[Notice]:
    """An aggregate covers a period, a campaign or a conflict; an incident does not."""
    for incident in record.incidents:
        is_wide = incident.scope in _WIDE
        if is_wide is not (incident.kind is IncidentKind.AGGREGATE):
            yield at_incident(incident), f"an {incident.kind.value} of scope {incident.scope.value}"


def incident_entered_twice(record: Record) -> Iterator[Notice]:
    """Two incidents of one place, day and means with one toll are more often one event, found twice."""
    seen: dict[tuple[object, ...], Incident] = {}
    for incident in record.single():
        mark = _mark(record, incident)
        if mark is None:
            continue
        other = seen.setdefault(mark, incident)
        if other is not incident:
            yield at_incident(incident), f"it has place, day, means and tolls of {at_incident(other)}"


def _mark(record: Record, incident: Incident) -> tuple[object, ...] | None:
    """What tells an event: place, day, means and every number in figures; ``None`` where one is not known."""
    start, last = incident.when.start, incident.when.last_day
    tolls = [toll for toll in record.tolls_of.get(incident.id, ()) if toll.status is None and not toll.vague]
    if start is None or start != last or not incident.places or not tolls:
        return None
    place = incident.places[0]
    where = place.resolved.place_id if place.resolved else name_key(place.name)
    return (where, start, incident.means, *sorted(map(_number, tolls)))


def _number(toll: Toll) -> tuple[str, int, int]:
    return toll.harm.value, -1 if toll.low is None else toll.low, -1 if toll.high is None else toll.high


def copies_counted_apart(record: Record) -> Iterator[Notice]:
    """What several outlets print of one wire story is about one incident."""
    found: defaultdict[tuple[object, ...], dict[str, Incident]] = defaultdict(dict)
    for claim in record.claims.values():
        story = record.copy_of.get(claim.report_id)
        for incident in record.incidents_of.get(claim.id, ()) if story else ():
            words = " ".join(claim.quote.exact.split())
            found[story, claim.harm, claim.count.words, words][incident.id] = incident
    for key, incidents in found.items():
        if len(incidents) > 1:
            one, two, *_ = incidents.values()
            yield at_incident(one), f"copies of {key[0]} give {key[2]!r} here and in {at_incident(two)}"


def means_of_no_claim(record: Record) -> Iterator[Notice]:
    """The means of an incident are those that one of its claims gives."""
    for incident in record.incidents:
        given = {claim.means for claim in record.claims_of(incident)}
        if incident.means is not Means.UNKNOWN and incident.means not in given:
            yield at_incident(incident), f"none of its claims gives {incident.means.value}"


def party_no_claim_names(record: Record) -> Iterator[Notice]:
    """A party is alleged to have done something only where a claim says so."""
    for incident in record.incidents:
        named = {
            name_key(party.name)
            for claim in record.claims_of(incident)
            for party in claim.alleged_perpetrators
        }
        for party in incident.perpetrators:
            if name_key(party) not in named:
                yield at_incident(incident), f"none of its claims names {party!r}"
