"""What to look through first: the claims on which nobody has ruled, those read least surely before the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recount.model import Claim, Decision
from recount.review.adjudicate import apply_decisions


def review_queue(claims: Sequence[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """Return the claims that are neither accepted, corrected nor rejected, by confidence; equals as they came.

    Raises:
        DecisionError: a correction does not fit (``apply_decisions``).
    """
    adjudicated = apply_decisions(claims, decisions)
    ruled = {*adjudicated.accepted, *adjudicated.corrected, *adjudicated.rejected}
    return sorted((claim for claim in claims if claim.id not in ruled), key=lambda claim: claim.confidence)
