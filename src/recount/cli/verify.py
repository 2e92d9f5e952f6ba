"""``recount verify``: the record against its own hashes, words and numbers, and against signed checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import AsOfOption, StoreOption


def verify(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    checkpoints: Annotated[
        Path | None,
        typer.Option(
            "--checkpoints", help="A file of lines that 'recount checkpoint' wrote; needs --public-key."
        ),
    ] = None,
    public_key: Annotated[
        str | None,
        typer.Option("--public-key", help="The key that must have signed them, 64 hexadecimal digits."),
    ] = None,
    *,
    all_warnings: Annotated[
        bool, typer.Option("--all", help="Show every warning, not only the first of each rule.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write faults and warnings as JSON Lines, all of them.")
    ] = False,
) -> None:
    """Recompute the log's chain, the hashes of texts and bytes, and re-read every claim from its words.

    Then run the rules of integrity over the whole record: they warn and explain, and change nothing. Exit code
    1 when anything is broken, whatever the warnings; what was erased on purpose is reported as erased.
    """
    from dataclasses import replace

    from recount.cli.session import open_record
    from recount.cli.terminal import counted, print_known
    from recount.cli.verifying import (
        find_warnings,
        print_as_json,
        print_faults,
        print_warnings,
        said_of,
    )
    from recount.errors import UsageError
    from recount.pipeline import verify_checkpoints, verify_store

    if (checkpoints is None) != (public_key is None):
        raise UsageError(
            "Checkpoints prove nothing without the key that signed them, nor a key without checkpoints.",
            next_move="Give both --checkpoints and --public-key.",
        )
    with open_record(store, as_of) as record:
        found = verify_store(record)
        held = ""
        if checkpoints is not None and public_key is not None:
            signed, faults = verify_checkpoints(record, checkpoints, public_key=public_key.lower())
            found = replace(found, faults=(*found.faults, *faults))
            held = f", {signed} checkpoints"
        warnings = find_warnings(record)
        if as_json:
            print_as_json(found.faults, warnings or ())
        else:
            print_known(record.known_at)
            print_faults(found.faults)
            print_warnings(warnings or (), all_of_them=all_warnings)
            typer.echo(
                f"{counted(found.log_entries, 'log entry', 'log entries')}, {counted(found.reports, 'report')}, "
                f"{counted(found.claims, 'claim')}{held} "
                f"checked: {found.broken} broken, {found.erased} erased on purpose.\n{said_of(warnings)}"
            )
        if found.broken:
            raise typer.Exit(1)
