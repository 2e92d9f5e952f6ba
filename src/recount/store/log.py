"""The append-only log as rows: appending, reading, erasing bodies. ``chain`` holds the rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import local

from django.db.models import OuterRef, Subquery

from recount.errors import StoreError
from recount.model import LogEntry
from recount.store.chain import find_faults, next_entry
from recount.store.models import LogBodyRow, LogRow
from recount.store.protocol import LogFault
from recount.store.rows import insert_rows
from recount.store.storable import storable_json, storable_text

# What an entry of this kind is about: the key of its body that names it. The column ``subject`` holds it, so
# that it can be searched; ``verify`` compares the two.
_SUBJECT_KEYS = {"decision": "id", "claims": "report", "erasure": "capture"}
_SUBJECT_LENGTH = 40
_SAID = ("decision", "erasure")  # kinds whose moment was once the one that a person gave
_CLOCK_CORRECTION = timedelta(minutes=5)  # a moment further ahead is a wrong clock's, and not followed
_NEWEST = 2**63 - 1
_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


class Log:
    """The log of one store. Callers hold a transaction while they append."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._moments = local()

    def append(self, *, at: datetime, actor: str, kind: str, body: object) -> LogEntry:
        """Append one entry with ``body`` as JSON."""
        actor, text = storable_text(actor, "the name of who did it"), storable_json(body)
        entry = next_entry(self._last(), at=at, actor=actor, kind=kind, body=text)
        row = LogRow(
            seq=entry.seq,
            at=entry.at.isoformat(),
            actor=entry.actor,
            kind=entry.kind,
            subject=_subject(kind, text),
            body_sha256=entry.body_sha256,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
        )
        insert_rows(self._alias, [row])
        insert_rows(self._alias, [LogBodyRow(seq=entry.seq, body=entry.body)])
        if getattr(self._moments, "now", None) is not None:
            self._moments.last = entry
        return entry

    def moment(self) -> datetime:
        """Return the moment of the transaction that is open, one for all that it writes."""
        open_one: datetime | None = getattr(self._moments, "now", None)
        return _moment_after(self._last()) if open_one is None else open_one

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Give all that is written inside one moment. Nobody else appends until the transaction ends."""
        last = self._last()
        self._moments.now, self._moments.last = _moment_after(last), last
        try:
            yield
        finally:
            self._moments.now = None
            self.look_again()

    def look_again(self) -> None:
        """Forget which entry is the last: what was appended may have been taken back."""
        self._moments.last = None

    def append_once(
        self, *, at: datetime, actor: str, kind: str, body: object, subject: str
    ) -> LogEntry | None:
        """Append unless an entry of this kind on this subject is there; return what was appended."""
        if LogRow.objects.using(self._alias).filter(kind=kind, subject=subject).exists():
            return None
        return self.append(at=at, actor=actor, kind=kind, body=body)

    def bodies(self, kind: str, upto: int = _NEWEST) -> Iterator[str]:
        """Yield the bodies of one kind that were not erased, oldest first, up to an entry."""
        seqs = LogRow.objects.using(self._alias).filter(kind=kind, seq__lte=upto).values("seq")
        rows = LogBodyRow.objects.using(self._alias).filter(seq__in=seqs, body__isnull=False)
        for row in rows.order_by("seq").iterator():
            yield str(row.body)

    def last_of_kind(self, kind: str, upto: int = _NEWEST) -> LogEntry | None:
        """Return the last entry of one kind with its body, up to an entry; ``None`` when there is none."""
        row = LogRow.objects.using(self._alias).filter(kind=kind, seq__lte=upto).order_by("-seq").first()
        if row is None:
            return None
        beside = LogBodyRow.objects.using(self._alias).filter(seq=row.seq).first()
        return (
            entry_of(row) if beside is None else entry_of(row, body=beside.body, tombstone=beside.tombstone)
        )

    def entries(self, upto: int = _NEWEST) -> Iterator[LogEntry]:
        """Yield all entries with their bodies, oldest first, up to one of them.

        Entries and bodies are read in one statement: between two, another writer could append.
        """
        beside = LogBodyRow.objects.using(self._alias).filter(seq=OuterRef("seq"))
        rows = LogRow.objects.using(self._alias).filter(seq__lte=upto)
        rows = rows.annotate(
            body=Subquery(beside.values("body")), tombstone=Subquery(beside.values("tombstone"))
        )
        for row in rows.order_by("seq").iterator():
            yield entry_of(row, body=row.body, tombstone=row.tombstone)

    def last_known(self, moment: datetime) -> int:
        """Return the number of the last entry that was known at a moment, 0 for none.

        Entries were written in the order of their moments. Those of decisions and erasures that are older than
        the history say when somebody ruled instead, so they count from the entry before them on, or later.
        """
        low, high = 0, self.last_seq()
        while low < high:
            middle = (low + high + 1) // 2
            written = self._written_by(middle)
            if written is None or written.at <= moment:
                low = middle
            else:
                high = written.seq - 1
        return low if low == 0 else self._without_later_rulings(low, moment)

    def last_seq(self) -> int:
        """Return the number of the last entry, 0 for none."""
        last = self._last()
        return 0 if last is None else last.seq

    def _written_by(self, seq: int) -> LogEntry | None:
        """Return the last entry up to one that surely has the moment at which it was written."""
        rows = LogRow.objects.using(self._alias).filter(seq__lte=seq).exclude(kind__in=_SAID)
        row = rows.order_by("-seq").first()
        return None if row is None else entry_of(row)

    def _without_later_rulings(self, seq: int, moment: datetime) -> int:
        written = self._written_by(seq)
        first = 0 if written is None else written.seq
        rows = LogRow.objects.using(self._alias).filter(seq__gt=first, seq__lte=seq).order_by("seq")
        for row in rows.iterator():
            if _moment(row.at) > moment:
                return row.seq - 1
        return seq

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
        body = {"log_entry": seq, "reason": reason, "said_at": at.isoformat()}
        self.append(at=self.moment(), actor=actor, kind="erasure", body=body)

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
        """Return the last entry; read once in a transaction that writes, for nobody else appends meanwhile."""
        known: LogEntry | None = getattr(self._moments, "last", None)
        if known is not None:
            return known
        row = LogRow.objects.using(self._alias).order_by("-seq").first()
        last = None if row is None else entry_of(row)
        if getattr(self._moments, "now", None) is not None:
            self._moments.last = last
        return last


def _moment_after(last: LogEntry | None) -> datetime:
    """Return the moment of now, later than that of the last entry even where a clock was set back a little."""
    now = datetime.now(UTC)
    if last is None or not timedelta(0) <= last.at - now <= _CLOCK_CORRECTION:
        return now
    return last.at + timedelta(microseconds=1)


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
    return moment if moment.tzinfo is not None and moment.isoformat() == text else _NO_MOMENT


def entry_of(row: LogRow, *, body: str | None = None, tombstone: str | None = None) -> LogEntry:
    """Return a row as the entry it holds, with what stands beside it."""
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
