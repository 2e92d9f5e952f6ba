"""``recount scope``: what the record covers and by which rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import StoreOption


def scope(
    file: Annotated[
        Path | None, typer.Argument(help="A scope file (record.toml) to make the record's scope.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Show the record's scope, or set it from a file.

    A change of scope, convention or place files codes the reports anew at the next 'recount extract'.
    """
    from recount.cli.scoping import set_scope
    from recount.cli.session import open_session
    from recount.cli.terminal import say
    from recount.model import dump_record

    with open_session(store, create=True) as session:
        if file is not None:
            say(
                "The scope was set." if set_scope(session, file) else "The scope is as the file says already."
            )
        for name, value in dump_record(session.store.get_scope()).items():
            shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
            typer.echo(f"{name:14} {'' if shown is None else shown}")
