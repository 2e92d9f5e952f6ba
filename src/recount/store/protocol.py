"""What a store is: the one protocol behind which databases differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

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


if TYPE_CHECKING:
    from recount.store.drafts import Draft, Drafted
    from recount.store.lookup import Lookup
    from recount.store.neighbourhood import Neighbourhood
    from recount.store.passages import Passages
    from recount.store.search_types import MarkFilter, MarkPage, SearchPage
    from recount.store.worklist import Worklist


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One row that can be read no more, or stands under another id than it says.

    Attributes:
        where: what it is, with the id it stands under.
        detail: what was found.
    """

    where: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollVersion:
    """A toll as it was recorded for some time.

    Attributes:
        recorded_at: from when on it was so.
        retired_at: until when; ``None`` while it is.
    """

    toll: Toll
    recorded_at: datetime
    retired_at: datetime | None


class StoreReader(Protocol):
    """A record that can be read: as it stands, or as it was known at a moment (``Store.as_of``)."""

    @property
    def url(self) -> str:
        """Where the store is, without a password."""
        ...

    @property
    def known_at(self) -> datetime | None:
        """The moment at which the record was known so; ``None``: as it stands."""
        ...

    def get_capture(self, sha256: str) -> bytes:
        """Return captured bytes. Raises ``StoreError`` when they are not kept or were erased."""

    def get_report(self, report_id: str) -> Report:
        """Return one report. Raises ``StoreError`` when there is none."""

    def iter_reports(self) -> Iterator[Report]:
        """Yield all reports by reference date, then id."""

    def iter_claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """Yield live claims by report date, report and place in the text."""

    def iter_incidents(self) -> Iterator[Incident]:
        """Yield live incidents by date, then id."""

    def iter_tolls(self) -> Iterator[Toll]:
        """Yield live tolls in the order of incidents."""

    def iter_toll_versions(self, incident_id: str | None = None) -> Iterator[TollVersion]:
        """Yield all versions of tolls, those that are no longer included: of each toll the oldest first."""

    def iter_rejections(self) -> Iterator[Rejection]:
        """Yield all refusals in the order in which they were counted."""

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""

    def get_place_files(self) -> Mapping[str, bytes]:
        """Return the record's place files by file name."""

    def iter_decisions(self) -> Iterator[Decision]:
        """Yield decisions in the order in which they were ruled; erased ones are left out."""

    def iter_log(self) -> Iterator[LogEntry]:
        """Yield the log from its first entry."""

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain; an empty list means it holds."""

    def find_row_faults(self) -> list[RowFault]:
        """Return the rows, live and past, that can be read no more or stand under another id."""

    def status(self) -> StoreStatus:
        """Return what the store holds and what was refused."""

    def history_exact_from(self) -> datetime | None:
        """Return the moment from which ``Store.as_of`` is exact; ``None``: from the first report on.

        A store that is older than the history holds, of the time before, the last body of each record only.
        """


class Store(StoreReader, Protocol):
    """Persistence of one record. Every write is one transaction: all of it is there, or none."""

    @property
    def lookup(self) -> Lookup:
        """Single things by their ids, through indexes."""
        ...

    @property
    def worklist(self) -> Worklist:
        """What people should look at."""
        ...

    @property
    def neighbourhood(self) -> Neighbourhood:
        """What hangs together: kept by linking, to find what a new report touches."""
        ...

    @property
    def passages(self) -> Passages:
        """Which reports share their words."""
        ...

    @property
    def moment(self) -> datetime:
        """The moment of the transaction that is open: all that it writes has this one."""
        ...

    def search(
        self,
        query: str,
        *,
        kinds: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
        outlet: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> SearchPage:
        """Return one page of reports, claims, incidents and names, of the record as it stands.

        Args:
            query: words (all must stand), "a phrase", -without, begin*; any string is accepted.
            kinds: of ``search_types.KINDS``; empty for all.
            since, until: days, both included (``SearchHit.day``).
            limit: 200 at most.
        """

    def find_incidents(self, wanted: MarkFilter, *, limit: int = 500, offset: int = 0) -> MarkPage:
        """Return one page of the incidents that a map or a timeline is to show; no aggregates."""

    def reindex_search(self) -> int:
        """Make the search index anew; returns the number of its rows."""

    def as_of(self, moment: datetime) -> StoreReader:
        """Return the record exactly as it was known at a moment (with its offset from UTC).

        What was erased since stays erased. The reader lives as long as the store stays open.
        """

    def close(self) -> None:
        """Close the connection."""

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which all writes stand or fall together."""

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open."""
        ...

    def linking(self) -> AbstractContextManager[None]:
        """Return a context, outside any transaction, that one at a time is in of all who link before they write.

        It keeps them from doing in vain what only the first of them can keep; nothing rests on it.
        """

    def reading(self) -> AbstractContextManager[None]:
        """Return a context, outside any transaction, in which all that is read is of one moment."""

    def draft(self, decisions: Sequence[Decision], moment: datetime) -> Draft:
        """Return the record with rulings that are not in its log yet, to be linked; inside ``reading`` only."""

    def keep(self, drafted: Drafted) -> None:
        """Write what a draft came to, in the transaction that is open, after its decisions."""

    def add_intake(
        self, reports: Sequence[tuple[Report, bytes]], rejections: Sequence[Rejection] = ()
    ) -> Intake:
        """Keep reports with their captured bytes, and refusals. What is already there changes nothing."""

    def iter_uncoded(self, extractor: str) -> Iterator[Report]:
        """Yield the reports this extractor has not coded yet."""

    def put_claims(
        self, report_id: str, claims: Sequence[Claim], rejections: Sequence[Rejection], extractor: str
    ) -> bool:
        """Make ``claims`` the live claims of a report; others are retired, not deleted.

        Returns True when anything changed.
        """

    def put_incidents(self, incidents: Sequence[Incident], tolls: Sequence[Toll]) -> bool:
        """Make these the live incidents and tolls; others are retired. Returns True when anything changed."""

    def put_neighbourhood(
        self, incidents: Sequence[Incident], tolls: Sequence[Toll], *, among: Collection[str]
    ) -> bool:
        """Make these the live incidents and tolls among some incidents (by id); all others stay as they are.

        Returns True when anything changed.
        """

    def put_scope(self, scope: RecordScope, actor: str) -> bool:
        """Set the record's scope; the change is logged. Returns True when it changed."""

    def put_place_files(self, files: Mapping[str, bytes], actor: str) -> bool:
        """Make these the record's place files, by file name; a change is logged. True when it changed."""

    def append_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions to the log; one that is already there is not appended again.

        Returns how many were new.
        """

    def append_event(self, *, actor: str, kind: str, body: object) -> None:
        """Append to the log what is no ruling: a sign-in, an export, a change of accounts."""

    def erase_body(self, seq: int, actor: str, reason: str, at: datetime) -> None:
        """Erase the body of a log entry for safety, leaving a tombstone; the chain still verifies."""

    def erase_capture(self, sha256: str, actor: str, reason: str, at: datetime) -> None:
        """Erase captured bytes for safety; the log says who and why."""

    def scrub(self) -> None:
        """Rewrite the files that may still hold what was erased, outside any transaction."""
