"""Writing a published folder: all of it or nothing, and never over a folder that is not ours."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from recount.errors import PublishError
from recount.model import PUBLISHED


def write_folder(out: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, int]:
    """Write files into ``out``, replacing what Recount published there before.

    The files are written to a folder beside it, which then takes its place; on any failure the old one stays.

    Args:
        out: the folder; it may not exist, be empty, or hold an earlier publication.
        files: path inside the folder and content, made one by one; ``PUBLISHED`` must be among them.

    Returns:
        The size of each file in bytes, by path.

    Raises:
        PublishError: the folder holds something else, or cannot be written.
    """
    check_target(out)
    parent = out.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=parent) as scratch:
            fresh = Path(scratch, "new")
            sizes = _fill(fresh, files)
            _swap(fresh, out.absolute(), Path(scratch, "old"))
    except OSError as error:
        raise PublishError(
            f"{out} cannot be written: {error.strerror or error}.",
            next_move="Choose a folder you may write to, with enough space.",
        ) from error
    return sizes


def check_target(out: Path) -> None:
    """Refuse a target that is a file, a link, or a folder with content that Recount did not write.

    Raises:
        PublishError: it is one of these.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise PublishError(f"{out} is not a folder.", next_move="Choose another place with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / PUBLISHED).is_file():
        raise PublishError(
            f"{out} holds files that Recount did not publish; nothing was changed.",
            next_move="Choose an empty or a new folder.",
        )


def _fill(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, int]:
    folder.mkdir(mode=0o755)
    sizes: dict[str, int] = {}
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sizes[name] = len(data)
    return sizes


def _swap(fresh: Path, out: Path, old: Path) -> None:
    """Put ``fresh`` in the place of ``out``; when that fails, ``out`` is put back."""
    if not out.exists():
        fresh.rename(out)
        return
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old)
