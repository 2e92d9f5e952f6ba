"""``recount tolls``: the toll table of a store."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import StoreOption


def tolls(
    store: StoreOption = None,
    *,
    aggregates: Annotated[bool, typer.Option("--aggregates", help="Show aggregates too.")] = False,
) -> None:
    """Show every incident with its tolls, and who says the figures."""
    from datetime import UTC, datetime

    from recount.cli.session import open_session
    from recount.cli.tables import print_tolls
    from recount.pipeline.viewing import view_store

    with open_session(store) as session:
        print_tolls(view_store(session.store, generated_at=datetime.now(UTC)), aggregates=aggregates)
