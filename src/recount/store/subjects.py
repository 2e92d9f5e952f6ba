"""What each decision is about, as rows: so that the decisions on one claim or incident are found at once."""

from __future__ import annotations

from collections.abc import Sequence

from recount.model import Decision, DecisionKind, claim_id
from recount.store.bulk import Bulk
from recount.store.work_models import DecisionSubjectRow

CLAIM, INCIDENT, REPORT, SOURCE = "claim", "incident", "report", "source"
WITHDRAWAL = "withdrawal"
"""Kind of subject under which all withdrawals of reports are found."""
_CHUNK = 300
_Subject = tuple[str, str]


def claims_by_report(decision: Decision) -> list[tuple[str, str]]:
    """Return the claims a decision names, by the ids that their words give them, each with its report."""
    named = [*([decision.claim] if decision.claim else []), *decision.claims]
    return [
        (
            claim_id(subject.report_id, subject.selector.start, subject.selector.end, subject.harm),
            subject.report_id,
        )
        for subject in named
    ]


def subjects_of(decision: Decision) -> set[_Subject]:
    """Return what a decision names: (kind of subject, id); a claim by the id that its words give it."""
    named = claims_by_report(decision)
    found = {(CLAIM, claim) for claim, _ in named} | {(REPORT, report_id) for _, report_id in named}
    found |= {(REPORT, report_id) for report_id in decision.report_ids}
    found |= {(INCIDENT, incident_id) for incident_id in decision.incident_ids}
    if decision.source_id:
        found.add((SOURCE, decision.source_id))
    if decision.kind is DecisionKind.WITHDRAW:
        found.add((WITHDRAWAL, ""))
    return found


def index_decision(alias: str, seq: int, decision: Decision) -> None:
    """Enter a decision that was appended at ``seq``."""
    rows = DecisionSubjectRow.objects.using(alias)
    subjects = subjects_of(decision)
    if decision.supersedes:
        subjects |= set(rows.filter(decision=decision.supersedes).values_list("kind", "subject"))
    rows.bulk_create(
        [
            DecisionSubjectRow(decision=decision.id, seq=seq, kind=kind, subject=subject)
            for kind, subject in sorted(subjects)
        ],
        batch_size=_CHUNK,
    )


def seqs_about(alias: str, kind: str, ids: Sequence[str] | None) -> list[int]:
    """Return the log entries of the decisions about any of these subjects, or about any of the kind."""
    if ids is None:
        rows = DecisionSubjectRow.objects.using(alias).filter(kind=kind)
        return sorted(set(rows.values_list("seq", flat=True)))
    found = Bulk(alias).select("recount_decision_subject", ("seq", "kind"), "subject", ids)
    return sorted({seq for seq, its in found if its == kind})


def claims_named(alias: str, ids: Sequence[str]) -> list[int]:
    """Return the log entries of the decisions that name claims by these ids."""
    return seqs_about(alias, CLAIM, ids)
