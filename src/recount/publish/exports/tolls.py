"""tolls.csv: every reconciled number with the rule and the claims behind each end."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.cells import Row
from recount.publish.view import RecordIndex
from recount.publish.wording import load_wording


def toll_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each toll, incidents before aggregates."""
    for incident in (*record.incidents, *record.aggregates):
        for toll in record.tolls_of.get(incident.id, ()):
            yield {
                "incident_id": incident.id,
                "incident_kind": incident.kind.value,
                "harm": toll.harm.value,
                "status": toll.status.value if toll.status else "all",
                "low": toll.low,
                "best": toll.best,
                "high": toll.high,
                "high_open": toll.high_open,
                "vague": toll.vague,
                "words": toll.words,
                "said": load_wording().toll(toll),
                "policy": toll.policy,
                "convention": toll.convention,
                "low_claims": toll.low_claims,
                "high_claims": toll.high_claims,
                "claims_used": toll.claims_used,
                "claims_set_aside": [f"{item.claim_id}={item.reason}" for item in toll.excluded],
                "originators": toll.originators,
                "carriers": toll.carriers,
                "outlets": toll.outlets,
                "checks": [check.statement for check in toll.checks],
            }
