"""Finding the claim a decision names, also after an upgrade of the extractor moved or renamed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from recount.model import Claim, ClaimSubject, Selector


class ClaimIndex:
    """Claims by report and harm; built once, asked for every decision."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.report_id, claim.harm.value].append(claim)

    def find(self, subject: ClaimSubject) -> Claim | None:
        """Return the claim whose count stands where the subject's words stand, ``None`` when none does.

        In this order: the same place and words; the claim that shares most of the words' place; the same
        words in the same surroundings elsewhere (the text was normalised anew). A tie attaches to nothing.
        """
        candidates = self._claims.get((subject.report_id, subject.harm.value), [])
        for rule in (_same_place, _overlap, _same_surroundings):
            found = _best(candidates, [rule(claim.count_selector, subject.selector) for claim in candidates])
            if found is not None:
                return found
        return None


def subject_of(claim: Claim) -> ClaimSubject:
    """Return the name under which decisions speak of a claim."""
    return ClaimSubject(report_id=claim.report_id, selector=claim.count_selector, harm=claim.harm)


def _best(candidates: Sequence[Claim], scores: Sequence[int]) -> Claim | None:
    top = max(scores, default=0)
    if top <= 0 or scores.count(top) > 1:
        return None
    return candidates[scores.index(top)]


def _same_place(one: Selector, two: Selector) -> int:
    return int((one.start, one.end, one.exact) == (two.start, two.end, two.exact))


def _overlap(one: Selector, two: Selector) -> int:
    """How many code points both cover, when the words they share there are the same."""
    start, end = max(one.start, two.start), min(one.end, two.end)
    if start >= end:
        return 0
    shared = (one.exact[start - one.start : end - one.start], two.exact[start - two.start : end - two.start])
    return end - start if shared[0] == shared[1] else 0


def _same_surroundings(one: Selector, two: Selector) -> int:
    """How many of the two sides of the same words are the same."""
    if one.exact != two.exact:
        return 0
    return int(one.prefix == two.prefix) + int(one.suffix == two.suffix)
