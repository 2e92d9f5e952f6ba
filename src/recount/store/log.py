"""The append-only log as rows: appending, reading, erasing bodies. ``chain`` holds the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from recount.errors import StoreError
from recount.model import LogEntry, dump_json
from recount.store.chain import find_faults, next_entry
from recount.store.models import LogBodyRow, LogRow
from recount.store.protocol import LogFault


class Log:
    """The log of one store. Callers hold a transaction while they append."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def append(self, *, at: datetime, actor: str, kind: str, body: object, subject: str = "") -> LogEntry:
        """Append one entry with ``body`` as JSON."""
        entry = next_entry(self._last(), at=at, actor=actor, kind=kind, body=dump_json(body))
        LogRow.objects.using(self._alias).create(
            seq=entry.seq,
            at=entry.at.isoformat(),
            actor=entry.actor,
            kind=entry.kind,
            subject=subject,
            body_sha256=entry.body_sha256,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
        )
        LogBodyRow.objects.using(self._alias).create(seq=entry.seq, body=entry.body)
        return entry

    def append_once(self, *, at: datetime, actor: str, kind: str, body: object, subject: str) -> bool:
        """Append unless an entry of this kind and subject is there; return whether it was appended."""
        if LogRow.objects.using(self._alias).filter(kind=kind, subject=subject).exists():
            return False
        self.append(at=at, actor=actor, kind=kind, body=body, subject=subject)
        return True

    def bodies(self, kind: str) -> Iterator[str]:
        """Yield the bodies of one kind that were not erased, oldest first."""
        seqs = LogRow.objects.using(self._alias).filter(kind=kind).values("seq")
        rows = LogBodyRow.objects.using(self._alias).filter(seq__in=seqs, body__isnull=False)
        for row in rows.order_by("seq").iterator():
            yield str(row.body)

    def entries(self) -> Iterator[LogEntry]:
        """Yield all entries with their bodies, oldest first."""
        rows = LogRow.objects.using(self._alias).order_by("seq").iterator()
        bodies = {row.seq: row for row in LogBodyRow.objects.using(self._alias).order_by("seq")}
        for row in rows:
            beside = bodies.get(row.seq)
            yield _entry(row, beside)

    def verify(self) -> list[LogFault]:
        """Recompute the chain and look for bodies without an entry."""
        faults = list(find_faults(self.entries()))
        seqs = LogRow.objects.using(self._alias).values("seq")
        faults += [
            LogFault(seq=stray.seq, kind="broken", detail="a body without an entry")
            for stray in LogBodyRow.objects.using(self._alias).exclude(seq__in=seqs).order_by("seq")
        ]
        return faults

    def erase(self, seq: int, *, actor: str, reason: str, at: datetime) -> None:
        """Replace the body of an entry by a tombstone, and log that."""
        tombstone = f"erased by {actor} on {at.date().isoformat()}: {reason}"
        changed = LogBodyRow.objects.using(self._alias).filter(seq=seq).update(body=None, tombstone=tombstone)
        if not changed:
            raise StoreError(f"the log has no entry {seq}.", next_move="See 'recount log' for its entries.")
        self.append(at=at, actor=actor, kind="erasure", body={"log_entry": seq, "reason": reason})

    def _last(self) -> LogEntry | None:
        row = LogRow.objects.using(self._alias).order_by("-seq").first()
        return None if row is None else _entry(row, None)


def _entry(row: LogRow, beside: LogBodyRow | None) -> LogEntry:
    return LogEntry(
        seq=row.seq,
        at=datetime.fromisoformat(row.at),
        actor=row.actor,
        kind=row.kind,
        body_sha256=row.body_sha256,
        previous_hash=row.previous_hash,
        hash=row.hash,
        body=None if beside is None else beside.body,
        tombstone=None if beside is None else beside.tombstone,
    )
