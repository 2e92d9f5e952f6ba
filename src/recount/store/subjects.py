"""What each decision is about, as rows: so that the decisions on one claim or incident are found at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recount.model import Decision, DecisionKind, claim_id
from recount.store.bulk import Bulk
from recount.store.work_models import DecisionSubjectRow

CLAIM, INCIDENT, REPORT, SOURCE = "claim", "incident", "report", "source"
WITHDRAWAL = "withdrawal"
"""Kind of subject under which all withdrawals of reports are found."""
_CHUNK = 300
_Subject = tuple[str, str]
LoggedBody = tuple[int, str, str]
"""Number, moment and body of an entry of the log."""
_ABOUT = (
    "SELECT s.seq, l.at, b.body, s.kind, s.subject FROM recount_decision_subject s "
    "JOIN recount_log l ON l.seq = s.seq JOIN recount_log_body b ON b.seq = s.seq"
)


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


def logged_about(alias: str, kind: str, ids: Iterable[str]) -> dict[str, list[LoggedBody]]:
    """Return number, moment and body of the decisions about each of these subjects, in the order of the log.

    The kind is not asked of the database, which might walk through all of the kind.
    """
    found: dict[str, dict[int, LoggedBody]] = {}
    for seq, at, body, its, subject in Bulk(alias).ask(f"{_ABOUT} WHERE s.subject {{among}}", ids):
        if its == kind and body is not None:
            found.setdefault(subject, {})[seq] = (seq, at, body)
    return {subject: [row for _, row in sorted(rows.items())] for subject, rows in found.items()}


def claims_named(alias: str, ids: Sequence[str]) -> list[LoggedBody]:
    """Return the log entries of the decisions that name claims by these ids."""
    return together(logged_about(alias, CLAIM, ids))


def together(found: Mapping[str, Sequence[LoggedBody]]) -> list[LoggedBody]:
    """Return the entries about any of some subjects, each once, in the order of the log."""
    return sorted({row for rows in found.values() for row in rows})
