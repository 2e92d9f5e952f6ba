"""What the claims of a record prove: bounds for any question, with proofs that can be checked by hand."""

from recount.reconcile.solver.answer import prove
from recount.reconcile.solver.findings import Answer, Choice, Dispute, Finding, Side
from recount.reconcile.solver.programme import Extent, NotSolvedError
from recount.reconcile.solver.proofs import Proof, Step
from recount.reconcile.solver.question import Question

__all__ = [
    "Answer",
    "Choice",
    "Dispute",
    "Extent",
    "Finding",
    "NotSolvedError",
    "Proof",
    "Question",
    "Side",
    "Step",
    "prove",
]
