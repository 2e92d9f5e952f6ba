"""``recount log``: the append-only log, one line of JSON for each entry."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recount.cli.options import AsOfOption, StoreOption


def log(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="Only entries of one kind, such as decision, intake or scope."),
    ] = None,
) -> None:
    """Write the log as JSON Lines, oldest entry first."""
    from recount.cli.session import open_record
    from recount.model import dump_json

    with open_record(store, as_of) as record:
        for entry in record.iter_log():
            if kind is None or entry.kind == kind:
                sys.stdout.write(dump_json(entry) + "\n")
