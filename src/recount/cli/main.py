"""The command line: ``recount VERB``. Each verb is one file and imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from recount import __version__
from recount.cli import (
    check,
    checkpoint,
    code,
    codebook,
    decide,
    demo,
    erase,
    extract,
    gradings,
    incidents,
    ingest,
    invite,
    log,
    prove,
    publish,
    review,
    scope,
    search,
    status,
    tolls,
    verify,
)
from recount.cli.present import refusing_as_of
from recount.errors import RecountError

app = typer.Typer(
    name="recount",
    help="Reads reports of armed violence and keeps a casualty record that anyone can recount.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback form
    if wanted:
        typer.echo(f"recount {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads reports of armed violence and keeps a casualty record that anyone can recount."""
    del version


for verb in (
    demo.demo,
    code.code,
    ingest.ingest,
    extract.extract,
    incidents.incidents,
    decide.decide,
    publish.publish,
    review.review,
    invite.invite,
    status.status,
    tolls.tolls,
    search.search,
    gradings.gradings,
    prove.prove,
    check.check,
    verify.verify,
    checkpoint.checkpoint,
    log.log,
    scope.scope,
    erase.erase,
    codebook.codebook,
):
    app.command()(refusing_as_of(verb))


def run() -> None:
    """Run the command line; a deliberate error prints its message and next move, without a traceback."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except RecountError as error:
        sys.stderr.write(f"recount: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)  # as a shell reports a reader that went away
    except OSError as error:
        where = error.filename or "a file or the standard output"
        sys.stderr.write(
            f"recount: [E000] {where}: {error.strerror}. Check the path, its permissions and the free space on "
            "its disk; then run it again.\n"
        )
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - what cannot be written is not tried again
        sys.exit(1)
