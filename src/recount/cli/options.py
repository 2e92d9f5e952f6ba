"""Options that several verbs share, with one name and one help text each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="The store: a path, or postgresql://USER@HOST/DATABASE. "
        "Default: RECOUNT_STORE or record.sqlite.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        help="Show the record as it was known then: a day, meaning its end in UTC, as 2016-10-14, or an ISO time.",
    ),
]
GradeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--grade",
        help="A grade that enters the totals; may be repeated. Default: confirmed and fair, as at Airwars.",
    ),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DAY", help="Publication day of reports that carry none, as 2016-10-13."
    ),
]
OutletOption = Annotated[
    str | None, typer.Option("--outlet", help="Outlet of reports that name none, such as 'TRT World'.")
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Language of the reports (ISO 639-1); detected when not given."),
]
GazetteerOption = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", help="A place file of your own, CSV or GeoJSON; may be repeated."),
]
ConventionOption = Annotated[
    str | None,
    typer.Option(
        "--convention",
        help="How vague words become numbers: literal (default), acled, airwars, aoav, gtd, ibc or ucdp.",
    ),
]
PolicyOption = Annotated[
    str | None,
    typer.Option(
        "--policy", help="How claims become a toll: range (default), latest, lowest, ucdp, gtd or aoav."
    ),
]


def works_on_store(path: Path | None, store: str | None, **of_pipe: object) -> bool:
    """Whether a verb that is also a pipe works on the store: one is named, or nothing is piped to it.

    Args:
        path: the file of reports.
        store: the store, where one is named.
        of_pipe: the options that only the pipe has, by name; the reports and the scope of a store say the same.

    Raises:
        UsageError: a file and a store are named, or the store and an option of the pipe.
    """
    from recount.errors import UsageError

    if path is not None and store is not None:
        raise UsageError(
            "a file of reports and --store do not go together.",
            next_move="Leave out one: with a file the verb is a pipe; 'recount ingest' puts files into a store.",
        )
    is_store = path is None and (store is not None or (sys.stdin is not None and sys.stdin.isatty()))
    given = [f"--{name}" for name, value in of_pipe.items() if value]
    if is_store and given:
        raise UsageError(
            f"{', '.join(given)}: only for a file of reports, or for what is piped in.",
            next_move="Name a file, or '-'. A store has its own: 'recount ingest' gives a day, an outlet and "
            "a language, 'recount code --scope FILE' place files, convention and policy.",
        )
    return is_store
