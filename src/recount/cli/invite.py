"""``recount invite``: an invitation to a record's team."""

from __future__ import annotations

from typing import Annotated

import typer

from recount.cli.options import StoreOption


def invite(
    role: Annotated[str, typer.Argument(help="viewer, analyst, senior or administrator.")],
    store: StoreOption = None,
    *,
    base: Annotated[
        str, typer.Option("--base", help="The address of the team's server.")
    ] = "https://localhost",
) -> None:
    """Print an invitation, by which one person makes an account; the first one, or after a lost password."""
    from recount.cli.reviewing import invite as make_invitation

    make_invitation(store, role, base)
