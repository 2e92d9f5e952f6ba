"""reports.csv: every publication read, with its hashes and without its text."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.cells import Row
from recount.publish.view import RecordIndex


def report_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each report, as ordered in the view."""
    for report in record.view.reports:
        claims = record.claims_of_report.get(report.id, ())
        yield {
            "report_id": report.id,
            "external_id": report.external_id,
            "outlet": report.outlet,
            "title": report.title,
            "url": report.url,
            "published": report.published,
            "text_date": report.text_date,
            "date_basis": report.date_basis.value,
            "language": report.language,
            "agency_credits": report.agency_credits,
            "claims": len(claims),
            "coded": record.is_coded(report),
            "warnings": report.warnings,
            "media_type": report.capture.media_type,
            "size": report.capture.size,
            "capture_sha256": report.capture.sha256,
            "captured_at": report.capture.captured_at,
            "text_sha256": report.text_sha256,
            "text_length": len(report.text),
            "normaliser": report.normaliser,
        }
