"""The append-only log as rows: appending, reading, erasing bodies. ``chain`` holds the rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from django.db.models import OuterRef, Subquery

from recount.errors import StoreError
from recount.model import LogEntry
from recount.store.chain import find_faults, next_entry
from recount.store.models import LogBodyRow, LogRow
from recount.store.protocol import LogFault
from recount.store.storable import storable_json, storable_text

# What an entry of this kind is about: the key of its body that names it. The column ``subject`` holds it, so
# that it can be searched; ``verify`` compares the two.
_SUBJECT_KEYS = {"decision": "id", "claims": "report", "erasure": "capture"}
_SUBJECT_LENGTH = 40
_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


class Log:
    """The log of one store. Callers hold a transaction while they append."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def append(self, *, at: datetime, actor: str, kind: str, body: object) -> LogEntry:
        """Append one entry with ``body`` as JSON."""
        actor, text = storable_text(actor, "the name of who did it"), storable_json(body)
        entry = next_entry(self._last(), at=at, actor=actor, kind=kind, body=text)
        LogRow.objects.using(self._alias).create(
            seq=entry.seq,
            at=entry.at.isoformat(),
            actor=entry.actor,
            kind=entry.kind,
            subject=_subject(kind, text),
            body_sha256=entry.body_sha256,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
        )
        LogBodyRow.objects.using(self._alias).create(seq=entry.seq, body=entry.body)
        return entry

    def append_once(self, *, at: datetime, actor: str, kind: str, body: object, subject: str) -> bool:
        """Append unless an entry of this kind on this subject is there; return whether it was appended."""
        if LogRow.objects.using(self._alias).filter(kind=kind, subject=subject).exists():
            return False
        self.append(at=at, actor=actor, kind=kind, body=body)
        return True

    def bodies(self, kind: str) -> Iterator[str]:
        """Yield the bodies of one kind that were not erased, oldest first."""
        seqs = LogRow.objects.using(self._alias).filter(kind=kind).values("seq")
        rows = LogBodyRow.objects.using(self._alias).filter(seq__in=seqs, body__isnull=False)
        for row in rows.order_by("seq").iterator():
            yield str(row.body)

    def entries(self) -> Iterator[LogEntry]:
        """Yield all entries with their bodies, oldest first.

        Entries and bodies are read in one statement: between two, another writer could append.
        """
        beside = LogBodyRow.objects.using(self._alias).filter(seq=OuterRef("seq"))
        rows = LogRow.objects.using(self._alias).annotate(
            body=Subquery(beside.values("body")), tombstone=Subquery(beside.values("tombstone"))
        )
        for row in rows.order_by("seq").iterator():
            yield _entry(row, body=row.body, tombstone=row.tombstone)

    def verify(self) -> list[LogFault]:
        """Recompute the chain; look for bodies without an entry and entries filed under another subject."""
        faults = list(find_faults(self.entries()))
        faults += self._misfiled({fault.seq for fault in faults})
        entries = LogRow.objects.using(self._alias)
        strays = LogBodyRow.objects.using(self._alias).exclude(seq__in=entries.values("seq"))
        faults += [
            LogFault(seq=stray.seq, kind="broken", detail="a body without an entry")
            for stray in strays.order_by("seq").iterator()
        ]
        return sorted(faults, key=lambda fault: fault.seq)

    def erase(self, seq: int, *, actor: str, reason: str, at: datetime) -> None:
        """Replace the body of an entry by a tombstone, and log that."""
        tombstone = storable_text(f"erased by {actor} on {at.date().isoformat()}: {reason}", "the tombstone")
        changed = LogBodyRow.objects.using(self._alias).filter(seq=seq).update(body=None, tombstone=tombstone)
        if not changed:
            raise StoreError(f"the log has no entry {seq}.", next_move="See 'recount log' for its entries.")
        self.append(at=at, actor=actor, kind="erasure", body={"log_entry": seq, "reason": reason})

    def _misfiled(self, broken: Collection[int]) -> Iterator[LogFault]:
        """Yield entries filed under another subject; those already found broken are not looked at."""
        body = LogBodyRow.objects.using(self._alias).filter(seq=OuterRef("seq")).values("body")
        for row in LogRow.objects.using(self._alias).annotate(body=Subquery(body)).order_by("seq").iterator():
            if row.body is None or row.seq in broken:
                continue
            if row.subject != _subject(row.kind, row.body):
                detail = "it is filed under another subject than its body's"
                yield LogFault(seq=row.seq, kind="broken", detail=detail)

    def _last(self) -> LogEntry | None:
        row = LogRow.objects.using(self._alias).order_by("-seq").first()
        return None if row is None else _entry(row)


def _subject(kind: str, body: str) -> str:
    """Return what an entry is about, as its body says."""
    key = _SUBJECT_KEYS.get(kind)
    if key is None:
        return ""
    try:
        return str(json.loads(body).get(key, ""))[:_SUBJECT_LENGTH]
    except (ValueError, AttributeError):  # no body of ours
        return ""


def _moment(text: str) -> datetime:
    """Return when an entry was written.

    A moment that is not written as we write it was changed by somebody. It reads as one that no entry has,
    so that its hash does not fit.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _NO_MOMENT
    return moment if moment.isoformat() == text else _NO_MOMENT


def _entry(row: LogRow, *, body: str | None = None, tombstone: str | None = None) -> LogEntry:
    return LogEntry(
        seq=row.seq,
        at=_moment(row.at),
        actor=row.actor,
        kind=row.kind,
        body_sha256=row.body_sha256,
        previous_hash=row.previous_hash,
        hash=row.hash,
        body=body,
        tombstone=tombstone,
    )
