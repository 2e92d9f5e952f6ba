"""Decisions in, effective claims out: rules only, no pages, no SQL."""

from recount.review.adjudicate import Adjudicated, apply_decisions, in_force, subjects_of
from recount.review.attach import ClaimIndex, subject_of
from recount.review.decisions import check_decision, decision_from_json

__all__ = [
    "Adjudicated",
    "ClaimIndex",
    "apply_decisions",
    "check_decision",
    "decision_from_json",
    "in_force",
    "subject_of",
    "subjects_of",
]
