"""``recount demo``: the main job on the bundled sample, offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the store and the site.")] = Path("demo"),
) -> None:
    """Code the bundled sample: reports in; claims, incidents, tolls and the site out."""
    from recount.cli.demonstrating import run_demo

    run_demo(out)
