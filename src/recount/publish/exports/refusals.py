"""refusals.csv: everything that was not coded, and why."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.cells import Row
from recount.publish.view import RecordIndex


def refusal_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each refusal."""
    for item in record.view.rejections:
        yield {
            "refusal_id": item.id,
            "stage": item.stage,
            "reason": item.reason.value,
            "detail": item.detail,
            "origin": item.origin,
            "report_id": item.report_id,
            "capture_sha256": item.capture_sha256,
            "words": item.words,
        }
