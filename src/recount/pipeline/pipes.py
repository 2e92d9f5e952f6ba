"""The stateless pipes: reports in, one line out; no store. Evaluation and notebooks use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from recount.extract import claims_as_json
from recount.ingest import Piece
from recount.model import Claim, RecordScope, Rejection, Report, Toll
from recount.pipeline.coding import FAULTS, ReportCoder, code_report
from recount.pipeline.reading import read_item, stopped_piece
from recount.pipeline.runner import IN_PROCESS, Runner, Stopped
from recount.pipeline.tolling import make_tolls
from recount.reconcile import incident_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePiece:
    """The work of a pipe, as a runner takes it: a piece to its report, claims and refusals."""

    coder: ReportCoder
    scope: RecordScope

    def __call__(
        self, item: Piece | Rejection
    ) -> Rejection | tuple[Report, Sequence[Claim], Sequence[Rejection]]:
        """Read and code one piece; a rejection stays what it is."""
        read = read_item(item)
        if isinstance(read, Rejection):
            return read
        return (read.report, *code_report(read.report, self.coder, self.scope))


class Pipe:
    """One pass over a stream of reports.

    Attributes:
        rejections: everything refused on the way, for the caller to report.
    """

    def __init__(self, coder: ReportCoder, scope: RecordScope, runner: Runner = IN_PROCESS) -> None:
        self._scope = scope
        self._work = CodePiece(coder=coder, scope=scope)
        self._runner = runner
        self.rejections: list[Rejection] = []

    @property
    def faults(self) -> int:
        """How many reports Recount could not read: a fault, or more time or memory needed than allowed."""
        return sum(item.reason in FAULTS for item in self.rejections)

    def code(self, items: Iterable[Piece | Rejection]) -> Iterator[tuple[Report, Sequence[Claim]]]:
        """Yield each report that could be read with its claims."""
        for item, coded in self._runner.map(self._work, items):
            if isinstance(coded, Stopped):
                self.rejections.append(stopped_piece(item, coded, "extract"))
            elif isinstance(coded, Rejection):
                self.rejections.append(coded)
            else:
                report, claims, refused = coded
                self.rejections.extend(refused)
                yield report, claims

    def claims(self, items: Iterable[Piece | Rejection]) -> Iterator[dict[str, Any]]:
        """Yield one object for each report: its id and its claims."""
        for report, claims in self.code(items):
            yield claims_as_json(report, list(claims))

    def incidents(self, items: Iterable[Piece | Rejection]) -> Iterator[dict[str, Any]]:
        """Yield one object for each incident of the whole stream."""
        reports: dict[str, Report] = {}
        claims: list[Claim] = []
        for report, found in self.code(items):
            if report.id not in reports:
                reports[report.id] = report
                claims.extend(found)
        done = make_tolls(reports.values(), claims, scope=self._scope)
        by_id = {claim.id: claim for claim in done.adjudicated.claims}
        tolls: defaultdict[str, list[Toll]] = defaultdict(list)
        for toll in done.tolls:
            tolls[toll.incident_id].append(toll)
        for incident in done.incidents:
            yield incident_as_json(incident, tolls[incident.id], reports, by_id)
