"""``recount checkpoint``: sign what the log's head is, to be kept outside the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from recount.cli.options import StoreOption


def checkpoint(
    key: Annotated[
        Path,
        typer.Option("--key", help="The file of your private key (Ed25519, PEM); keep it off this machine."),
    ],
    store: StoreOption = None,
    *,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make the key first; the file must be new.")
    ] = False,
) -> None:
    """Sign how far the log goes and what its head is, and write that as one line of JSON.

    Keep the lines outside the record, with the public key that is shown. 'recount verify --checkpoints FILE
    --public-key KEY' then finds entries that were removed from the end, and a log that was written anew.
    """
    from collections import deque
    from datetime import UTC, datetime

    from recount.cli.session import open_session
    from recount.cli.terminal import counted, say
    from recount.errors import IntegrityError, StoreError
    from recount.model import dump_json
    from recount.store.checkpoints import make_key, sign

    with open_session(store) as session:
        broken = [fault for fault in session.store.verify_log() if fault.kind == "broken"]
        if broken:
            raise IntegrityError(
                f"The log is broken at entry {broken[0].seq} and is not signed.",
                next_move="See what 'recount verify' says, and restore a back-up.",
            )
        last = next(iter(deque(session.store.iter_log(), maxlen=1)), None)
        if last is None:
            raise StoreError("The log is empty.", next_move="Take reports in first: recount ingest FOLDER")
        if new_key:
            make_key(key)
        signed = sign(last, key, at=datetime.now(UTC))
        sys.stdout.write(dump_json(signed) + "\n")
        entries = counted(signed.seq, "log entry", "log entries")
        say(f"Signed: {entries}, head {signed.head[:12]}. Public key {signed.public_key}")
