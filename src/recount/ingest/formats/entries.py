"""What lies in a folder: files that can be opened, and a rejection for what is none and could be missed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from recount.ingest.refusal import refuse
from recount.model import Rejection, RejectionReason


def find_entries(folder: Path) -> tuple[list[Path], list[tuple[Path, Rejection]]]:
    """Walk a folder and below, without following links to folders, which could lead in a circle.

    Hidden files and folders are left out.

    Returns:
        the files, and each other entry (a link that leads nowhere, a linked folder, a pipe, a socket, a folder
        that may not be read) with why nothing of it is read.
    """
    files: list[Path] = []
    others: list[tuple[Path, Rejection]] = []
    for path, problem in _walk(folder):
        if problem is None:
            files.append(path)
        else:
            reason, detail = problem
            origin = path.relative_to(folder).as_posix()
            others.append((path, refuse(reason, detail, origin=origin, data=None)))
    return files, others


def _walk(folder: Path) -> Iterator[tuple[Path, tuple[RejectionReason, str] | None]]:
    """Yield each file, and each other entry with what is wrong with it."""
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(parent, name) for name in folders):
            if path.is_symlink():
                detail = "A link to a folder is not followed. Read the folder that it leads to by itself."
                yield path, (RejectionReason.UNKNOWN_FORMAT, detail)
        for path in (Path(parent, name) for name in names if not name.startswith(".")):
            yield path, _find_problem(path)
    for error in closed:
        detail = f"The folder cannot be read: {error.strerror}. Check that you may read it."
        yield Path(error.filename), (RejectionReason.INTERNAL_ERROR, detail)


def _find_problem(path: Path) -> tuple[RejectionReason, str] | None:
    """Return why an entry is no file that can be opened."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        detail = "The link leads to no file. Put the file in its place, or take the link out."
        return RejectionReason.MISSING_FIELD, detail
    except OSError as error:
        detail = f"The file cannot be reached: {error.strerror}. Check that you may read its folder."
        return RejectionReason.INTERNAL_ERROR, detail
    if stat.S_ISREG(mode):
        return None
    detail = "This is no file (a pipe, socket or device). Save what it gives as a file, and read that."
    return RejectionReason.UNKNOWN_FORMAT, detail
