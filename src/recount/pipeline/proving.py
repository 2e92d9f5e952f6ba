"""From a record to what its claims prove about a question."""

from __future__ import annotations

from collections import defaultdict

from recount.codebook.originators import load_originators
from recount.errors import UsageError
from recount.ingest import find_copies
from recount.model import Claim
from recount.publish import RecordView
from recount.reconcile import first_of_copies, originators_of
from recount.reconcile.solver import Answer, NotSolvedError, Question, prove


def prove_view(view: RecordView, question: Question) -> Answer:
    """Return what the claims of a record, as people left them, prove about a question.

    Raises:
        UsageError: the question names a place or an incident that the record does not hold, or is beyond the
            solver.
    """
    reports = {report.id: report for report in view.reports}
    copies = [(pair.report_id, pair.other_id, pair.containment) for pair in find_copies(reports.values())]
    originals = first_of_copies(copies, reports)
    home = {claim_id: item.id for item in view.incidents for claim_id in item.claim_ids}
    together: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in view.claims:  # whom unknown names stand for is settled in each incident, as for its tolls
        together[home.get(claim.id, claim.report_id)].append(claim)
    voices: dict[str, tuple[str, ...]] = {}
    for claims in together.values():
        voices.update(originators_of(claims, reports, view.originators or load_originators(), originals))
    try:
        return prove(question, view.claims, reports, view.incidents, voices)
    except NotSolvedError as error:
        raise UsageError(
            f"the solver could not work this question out: {error}.",
            next_move="Ask about fewer days, or about one place; and please report it.",
        ) from error
