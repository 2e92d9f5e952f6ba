"""revisions.csv: how tolls moved, by the dates of reports and by when this record held them."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.cells import Row
from recount.publish.view import RecordIndex
from recount.publish.wording import load_wording


def revision_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield the steps of every toll as reports gave them, then those of the record."""
    for incident in (*record.incidents, *record.aggregates):
        for toll in record.tolls_of.get(incident.id, ()):
            for number, step in enumerate(toll.history, 1):
                yield {
                    "incident_id": incident.id,
                    "harm": toll.harm.value,
                    "status": toll.status.value if toll.status else "all",
                    "time": "reported",
                    "step": number,
                    "since": step.known_on.isoformat() if step.known_on else None,
                    "low": step.low,
                    "high": step.high,
                    "said": load_wording().figure(step.low, step.high),
                    "reasons": [step.reason],
                    "claims": step.claim_ids,
                }
    yield from _recorded_rows(record)


def _recorded_rows(record: RecordIndex) -> Iterator[Row]:
    counts: dict[tuple[str, str, str], int] = {}
    for step in record.view.steps:
        key = (step.incident_id, step.harm.value, step.status.value if step.status else "all")
        counts[key] = counts.get(key, 0) + 1
        yield {
            "incident_id": key[0],
            "harm": key[1],
            "status": key[2],
            "time": "recorded",
            "step": counts[key],
            "since": step.recorded_at.isoformat(),
            "low": step.toll.low if step.toll else None,
            "high": step.toll.high if step.toll else None,
            "said": load_wording().toll(step.toll) if step.toll else None,
            "reasons": step.reasons,
            "claims": step.claim_ids,
        }
