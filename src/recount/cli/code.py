"""``recount code``: the whole way, from a folder of reports to a site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import LanguageOption, OutletOption, PublishedOption, StoreOption


def code(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of reports; '-' is standard input.")],
    store: StoreOption = None,
    site: Annotated[Path, typer.Option("--site", help="Folder for the site and the exports.")] = Path("site"),
    scope: Annotated[
        Path | None,
        typer.Option("--scope", help="The record's scope file (record.toml), with its place files."),
    ] = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    language: LanguageOption = None,
    *,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Show whole reports on the pages. For internal use only.")
    ] = False,
) -> None:
    """Do everything: read reports, find claims, group incidents, reconcile tolls, write the site.

    Run it again whenever there are more reports: what is there already is not done twice.
    """
    from recount.cli.coding import extract_store, incidents_store
    from recount.cli.inputs import ingest_options, split_inputs
    from recount.cli.noting import Notes
    from recount.cli.publishing import publish_store
    from recount.cli.scoping import set_scope
    from recount.cli.session import open_session
    from recount.cli.terminal import counted, progress, say
    from recount.pipeline import read_items, take_in

    with open_session(store, create=True, reads=True) as session:
        if scope is not None:
            set_scope(session, scope)
        options = ingest_options(
            session.settings, published=published, outlet=outlet, language=language, store=store
        )
        notes = Notes()
        with progress("reading") as on_item:
            items = read_items(split_inputs(paths, options), session.runner)
            done = take_in(session.store, notes.watch(items), on_item)
        say(
            f"{counted(done.new_reports, 'new report')}, {done.known_reports} already kept, "
            f"{done.new_rejections} newly refused."
        )
        notes.tell()
        run = extract_store(session)
        incidents_store(session)
        publish_store(session.store, site, full_text=full_text)
        if run.faults:
            raise typer.Exit(3)
