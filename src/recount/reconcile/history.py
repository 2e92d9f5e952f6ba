"""How a toll moved as reports came in, upwards and downwards, with the reason where a text gives one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from recount.codebook.resources import load_yaml
from recount.model import Claim, RelationType, Report, Revision
from recount.reconcile.figures import Figure, Verdict

FIRST_REPORT = "first_report"
NOT_STATED = "not_stated"
UPDATED = "updated"  # the text gives the older figure beside the newer, without a reason
REASON_REACH = (
    240  # code points after a figure in which its report may say why it moved: one or two sentences
)

REASON_BEFORE = (
    120  # code points before a figure, in its clause ("|The wire corrects its report: 15 were killed")
)
_CLAUSE_END = re.compile(r"[.!?؟][\"”’)]*\s|[,;،؛]|\n")


def history_of(
    figures: Sequence[Figure],
    apply: Callable[[Sequence[Figure]], Verdict],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    *,
    verdict_now: Verdict | None = None,
) -> tuple[Revision, ...]:
    """Return the range as known on each day that moved it, oldest first.

    Figures of reports without a date are known from the start. What is made of all figures may be given, which
    is what is known on the last day.
    """
    revisions: list[Revision] = []
    days = [figure.known_on or date.min for figure in figures]
    *before, last = sorted(set(days)) or [date.min]
    for day in (*before, last) if days else ():
        verdict = verdict_now if day == last else None
        if verdict is None:
            verdict = apply([figure for figure, known in zip(figures, days, strict=True) if known <= day])
        if revisions and (revisions[-1].low, revisions[-1].high) == (verdict.low, verdict.high):
            continue
        moved = _movers(verdict, day)
        revisions.append(
            Revision(
                known_on=None if day == date.min else day,
                low=verdict.low,
                high=verdict.high,
                claim_ids=moved,
                reason=_reason(moved, claims, reports) if revisions else FIRST_REPORT,
            )
        )
    return tuple(revisions)


def _movers(verdict: Verdict, day: date) -> tuple[str, ...]:
    """The claims of that day that set an end, or, when an end only fell away, all its figures that count."""
    today = [figure for figure in verdict.used if (figure.known_on or date.min) == day]
    ends = [figure for figure in today if figure in verdict.low_by or figure in verdict.high_by]
    return tuple(dict.fromkeys(claim_id for figure in ends or today for claim_id in figure.claim_ids))


def _reason(claim_ids: Sequence[str], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> str:
    for claim_id in claim_ids:
        claim = claims[claim_id]
        report = reports.get(claim.report_id)
        if report is None:
            continue
        nearby = report.text[_begins(report.text, claim.quote.start) : claim.quote.end + REASON_REACH]
        if (code := _reason_in(nearby, report.language)) is not None:
            return code
    relations = [claims[claim_id].relation for claim_id in claim_ids]
    stated = any(relation and relation.type is RelationType.UPDATES for relation in relations)
    return UPDATED if stated else NOT_STATED


def _begins(text: str, position: int) -> int:
    """Return where the words before a figure begin that may give the reason: those of its clause, and near it."""
    first = max(0, position - REASON_BEFORE)
    ends = [found.end() for found in _CLAUSE_END.finditer(text, first, position)]
    return ends[-1] if ends else first


@lru_cache(maxsize=8192)  # one figure moves several tolls: of all, of civilians, of the dead and the injured
def _reason_in(text: str, language: str) -> str | None:
    """Return the reason that words near a figure give, the first one of the list that they do."""
    return next((code for code, pattern in _reasons(language) if pattern.search(text)), None)


@cache
def _reasons(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The reasons of a language, compiled; empty for a language without rules."""
    if not resources.files("recount.reconcile").joinpath(f"data/{language}/reasons.yml").is_file():
        return ()
    entries = load_yaml("recount.reconcile", f"data/{language}/reasons.yml")["reasons"]
    return tuple((entry["code"], re.compile("|".join(entry["patterns"]), re.IGNORECASE)) for entry in entries)
