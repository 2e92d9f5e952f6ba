"""Claims as plain JSON, with offsets into the text as received: the contract of ``recount extract``."""

from __future__ import annotations

from typing import Any

from recount.model import Claim, Report, Selector
from recount.text.offsets import to_received


def claims_as_json(report: Report, claims: list[Claim]) -> dict[str, Any]:
    """Return ``{"doc": id, "claims": [...]}``; ids are "c1", "c2" … in the order of the counts.

    ``quote`` and ``count_text`` are the words as received; dates are the first and the last day of the harm.
    """
    ordered = sorted(claims, key=lambda claim: (claim.count_selector.start, claim.count_selector.end))
    short = {claim.id: f"c{number}" for number, claim in enumerate(ordered, start=1)}
    return {
        "doc": report.external_id or report.id,
        "claims": [_as_json(report, claim, short) for claim in ordered],
    }


def _as_json(report: Report, claim: Claim, short: dict[str, str]) -> dict[str, Any]:
    quote_start, quote_end = _received(report, claim.quote)
    count_start, count_end = _received(report, claim.count_selector)
    return {
        "id": short[claim.id],
        "quote": report.received_text[quote_start:quote_end],
        "count_text": report.received_text[count_start:count_end],
        "quote_start": quote_start,
        "count_start": count_start,
        "count_end": count_end,
        "low": claim.count.low,
        "high": claim.count.high,
        "approx": claim.count.approx,
        "harm": claim.harm.value,
        "status": claim.status.value,
        "groups": [group.value for group in claim.groups],
        "victims_text": claim.victims_text,
        "relation": _relation(claim, short),
        "claimants": [speaker.name for speaker in claim.attribution.speakers],
        "carrier": claim.attribution.carrier,
        "perpetrators": [perpetrator.name for perpetrator in claim.alleged_perpetrators],
        "perpetrator_alleged": claim.perpetrator_alleged,
        "means": claim.means.value,
        "places": [place.name for place in claim.places],
        "date_start": claim.when.start.isoformat() if claim.when.start else None,
        "date_end": claim.when.last_day.isoformat() if claim.when.last_day else None,
        "scope": claim.scope.value,
        "modality": claim.modality.value,
    }


def _received(report: Report, selector: Selector) -> tuple[int, int]:
    return to_received(report.offsets, selector.start, selector.end)


def _relation(claim: Claim, short: dict[str, str]) -> dict[str, str] | None:
    if claim.relation is None or claim.relation.to not in short:
        return None
    return {"type": claim.relation.type.value, "to": short[claim.relation.to]}
