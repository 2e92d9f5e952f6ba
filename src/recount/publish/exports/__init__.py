"""The files of the record, one module per format. ``EXPORTERS`` names them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from recount.model import sha256_hex
from recount.publish.exports.cells import Row, to_csv
from recount.publish.exports.claims import claim_rows
from recount.publish.exports.codebook import code_rows, write_codebook_json
from recount.publish.exports.columns import Column, Table, load_tables
from recount.publish.exports.geojson import write_geojson
from recount.publish.exports.gradings import grading_rows, total_rows
from recount.publish.exports.incidents import incident_rows
from recount.publish.exports.lines import write_claim_lines, write_incident_lines
from recount.publish.exports.package import write_package
from recount.publish.exports.readme import write_readme
from recount.publish.exports.refusals import refusal_rows
from recount.publish.exports.reports import report_rows
from recount.publish.exports.revisions import revision_rows
from recount.publish.exports.sources import source_rows
from recount.publish.exports.tolls import toll_rows
from recount.publish.view import RecordIndex

__all__ = ["EXPORTERS", "Column", "Exporter", "Table", "csv_exporter", "load_tables", "write_exports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One file: its name and the function that writes it."""

    name: str
    write: Callable[[RecordIndex], str]


def csv_exporter(table: str, rows: Callable[[RecordIndex], Iterable[Row]]) -> Exporter:
    """Return the exporter of one documented table as CSV."""

    def write(record: RecordIndex) -> str:
        return to_csv([column.name for column in load_tables()[table].columns], rows(record))

    return Exporter(name=f"{table}.csv", write=write)


EXPORTERS = (
    csv_exporter("incidents", incident_rows),
    csv_exporter("tolls", toll_rows),
    csv_exporter("revisions", revision_rows),
    csv_exporter("gradings", grading_rows),
    csv_exporter("totals", total_rows),
    csv_exporter("claims", claim_rows),
    csv_exporter("reports", report_rows),
    csv_exporter("sources", source_rows),
    csv_exporter("refusals", refusal_rows),
    csv_exporter("codebook", code_rows),
    Exporter(name="incidents.jsonl", write=write_incident_lines),
    Exporter(name="claims.jsonl", write=write_claim_lines),
    Exporter(name="incidents.geojson", write=write_geojson),
    Exporter(name="codebook.json", write=write_codebook_json),
)


def write_exports(record: RecordIndex) -> dict[str, bytes]:
    """Return every file by name: those of ``EXPORTERS``, then datapackage.json and README.txt about them."""
    files = {
        exporter.name: exporter.write(record).encode("utf-8", "backslashreplace") for exporter in EXPORTERS
    }
    digests = {name: sha256_hex(data) for name, data in files.items()}
    files["datapackage.json"] = write_package(record, digests).encode("utf-8", "backslashreplace")
    files["README.txt"] = write_readme(record, digests).encode("utf-8", "backslashreplace")
    return files
