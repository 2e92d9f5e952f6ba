"""A draft: what linking makes of rulings that are not in the log yet, worked out without the turn to write.

It reads the record as it stands, with the rulings as the last entries of its log, and keeps in memory what would be
written. Whoever has the turn then may write it, if nothing that linking looks at has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from recount.model import Decision, Incident, RecordScope, Toll
from recount.store.bulk import Bulk
from recount.store.draft_rows import DraftBulk, Step, take_steps
from recount.store.logged import Logged
from recount.store.lookup import Lookup
from recount.store.neighbourhood import Neighbourhood
from recount.store.passages import Passages
from recount.store.subjects import claims_by_report, subjects_of
from recount.store.work_models import DecisionSubjectRow


class Record(Protocol):
    """What a draft asks of the store it is drawn up on."""

    @property
    def url(self) -> str:
        """Where the record is."""
        ...

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""
        ...

    def put_neighbourhood(
        self, incidents: Sequence[Incident], tolls: Sequence[Toll], *, among: Collection[str]
    ) -> bool:
        """Make these the live incidents and tolls among some."""
        ...


_Written = tuple[Sequence[Incident], Sequence[Toll], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What a draft came to: no more than values, so that another process may have drawn it up.

    Attributes:
        decisions: the rulings, none of which was in the log.
        moment: at which they were ruled.
        mark: how far linking had come.
        last_seq: the last entry of the log.
        latest: the moment of the latest ruling of the log that was read; ``None`` where none was.
        steps: what is to be done to the rows of linking.
        written: incidents and tolls, with the ids of those among which they are to be the live ones.
    """

    decisions: tuple[Decision, ...]
    moment: datetime
    mark: str | None
    last_seq: int
    latest: datetime | None
    steps: Sequence[Step]
    written: Sequence[_Written]

    def keep(self, store: Record, alias: str) -> None:
        """Write all of it, in the transaction that is open; the decisions are written already."""
        take_steps(Bulk(alias), self.steps)
        for incidents, tolls, among in self.written:
            store.put_neighbourhood(incidents, tolls, among=among)


class DraftLookup(Lookup):
    """Single things by their ids, with rulings that are not in the log yet.

    Attributes:
        latest: the moment of the latest ruling of the log that was read; ``None`` where none was.
    """

    def __init__(self, alias: str, url: str, drafted: Sequence[Logged]) -> None:
        super().__init__(alias, url)
        self._drafted = {entry.decision.id: entry for entry in drafted}
        self._subjects: dict[str, set[tuple[str, str]]] = {}
        for entry in drafted:
            self._subjects[entry.decision.id] = self._subjects_of(entry.decision)
        self.latest: datetime | None = None

    def decision(self, decision_id: str) -> Logged | None:
        """Return a decision."""
        return self._drafted.get(decision_id) or super().decision(decision_id)

    def decisions_about(self, kind: str, ids: Iterable[str] | None = None) -> list[Logged]:
        """Return the decisions about some subjects, in the order of the log."""
        wanted = None if ids is None else list(dict.fromkeys(ids))
        found = super().decisions_about(kind, wanted)
        moments = [entry.decision.decided_at for entry in found]
        self.latest = max([*moments, *([self.latest] if self.latest else [])], default=None)
        named = None if wanted is None else {(kind, subject) for subject in wanted}
        return found + [
            entry
            for key, entry in self._drafted.items()
            if any(
                its == kind if named is None else (its, name) in named for its, name in self._subjects[key]
            )
        ]

    def reports_naming(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """Return the report of each claim, added ones too."""
        wanted = list(claim_ids)
        new = {
            claim: report
            for entry in self._drafted.values()
            for claim, report in claims_by_report(entry.decision)
        }
        return {claim: new[claim] for claim in wanted if claim in new} | super().reports_naming(wanted)

    def _subjects_of(self, decision: Decision) -> set[tuple[str, str]]:
        """Return what a decision is about; one that supersedes another is about its subjects too."""
        before = decision.supersedes
        if before is None:
            return subjects_of(decision)
        rows = DecisionSubjectRow.objects.using(self._alias).filter(decision=before)
        known = self._subjects.get(before) or set(rows.values_list("kind", "subject"))
        return subjects_of(decision) | known


class DraftNeighbourhood(Neighbourhood):
    """What hangs together, as a draft leaves it."""

    def __init__(self, alias: str, bulk: DraftBulk) -> None:
        super().__init__(alias)
        self._bulk = bulk

    def set_mark(self, value: str | None) -> None:
        """Say nothing: how far linking has come is said when the draft is kept."""


class DraftPassages(Passages):
    """Which reports share their words, as a draft leaves it."""

    def __init__(self, alias: str, bulk: DraftBulk) -> None:
        super().__init__(alias)
        self._bulk = bulk


class Draft:
    """Of a store what linking a neighbourhood asks for; what it writes stays here until it is kept.

    Args:
        store: the record.
        alias: of its connection.
        decisions: the rulings, none of which is in the log.
        moment: at which they were ruled.
    """

    def __init__(self, store: Record, alias: str, decisions: Sequence[Decision], moment: datetime) -> None:
        self._store, self._bulk = store, DraftBulk(alias)
        self.neighbourhood = DraftNeighbourhood(alias, self._bulk)
        self.passages = DraftPassages(alias, self._bulk)
        self.mark, self.last_seq = self.neighbourhood.mark(), self.neighbourhood.last_seq()
        drafted = [
            Logged(seq=self.last_seq + number, at=moment, decision=decision)
            for number, decision in enumerate(decisions, 1)
        ]
        self.lookup = DraftLookup(alias, store.url, drafted)
        self.decisions, self.moment = tuple(decisions), moment
        self._written: list[_Written] = []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Return a context of no meaning: nothing is written."""
        yield

    def get_scope(self) -> RecordScope:
        """Return the record's scope."""
        return self._store.get_scope()

    def put_neighbourhood(
        self, incidents: Sequence[Incident], tolls: Sequence[Toll], *, among: Collection[str]
    ) -> bool:
        """Remember what are to be the live incidents and tolls among some."""
        self._written.append((incidents, tolls, among))
        return True

    def drafted(self) -> Drafted:
        """Return what it came to."""
        return Drafted(
            decisions=self.decisions,
            moment=self.moment,
            mark=self.mark,
            last_seq=self.last_seq,
            latest=self.lookup.latest,
            steps=self._bulk.steps,
            written=self._written,
        )
