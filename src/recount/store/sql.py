"""The store over Django's ORM."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connections

from recount.model import (
    Claim,
    Decision,
    Incident,
    LogEntry,
    RecordScope,
    Rejection,
    Report,
    Toll,
    sha256_hex,
)
from recount.store.connect import connect, disconnect
from recount.store.engine import Engine, engine_of
from recount.store.protocol import Intake, LogFault, RowFault, StoreReader, StoreStatus, TollVersion
from recount.store.right_of_way import step_aside_on
from recount.store.trouble import iter_plainly
from recount.store.turns import Turns

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from recount.store.drafts import Draft, Drafted
    from recount.store.lookup import Lookup
    from recount.store.neighbourhood import Neighbourhood
    from recount.store.passages import Passages
    from recount.store.search_types import MarkFilter, MarkPage, SearchPage
    from recount.store.worklist import Worklist


def open_sql_store(url: str, *, create: bool) -> SqlStore:
    """Connect, migrate, and return the store."""
    engine = engine_of(url)
    return SqlStore(engine, connect(engine, create=create))


def attach_sql_store(url: str, alias: str) -> SqlStore:
    """Return the store at ``url`` over a connection that Django already knows by ``alias``, one for each thread.

    Whoever configured it opened the store once with ``open_store`` before, so that its tables are there. From now on
    these threads let the one pass that has the turn to write (``right_of_way``).
    """
    step_aside_on(alias)
    return SqlStore(engine_of(url), connections[alias])


def django_database(url: str, wait_seconds: int) -> dict[str, Any]:
    """Return what Django needs to know to reach the store by a connection of its own settings."""
    return {**engine_of(url).database(wait_seconds), "CONN_MAX_AGE": None}


class SqlStore(Turns):
    """A record in a SQL database. Each public write is one transaction, and writers take turns.

    All that one transaction writes has one moment, read when its turn has come (``log.moment()``): what is
    committed later has a later moment, so that "as known at" gives the same answer whenever it is asked.
    """

    known_at: datetime | None = None

    def __init__(self, engine: Engine, connection: BaseDatabaseWrapper) -> None:
        from recount.store import (
            history,
            log,
            lookup,
            neighbourhood,
            passages,
            record,
            search_upkeep,
            soundness,
            subjects,
            summary,
            versions,
            worklist,
        )

        alias, kept = connection.alias, log.Log(connection.alias)
        super().__init__(engine, alias, kept, search_upkeep.SearchUpkeep(alias, kept.moment))
        self._connection = connection
        self._record = record
        self._summary = summary
        self._history = history
        self._versions = versions
        self._soundness = soundness
        self._subjects = subjects
        self._lookup = lookup.Lookup(self._alias, self.url)
        self._worklist = worklist.Worklist(self)
        self._neighbourhood = neighbourhood.Neighbourhood(self._alias)
        self._passages = passages.Passages(self._alias)

    @property
    def alias(self) -> str:
        """The name by which Django knows the connection; for rooms of the store only."""
        return self._alias

    @property
    def lookup(self) -> Lookup:
        """Single things by their ids, through indexes."""
        return self._lookup

    @property
    def worklist(self) -> Worklist:
        """What people should look at."""
        return self._worklist

    @property
    def neighbourhood(self) -> Neighbourhood:
        """What hangs together."""
        return self._neighbourhood

    @property
    def passages(self) -> Passages:
        """Which reports share their words."""
        return self._passages

    def close(self) -> None:
        """Close the connection."""
        disconnect(self._connection)

    def draft(self, decisions: Sequence[Decision], moment: datetime) -> Draft:
        """Return the record with rulings that are not in its log yet; call it inside ``reading``."""
        from recount.store.drafts import Draft

        return Draft(self, self._alias, decisions, moment)

    def keep(self, drafted: Drafted) -> None:
        """Write what a draft came to, in the transaction that is open, after its decisions."""
        drafted.keep(self, self._alias)

    def add_intake(
        self, reports: Sequence[tuple[Report, bytes]], rejections: Sequence[Rejection] = ()
    ) -> Intake:
        """Keep reports with their captured bytes, and refusals; log what was new."""
        with self.transaction():
            now = self._log.moment()
            new = self._record.insert_reports(self._alias, reports, now)
            self._index.note_reports(new)
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
        with self.transaction():
            now = self._log.moment()
            changed = self._record.replace_claims(self._alias, report_id, claims, now)
            if changed:
                self._index.note_claims(report_id)
            refused = self._record.replace_rejections(self._alias, report_id, rejections, now)
            self._record.mark_coded(self._alias, report_id, extractor, now)
            if changed or refused:
                body = {"report": report_id, "extractor": extractor, "claims": [claim.id for claim in claims]}
                self._log.append(at=now, actor="recount", kind="claims", body=body)
        return bool(changed or refused)

    def iter_claims(self, report_id: str | None = None) -> Iterator[Claim]:
        """Yield live claims by report date, report and place in the text."""
        return iter_plainly(self._record.iter_claims(self._alias, report_id), self.url)

    def put_incidents(self, incidents: Sequence[Incident], tolls: Sequence[Toll]) -> bool:
        """Make these the live incidents and tolls."""
        with self.transaction():
            now = self._log.moment()
            changed = self._record.replace_incidents(self._alias, incidents, now)
            changed += self._record.replace_tolls(self._alias, tolls, now)
            if changed:
                self._index.note_incidents()
                body = {"incidents": len(incidents), "tolls": len(tolls), "rows_changed": changed}
                self._log.append(at=now, actor="recount", kind="incidents", body=body)
        return changed > 0

    def put_neighbourhood(
        self, incidents: Sequence[Incident], tolls: Sequence[Toll], *, among: Collection[str]
    ) -> bool:
        """Make these the live incidents and tolls among some; all others stay as they are."""
        with self.transaction():
            now = self._log.moment()
            ids = {*among, *(incident.id for incident in incidents)}
            changed = self._record.replace_incidents(self._alias, incidents, now, among=ids)
            changed += self._record.replace_tolls(self._alias, tolls, now, among=ids)
            if changed:
                self._index.note_incidents()
                body = {"incidents": len(incidents), "tolls": len(tolls), "rows_changed": changed}
                self._log.append(at=now, actor="recount", kind="incidents", body=body | {"among": len(ids)})
        return changed > 0

    def iter_incidents(self) -> Iterator[Incident]:
        """Yield live incidents by date, then id."""
        return iter_plainly(self._record.iter_incidents(self._alias), self.url)

    def iter_tolls(self) -> Iterator[Toll]:
        """Yield live tolls in the order of incidents."""
        return iter_plainly(self._record.iter_tolls(self._alias), self.url)

    def iter_toll_versions(self, incident_id: str | None = None) -> Iterator[TollVersion]:
        """Yield all versions of tolls, of each the oldest first."""
        return iter_plainly(self._versions.iter_toll_versions(self._alias, incident_id), self.url)

    def iter_rejections(self) -> Iterator[Rejection]:
        """Yield all refusals in the order in which they were counted."""
        return iter_plainly(self._record.iter_rejections(self._alias), self.url)

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""
        with self._plain_errors():
            return self._record.get_scope(self._alias)

    def put_scope(self, scope: RecordScope, actor: str) -> bool:
        """Set the record's scope; log the change."""
        with self.transaction():
            now = self._log.moment()
            changed = self._record.set_scope(self._alias, scope)
            if changed:
                self._log.append(at=now, actor=actor, kind="scope", body=scope)
        return changed

    def put_place_files(self, files: Mapping[str, bytes], actor: str) -> bool:
        """Make these the record's place files; log a change."""
        with self.transaction():
            now = self._log.moment()
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
        """Append decisions that are not there yet. The log has the moment of now, their bodies when they say."""
        with self.transaction():
            return sum(self._append_decision(decision) for decision in decisions)

    def _append_decision(self, decision: Decision) -> bool:
        entry = self._log.append_once(
            at=self._log.moment(),
            actor=decision.reviewer,
            kind="decision",
            subject=decision.id,
            body=decision,
        )
        if entry is not None:
            self._subjects.index_decision(self._alias, entry.seq, decision)
        return entry is not None

    def iter_decisions(self) -> Iterator[Decision]:
        """Yield decisions in the order in which they were ruled."""
        bodies = iter_plainly(self._log.bodies("decision"), self.url)
        return (self._record.stored(Decision, body, "a decision of the log") for body in bodies)

    def append_event(self, *, actor: str, kind: str, body: object) -> None:
        """Append to the log what is no ruling: a sign-in, an export, a change of accounts."""
        with self.transaction():
            self._log.append(at=self._log.moment(), actor=actor, kind=kind, body=body)

    def iter_log(self) -> Iterator[LogEntry]:
        """Yield the log from its first entry."""
        return iter_plainly(self._log.entries(), self.url)

    def verify_log(self) -> list[LogFault]:
        """Recompute the chain."""
        with self._plain_errors():
            return self._log.verify()

    def erase_body(self, seq: int, actor: str, reason: str, at: datetime) -> None:
        """Erase the body of a log entry, leaving a tombstone; the erasure is logged."""
        from recount.store.scrub import forget_ruling

        with self.transaction():
            forget_ruling(self._alias, seq)
            self._log.erase(seq, actor=actor, reason=reason, at=at)

    def erase_capture(self, sha256: str, actor: str, reason: str, at: datetime) -> None:
        """Erase captured bytes; the erasure is logged."""
        with self.transaction():
            self._record.erase_capture(self._alias, sha256)
            self._index.forget_capture(sha256)
            body = {"capture": sha256, "reason": reason, "said_at": at.isoformat()}
            self._log.append(at=self._log.moment(), actor=actor, kind="erasure", body=body)

    def scrub(self) -> None:
        """Rewrite the files that may still hold what was erased."""
        from recount.store.scrub import scrub

        with self._plain_errors():
            scrub(self._alias)

    def as_of(self, moment: datetime) -> StoreReader:
        """Return the record as it was known at a moment."""
        from recount.store.past import PastReader

        return PastReader(self, moment)

    def history_exact_from(self) -> datetime | None:
        """Return the moment from which ``as_of`` is exact; ``None``: from the first report on."""
        with self._plain_errors():
            return self._history.exact_from(self._alias)

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
        """Return one page of what is found for a question."""
        from recount.store.search import search
        from recount.store.search_tags import SearchFilter

        wanted = SearchFilter(kinds=kinds, since=since, until=until, outlet=outlet)
        with self._plain_errors():
            return search(self._alias, query, wanted, limit=limit, offset=offset)

    def find_incidents(self, wanted: MarkFilter, *, limit: int = 500, offset: int = 0) -> MarkPage:
        """Return the incidents that a map or a timeline is to show."""
        from recount.store.search import find_incidents

        with self._plain_errors():
            return find_incidents(self._alias, wanted, limit=limit, offset=offset)

    def reindex_search(self) -> int:
        """Make the search index anew; returns the number of its rows."""
        with self.transaction():
            return self._index.reindex()

    def find_row_faults(self) -> list[RowFault]:
        """Return the rows, live and past, that can be read no more or stand under another id."""
        with self._plain_errors():
            return list(self._soundness.find_row_faults(self._alias))

    def status(self) -> StoreStatus:
        """Return what the store holds and what was refused."""
        with self._plain_errors():
            return self._summary.summarise(self._alias, self.url)
