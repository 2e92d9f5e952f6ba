"""datapackage.json: what every file and every column is (Tabular Data Package, Table Schema)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from recount.publish.exports.columns import Table, load_tables
from recount.publish.view import RecordIndex
from recount.publish.wording import load_wording


def write_package(record: RecordIndex, files: Mapping[str, str]) -> str:
    """Return the description of all files.

    Args:
        record: the record.
        files: name of each file beside this one, to the hexadecimal SHA-256 of its bytes.
    """
    scope = record.view.scope
    tables = load_tables()
    caveats = [load_wording().text("caveat", key) for key in ("machine", "reported", "blank")]
    resources = [
        _resource(name, digest, tables.get(name.removesuffix(".csv"))) for name, digest in files.items()
    ]
    content = {
        "profile": "data-package",
        "name": "recount-record",
        "title": scope.title,
        "description": " ".join(caveats),
        "created": record.view.generated_at.isoformat(),
        "known_at": None if record.view.known_at is None else record.view.known_at.isoformat(),
        "convention": scope.convention,
        "policy": scope.policy,
        "credits": list(record.view.credits),
        "log_head": record.view.log_head,
        "reviewed_claims": len(record.reviewed),
        "claims": len(record.claim),
        "resources": resources,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, digest: str, table: Table | None) -> dict[str, Any]:
    ending = name.rpartition(".")[2]
    entry: dict[str, Any] = {
        "name": name.lower().replace(".", "-"),
        "path": name,
        "format": ending,
        "encoding": "utf-8",
        "hash": f"sha256:{digest}",
    }
    if table is None or ending != "csv":
        return entry
    return entry | {
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": table.about,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    return {
        "fields": list(_fields(table)),
        "missingValues": [""],
        "primaryKey": list(table.key),
    }


def _fields(table: Table) -> Iterable[dict[str, str]]:
    for column in table.columns:
        yield {
            "name": column.name,
            "type": column.type,
            "description": column.description,
            "source": column.source,
        }
