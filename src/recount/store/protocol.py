"""What a store is: the one protocol behind which databases differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from recount.model import (
    Claim,
    Decision,
    Incident,
    LogEntry,
    RecordScope,
    Rejection,
    Report,
    Toll,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What one batch of intake changed.

    Attributes:
        new_reports: reports that were not in the store.
        known_reports: reports that were.
        new_rejections: refusals not counted before.
    """

    new_reports: int = 0
    known_reports: int = 0
    new_rejections: int = 0

    def __add__(self, other: Intake) -> Intake:
        return Intake(
            new_reports=self.new_reports + other.new_reports,
            known_reports=self.known_reports + other.known_reports,
            new_rejections=self.new_rejections + other.new_rejections,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus:
    """What a store holds."""

    url: str
    reports: int
    uncoded_reports: int
    claims: int
    incidents: int
    aggregates: int
    tolls: int
    decisions: int
    log_entries: int
    log_head: str
    rejections: Mapping[tuple[str, str], int]
    outlets: Mapping[str, int]
    languages: Mapping[str, int]
    first_report: str | None
    last_report: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFault:
    """One place where the log contradicts itself, or where a body was erased on purpose.

    Attributes:
        seq: of the entry concerned.
        kind: "broken" or "erased".
        detail: what was found.
    """

    seq: int
    kind: str
    detail: str


class Store(Protocol):
    """Persistence of one record. Every write is one transaction: all of it is there, or none."""

    url: str

    def close(self) -> None:
        """Close the connection."""

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which all writes stand or fall together."""

    def add_intake(
        self, reports: Sequence[tuple[Report, bytes]], rejections: Sequence[Rejection] = ()
    ) -> Intake:
        """Keep reports with their captured bytes, and refusals. What is already there changes nothing."""

    def get_capture(self, sha256: str) -> bytes:
        """Return captured bytes. Raises ``StoreError`` when they are not kept or were erased."""

    def get_report(self, report_id: str) -> Report:
        """Return one report. Raises ``StoreError`` when there is none."""

    def iter_reports(self) -> Iterator[Report]:
        """Yield all reports by reference date, then id."""

    def iter_uncoded(self, extractor: str) -> Iterator[Report]:
        """Yield the reports this extractor has not coded yet."""

    def put_claims(
        self, report_id: str, claims: Sequence[Claim], rejections: Sequence[Rejection], extractor: str
    ) -> bool:
        """Make ``claims`` the live claims of a report; others are retired, not deleted.

        Returns True when anything changed.
        """

    def iter_claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """Yield live claims by report date, report and place in the text."""

    def put_incidents(self, incidents: Sequence[Incident], tolls: Sequence[Toll]) -> bool:
        """Make these the live incidents and tolls; others are retired. Returns True when anything changed."""

    def iter_incidents(self) -> Iterator[Incident]:
        """Yield live incidents by date, then id."""

    def iter_tolls(self) -> Iterator[Toll]:
        """Yield live tolls in the order of incidents."""

    def iter_rejections(self) -> Iterator[Rejection]:
        """Yield all refusals in the order in which they were counted."""

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""

    def put_scope(self, scope: RecordScope, actor: str) -> bool:
        """Set the record's scope; the change is logged. Returns True when it changed."""

    def put_place_files(self, files: Mapping[str, bytes], actor: str) -> bool:
        """Make these the record's place files, by file name; a change is logged. True when it changed."""

    def get_place_files(self) -> Mapping[str, bytes]:
        """Return the record's place files by file name."""

    def append_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions to the log; one that is already there is not appended again.

        Returns how many were new.
        """

    def iter_decisions(self) -> Iterator[Decision]:
        """Yield decisions in the order in which they were ruled; erased ones are left out."""

    def iter_log(self) -> Iterator[LogEntry]:
        """Yield the log from its first entry."""

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain; an empty list means it holds."""

    def erase_body(self, seq: int, actor: str, reason: str, at: datetime) -> None:
        """Erase the body of a log entry for safety, leaving a tombstone; the chain still verifies."""

    def erase_capture(self, sha256: str, actor: str, reason: str, at: datetime) -> None:
        """Erase captured bytes for safety; the log says who and why."""

    def status(self) -> StoreStatus:
        """Return what the store holds and what was refused."""
