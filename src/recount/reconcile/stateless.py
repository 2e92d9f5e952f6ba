"""The file form of incidents (``recount incidents``): one JSON object an incident, no store needed.

The form closes open ends: "at least 84" alone reads 84 to 84, "dozens" alone 24 to 24. The record itself
keeps them open (``Toll.high_open``, ``Toll.vague``), and pages say "84 or more".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from recount.model import Claim, Harm, Incident, Report, Toll


def incident_as_json(
    incident: Incident,
    tolls: Iterable[Toll],
    reports: Mapping[str, Report],
    claims: Mapping[str, Claim],
) -> dict[str, Any]:
    """Return an incident with its tolls as JSON-ready values.

    Reports and documents are named by the id the caller gave them, where there is one.
    """
    of_harm = {toll.harm: toll for toll in tolls if toll.status is None}
    killed, injured = of_harm.get(Harm.KILLED), of_harm.get(Harm.INJURED)
    start, last = incident.when.start, incident.when.last_day
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "label": incident.label,
        "scope": incident.scope.value,
        "date_start": start.isoformat() if start else None,
        "date_end": last.isoformat() if last else None,
        "places": [place.name for place in incident.places],
        "means": incident.means.value,
        "perpetrators": list(incident.perpetrators),
        "reports": [_external(report_id, reports) for report_id in incident.report_ids],
        "main_reports": [_external(report_id, reports) for report_id in incident.main_report_ids],
        "killed_low": killed.low if killed else None,
        "killed_high": killed.high if killed else None,
        "injured_low": injured.low if injured else None,
        "injured_high": injured.high if injured else None,
        "originators": list(killed.originators) if killed else [],
        "policy": next((toll.policy for toll in of_harm.values()), None),
        "convention": next((toll.convention for toll in of_harm.values()), None),
        "tolls": [_toll(toll) for toll in of_harm.values()],
        "checks": sorted({check.statement for toll in of_harm.values() for check in toll.checks}),
        "claims": _claims(incident.claim_ids, claims, reports),
    }


def _external(report_id: str, reports: Mapping[str, Report]) -> str:
    report = reports.get(report_id)
    return report_id if report is None or report.external_id is None else report.external_id


def _toll(toll: Toll) -> dict[str, Any]:
    return {
        "harm": toll.harm.value,
        "low": toll.low,
        "high": toll.high,
        "best": toll.best,
        "high_open": toll.high_open,
        "vague": toll.vague,
        "words": list(toll.words),
        "originators": list(toll.originators),
        "carriers": list(toll.carriers),
        "outlets": list(toll.outlets),
    }


def _claims(
    claim_ids: Sequence[str], claims: Mapping[str, Claim], reports: Mapping[str, Report]
) -> list[dict[str, Any]]:
    return [
        {
            "id": claim.id,
            "doc": _external(claim.report_id, reports),
            "harm": claim.harm.value,
            "low": claim.count.low,
            "high": claim.count.high,
            "count_text": claim.count.words,
            "quote": claim.quote.exact,
            "claimants": [speaker.name for speaker in claim.attribution.speakers],
            "carrier": claim.attribution.carrier,
        }
        for claim_id in claim_ids
        if (claim := claims.get(claim_id)) is not None
    ]
