"""Coding: every report of the store through the extractor, each refusal counted, no report lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from recount.model import Claim, RecordScope, Rejection, RejectionReason, Report, content_id, sha256_hex
from recount.pipeline.runner import IN_PROCESS, Runner, Stopped

if TYPE_CHECKING:
    from recount.store import Store

BATCH_REPORTS = 100  # reports whose claims are kept in one transaction
FAULTS = frozenset({RejectionReason.INTERNAL_ERROR, RejectionReason.TIMED_OUT, RejectionReason.WORKER_DIED})
"""Refusals that say nothing of the report, only that Recount could not read it."""
_AGAIN = (FAULTS - {RejectionReason.INTERNAL_ERROR}) | {RejectionReason.PROPOSER_FAILED}
"""May go better another time: such a report counts as uncoded, whatever claims it has."""

Coded = tuple[Sequence[Claim], Sequence[Rejection]]


class ReportCoder(Protocol):
    """What codes a report; ``extract.Extractor`` is one."""

    @property
    def name(self) -> str:
        """Name and version, written on every claim."""
        ...

    def extract(self, report: Report) -> Iterator[Claim | Rejection]:
        """Yield the claims of a report, and what was refused."""


@dataclass(slots=True, kw_only=True)
class CodingRun:
    """What a run of coding did."""

    reports: int = 0
    claims: int = 0
    changed: int = 0
    rejections: Counter[RejectionReason] = field(default_factory=Counter)

    @property
    def faults(self) -> int:
        """How many reports Recount could not read: a fault, or more time or memory needed than allowed."""
        return sum(self.rejections[reason] for reason in FAULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReport:
    """The work of coding, as a runner takes it: report to claims and refusals."""

    coder: ReportCoder
    scope: RecordScope

    def __call__(self, report: Report) -> Coded:
        """Code one report."""
        return code_report(report, self.coder, self.scope)


def code_store(
    store: Store,
    coder: ReportCoder,
    on_report: Callable[[], None] = lambda: None,
    runner: Runner = IN_PROCESS,
) -> CodingRun:
    """Code the reports that this coder, under the record's scope and place files, has not coded yet.

    A report that was stopped at its deadline is counted as refused, and tried again by the next run; so is one
    about which a language model gave no answer, which keeps what the rules read in it.
    """
    run = CodingRun()
    scope = store.get_scope()
    name = coder_name(coder, scope, store.get_place_files())
    work = CodeReport(coder=coder, scope=scope)
    tried: set[str] = set()
    while ids := [report.id for report in store.iter_uncoded(name) if report.id not in tried]:
        tried.update(ids)
        coded = _code_all(store, ids, work, runner, on_report)
        while batch := list(islice(coded, BATCH_REPORTS)):
            with store.transaction():
                for report_id, claims, rejections in batch:
                    is_left = any(rejection.reason in _AGAIN for rejection in rejections)
                    run.changed += store.put_claims(report_id, claims, rejections, "" if is_left else name)
                    run.reports += 1
                    run.claims += len(claims)
                    run.rejections.update(rejection.reason for rejection in rejections)
    return run


def _code_all(
    store: Store, ids: Sequence[str], work: CodeReport, runner: Runner, on_report: Callable[[], None]
) -> Iterator[tuple[str, Sequence[Claim], Sequence[Rejection]]]:
    """Yield the ids of reports with their claims and refusals."""
    for report, coded in runner.map(work, map(store.get_report, ids)):
        claims, rejections = stopped_report(report, coded) if isinstance(coded, Stopped) else coded
        yield report.id, claims, rejections
        on_report()


def coder_name(coder: ReportCoder, scope: RecordScope, place_files: Mapping[str, bytes]) -> str:
    """Return the name under which reports count as coded.

    Whatever can change a claim is in it: the extractor's version, convention, languages, period, place files.
    """
    inputs = content_id(
        "k",
        scope.convention,
        *scope.languages,
        scope.period_start,
        *(sha256_hex(data) for _, data in sorted(place_files.items())),
    )
    return f"{coder.name} {inputs}"


def code_report(report: Report, coder: ReportCoder, scope: RecordScope) -> Coded:
    """Return the claims and refusals of one report."""
    outside = outside_scope(report, scope)
    if outside is not None:
        return (), (outside,)
    found = list(coder.extract(report))
    claims = [item for item in found if isinstance(item, Claim)]
    return claims, [item for item in found if isinstance(item, Rejection)]


def stopped_report(report: Report, stopped: Stopped) -> Coded:
    """Return the refusal of a report whose coding was stopped, in the place of its claims."""
    return (), (_refuse(report, stopped.reason, stopped.detail),)


def outside_scope(report: Report, scope: RecordScope) -> Rejection | None:
    """Return the refusal of a report outside the record's languages or period, ``None`` when it is inside.

    A report is kept either way. One published after the period may still speak of it, so only reports from
    before the period are outside; an undated report is inside.
    """
    if report.language not in (*scope.languages, "und"):
        return _refuse(
            report,
            RejectionReason.LANGUAGE_WITHOUT_RULES,
            f"The report is in language {report.language!r}; this record codes {', '.join(scope.languages)}.",
        )
    day = report.reference_date
    if day is not None and scope.period_start is not None and day < scope.period_start:
        return _refuse(
            report,
            RejectionReason.OUT_OF_SCOPE,
            f"The report is dated {day}, before the record's period starts on {scope.period_start}.",
        )
    return None


def _refuse(report: Report, reason: RejectionReason, detail: str) -> Rejection:
    return Rejection(
        stage="extract", reason=reason, detail=detail, origin=report.capture.origin, report_id=report.id
    )
