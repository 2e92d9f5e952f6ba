"""sources.csv: every originator, carrier and outlet, each role apart."""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.cells import Row
from recount.publish.roles import RoleEntry, list_roles
from recount.publish.view import RecordIndex


def source_rows(record: RecordIndex) -> Iterator[Row]:
    """Yield one row for each source in each role."""
    for entry in list_roles(record):
        yield _row(entry)


def _row(entry: RoleEntry) -> Row:
    return {
        "role": entry.role,
        "name": entry.name,
        "source_id": entry.source.id if entry.source else None,
        "kind": entry.source.kind.value if entry.source else None,
        "part_of": entry.part_of,
        "names_written": entry.names_written,
        "claims": len(entry.claim_ids),
        "reports": len(entry.report_ids),
        "incidents": len(entry.incident_ids),
    }
