"""The work of ``scope``."""

from __future__ import annotations

from pathlib import Path

import typer

from recount.cli.session import Session
from recount.cli.terminal import print_known
from recount.errors import UsageError
from recount.gazetteer import read_user_file
from recount.model import dump_record
from recount.settings import read_scope
from recount.store import StoreReader


def print_scope(record: StoreReader) -> None:
    """Print each part of a record's scope on a line of its own."""
    print_known(record.known_at)
    for name, value in dump_record(record.get_scope()).items():
        shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        typer.echo(f"{name:14} {'' if shown is None else shown}")


def set_scope(session: Session, path: Path) -> bool:
    """Make a scope file the scope of the store, and keep its place files; True when anything changed."""
    file = read_scope(path)
    contents: dict[str, bytes] = {}
    for place_file in file.gazetteers:
        if not place_file.is_file():
            raise UsageError(
                f"{path} names the place file {place_file.name}, which is not beside it.",
                next_move="Put it there, or correct the name.",
            )
        read_user_file(place_file)  # refused here, with file and line, rather than in the middle of a run
        contents[place_file.name] = place_file.read_bytes()
    actor = session.settings.reviewer or "recount"
    with session.store.transaction():
        changed = session.store.put_scope(file.scope, actor)
        return session.store.put_place_files(contents, actor) or changed
