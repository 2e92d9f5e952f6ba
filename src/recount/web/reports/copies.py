"""Near-copies of a report among the reports of its incidents, with the passages they share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from recount.ingest import find_copies
from recount.model import Report
from recount.pipeline.desks import ReportDesk
from recount.store.sql import SqlStore
from recount.web.incidents.phrases import shown, wording

_MOST_REPORTS = 200  # of its incidents, the nearest first; a copy stands in the same incident
_MOST_WORDS = 4_000  # of one text; comparing takes time with the square of it
_LEAST_WORDS = 8  # a shorter run of words is a phrase of the trade
_PASSAGES = 6
_LONGEST = 240
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report that shares words with this one.

    Attributes:
        share: per cent of the smaller one's words that stand in the other.
        passages: the longest runs of words that stand in both, as they stand here.
    """

    id: str
    outlet: str
    day: str
    share: int
    passages: tuple[str, ...]


def copies_of(store: SqlStore, desk: ReportDesk) -> list[Copy]:
    """Return the near-copies of a report among the reports of its incidents, the closest first."""
    report = desk.report
    ids = dict.fromkeys(
        report_id for incident in desk.incident_of.values() for report_id in incident.report_ids
    )
    ids.pop(report.id, None)
    others = store.lookup.reports(list(ids)[:_MOST_REPORTS])
    pairs = [
        pair
        for pair in find_copies([report, *others.values()])
        if report.id in (pair.report_id, pair.other_id)
    ]
    found = []
    for pair in sorted(pairs, key=lambda pair: -pair.containment):
        other = others[pair.other_id if pair.report_id == report.id else pair.report_id]
        found.append(
            Copy(
                id=other.id,
                outlet=shown(other.outlet or ""),
                day=wording().day(other.reference_date) if other.reference_date else "",
                share=round(100 * pair.containment),
                passages=shared_passages(report, other),
            )
        )
    return found


def shared_passages(report: Report, other: Report) -> tuple[str, ...]:
    """Return the longest runs of words that stand in both reports, in the words of the first."""
    words = list(_WORD.finditer(report.text))[:_MOST_WORDS]
    here = [word[0].casefold() for word in words]
    there = [word.casefold() for word in _WORD.findall(other.text)[:_MOST_WORDS]]
    runs = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    longest = sorted((run for run in runs if run.size >= _LEAST_WORDS), key=lambda run: -run.size)[:_PASSAGES]
    passages = (
        report.text[words[run.a].start() : words[run.a + run.size - 1].end()]
        for run in sorted(longest, key=lambda run: run.a)
    )
    return tuple(
        shown(passage if len(passage) <= _LONGEST else f"{passage[:_LONGEST]}…") for passage in passages
    )
