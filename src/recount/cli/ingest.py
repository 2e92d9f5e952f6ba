"""``recount ingest``: bytes in, reports kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import LanguageOption, OutletOption, PublishedOption, StoreOption


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files or folders of reports: text, HTML, CSV, JSON Lines; '-' is standard input."
        ),
    ] = None,
    store: StoreOption = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
) -> None:
    """Read reports and keep them with the exact bytes they came as.

    The same bytes twice change nothing. What cannot be read is refused, counted and named.
    """
    from recount.cli.inputs import ingest_options, split_inputs
    from recount.cli.noting import Notes
    from recount.cli.session import open_session
    from recount.cli.terminal import counted, progress, say
    from recount.pipeline import read_items, take_in

    with open_session(store, create=True, reads=True) as session, progress("reading") as on_item:
        options = ingest_options(
            session.settings, published=published, outlet=outlet, language=language, store=store
        )
        notes = Notes()
        items = read_items(split_inputs(paths or [], options), session.runner)
        done = take_in(session.store, notes.watch(items), on_item)
        say(
            f"{counted(done.new_reports, 'new report')}, {done.known_reports} already kept, "
            f"{done.new_rejections} newly refused."
        )
        notes.tell()
        if done.new_rejections:
            say("Run 'recount status' to see what was refused and why.")
        if not (done.new_reports or done.known_reports):
            raise typer.Exit(1)
