"""codebook.csv and codebook.json: every code with its definition."""

from __future__ import annotations

import json
from collections.abc import Iterator

from recount.codebook.codelists import load_codelists
from recount.publish.exports.cells import Row
from recount.publish.view import RecordIndex


def code_rows(record: RecordIndex) -> Iterator[Row]:  # noqa: ARG001 - the codebook does not depend on the record
    """Yield one row for each code of each list."""
    for codelist in load_codelists().values():
        for code in codelist.codes:
            yield {
                "list": codelist.name,
                "code": code.code,
                "label": code.label,
                "definition": code.definition,
                "list_source": codelist.source,
            }


def write_codebook_json(record: RecordIndex) -> str:
    """Return the codebook with the record's scope and the methods it was made by."""
    view = record.view
    lists = [
        {
            "name": codelist.name,
            "label": codelist.label,
            "about": codelist.about,
            "source": codelist.source,
            "codes": [
                {"code": code.code, "label": code.label, "definition": code.definition}
                for code in codelist.codes
            ],
        }
        for codelist in load_codelists().values()
    ]
    methods = [{"kind": item.kind, "name": item.name, "text": item.text} for item in view.methods]
    content = {
        "convention": view.scope.convention,
        "policy": view.scope.policy,
        "methods": methods,
        "lists": lists,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
