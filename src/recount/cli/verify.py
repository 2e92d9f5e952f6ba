"""``recount verify``: the record against its own hashes, words and numbers."""

from __future__ import annotations

import typer

from recount.cli.options import StoreOption


def verify(store: StoreOption = None) -> None:
    """Recompute the log's chain, the hashes of texts and bytes, and re-read every claim from its words.

    Exit code 1 when anything is broken; what was erased on purpose is reported as erased.
    """
    from recount.cli.session import open_session
    from recount.pipeline import verify_store

    with open_session(store) as session:
        found = verify_store(session.store)
        for fault in found.faults:
            typer.echo(f"{fault.kind:8} {fault.where}: {fault.detail}")
        typer.echo(
            f"{found.log_entries} log entries, {found.reports} reports, {found.claims} claims checked: "
            f"{found.broken} broken, {found.erased} erased on purpose."
        )
        if found.broken:
            raise typer.Exit(1)
