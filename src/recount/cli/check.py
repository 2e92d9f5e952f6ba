"""``recount check``: what would be refused, before anything is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import GazetteerOption, LanguageOption, OutletOption, PublishedOption


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders of reports; '-' is standard input.")
    ] = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
    scope: Annotated[Path | None, typer.Option("--scope", help="A scope file to check.")] = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Read inputs without keeping anything, and say what would be refused and what to mend.

    Exit code 1 when anything would be refused.
    """
    from recount.cli.checking import check_inputs, check_places, check_scope

    found = 0
    if scope is not None:
        check_scope(scope)
    for file in gazetteer or []:
        check_places(file)
    if paths or (scope is None and not gazetteer):
        found = check_inputs(paths or [], published=published, outlet=outlet, language=language)
    if found:
        raise typer.Exit(1)
