"""``recount publish``: the record as a site and as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import StoreOption


def publish(
    out: Annotated[Path, typer.Argument(help="Folder to write; one that Recount wrote before is replaced.")],
    store: StoreOption = None,
    *,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Show whole reports on the pages. For internal use only.")
    ] = False,
) -> None:
    """Write the record as a site that works from a folder, and as CSV, JSON Lines and GeoJSON."""
    from recount.cli.publishing import publish_store
    from recount.cli.session import open_session

    with open_session(store) as session:
        publish_store(session, out, full_text=full_text)
