"""``recount tolls``: the toll table of a store."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import AsOfOption, StoreOption


def tolls(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    history: Annotated[
        str | None,
        typer.Option(
            "--history",
            metavar="INCIDENT",
            help="Show how the tolls of one incident moved, by the dates of reports and as recorded.",
        ),
    ] = None,
    *,
    aggregates: Annotated[bool, typer.Option("--aggregates", help="Show aggregates too.")] = False,
    ids: Annotated[
        bool, typer.Option("--ids", help="Show the id by which other commands name an incident.")
    ] = False,
) -> None:
    """Show every incident with its tolls, and who says the figures."""
    from datetime import UTC, datetime

    from recount.cli.session import open_record
    from recount.cli.tables import print_history, print_tolls
    from recount.pipeline.histories import with_steps
    from recount.pipeline.viewing import view_store

    with open_record(store, as_of) as record:
        view = view_store(record, generated_at=datetime.now(UTC))
        if history is None:
            print_tolls(view, aggregates=aggregates, ids=ids)
        else:
            print_history(with_steps(view, record, history), history)
