"""Who did what to this figure: everything that was recorded about one claim, incident, report or source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from recount.model import Decision, LogEntry, Toll
from recount.pipeline.desks import SOURCE_SUBJECT, claim_desk, incident_desk
from recount.review import in_force
from recount.store import Store
from recount.store.logged import Logged

RULED, READ, TAKEN_IN, ERASED, TOLL = "decision", "claims", "intake", "erasure", "toll"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One thing that happened to a subject.

    Attributes:
        at: when it was recorded.
        actor: who did it; "recount" for what the program did.
        kind: "decision", "claims" (the report was read), "erasure", or "toll" (a figure moved).
        seq: its entry in the log, ``None`` for a toll, which follows from the entries before it.
        decision: what was ruled.
        is_in_force: whether the ruling still has effect.
        superseded_by: the decision that took it back.
        before, after: the toll that moved.
    """

    at: datetime
    actor: str
    kind: str
    seq: int | None = None
    decision: Decision | None = None
    is_in_force: bool = True
    superseded_by: str | None = None
    before: Toll | None = None
    after: Toll | None = None


def history(store: Store, subject: str) -> list[HistoryLine]:
    """Return all that was recorded about a subject, oldest first; nothing for one that there is not.

    Args:
        store: the record.
        subject: id of a claim, an incident or a report, or ``source:<id>``.
    """
    if subject.startswith(SOURCE_SUBJECT):
        lines = _ruled(store.lookup.decisions_about("source", [subject.removeprefix(SOURCE_SUBJECT)]))
    elif subject.startswith("r_"):
        lines = [*_ruled(store.lookup.decisions_about("report", [subject])), *_read(store, [subject])]
    elif subject.startswith("i_"):
        lines = _of_incident(store, subject)
    else:
        lines = _of_claim(store, subject)
    return sorted(lines, key=lambda line: (line.at, line.seq is None, line.seq or 0))


def _of_claim(store: Store, claim_id: str) -> list[HistoryLine]:
    found = claim_desk(store, claim_id)
    if found is None:
        return []
    claim, desk = found
    return [*_ruled(desk.about[claim_id]), *_read(store, [claim.report_id])]


def _of_incident(store: Store, incident_id: str) -> list[HistoryLine]:
    desk = incident_desk(store, incident_id)
    if desk is None:
        return []
    reports = dict.fromkeys(claim.report_id for claim in (*desk.claims, *desk.set_aside))
    return [*_ruled(desk.logged), *_read(store, reports), *_moves(store, desk.incident.id)]


def _ruled(logged: Iterable[Logged]) -> list[HistoryLine]:
    entries = list(logged)
    standing = {decision.id for decision in in_force(entry.decision for entry in entries)}
    taken_back: Mapping[str, str] = {
        entry.decision.supersedes: entry.decision.id for entry in entries if entry.decision.supersedes
    }
    return [
        HistoryLine(
            at=entry.at,
            actor=entry.decision.reviewer,
            kind=RULED,
            seq=entry.seq,
            decision=entry.decision,
            is_in_force=entry.decision.id in standing,
            superseded_by=taken_back.get(entry.decision.id),
        )
        for entry in entries
    ]


def _read(store: Store, report_ids: Iterable[str]) -> list[HistoryLine]:
    """Return when the reports were read, and when something of them was erased."""
    entries: list[LogEntry] = store.lookup.entries_about(report_ids, (READ, ERASED))
    return [HistoryLine(at=entry.at, actor=entry.actor, kind=entry.kind, seq=entry.seq) for entry in entries]


def _moves(store: Store, incident_id: str) -> Iterator[HistoryLine]:
    """Yield the moves of an incident's tolls; a version that says the same as the one before is no move."""
    last: dict[tuple[object, object], Toll] = {}
    versions = store.lookup.toll_versions(incident_id)
    gone = [(until, None, toll) for _, until, toll in versions if until is not None]
    made = [(since, toll, toll) for since, _, toll in versions]
    events = sorted((*gone, *made), key=lambda event: (event[0], event[1] is not None))
    replaced = {(since, toll.harm, toll.status) for since, _, toll in versions}
    for at, after, toll in events:
        key = (toll.harm, toll.status)
        if after is None and (at, *key) in replaced:
            continue
        before = last.pop(key, None)
        if after is not None:
            last[key] = after
        if _ends(before) != _ends(after):
            yield HistoryLine(at=at, actor="recount", kind=TOLL, before=before, after=after)


def _ends(toll: Toll | None) -> tuple[object, ...] | None:
    return None if toll is None else (toll.low, toll.best, toll.high, toll.high_open)
