"""Reports that were withdrawn: kept and shown, while their claims count no longer."""

from __future__ import annotations

from collections.abc import Iterable

from recount.model import Decision, DecisionKind


def withdrawals(standing: Iterable[Decision]) -> dict[str, Decision]:
    """Return the ruling by which each report was withdrawn, by report id; of several the first.

    Args:
        standing: decisions in force. A report is reinstated by superseding the ruling.
    """
    found: dict[str, Decision] = {}
    for decision in standing:
        if decision.kind is DecisionKind.WITHDRAW:
            for report_id in decision.report_ids:
                found.setdefault(report_id, decision)
    return found
