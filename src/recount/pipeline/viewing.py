"""From a store to what ``publish`` shows: decisions applied, rulings and methods put into words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from recount.codebook.conventions import get_convention
from recount.gazetteer import attribution
from recount.model import Claim, Decision, DecisionKind, RecordScope, Report, dump_record
from recount.publish import Method, RecordView, Ruling
from recount.reconcile import get_policy
from recount.review import ClaimIndex, apply_decisions, in_force, subjects_of
from recount.store import Store


def view_store(store: Store, *, generated_at: datetime) -> RecordView:
    """Return the record as it stands, decisions applied."""
    read = list(store.iter_claims())
    decisions = in_force(store.iter_decisions())
    adjudicated = apply_decisions(read, decisions)
    reports = tuple(store.iter_reports())
    scope = store.get_scope()
    return RecordView(
        scope=scope,
        generated_at=generated_at,
        reports=reports,
        claims=adjudicated.claims,
        rejected=tuple(claim for claim in read if claim.id in adjudicated.rejected),
        incidents=tuple(store.iter_incidents()),
        tolls=tuple(store.iter_tolls()),
        rejections=tuple(store.iter_rejections()),
        rulings=tuple(_rulings(read, adjudicated.claims, decisions)),
        methods=methods_of(scope, reports, adjudicated.claims),
        credits=(attribution(),),
        log_head=store.status().log_head,
    )


def methods_of(scope: RecordScope, reports: Sequence[Report], claims: Sequence[Claim]) -> tuple[Method, ...]:
    """Return the rules and programs a record was made by."""
    policy = get_policy(scope.policy)
    convention = get_convention(scope.convention)
    programs = [("extractor", claim.extractor) for claim in claims]
    programs += [("normaliser", report.normaliser) for report in reports]
    return (
        Method(kind="policy", name=policy.id, text=policy.explanation),
        Method(kind="convention", name=f"{convention.name}/{convention.version}", text=convention.reason),
        *(Method(kind=kind, name=name) for kind, name in sorted(set(programs)) if name),
    )


def _rulings(
    read: Sequence[Claim], effective: Sequence[Claim], decisions: Sequence[Decision]
) -> Iterator[Ruling]:
    index = ClaimIndex(read)
    now = {claim.id: claim for claim in effective}
    for decision in decisions:
        for subject in subjects_of(decision):
            claim = index.find(subject)
            if claim is not None:
                yield Ruling(
                    claim_id=claim.id,
                    kind=decision.kind,
                    reason=decision.reason,
                    decided_at=decision.decided_at,
                    reviewer=decision.reviewer,
                    changes=_changes(decision, claim, now.get(claim.id)),
                )


def _changes(decision: Decision, read: Claim, now: Claim | None) -> tuple[tuple[str, str, str], ...]:
    """Return (field, as read, as ruled) for every field a correction replaced."""
    if now is None or decision.kind is not DecisionKind.CORRECT:
        return ()
    before, after = dump_record(read), dump_record(now)
    return tuple((name, _shown(before[name]), _shown(after[name])) for name, _ in decision.replacement)


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping) and {"low", "high"} <= value.keys():
        low, high = ("open" if end is None else str(end) for end in (value["low"], value["high"]))
        return low if low == high else f"{low} to {high}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
