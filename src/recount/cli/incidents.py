"""``recount incidents``: claims to incidents and tolls."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import (
    ConventionOption,
    GazetteerOption,
    LanguageOption,
    OutletOption,
    PolicyOption,
    PublishedOption,
    StoreOption,
    works_on_store,
)


def incidents(
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
    policy: PolicyOption = None,
) -> None:
    """Group claims into incidents and reconcile their tolls.

    With a file or standard input: a stateless pipe, reports in, one line of JSON out for each incident. With
    --store, or with neither on a terminal: link and reconcile the claims of the store, obeying every decision.
    """
    if works_on_store(
        path,
        store,
        published=published,
        outlet=outlet,
        language=language,
        gazetteer=gazetteer,
        convention=convention,
        policy=policy,
    ):
        from recount.cli.coding import run_on_store

        faults = run_on_store(store, incidents=True)
    else:
        from recount.cli.piping import PipeOptions, run_pipe

        options = PipeOptions(
            path=path or Path("-"),
            published=published,
            outlet=outlet,
            language=language,
            gazetteers=gazetteer or (),
            convention=convention,
            policy=policy,
        )
        faults = run_pipe(options, incidents=True)
    if faults:
        raise typer.Exit(3)
