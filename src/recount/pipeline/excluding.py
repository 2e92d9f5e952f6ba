"""One incident looked at closely: which of its reports are copies, and what its toll would be without a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from recount.codebook.originators import Originators
from recount.ingest import find_copies
from recount.model import Claim, Incident, RecordScope, Report, Toll
from recount.reconcile import first_of_copies, originators_of, reconcile

_REMEMBERED = 512  # incidents whose copies are kept in mind


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseView:
    """An incident with what tells its sources apart.

    Attributes:
        claims: its effective claims.
        reports: their reports, by id.
        copies: (report, other report) to the share of words (0–1) that the two have in common, of copies.
        first_of: report to the first report of the story it copies.
        voices: originators by claim id.
    """

    incident: Incident
    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]
    copies: Mapping[tuple[str, str], float]
    first_of: Mapping[str, str]
    voices: Mapping[str, tuple[str, ...]]
    table: Originators

    def share(self, report_id: str, other_id: str) -> float:
        """Return the share of words two reports have in common; 0 when neither copies the other."""
        return self.copies.get((min(report_id, other_id), max(report_id, other_id)), 0.0)


def view_closely(
    incident: Incident, claims: Sequence[Claim], reports: Mapping[str, Report], table: Originators
) -> CloseView:
    """Tell the originators and the copies of one incident; only its own reports are compared."""
    wanted = frozenset(incident.claim_ids)
    own = tuple(claim for claim in claims if claim.id in wanted)
    used = dict.fromkeys(claim.report_id for claim in own)
    copies = _copies_among([reports[key] for key in used if key in reports])
    first_of = first_of_copies([(one, two, share) for (one, two), share in copies.items()], reports)
    return CloseView(
        incident=incident,
        claims=own,
        reports=reports,
        copies=copies,
        first_of=first_of,
        voices=originators_of(own, reports, table, first_of),
        table=table,
    )


def tolls_without(view: CloseView, excluded: Collection[str], scope: RecordScope) -> list[Toll]:
    """Return what the tolls of an incident would be without some of its claims, from its own claims alone."""
    kept = [claim for claim in view.claims if claim.id not in excluded]
    incident = replace(view.incident, claim_ids=tuple(claim.id for claim in kept))
    return reconcile(
        incident,
        kept,
        view.reports,
        policy=scope.policy,
        convention=scope.convention,
        originators=view.table,
        copy_of=view.first_of,
    )


def differing(before: Iterable[Toll], after: Iterable[Toll]) -> list[tuple[Toll | None, Toll | None]]:
    """Return the tolls that differ, as pairs of before and after; ``None`` where there is none."""
    earlier, later = _by_key(before), _by_key(after)
    pairs = [(earlier.get(key), later.get(key)) for key in dict.fromkeys((*earlier, *later))]
    return [(one, two) for one, two in pairs if _ends(one) != _ends(two)]


def _by_key(tolls: Iterable[Toll]) -> dict[tuple[str, str], Toll]:
    return {(toll.harm.value, toll.status.value if toll.status else ""): toll for toll in tolls}


def _ends(toll: Toll | None) -> tuple[object, ...]:
    return () if toll is None else (toll.low, toll.best, toll.high, toll.high_open, toll.vague)


def _copies_among(reports: Sequence[Report]) -> Mapping[tuple[str, str], float]:
    key = tuple(report.id for report in reports)
    known = _copies.get(key)
    if known is None:
        pairs = find_copies(reports)
        known = {(pair.report_id, pair.other_id): pair.containment for pair in pairs}
        with _turn:
            while len(_copies) >= _REMEMBERED:
                del _copies[next(iter(_copies))]
            _copies[key] = known
    return known


# By the ids of the reports, which come from their content, so that what is kept can never be out of date.
_copies: dict[tuple[str, ...], Mapping[tuple[str, str], float]] = {}
_turn = Lock()
