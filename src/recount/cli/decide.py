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
        str | None,
        typer.Option(
            "--kind",
            help="accept, reject, correct, add, relate, part, pin, merge, split, withdraw, source, grade, "
            "second_review, sign_off or note.",
        ),
    ] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="Id of a claim; several for split, two for relate.")
    ] = None,
    incident: Annotated[
        list[str] | None, typer.Option("--incident", help="Id of an incident; several for merge.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="For correct and add: a field and its value, as JSON. For grade: a code list and its code. "
            "For relate: relation=CODE. For source: what is ruled of it.",
        ),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option("--report", help="Id of a report: to withdraw, or to add a claim from."),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--words",
            help="The words of a count: the one that is added, each part's, or other words for a claim.",
        ),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="Id of a source, for source.")] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Who rules. Default: RECOUNT_REVIEWER.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; needed for all but accept.")] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", help="Id of the decision this one replaces.")
    ] = None,
    *,
    preview: Annotated[
        bool, typer.Option("--preview", help="Say which tolls would move, and keep nothing.")
    ] = False,
) -> None:
    """Append decisions and bring incidents and tolls up to date.

    The machine's reading is never edited: a correction stands beside it, with who and why. A file is taken
    whole or not at all.
    """
    from recount.cli.deciding import Selected, append_decisions, decision_of_options, read_decisions
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
                    selected=Selected(reports=report or [], words=words or []),
                    said={"reviewer": name, "reason": reason, "supersedes": supersedes, "source": source},
                )
            ]
        append_decisions(session, rulings, is_preview=preview)
