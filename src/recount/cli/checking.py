"""The work of ``check``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import typer

from recount.cli.inputs import ingest_options, split_inputs
from recount.cli.terminal import counted, progress
from recount.errors import UsageError
from recount.gazetteer import read_user_file
from recount.model import Rejection
from recount.pipeline import open_runner, read_items
from recount.settings import load_settings, read_scope


def check_inputs(
    paths: Sequence[Path], *, published: str | None, outlet: str | None, language: str | None
) -> int:
    """Read everything, say what would be refused or warned of, and return how many refusals there are."""
    settings = load_settings(os.environ)
    options = ingest_options(settings, published=published, outlet=outlet, language=language)
    reports = refused = 0
    with progress("checking") as on_item, open_runner(settings) as runner:
        for item in read_items(split_inputs(paths, options), runner):
            on_item()
            if isinstance(item, Rejection):
                refused += 1
                typer.echo(f"refused  {item.origin}: {item.detail} ({item.reason.value})")
                continue
            reports += 1
            for warning in item.report.warnings:
                typer.echo(f"warning  {item.report.external_id or item.report.capture.origin}: {warning}")
    typer.echo(f"{counted(reports, 'report')} can be read, {refused} would be refused.")
    return refused


def check_scope(path: Path) -> None:
    """Read a scope file and its place files; errors name what to mend."""
    file = read_scope(path)
    for place_file in file.gazetteers:
        if not place_file.is_file():
            raise UsageError(f"{place_file} does not exist.", next_move=f"Put it beside {path.name}.")
        check_places(place_file)
    typer.echo(f"{path}: a scope file, {file.scope.title!r}.")


def check_places(path: Path) -> None:
    """Read a place file; errors name file, line and next move."""
    gazetteer = read_user_file(path)
    typer.echo(f"{path}: a place file, {counted(len(gazetteer), 'place')}.")
