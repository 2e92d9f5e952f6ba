"""Figures that stand beside one their own text replaces: "the previous toll was 20, with 50 injured"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from recount.model import Claim, RelationType, Report

BESIDE = 12  # code points between two figures of one clause: ", with", " dead and"
_STOPS = frozenset(".;:!?\n")


def outdated_among(claims: Sequence[Claim], reports: Mapping[str, Report]) -> frozenset[str]:
    """Return the ids of claims that are as old as a figure of another harm that their text replaces.

    A text says of one figure that it was an earlier one, and means those beside it as well. Only a figure that
    stands in the clause of the replaced one, and not in that of the newer one, is taken.
    """
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id].append(claim)
    return frozenset(
        claim.id
        for report_id, told in by_report.items()
        if report_id in reports
        for claim in _outdated(told, reports[report_id].text)
    )


def _outdated(told: Sequence[Claim], text: str) -> list[Claim]:
    by_id = {claim.id: claim for claim in told}
    newer = [claim for claim in told if claim.relation and claim.relation.type is RelationType.UPDATES]
    older = [by_id[claim.relation.to] for claim in newer if claim.relation and claim.relation.to in by_id]
    return [
        claim
        for claim in told
        if claim not in newer
        and any(claim.harm is not old.harm and _are_beside(claim, old, text) for old in older)
        and not any(_are_beside(claim, new, text) for new in newer)
    ]


def _are_beside(one: Claim, two: Claim, text: str) -> bool:
    """Whether two figures stand in one clause."""
    first, second = sorted((one.quote, two.quote), key=lambda quote: quote.start)
    between = text[first.end : second.start]
    return len(between) <= BESIDE and _STOPS.isdisjoint(between)
