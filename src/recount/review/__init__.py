"""Decisions in, effective claims out: rules only, no pages, no SQL."""

from recount.review.adding import Addition, additions_of, misanchored, moved_of, read_words
from recount.review.adjudicate import Adjudicated, apply_decisions, in_force, subjects_of, with_additions
from recount.review.attach import ClaimIndex, subject_of
from recount.review.decisions import decision_from_json
from recount.review.grades import Settled, settled_grades
from recount.review.queue import review_queue
from recount.review.rules import check_decision
from recount.review.signing import Signature, check_signature, covered_by, signatures, state_of, unseen_of
from recount.review.sources import check_source, misfits_of, originators_for
from recount.review.withdrawing import withdrawals

__all__ = [
    "Addition",
    "Adjudicated",
    "ClaimIndex",
    "Settled",
    "Signature",
    "additions_of",
    "apply_decisions",
    "check_decision",
    "check_signature",
    "check_source",
    "covered_by",
    "decision_from_json",
    "in_force",
    "misanchored",
    "misfits_of",
    "moved_of",
    "originators_for",
    "read_words",
    "review_queue",
    "settled_grades",
    "signatures",
    "state_of",
    "subject_of",
    "subjects_of",
    "unseen_of",
    "with_additions",
    "withdrawals",
]
