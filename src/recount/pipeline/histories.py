"""How recorded tolls moved: from their versions and the log to steps with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from recount.model import Claim, Decision, DecisionKind, Toll, load_json
from recount.publish import RecordedStep, RecordView
from recount.review import ClaimIndex, subjects_of
from recount.store import StoreReader, TollVersion

FIRST, AGAIN, GONE = "first_recorded", "recorded_again", "no_longer"
POLICY, CONVENTION, RULING = "other_policy", "other_convention", "ruling"
NEW_CLAIMS, CLAIMS_GONE, SET_ASIDE, READ_ANEW = "new_claims", "claims_gone", "set_aside", "read_anew"

_MOVES_NOTHING = frozenset(
    {DecisionKind.NOTE, DecisionKind.GRADE, DecisionKind.SECOND_REVIEW, DecisionKind.SIGN_OFF}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruled:
    """A decision as the history needs it: when it was recorded, and what it names."""

    at: datetime
    ids: frozenset[str]


def with_steps(view: RecordView, record: StoreReader, incident_id: str | None = None) -> RecordView:
    """Return a view with how its tolls moved in the record, or those of one incident.

    A step is a change of the figure, not of what stands behind it. Both times are told apart: this is when the
    record held a figure; ``Toll.history`` is what reports said by which day.
    """
    rulings = list(_rulings(record, view))
    versions = record.iter_toll_versions(incident_id)
    steps = [
        step
        for _, group in groupby(versions, key=lambda item: _key(item.toll))
        for step in _steps(list(group), rulings)
    ]
    return replace(view, steps=tuple(steps))


def _key(toll: Toll) -> tuple[str, str, str]:
    return toll.incident_id, toll.harm.value, "" if toll.status is None else toll.status.value


def _steps(versions: Sequence[TollVersion], rulings: Sequence[_Ruled]) -> Iterator[RecordedStep]:
    before: TollVersion | None = None
    over: datetime | None = None
    for version in versions:
        if over is not None and over < version.recorded_at and before is not None:
            yield _step(before.toll, over, None, (GONE,))
            yield _step(version.toll, version.recorded_at, version.toll, (AGAIN,))
            before = version
        elif before is None:
            yield _step(version.toll, version.recorded_at, version.toll, (FIRST,))
            before = version
        elif _figure(before.toll) != _figure(version.toll):
            reasons = _reasons(before, version, rulings)
            new = tuple(key for key in version.toll.claims_used if key not in before.toll.claims_used)
            yield _step(version.toll, version.recorded_at, version.toll, reasons, new)
            before = version
        over = version.retired_at
    if over is not None and before is not None:
        yield _step(before.toll, over, None, (GONE,))


def _step(
    of: Toll, at: datetime, toll: Toll | None, reasons: tuple[str, ...], claims: tuple[str, ...] | None = None
) -> RecordedStep:
    used = () if toll is None else toll.claims_used
    return RecordedStep(
        incident_id=of.incident_id,
        harm=of.harm,
        status=of.status,
        recorded_at=at,
        toll=toll,
        claim_ids=used if claims is None else claims,
        reasons=reasons,
    )


def _figure(toll: Toll) -> tuple[object, ...]:
    return toll.low, toll.best, toll.high, toll.high_open, toll.vague, toll.words if toll.vague else ()


def _reasons(before: TollVersion, after: TollVersion, rulings: Iterable[_Ruled]) -> tuple[str, ...]:
    old, new = before.toll, after.toll
    concerned = {old.incident_id, *_behind(old), *_behind(new)}
    ruled = any(
        before.recorded_at < ruling.at <= after.recorded_at and not concerned.isdisjoint(ruling.ids)
        for ruling in rulings
    )
    found = {
        RULING: ruled,
        POLICY: old.policy != new.policy,
        CONVENTION: old.convention != new.convention,
        NEW_CLAIMS: not set(new.claims_used) <= {*old.claims_used, *_set_aside(old)},
        SET_ASIDE: not _set_aside(new).isdisjoint(old.claims_used),
        CLAIMS_GONE: not set(old.claims_used) <= {*new.claims_used, *_set_aside(new)},
    }
    return tuple(reason for reason, holds in found.items() if holds) or (READ_ANEW,)


def _behind(toll: Toll) -> set[str]:
    """All that a decision may name and that the toll depends on."""
    return {*toll.claims_used, *_set_aside(toll), *toll.originators}


def _set_aside(toll: Toll) -> set[str]:
    return {item.claim_id for item in toll.excluded}


def _rulings(record: StoreReader, view: RecordView) -> Iterator[_Ruled]:
    """Yield what each decision that can move a toll names: incidents, sources, claims, claims of its reports.

    A decision also names what the one it supersedes names: taking a ruling back moves the same tolls.
    """
    known = {claim.id: claim for claim in (*view.claims, *view.rejected)}
    known |= {claim.id: claim for claim in record.iter_claims()}  # as read: decisions name those
    index, of_report = ClaimIndex(known.values()), _by_report(known.values())
    named: dict[str, frozenset[str]] = {}
    for entry in record.iter_log():
        if entry.kind != "decision" or entry.body is None:
            continue
        decision = load_json(Decision, entry.body)
        ids = _named(decision, index, of_report) if decision.kind not in _MOVES_NOTHING else frozenset[str]()
        named[decision.id] = ids | named.get(decision.supersedes or "", frozenset())
        yield _Ruled(at=entry.at, ids=named[decision.id])


def _named(decision: Decision, index: ClaimIndex, of_report: Mapping[str, frozenset[str]]) -> frozenset[str]:
    claims = (index.find(subject) for subject in subjects_of(decision))
    reports = (of_report.get(report_id, frozenset()) for report_id in decision.report_ids)
    return frozenset().union(
        (claim.id for claim in claims if claim is not None),
        decision.incident_ids,
        () if decision.source_id is None else (decision.source_id,),
        *reports,
    )


def _by_report(claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.report_id, set()).add(claim.id)
    return {report_id: frozenset(ids) for report_id, ids in found.items()}
