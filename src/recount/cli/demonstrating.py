"""The work of ``demo``."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import typer

from recount.cli.coding import extract_store, incidents_store
from recount.cli.inputs import ingest_options, split_inputs
from recount.cli.publishing import publish_store
from recount.cli.scoping import set_scope
from recount.cli.session import open_session
from recount.cli.tables import print_tolls
from recount.cli.terminal import counted, say
from recount.errors import UsageError
from recount.pipeline import read_items, take_in
from recount.pipeline.viewing import view_store

SAMPLE = "sample"


def run_demo(out: Path) -> None:
    """Run every stage on the sample, print the toll table and say where the site is."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file.", next_move="Give a folder with --out.")
    out.mkdir(parents=True, exist_ok=True)
    with (
        resources.as_file(resources.files("recount").joinpath(SAMPLE)) as sample,
        open_session(str(out / "record.sqlite"), create=True, reads=True) as session,
    ):
        set_scope(session, sample / "record.toml")
        options = ingest_options(session.settings, published=None, outlet=None, language=None)
        items = read_items(split_inputs([sample / "reports"], options), session.runner)
        done = take_in(session.store, items)
        kept = counted(done.new_reports + done.known_reports, "report")
        say(f"{kept} of the sample kept ({done.new_reports} new).")
        extract_store(session)
        incidents_store(session)
        publish_store(session.store, out / "site", full_text=True)
        print_tolls(view_store(session.store, generated_at=datetime.now(UTC)), aggregates=True)
    typer.echo(
        "recount demo: done. Machine-read and not reviewed; the sample's texts were written for Recount.\n"
        f"Open {out / 'site' / 'index.html'} in a browser (no network needed)."
    )
