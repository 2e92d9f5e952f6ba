"""The stateless pipes: reports in, one line out; no store. Evaluation and notebooks use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recount.ingest import Ingested
from recount.pipeline.coding import FAULTS, ReportCoder, code_report
from recount.pipeline.reading import read_item, stopped_piece
from recount.pipeline.runner import IN_PROCESS, Result, Runner, Stopped

if TYPE_CHECKING:  # a process that has the work done by others loads none of it
    from recount.ingest import Piece
    from recount.model import Claim, RecordScope, Rejection, Report, Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePiece:
    """The work of a pipe, as a runner takes it: a piece to its report, claims and refusals."""

    coder: ReportCoder
    scope: RecordScope

    def __call__(
        self, item: Piece | Rejection
    ) -> Rejection | tuple[tuple[Report, Sequence[Claim]], Sequence[Rejection]]:
        """Read and code one piece; a rejection stays what it is."""
        read = read_item(item)
        if not isinstance(read, Ingested):
            return read
        claims, refused = code_report(read.report, self.coder, self.scope)
        return (read.report, claims), refused


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePiece:
    """The same to plain values: what comes back from another process is small, and loads no records here."""

    code: CodePiece

    def __call__(self, item: Piece | Rejection) -> Rejection | tuple[dict[str, Any], Sequence[Rejection]]:
        """Read and code one piece, and write its claims as JSON; a rejection stays what it is."""
        coded = self.code(item)
        if not isinstance(coded, tuple):
            return coded
        from recount.extract import claims_as_json

        (report, claims), refused = coded
        return claims_as_json(report, list(claims)), refused


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
        return self._run(self._work, items)

    def claims(self, items: Iterable[Piece | Rejection]) -> Iterator[dict[str, Any]]:
        """Yield one object for each report: its id and its claims."""
        return self._run(WritePiece(code=self._work), items)

    def _run(
        self,
        work: Callable[[Piece | Rejection], Rejection | tuple[Result, Sequence[Rejection]]],
        items: Iterable[Piece | Rejection],
    ) -> Iterator[Result]:
        """Yield what work makes of each report that could be read."""
        for item, coded in self._runner.map(work, items):
            if isinstance(coded, Stopped):
                self.rejections.append(stopped_piece(item, coded, "extract"))
            elif isinstance(coded, tuple):
                made, refused = coded
                self.rejections.extend(refused)
                yield made
            else:
                self.rejections.append(coded)

    def incidents(self, items: Iterable[Piece | Rejection]) -> Iterator[dict[str, Any]]:
        """Yield one object for each incident of the whole stream."""
        from recount.pipeline.tolling import make_tolls
        from recount.reconcile import incident_as_json

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
