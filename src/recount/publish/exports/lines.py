"""claims.jsonl and incidents.jsonl: the records themselves, one a line, every text exact."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from recount.model import dump_record
from recount.publish.view import RecordIndex


def write_claim_lines(record: RecordIndex) -> str:
    """Return every claim as its record, with its incidents, its outlet and whether a person ruled on it."""
    return _lines(
        dump_record(claim)
        | {
            "incident_ids": [incident.id for incident in record.incident_of.get(claim.id, ())],
            "outlet": record.report[claim.report_id].outlet,
            "text_sha256": record.report[claim.report_id].text_sha256,
            "reviewed": claim.id in record.reviewed,
            "rejected": claim.id in record.rejected,
        }
        for claim in record.claim.values()
    )


def write_incident_lines(record: RecordIndex) -> str:
    """Return every incident and aggregate as its record, with its tolls."""
    return _lines(
        dump_record(incident)
        | {
            "tolls": [dump_record(toll) for toll in record.tolls_of.get(incident.id, ())],
            "reviewed_claims": record.reviewed_in(incident),
        }
        for incident in (*record.incidents, *record.aggregates)
    )


def _lines(items: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)
