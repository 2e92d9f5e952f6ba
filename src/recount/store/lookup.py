"""Single things of a record by their ids, through indexes: what a page or a single ruling needs.

Nothing here reads a whole table. A claim that a person added is no row of its own; it is made from its
decision (``review.with_additions``), which is found by the claim's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from django.db import connections

from recount.model import Claim, Decision, Incident, LogEntry, Rejection, Report, Toll, load_json
from recount.store import subjects
from recount.store.bulk import Bulk
from recount.store.history_models import IncidentPastRow
from recount.store.logged import Changes, Logged
from recount.store.models import (
    IncidentRow,
    LogRow,
    RejectionRow,
    TollRow,
)
from recount.store.record import stored
from recount.store.trouble import plain_errors

_CHUNK = 300
_NAMED = (
    "SELECT l.seq, l.at, b.body, l.kind FROM recount_log l "
    "JOIN recount_log_body b ON b.seq = l.seq WHERE l.subject = %s"
)
_CHANGED = " UNION ALL ".join(
    f"SELECT {key}, {number} FROM recount_{table} WHERE {column} > %s"  # noqa: S608 - names of ours
    for key, table, column, number in (
        ("id", "incident", "retired_at", 1),
        ("id", "incident", "recorded_at", 0),
        ("incident_id", "toll", "recorded_at", 0),
        ("incident_id", "toll", "retired_at", 0),
    )
)
_VERSIONS = 100  # of an incident; who looks further back reads the log


@dataclass(frozen=True, slots=True)
class _Members:
    """Of an incident, no more than its claims."""

    claim_ids: tuple[str, ...]


@lru_cache(
    maxsize=8_000
)  # some 25 MB; a new report is linked with those that were looked at for the last ones
def _claim(key: str, body: str) -> Claim:
    return stored(Claim, body, f"claim {key}")


@lru_cache(maxsize=1_000)  # some 10 MB
def _report(key: str, body: str) -> Report:
    return stored(Report, body, f"report {key}")


@lru_cache(maxsize=4_000)  # some 8 MB; a ruling reads what was ruled on its report three times
def _decision(body: str) -> Decision:
    return load_json(Decision, body)


def _logged(row: subjects.LoggedBody) -> Logged:
    seq, at, body = row
    return Logged(seq=seq, at=datetime.fromisoformat(at), decision=_decision(str(body)))


class Lookup:
    """Reading by id over one store's connection."""

    def __init__(self, alias: str, url: str) -> None:
        self._alias = alias
        self._url = url
        self._bulk = Bulk(alias)

    def claim(self, claim_id: str) -> Claim | None:
        """Return the machine's live claim of an id."""
        return self.claims([claim_id]).get(claim_id)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Return the machine's live claims of some ids."""
        with plain_errors(self._url):
            rows = self._bulk.select("recount_claim", ("id", "body", "retired_at"), "id", ids)
            return {key: _claim(key, body) for key, body, gone in rows if gone is None}

    def claims_of(self, report_ids: Iterable[str]) -> list[Claim]:
        """Return the machine's live claims of some reports, by report and place in the text."""
        columns = ("report_id", "position", "harm", "id", "body", "retired_at")
        with plain_errors(self._url):
            rows = self._bulk.select("recount_claim", columns, "report_id", report_ids)
            live = sorted(row[:5] for row in rows if row[5] is None)
            return [_claim(key, body) for *_, key, body in live]

    def reports_naming(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """Return the report of each claim, retired and added ones too, by claim id."""
        wanted = list(dict.fromkeys(claim_ids))
        with plain_errors(self._url):
            found = dict(self._bulk.select("recount_claim", ("id", "report_id"), "id", wanted))
            missing = [claim_id for claim_id in wanted if claim_id not in found]
            if missing:
                for logged in map(_logged, subjects.claims_named(self._alias, missing)):
                    named = dict(subjects.claims_by_report(logged.decision))
                    found |= {claim_id: named[claim_id] for claim_id in missing if claim_id in named}
            return found

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Return some reports."""
        with plain_errors(self._url):
            rows = self._bulk.select("recount_report", ("id", "body"), "id", ids)
            return {key: _report(key, body) for key, body in rows}

    def incident(self, incident_id: str) -> Incident | None:
        """Return a live incident, also by an id that it had before a merge; ``None`` when there is none."""
        with plain_errors(self._url):
            rows = self._bulk.select("recount_incident", ("body", "retired_at"), "id", [incident_id])
            known = [(stored(Incident, body, f"incident {incident_id}"), gone) for body, gone in rows]
        for incident, gone in known:
            if gone is None:
                return incident
            heirs = self.incidents_of(incident.claim_ids).values()
            return next((heir for heir in heirs if incident_id in heir.previous_ids), None)
        return None

    def incidents(self, ids: Iterable[str]) -> dict[str, Incident]:
        """Return some live incidents."""
        with plain_errors(self._url):
            rows = self._bulk.select("recount_incident", ("id", "body", "retired_at"), "id", ids)
            return {
                key: stored(Incident, body, f"incident {key}") for key, body, gone in rows if gone is None
            }

    def former_claims(self, incident_ids: Iterable[str]) -> list[str]:
        """Return the ids of claims that earlier versions of some incidents held, the latest versions first."""
        return self.former_claims_of_each({"": list(incident_ids)})[""]

    def former_claims_of_each(self, families: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return the same for several incidents at once, each with all ids that it has or had."""
        wanted = [name for family in families.values() for name in family]
        versions: dict[str, list[tuple[datetime | str, str]]] = {}
        with plain_errors(self._url):
            rows = self._bulk.select("recount_incident", ("id", "retired_at", "body"), "id", wanted)
            columns = ("incident_id", "retired_at", "body")
            past = self._bulk.select("recount_incident_past", columns, "incident_id", wanted)
            for name, retired_at, body in (*rows, *past):
                if retired_at is not None:
                    versions.setdefault(name, []).append((retired_at, body))
        return {
            key: _claims_in(versions.get(name, []) for name in family) for key, family in families.items()
        }

    def labels(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the labels of some incidents, also of those that are no longer."""
        with plain_errors(self._url):
            rows = self._bulk.select("recount_incident", ("id", "body"), "id", ids)
            return {key: stored(Incident, body, f"incident {key}").label for key, body in rows}

    def incident_of(self, claim_id: str) -> Incident | None:
        """Return the live incident that a claim is about."""
        return self.incidents_of([claim_id]).get(claim_id)

    def incidents_of(self, claim_ids: Iterable[str]) -> dict[str, Incident]:
        """Return the live incident of each claim, by claim id."""
        with plain_errors(self._url):
            columns = ("claim_id", "incident_id")
            found = dict(self._bulk.select("recount_incident_member", columns, "claim_id", claim_ids))
        incidents = self.incidents(found.values())
        return {claim_id: incidents[name] for claim_id, name in found.items() if name in incidents}

    def tolls_of(self, incident_ids: Iterable[str]) -> list[Toll]:
        """Return the live tolls of some incidents."""
        columns = ("incident_id", "harm", "status", "id", "body", "retired_at")
        with plain_errors(self._url):
            rows = self._bulk.select("recount_toll", columns, "incident_id", incident_ids)
            live = sorted(row[:5] for row in rows if row[5] is None)
            return [stored(Toll, body, f"a toll of incident {key}") for key, *_, body in live]

    def toll_versions(self, incident_id: str) -> list[tuple[datetime, datetime | None, Toll]]:
        """Return every version of an incident's tolls: since when, until when, and the toll; oldest first."""
        rows = (
            TollRow.objects.using(self._alias).filter(incident_id=incident_id).order_by("recorded_at", "pk")
        )
        with plain_errors(self._url):
            return [
                (since, until, stored(Toll, body, f"a toll of incident {incident_id}"))
                for since, until, body in rows.values_list("recorded_at", "retired_at", "body")
            ]

    def decision(self, decision_id: str) -> Logged | None:
        """Return a decision; ``None`` when there is none, or its body was erased."""
        with plain_errors(self._url):
            with connections[self._alias].cursor() as cursor:
                cursor.execute(_NAMED, [decision_id])
                found = [row[:3] for row in cursor.fetchall() if row[3] == "decision" and row[2] is not None]
            return _logged(min(found)) if found else None

    def decisions_at(self, seqs: Sequence[int]) -> list[Logged]:
        """Return the decisions of some entries of the log, in its order."""
        with plain_errors(self._url):
            return self._decisions(seqs)

    def decisions_about(self, kind: str, ids: Iterable[str] | None = None) -> list[Logged]:
        """Return the decisions about some claims, incidents, reports or sources, in the order of the log.

        Those that supersede one of them are among them, and those that are superseded.

        Args:
            kind: "claim", "incident", "report", "source" or "withdrawal".
            ids: of the subjects; ``None``: all of the kind.
        """
        with plain_errors(self._url):
            if ids is None:
                return self._decisions(subjects.seqs_about(self._alias, kind, None))
            return [*map(_logged, subjects.together(subjects.logged_about(self._alias, kind, ids)))]

    def decisions_about_each(self, kind: str, ids: Iterable[str]) -> dict[str, list[Logged]]:
        """Return the decisions about each of some subjects, as ``decisions_about`` does for one."""
        with plain_errors(self._url):
            found = subjects.logged_about(self._alias, kind, ids)
            return {subject: [*map(_logged, rows)] for subject, rows in found.items()}

    def changes_at(self, moment: datetime) -> Changes:
        """Return what the transaction of a moment changed (``SqlStore.transaction``: all it writes has one)."""
        with plain_errors(self._url):
            tolls = TollRow.objects.using(self._alias).order_by("incident_id", "harm", "status", "pk")
            incidents = IncidentRow.objects.using(self._alias)
            touched = list(incidents.filter(recorded_at=moment).order_by("id").values_list("id", flat=True))
            known: set[str] = set()
            for chunk in _chunks(touched):
                past = IncidentPastRow.objects.using(self._alias).filter(incident_id__in=chunk)
                known.update(past.values_list("incident_id", flat=True))
            return Changes(
                before=_tolls(tolls.filter(retired_at=moment).values_list("incident_id", "body")),
                after=_tolls(tolls.filter(recorded_at=moment).values_list("incident_id", "body")),
                opened=tuple(incident_id for incident_id in touched if incident_id not in known),
                closed=tuple(incidents.filter(retired_at=moment).order_by("id").values_list("id", flat=True)),
                touched=tuple(touched),
            )

    def changed_since(self, moment: datetime, *, included: bool = False) -> tuple[set[str], set[str]]:
        """Return the ids of incidents that were made anew since a moment, or got other tolls, and of closed ones.

        Args:
            included: whether the moment itself counts.
        """
        connection = connections[self._alias]
        since = connection.ops.adapt_datetimefield_value(moment)
        with plain_errors(self._url), connection.cursor() as cursor:
            cursor.execute(_CHANGED.replace(">", ">=") if included else _CHANGED, [since] * 4)
            rows = cursor.fetchall()
        closed = {key for key, is_closed in rows if is_closed}
        return {key for key, _ in rows} - closed, closed

    def entries_since(self, seq: int) -> list[tuple[int, str, str]]:
        """Return number, kind and subject of the entries of the log after one of them."""
        with plain_errors(self._url):
            rows = LogRow.objects.using(self._alias).filter(seq__gt=seq).order_by("seq")
            return list(rows.values_list("seq", "kind", "subject"))

    def entries_about(self, subjects: Iterable[str], kinds: Sequence[str]) -> list[LogEntry]:
        """Return the entries of the log that are filed under some subjects, without their bodies."""
        with plain_errors(self._url):
            return [
                _entry(row)
                for chunk in _chunks(subjects)
                for row in LogRow.objects.using(self._alias)
                .filter(subject__in=chunk, kind__in=kinds)
                .order_by("seq")
            ]

    def rejections_of(self, report_ids: Iterable[str]) -> list[Rejection]:
        """Return the refusals of some reports."""
        with plain_errors(self._url):
            rows = RejectionRow.objects.using(self._alias)
            return [
                stored(Rejection, body, "a refusal")
                for chunk in _chunks(report_ids)
                for body in rows.filter(report_id__in=chunk).order_by("order").values_list("body", flat=True)
            ]

    def log_of(self, seqs: Sequence[int]) -> list[LogEntry]:
        """Return some entries of the log, without their bodies."""
        with plain_errors(self._url):
            return [
                _entry(row)
                for chunk in _chunks(seqs)
                for row in LogRow.objects.using(self._alias).filter(seq__in=chunk).order_by("seq")
            ]

    def _decisions(self, seqs: Sequence[int]) -> list[Logged]:
        rows = self._bulk.select("recount_log_body", ("seq", "body"), "seq", seqs)
        bodies = {seq: str(body) for seq, body in rows if body is not None}
        moments = dict(self._bulk.select("recount_log", ("seq", "at"), "seq", bodies))
        return [_logged((seq, moments[seq], bodies[seq])) for seq in sorted(bodies)]


def _claims_in(versions: Iterable[Iterable[tuple[datetime | str, str]]]) -> list[str]:
    """Return the claims of versions of an incident, each once, the latest versions first."""
    found: dict[str, None] = {}
    for _, body in sorted(chain.from_iterable(versions), reverse=True)[:_VERSIONS]:
        found |= dict.fromkeys(stored(_Members, body, "an earlier incident").claim_ids)
    return list(found)


def _entry(row: LogRow) -> LogEntry:
    return LogEntry(
        seq=row.seq,
        at=datetime.fromisoformat(row.at),
        actor=row.actor,
        kind=row.kind,
        body_sha256=row.body_sha256,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def _tolls(rows: Iterable[tuple[str, str]]) -> tuple[Toll, ...]:
    return tuple(stored(Toll, body, f"a toll of incident {incident_id}") for incident_id, body in rows)


_Id = TypeVar("_Id", str, int)


def _chunks(ids: Iterable[_Id]) -> Iterator[list[_Id]]:
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _CHUNK):
        yield wanted[start : start + _CHUNK]
