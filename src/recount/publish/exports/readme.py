"""README.txt: what the files are and what their figures are not, in plain text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from textwrap import wrap

from recount.publish.exports.columns import load_tables
from recount.publish.view import RecordIndex, RecordView
from recount.publish.wording import load_wording

_WIDTH = 100


def write_readme(record: RecordIndex, files: Mapping[str, str]) -> str:
    """Return the text; ``files`` are the names beside it."""
    scope, wording = record.view.scope, load_wording()
    about = {f"{table.name}.csv": table.about for table in load_tables().values()} | wording.table["files"]
    lines = [scope.title, "=" * len(scope.title), ""]
    if record.view.known_at is not None:
        lines += [*wrap(_known(record.view, record.view.known_at), _WIDTH), ""]
    for key in ("machine", "reported", "blank", "aggregates"):
        lines += [*wrap(wording.text("caveat", key), _WIDTH), ""]
    lines += [
        wording.text("readme", "method").format(convention=scope.convention, policy=scope.policy),
        wording.text("readme", "reviewed").format(
            done=wording.number(len(record.reviewed)), claims=wording.counted("claims", len(record.claim))
        ),
        wording.text("readme", "generated").format(moment=wording.moment(record.view.generated_at)),
        "",
        *wrap(wording.text("readme", "cells"), _WIDTH),
        "",
    ]
    for credit in record.view.credits:
        lines += [*wrap(credit, _WIDTH), ""]
    for name in sorted(files):
        lines += wrap(f"{name}: {about.get(name, '')}", _WIDTH, subsequent_indent="    ")
    return "\n".join(lines) + "\n"


def _known(view: RecordView, known_at: datetime) -> str:
    wording = load_wording()
    lines = [wording.text("readme", "known").format(known=wording.known(known_at))]
    if view.exact_from is not None:
        lines.append(wording.text("readme", "inexact").format(moment=wording.moment(view.exact_from)))
    return " ".join(lines)
