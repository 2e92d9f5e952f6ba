"""The store over Django's ORM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recount.store.connect import connect

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

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
from recount.store.protocol import Intake, LogFault, StoreStatus


def open_sql_store(url: str, *, create: bool) -> SqlStore:
    """Connect, migrate, and return the store."""
    return SqlStore(url, connect(url, create=create))


class SqlStore:
    """A record in a SQL database. Each public write is one transaction."""

    def __init__(self, url: str, connection: BaseDatabaseWrapper) -> None:
        from recount.store import log, record, summary

        self.url = url
        self._connection = connection
        self._alias = connection.alias
        self._log = log.Log(self._alias)
        self._record = record
        self._summary = summary

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which all writes stand or fall together."""
        from django.db import transaction

        atomic: AbstractContextManager[None] = transaction.atomic(using=self._alias)
        return atomic

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
        return self._record.get_capture(self._alias, sha256)

    def get_report(self, report_id: str) -> Report:
        """Return one report."""
        return self._record.get_report(self._alias, report_id)

    def iter_reports(self) -> Iterator[Report]:
        """Yield all reports by reference date, then id."""
        return self._record.iter_reports(self._alias)

    def iter_uncoded(self, extractor: str) -> Iterator[Report]:
        """Yield the reports this extractor has not coded yet."""
        return self._record.iter_reports(self._alias, not_coded_by=extractor)

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
                self._log.append(at=now, actor="recount", kind="claims", subject=report_id, body=body)
        return bool(changed or refused)

    def iter_claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """Yield live claims by report date, report and place in the text."""
        return self._record.iter_claims(self._alias, report_id)

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
        return self._record.iter_incidents(self._alias)

    def iter_tolls(self) -> Iterator[Toll]:
        """Yield live tolls in the order of incidents."""
        return self._record.iter_tolls(self._alias)

    def iter_rejections(self) -> Iterator[Rejection]:
        """Yield all refusals in the order in which they were counted."""
        return self._record.iter_rejections(self._alias)

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""
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
        return (load_json(Decision, body) for body in self._log.bodies("decision"))

    def iter_log(self) -> Iterator[LogEntry]:
        """Yield the log from its first entry."""
        return self._log.entries()

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain."""
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
                subject=sha256[:40],
                body={"capture": sha256, "reason": reason},
            )

    def status(self) -> StoreStatus:
        """Return what the store holds and what was refused."""
        return self._summary.summarise(self._alias, self.url)
