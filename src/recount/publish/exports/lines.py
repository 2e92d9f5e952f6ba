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
            "grades": _grades(record, claim.id),
        }
        for claim in record.claim.values()
    )


def write_incident_lines(record: RecordIndex) -> str:
    """Return every incident and aggregate as its record, with its tolls."""
    return _lines(
        dump_record(incident)
        | {
            "tolls": [dump_record(toll) for toll in record.tolls_of.get(incident.id, ())],
            "grades": _grades(record, incident.id),
            "reviewed_claims": record.reviewed_in(incident),
        }
        for incident in (*record.incidents, *record.aggregates)
    )


def _grades(record: RecordIndex, subject_id: str) -> list[dict[str, Any]]:
    """The grades people settled, without their names."""
    return [
        {
            "scheme": grade.scheme,
            "grade": grade.grade,
            "reason": grade.reason,
            "decided_at": grade.decided_at.isoformat(),
        }
        for grade in record.grades_of.get(subject_id, ())
    ]


def _lines(items: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)
