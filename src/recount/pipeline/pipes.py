"""The stateless pipes: reports in, one line out; no store. Evaluation and notebooks use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from recount.extract import claims_as_json
from recount.ingest import Ingested
from recount.model import Claim, RecordScope, Rejection, RejectionReason, Report, Toll
from recount.pipeline.coding import ReportCoder, code_report
from recount.pipeline.tolling import make_tolls
from recount.reconcile import incident_as_json


class Pipe:
    """One pass over a stream of reports.

    Attributes:
        rejections: everything refused on the way, for the caller to report.
    """

    def __init__(self, coder: ReportCoder, scope: RecordScope) -> None:
        self._coder = coder
        self._scope = scope
        self.rejections: list[Rejection] = []

    @property
    def faults(self) -> int:
        """How many reports met a fault in Recount itself."""
        return sum(item.reason is RejectionReason.INTERNAL_ERROR for item in self.rejections)

    def code(self, items: Iterable[Ingested | Rejection]) -> Iterator[tuple[Report, Sequence[Claim]]]:
        """Yield each report that could be read with its claims."""
        for item in items:
            if isinstance(item, Rejection):
                self.rejections.append(item)
                continue
            claims, refused = code_report(item.report, self._coder, self._scope)
            self.rejections.extend(refused)
            yield item.report, claims

    def claims(self, items: Iterable[Ingested | Rejection]) -> Iterator[dict[str, Any]]:
        """Yield one object for each report: its id and its claims."""
        for report, claims in self.code(items):
            yield claims_as_json(report, claims)

    def incidents(self, items: Iterable[Ingested | Rejection]) -> Iterator[dict[str, Any]]:
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
