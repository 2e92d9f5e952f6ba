"""One archive of all that is published, made by a process of its own, so that whoever serves pages goes on serving.

The process is this module run as a program: the order comes on standard input and the answer goes to standard
output, both as JSON; a store's address, which may hold a password, never stands on a command line.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from recount.errors import PublishError, RecountError
from recount.pipeline.histories import with_steps
from recount.pipeline.viewing import view_store
from recount.publish import publish
from recount.store import Store, open_store

LONGEST_SECONDS = 3600
_NICE = 10  # people at work on the same machine come first
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment an archive can hold: the same record gives the same bytes
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be packed.

    Attributes:
        url: of the store.
        target: file to write.
        full_text: whether whole texts and the names of reviewers go in (for internal use).
        as_of: a moment as ISO text; ``None`` for the record as it stands.
    """

    url: str
    target: str
    full_text: bool = False
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was packed.

    Attributes:
        sha256: of the archive.
        size: of the archive in bytes.
        files: number of files in it.
        log_head: hash of the last entry of the log that it takes into account.
    """

    sha256: str
    size: int
    files: int
    log_head: str


def pack(store: Store, order: Order, *, now: datetime) -> Packed:
    """Write the site and the exports of a record into one archive.

    The record is read as of one moment, so that what others write meanwhile is in it as a whole or not at all.

    Raises:
        PublishError: the archive cannot be written.
    """
    moment = now if order.as_of is None else datetime.fromisoformat(order.as_of)
    record = store.as_of(moment)
    view = with_steps(view_store(record, generated_at=now), record)
    if order.as_of is None:
        view = replace(view, known_at=None, exact_from=None)
    target = Path(order.target)
    with tempfile.TemporaryDirectory(prefix=".packing-", dir=target.parent) as scratch:
        done = publish(view, Path(scratch, "site"), full_text=order.full_text)
        _write(target, done.folder, done.files, f"recount-{moment:%Y-%m-%d}")
    return Packed(
        sha256=_sha256(target), size=target.stat().st_size, files=len(done.files), log_head=view.log_head
    )


def pack_apart(order: Order) -> Packed:
    """Do the work of ``pack`` in a process of its own, and wait for it.

    Raises:
        PublishError: it could not be done, or took longer than an hour.
    """
    command = [sys.executable, "-P", "-m", "recount.pipeline.packing"]
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            command, input=json.dumps(asdict(order)).encode(), capture_output=True, timeout=LONGEST_SECONDS
        )
        answer = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise PublishError(
            f"the record could not be packed: {type(error).__name__}.",
            next_move="Try 'recount publish' on the machine itself; it says more.",
        ) from error
    if "error" in answer:
        raise PublishError(str(answer["error"]), next_move=str(answer["next_move"]))
    return Packed(**answer)


def _write(target: Path, folder: Path, files: tuple[str, ...], name: str) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(f"{name}/{file}", date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / file).read_bytes())


def _sha256(path: Path) -> str:
    checksum = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            checksum.update(block)
    return checksum.hexdigest()


def _main() -> None:
    """Answer one order."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    order = Order(**json.load(sys.stdin))
    try:
        with closing(open_store(order.url, create=False)) as store:
            answer = asdict(pack(store, order, now=datetime.now(UTC)))
    except RecountError as error:
        answer = {"error": error.message, "next_move": error.next_move}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
