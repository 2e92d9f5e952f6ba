"""The hash chain of the log: each entry's hash covers the entry and the hash before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from recount.model import LogEntry, sha256_hex
from recount.store.protocol import LogFault

GENESIS = "0" * 64


def entry_hash(*, seq: int, at: str, actor: str, kind: str, body_sha256: str, previous_hash: str) -> str:
    """Return the hash of one entry over its canonical JSON."""
    fields = [seq, at, actor, kind, body_sha256, previous_hash]
    return sha256_hex(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def next_entry(previous: LogEntry | None, *, at: datetime, actor: str, kind: str, body: str) -> LogEntry:
    """Return the entry that follows ``previous`` (``None``: the first one)."""
    seq = 1 if previous is None else previous.seq + 1
    previous_hash = GENESIS if previous is None else previous.hash
    body_sha256 = sha256_hex(body.encode("utf-8"))
    return LogEntry(
        seq=seq,
        at=at,
        actor=actor,
        kind=kind,
        body_sha256=body_sha256,
        previous_hash=previous_hash,
        hash=entry_hash(
            seq=seq,
            at=at.isoformat(),
            actor=actor,
            kind=kind,
            body_sha256=body_sha256,
            previous_hash=previous_hash,
        ),
        body=body,
    )


def find_faults(entries: Iterable[LogEntry]) -> Iterator[LogFault]:
    """Yield every entry that contradicts the chain or its body; erased bodies are reported as erased."""
    expected_seq, expected_previous = 1, GENESIS
    for entry in entries:
        if entry.seq != expected_seq:
            yield LogFault(
                seq=entry.seq, kind="broken", detail=f"entry {expected_seq} is missing or out of order"
            )
        if entry.previous_hash != expected_previous:
            yield LogFault(seq=entry.seq, kind="broken", detail="does not follow the entry before it")
        if entry.hash != _recomputed(entry):
            yield LogFault(
                seq=entry.seq, kind="broken", detail="its fields were changed after it was written"
            )
        yield from _body_faults(entry)
        expected_seq, expected_previous = entry.seq + 1, entry.hash


def _recomputed(entry: LogEntry) -> str:
    return entry_hash(
        seq=entry.seq,
        at=entry.at.isoformat(),
        actor=entry.actor,
        kind=entry.kind,
        body_sha256=entry.body_sha256,
        previous_hash=entry.previous_hash,
    )


def _body_faults(entry: LogEntry) -> Iterator[LogFault]:
    if entry.body is not None:
        if sha256_hex(str(entry.body).encode("utf-8")) != entry.body_sha256:  # SQLite may hold bytes there
            yield LogFault(seq=entry.seq, kind="broken", detail="its body was changed after it was written")
    elif entry.tombstone is not None:
        yield LogFault(seq=entry.seq, kind="erased", detail=entry.tombstone)
    else:
        yield LogFault(seq=entry.seq, kind="broken", detail="its body is gone and nobody signed for it")
