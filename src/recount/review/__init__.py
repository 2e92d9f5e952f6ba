"""Decisions in, effective claims out: rules only, no pages, no SQL."""

from recount.review.adjudicate import Adjudicated, apply_decisions, in_force, subjects_of
from recount.review.attach import ClaimIndex, subject_of
from recount.review.decisions import check_decision, decision_from_json
from recount.review.grades import Settled, settled_grades
from recount.review.queue import review_queue

__all__ = [
    "Adjudicated",
    "ClaimIndex",
    "Settled",
    "apply_decisions",
    "check_decision",
    "decision_from_json",
    "in_force",
    "review_queue",
    "settled_grades",
    "subject_of",
    "subjects_of",
]
