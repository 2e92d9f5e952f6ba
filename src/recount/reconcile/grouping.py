"""Putting claims in order and in groups before rules look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from recount.model import Claim, Report


def by_report_and_harm(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims of one report and harm together, each group in text order."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.report_id, claim.harm.value].append(claim)
    return [
        sorted(told, key=lambda claim: claim.count_selector.start) if len(told) > 1 else told
        for _, told in sorted(groups.items())
    ]


def in_record_order(claims: Sequence[Claim], reports: Mapping[str, Report]) -> list[Claim]:
    """Return the claims by the date their report carries, report and place in the text."""
    return sorted(
        claims,
        key=lambda claim: (
            known_on(claim, reports) or date.max,
            claim.report_id,
            claim.count_selector.start,
            claim.id,
        ),
    )


def known_on(claim: Claim, reports: Mapping[str, Report]) -> date | None:
    """Return the day a claim became known: the date its report's text carries, else that of its metadata."""
    report = reports.get(claim.report_id)
    return None if report is None else report.reference_date
