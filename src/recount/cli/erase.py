"""``recount erase``: captured bytes or a log entry's body, for somebody's safety."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import StoreOption


def erase(
    store: StoreOption = None,
    report: Annotated[
        str | None, typer.Option("--report", help="Id of the report whose captured bytes are erased.")
    ] = None,
    entry: Annotated[
        int | None,
        typer.Option(
            "--entry", min=1, help="Number of the log entry whose body is erased ('seq' in recount log)."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; it stays in the log, so name nobody in it.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Who erases. Default: RECOUNT_REVIEWER.")
    ] = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without this, only say what would be erased.")
    ] = False,
) -> None:
    """Erase for good what puts somebody at risk; the log says who did it and why, and still verifies.

    The database's files are rewritten, so that they do not hold it any longer. A report's text, title and claims stay,
    and so do back-ups and what was published.
    """
    from recount.cli.erasing import erase_for_safety, thing_named
    from recount.cli.session import open_session

    with open_session(store) as session:
        thing = thing_named(session.store, report=report, entry=entry)
        erase_for_safety(
            session.store, thing, by=reviewer or session.settings.reviewer, reason=reason or "", is_meant=yes
        )
