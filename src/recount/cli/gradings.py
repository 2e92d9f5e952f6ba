"""``recount gradings``: grades suggested by rule, grades settled by people, and the totals of those chosen."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import StoreOption


def gradings(
    store: StoreOption = None,
    grade: Annotated[
        list[str] | None,
        typer.Option(
            "--grade",
            help="A grade that enters the totals; may be repeated. Default: confirmed and fair, as at Airwars.",
        ),
    ] = None,
) -> None:
    """Show what rules would grade each incident and why, what people settled, and the totals of those grades.

    A rule only suggests. Totals are of settled grades, sums of lows and of highs separately; other grades are
    shown beside, each by itself. Settle one with 'recount decide --kind grade'.
    """
    from recount.cli.grading import print_gradings, print_totals
    from recount.cli.session import open_session
    from recount.codebook.codelists import load_codelists
    from recount.errors import UsageError
    from recount.pipeline import grade_store
    from recount.reconcile.gradings import HEADLINE

    known = [entry.code for entry in load_codelists()["grading_incident"].codes]
    if unknown := sorted(set(grade or ()).difference(known)):
        raise UsageError(f"there is no grade {unknown[0]!r}.", next_move=f"Use: {', '.join(known)}.")
    with open_session(store) as session:
        graded = grade_store(session.store)
    print_gradings(graded)
    print_totals(graded, grade or sorted(HEADLINE))
