"""``recount codebook``: the code lists, for people."""

from __future__ import annotations

from typing import Annotated

import typer


def codebook(
    name: Annotated[
        str | None, typer.Argument(help="One code list, such as harm; all when not given.")
    ] = None,
) -> None:
    """Show the code lists with their definitions and sources."""
    from recount.codebook.codelists import load_codelists
    from recount.errors import UsageError

    lists = load_codelists()
    if name is not None and name not in lists:
        raise UsageError(f"there is no code list {name!r}.", next_move=f"The lists are {', '.join(lists)}.")
    for codelist in [lists[name]] if name else lists.values():
        typer.echo(f"{codelist.label} ({codelist.name})\n  {codelist.about}\n  Source: {codelist.source}")
        for code in codelist.codes:
            typer.echo(f"  {code.code:22} {code.label}: {code.definition}")
        typer.echo("")
