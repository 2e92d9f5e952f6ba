"""The store over Django's ORM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import connections, transaction

from recount.errors import StoreError
from recount.model import (
    Claim,
    Decision,
    Incident,
    LogEntry,
    RecordScope,
    Rejection,
    Report,
    Toll,
    load_json,
    sha256_hex,
)
from recount.store.connect import connect, disconnect
from recount.store.engine import Engine, engine_of
from recount.store.protocol import Intake, LogFault, StoreStatus
from recount.store.trouble import iter_plainly, plain_errors

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


def open_sql_store(url: str, *, create: bool) -> SqlStore:
    """Connect, migrate, and return the store."""
    engine = engine_of(url)
    return SqlStore(engine, connect(engine, create=create))


class SqlStore:
    """A record in a SQL database. Each public write is one transaction, and writers take turns."""

    def __init__(self, engine: Engine, connection: BaseDatabaseWrapper) -> None:
        from recount.store import log, record, summary

        self.url = engine.url
        self._engine = engine
        self._connection = connection
        self._alias = connection.alias
        self._log = log.Log(self._alias)
        self._record = record
        self._summary = summary

    def close(self) -> None:
        """Close the connection."""
        disconnect(self._connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Return a context in which all writes stand or fall together."""
        with self._plain_errors():
            connection = connections[self._alias]
            has_turn = connection.in_atomic_block
            with transaction.atomic(using=self._alias):
                if not has_turn:
                    self._engine.take_turn(connection)
                yield

    def add_intake(
        self, reports: Sequence[tuple[Report, bytes]], rejections: Sequence[Rejection] = ()
    ) -> Intake:
        """Keep reports with their captured bytes, and refusals; log what was new."""
        now = datetime.now(UTC)
        with self.transaction():
            new = self._record.insert_reports(self._alias, reports, now)
            refused = self._record.insert_rejections(self._alias, rejections, now)
            if new or refused:
                self._log.append(
                    at=now, actor="recount", kind="intake", body={"reports": new, "rejections": refused}
                )
        return Intake(
            new_reports=len(new), known_reports=len(reports) - len(new), new_rejections=len(refused)
        )

    def get_capture(self, sha256: str) -> bytes:
        """Return captured bytes."""
        with self._plain_errors():
            return self._record.get_capture(self._alias, sha256)

    def get_report(self, report_id: str) -> Report:
        """Return one report."""
        with self._plain_errors():
            return self._record.get_report(self._alias, report_id)

    def iter_reports(self) -> Iterator[Report]:
        """Yield all reports by reference date, then id."""
        return iter_plainly(self._record.iter_reports(self._alias), self.url)

    def iter_uncoded(self, extractor: str) -> Iterator[Report]:
        """Yield the reports this extractor has not coded yet."""
        return iter_plainly(self._record.iter_reports(self._alias, not_coded_by=extractor), self.url)

    def put_claims(
        self, report_id: str, claims: Sequence[Claim], rejections: Sequence[Rejection], extractor: str
    ) -> bool:
        """Make ``claims`` the live claims of a report."""
        now = datetime.now(UTC)
        with self.transaction():
            changed = self._record.replace_claims(self._alias, report_id, claims, now)
            refused = self._record.replace_rejections(self._alias, report_id, rejections, now)
            self._record.mark_coded(self._alias, report_id, extractor)
            if changed or refused:
                body = {"report": report_id, "extractor": extractor, "claims": [claim.id for claim in claims]}
                self._log.append(at=now, actor="recount", kind="claims", body=body)
        return bool(changed or refused)

    def iter_claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """Yield live claims by report date, report and place in the text."""
        return iter_plainly(self._record.iter_claims(self._alias, report_id), self.url)

    def put_incidents(self, incidents: Sequence[Incident], tolls: Sequence[Toll]) -> bool:
        """Make these the live incidents and tolls."""
        now = datetime.now(UTC)
        with self.transaction():
            changed = self._record.replace_incidents(self._alias, incidents, now)
            changed += self._record.replace_tolls(self._alias, tolls, now)
            if changed:
                body = {"incidents": len(incidents), "tolls": len(tolls), "rows_changed": changed}
                self._log.append(at=now, actor="recount", kind="incidents", body=body)
        return changed > 0

    def iter_incidents(self) -> Iterator[Incident]:
        """Yield live incidents by date, then id."""
        return iter_plainly(self._record.iter_incidents(self._alias), self.url)

    def iter_tolls(self) -> Iterator[Toll]:
        """Yield live tolls in the order of incidents."""
        return iter_plainly(self._record.iter_tolls(self._alias), self.url)

    def iter_rejections(self) -> Iterator[Rejection]:
        """Yield all refusals in the order in which they were counted."""
        return iter_plainly(self._record.iter_rejections(self._alias), self.url)

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""
        with self._plain_errors():
            return self._record.get_scope(self._alias)

    def put_scope(self, scope: RecordScope, actor: str) -> bool:
        """Set the record's scope; log the change."""
        now = datetime.now(UTC)
        with self.transaction():
            changed = self._record.set_scope(self._alias, scope)
            if changed:
                self._log.append(at=now, actor=actor, kind="scope", body=scope)
        return changed

    def put_place_files(self, files: Mapping[str, bytes], actor: str) -> bool:
        """Make these the record's place files; log a change."""
        now = datetime.now(UTC)
        with self.transaction():
            changed = self._record.set_place_files(self._alias, files, now)
            if changed:
                body = {name: sha256_hex(data) for name, data in files.items()}
                self._log.append(at=now, actor=actor, kind="place_files", body=body)
        return changed

    def get_place_files(self) -> Mapping[str, bytes]:
        """Return the record's place files by file name."""
        with self._plain_errors():
            return self._record.get_place_files(self._alias)

    def append_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions that are not there yet."""
        with self.transaction():
            return sum(
                self._log.append_once(
                    at=decision.decided_at,
                    actor=decision.reviewer,
                    kind="decision",
                    subject=decision.id,
                    body=decision,
                )
                for decision in decisions
            )

    def iter_decisions(self) -> Iterator[Decision]:
        """Yield decisions in the order in which they were ruled."""
        bodies = iter_plainly(self._log.bodies("decision"), self.url)
        return (load_json(Decision, body) for body in bodies)

    def iter_log(self) -> Iterator[LogEntry]:
        """Yield the log from its first entry."""
        return iter_plainly(self._log.entries(), self.url)

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain."""
        with self._plain_errors():
            return self._log.verify()

    def erase_body(self, seq: int, actor: str, reason: str, at: datetime) -> None:
        """Erase the body of a log entry, leaving a tombstone; the erasure is logged."""
        with self.transaction():
            self._log.erase(seq, actor=actor, reason=reason, at=at)

    def erase_capture(self, sha256: str, actor: str, reason: str, at: datetime) -> None:
        """Erase captured bytes; the erasure is logged."""
        with self.transaction():
            self._record.erase_capture(self._alias, sha256)
            self._log.append(
                at=at,
                actor=actor,
                kind="erasure",
                body={"capture": sha256, "reason": reason},
            )

    def status(self) -> StoreStatus:
        """Return what the store holds and what was refused."""
        with self._plain_errors():
            return self._summary.summarise(self._alias, self.url)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            with plain_errors(self.url):
                yield
        except StoreError:
            # After the server went away the next call connects anew, unless a transaction is still open.
            connection = connections[self._alias]
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            raise
