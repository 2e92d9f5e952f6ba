"""claims.csv: every claim with its words, its positions and who says it."""

from __future__ import annotations

from collections.abc import Iterator

from recount.model import Claim
from recount.publish.exports.cells import Row
from recount.publish.location import main_place, point_of
from recount.publish.view import RecordIndex

GRADINGS = ("grading_source", "grading_claim")
"""Code lists by which people grade a claim and its source."""


def claim_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each claim."""
    for claim in record.claim.values():
        yield {
            **_figure(claim),
            **_victims(claim),
            **_sources(record, claim),
            **_event(claim),
            **_words(record, claim),
            **_standing(record, claim),
        }


def _figure(claim: Claim) -> Row:
    count = claim.count
    return {
        "claim_id": claim.id,
        "report_id": claim.report_id,
        "harm": claim.harm.value,
        "low": count.low,
        "high": count.high,
        "low_open": count.low is None,
        "high_open": count.high is None,
        "count_words": count.words,
        "count_kind": count.kind.value,
        "qualifier": count.qualifier.value,
        "approx": count.approx,
        "convention": count.convention,
        "scope": claim.scope.value,
        "modality": claim.modality.value,
    }


def _victims(claim: Claim) -> Row:
    return {
        "status": claim.status.value,
        "status_basis": claim.status_basis.value,
        "groups": [group.value for group in claim.groups],
        "victims_words": claim.victims_text,
    }


def _sources(record: RecordIndex, claim: Claim) -> Row:
    report = record.report[claim.report_id]
    said = claim.attribution
    return {
        "originators": [speaker.name for speaker in said.speakers],
        "originator_ids": [speaker.originator for speaker in said.speakers if speaker.originator],
        "carrier": said.carrier,
        "attribution_basis": said.basis,
        "outlet": report.outlet,
        "report_date": report.reference_date,
    }


def _event(claim: Claim) -> Row:
    place, point = main_place(claim.places), point_of(claim.places)
    entry = place.resolved if place else None
    return {
        "alleged_perpetrators": [party.name for party in claim.alleged_perpetrators],
        "perpetrator_hedged": claim.perpetrator_alleged,
        "means": claim.means.value,
        "places": [item.name for item in claim.places],
        "place_id": f"{entry.gazetteer}:{entry.place_id}" if entry else None,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "where_precision": int(place.where_precision) if place else 0,
        "date_start": claim.when.start,
        "date_end": claim.when.last_day,
        "date_precision": int(claim.when.precision),
        "date_words": claim.when.words,
    }


def _words(record: RecordIndex, claim: Claim) -> Row:
    return {
        "quote": claim.quote.exact,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "count_start": claim.count_selector.start,
        "count_end": claim.count_selector.end,
        "text_sha256": record.report[claim.report_id].text_sha256,
        "relation": claim.relation.type.value if claim.relation else None,
        "relation_to": claim.relation.to if claim.relation else None,
    }


def _standing(record: RecordIndex, claim: Claim) -> Row:
    return {
        "incident_ids": [incident.id for incident in record.incident_of.get(claim.id, ())],
        "toll_use": _toll_use(record, claim),
        "set_aside_because": record.exclusions.get(claim.id, ()),
        **{scheme: record.grade(claim.id, scheme) for scheme in GRADINGS},
        "reviewed": claim.id in record.reviewed,
        "confidence": claim.confidence,
        "proposers": claim.proposers,
        "extractor": claim.extractor,
    }


def _toll_use(record: RecordIndex, claim: Claim) -> str | None:
    if claim.id in record.rejected:
        if claim.report_id in record.withdrawn:
            return "withdrawn"
        return "parted" if claim.id in record.view.parted else "rejected"
    if claim.id in record.used:
        return "used"
    return "set_aside" if claim.id in record.exclusions else None
