"""From a store to what ``publish`` shows: decisions applied, rulings and methods put into words."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from recount.codebook.conventions import get_convention
from recount.gazetteer import attribution
from recount.model import Claim, Decision, DecisionKind, RecordScope, Report, dump_record
from recount.pipeline.grading import grades_of, totals_of
from recount.pipeline.moments import is_inexact
from recount.publish import Method, RecordView, Ruling
from recount.reconcile import get_policy
from recount.reconcile.gradings import HEADLINE
from recount.review import (
    ClaimIndex,
    apply_decisions,
    in_force,
    originators_for,
    subjects_of,
    with_additions,
    withdrawals,
)
from recount.review.replacement import WORDS
from recount.store import StoreReader


def view_store(
    store: StoreReader, *, generated_at: datetime, chosen: Collection[str] = HEADLINE
) -> RecordView:
    """Return the record as it stands, or as it was known then, decisions applied.

    Args:
        store: what is read.
        generated_at: the moment that stands on every page.
        chosen: the grades whose incidents enter the headline totals.
    """
    read = list(store.iter_claims())
    decisions = in_force(store.iter_decisions())
    known, _ = with_additions(read, decisions)
    adjudicated = apply_decisions(read, decisions)
    standing = {claim.id for claim in adjudicated.claims}
    reports = tuple(store.iter_reports())
    scope = store.get_scope()
    incidents, tolls = tuple(store.iter_incidents()), tuple(store.iter_tolls())
    withdrawn_reports = tuple((key, decision.reason) for key, decision in withdrawals(decisions).items())
    grades = tuple(grades_of(decisions, incidents, known))
    return RecordView(
        scope=scope,
        generated_at=generated_at,
        known_at=store.known_at,
        exact_from=store.history_exact_from() if is_inexact(store) else None,
        reports=reports,
        claims=adjudicated.claims,
        rejected=tuple(claim for claim in known if claim.id not in standing),
        parted=adjudicated.parted,
        withdrawn=withdrawn_reports,
        incidents=incidents,
        tolls=tolls,
        rejections=tuple(store.iter_rejections()),
        rulings=tuple(_rulings(known, adjudicated.claims, decisions)),
        grades=grades,
        totals=tuple(totals_of(grades, incidents, tolls, chosen)),
        methods=methods_of(scope, reports, adjudicated.claims),
        originators=originators_for(decisions),
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
    before[WORDS], after[WORDS] = read.count.words, now.count.words
    return tuple((name, _shown(before[name]), _shown(after[name])) for name, _ in decision.replacement)


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping) and {"low", "high"} <= value.keys():
        low, high = ("open" if end is None else str(end) for end in (value["low"], value["high"]))
        return low if low == high else f"{low} to {high}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
