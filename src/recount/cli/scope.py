"""``recount scope``: what the record covers and by which rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import AsOfOption, StoreOption


def scope(
    file: Annotated[
        Path | None, typer.Argument(help="A scope file (record.toml) to make the record's scope.")
    ] = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show the record's scope, or set it from a file.

    A change of scope, convention or place files codes the reports anew at the next 'recount extract'.
    """
    from recount.cli.scoping import print_scope, set_scope
    from recount.cli.session import open_record, open_session
    from recount.cli.terminal import say
    from recount.errors import UsageError

    if as_of is not None:
        if file is not None:
            raise UsageError(
                "the scope of then is not set anew.", next_move="Leave out the file, or --as-of."
            )
        with open_record(store, as_of) as record:
            print_scope(record)
        return
    with open_session(store, create=True) as session:
        if file is not None:
            say(
                "The scope was set." if set_scope(session, file) else "The scope is as the file says already."
            )
        print_scope(session.store)
