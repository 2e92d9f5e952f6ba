"""``recount decide``: what people rule, appended to the log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import StoreOption


def decide(
    file: Annotated[
        Path | None,
        typer.Argument(help="Decisions as JSON Lines; '-' is standard input. Or use the options."),
    ] = None,
    store: StoreOption = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="accept, reject, correct, pin, merge, split, grade or note.")
    ] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="Id of a claim; several for split.")
    ] = None,
    incident: Annotated[
        list[str] | None, typer.Option("--incident", help="Id of an incident; several for merge.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="For correct: a field and its new value, as JSON. For grade: a code list and its code.",
        ),
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Who rules. Default: RECOUNT_REVIEWER.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; needed for all but accept.")] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", help="Id of the decision this one replaces.")
    ] = None,
) -> None:
    """Append decisions and bring incidents and tolls up to date.

    The machine's reading is never edited: a correction stands beside it, with who and why. A file is taken
    whole or not at all.
    """
    from recount.cli.deciding import append_decisions, decision_of_options, read_decisions
    from recount.cli.session import open_session

    with open_session(store) as session:
        name = reviewer or session.settings.reviewer
        if file is not None:
            rulings = read_decisions(file, name)
        else:
            rulings = [
                decision_of_options(
                    kind=kind,
                    claims=claim or [],
                    incidents=incident or [],
                    changes=change or [],
                    words={"reviewer": name, "reason": reason, "supersedes": supersedes},
                )
            ]
        append_decisions(session, rulings)
