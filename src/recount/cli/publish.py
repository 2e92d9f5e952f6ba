"""``recount publish``: the record as a site and as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import AsOfOption, GradeOption, StoreOption


def publish(
    out: Annotated[Path, typer.Argument(help="Folder to write; one that Recount wrote before is replaced.")],
    store: StoreOption = None,
    as_of: AsOfOption = None,
    grade: GradeOption = None,
    *,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Show whole reports on the pages. For internal use only.")
    ] = False,
) -> None:
    """Write the record as a site that works from a folder, and as CSV, JSON Lines and GeoJSON."""
    from recount.cli.grading import known_grades
    from recount.cli.publishing import publish_store
    from recount.cli.session import open_record

    with open_record(store, as_of) as record:
        publish_store(record, out, full_text=full_text, grades=known_grades(grade))
