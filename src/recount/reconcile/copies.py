"""Copies of one wire story: what several outlets carry in the same words has one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from recount.model import Report


def first_of_copies(
    copies: Iterable[tuple[str, str, float]], reports: Mapping[str, Report]
) -> dict[str, str]:
    """Return, for each report that is a copy, the first report of its story by date (then by id).

    Args:
        copies: (report, other report, containment) pairs; copies of copies are of one story.
        reports: by id; pairs that name others are left out.
    """
    families: dict[str, set[str]] = {}
    for one, two, _ in copies:
        if one in reports and two in reports:
            merged = families.get(one, {one}) | families.get(two, {two})
            families.update(dict.fromkeys(merged, merged))
    first: dict[str, str] = {}
    for report_id, family in families.items():
        first[report_id] = min(family, key=lambda other: (reports[other].reference_date or date.max, other))
    return first
