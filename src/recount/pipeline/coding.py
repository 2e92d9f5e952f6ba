"""Coding: every report of the store through the extractor, each refusal counted, no report lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from recount.model import Claim, RecordScope, Rejection, RejectionReason, Report, content_id, sha256_hex
from recount.store import Store

BATCH_REPORTS = 100  # reports coded in one transaction


class ReportCoder(Protocol):
    """What codes a report; ``extract.Extractor`` is one."""

    name: str

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
        """How many reports met a fault in Recount itself."""
        return self.rejections[RejectionReason.INTERNAL_ERROR]


def code_store(store: Store, coder: ReportCoder, on_report: Callable[[], None] = lambda: None) -> CodingRun:
    """Code the reports that this coder, under the record's scope and place files, has not coded yet."""
    run = CodingRun()
    scope = store.get_scope()
    name = coder_name(coder, scope, store.get_place_files())
    while batch := list(islice(store.iter_uncoded(name), BATCH_REPORTS)):
        with store.transaction():
            for report in batch:
                claims, rejections = code_report(report, coder, scope)
                run.changed += store.put_claims(report.id, claims, rejections, name)
                run.reports += 1
                run.claims += len(claims)
                run.rejections.update(rejection.reason for rejection in rejections)
                on_report()
    return run


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


def code_report(
    report: Report, coder: ReportCoder, scope: RecordScope
) -> tuple[Sequence[Claim], Sequence[Rejection]]:
    """Return the claims and refusals of one report.

    A fault in the extractor is a counted refusal of this report; the others go on.
    """
    outside = outside_scope(report, scope)
    if outside is not None:
        return (), (outside,)
    try:
        found = list(coder.extract(report))
    except Exception as error:  # noqa: BLE001 - one report must not stop the record; the fault is counted
        return (), (_fault(report, error),)
    claims = [item for item in found if isinstance(item, Claim)]
    return claims, [item for item in found if isinstance(item, Rejection)]


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


def _fault(report: Report, error: Exception) -> Rejection:
    detail = (
        f"A fault in Recount stopped the coding of this report ({type(error).__name__}: {error}). "
        "Please report it with the report's id."
    )
    return _refuse(report, RejectionReason.INTERNAL_ERROR, detail)
