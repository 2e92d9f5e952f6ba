"""gradings.csv: the grades that people settled; totals.csv: the sums over the incidents they graded."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.cells import Row
from recount.publish.view import RecordIndex


def grading_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each grade; who settled it is not said."""
    for grade in record.view.grades:
        yield {
            "subject_id": grade.subject_id,
            "subject": "claim" if grade.subject_id in record.claim else "incident",
            "scheme": grade.scheme,
            "grade": grade.grade,
            "reason": grade.reason,
            "decided_at": grade.decided_at,
        }


def total_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each harm and choice of grades; blank ends where no incident is in it."""
    for total in record.view.totals:
        yield {
            "harm": total.harm.value,
            "grades": total.grades,
            "headline": total.is_headline,
            "low_sum": total.low if total.incidents else None,
            "high_sum": total.high if total.incidents else None,
            "high_open": total.high_open if total.incidents else None,
            "incidents": total.incidents,
        }
