"""``recount extract``: reports to claims."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import (
    ConventionOption,
    GazetteerOption,
    LanguageOption,
    OutletOption,
    PublishedOption,
    StoreOption,
    works_on_store,
)


def extract(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="JSON Lines, or one report as text or HTML; '-' is standard input. Not with --store."
        ),
    ] = None,
    store: StoreOption = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
    gazetteer: GazetteerOption = None,
    convention: ConventionOption = None,
) -> None:
    """Find the casualty claims of reports, each anchored to its exact words.

    With a file or standard input: a stateless pipe, one line of JSON out for each report in. With --store,
    or with neither on a terminal: code the reports of the store that are not coded yet.
    """
    if works_on_store(
        path,
        store,
        published=published,
        outlet=outlet,
        language=language,
        gazetteer=gazetteer,
        convention=convention,
    ):
        from recount.cli.coding import run_on_store

        faults = run_on_store(store, incidents=False)
    else:
        from recount.cli.piping import PipeOptions, run_pipe

        options = PipeOptions(
            path=path or Path("-"),
            published=published,
            outlet=outlet,
            language=language,
            gazetteers=gazetteer or (),
            convention=convention,
        )
        faults = run_pipe(options, incidents=False)
    if faults:
        raise typer.Exit(3)
