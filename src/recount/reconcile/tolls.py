"""Incident → Toll: the reconciled range for every harm and stated status, and how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from recount.codebook.originators import Originators, is_same_body, load_originators
from recount.model import ArithmeticCheck, Claim, Harm, Incident, Report, Status, StatusBasis, Toll
from recount.reconcile.arithmetic import checks_of
from recount.reconcile.figures import Figure, Verdict
from recount.reconcile.grouping import by_report_and_harm, in_record_order
from recount.reconcile.history import history_of
from recount.reconcile.originate import accused_in, originators_of
from recount.reconcile.outdated import outdated_among
from recount.reconcile.parts import summed
from recount.reconcile.policies import Policy, get_policy
from recount.reconcile.wholes import details_of, whole_figures

STATUSES = (Status.CIVILIAN, Status.COMBATANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One incident on the table: its claims in record order, who says them, and the rule."""

    incident: Incident
    claims: tuple[Claim, ...]
    voices: Mapping[str, tuple[str, ...]]
    accused: frozenset[str]
    outdated: frozenset[str]
    details: Counter[str]
    reports: Mapping[str, Report]
    checks: Mapping[Harm, tuple[ArithmeticCheck, ...]]
    policy: Policy
    convention: str


def reconcile(
    incident: Incident,
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    *,
    policy: str = "range",
    convention: str = "literal",
    originators: Originators | None = None,
    copy_of: Mapping[str, str] | None = None,
) -> list[Toll]:
    """Return the tolls of an incident: for each harm over all victims, then for each status a text states.

    A policy whose best estimate is a sum adds the toll of unknown status, where the others leave something.

    Args:
        incident: what is counted; only its claims enter a toll.
        claims: its claims, and any others of the same reports (parts of its wholes may stand in other
            incidents and are checked against them).
        reports: by id; a claim whose report is missing counts as undated.
        policy: name of a policy in ``policies.POLICIES``.
        convention: name of the convention that read the words; stored with the toll.
        originators: the originator table, the package's own by default.
        copy_of: report to the first report of the story it carries (``first_of_copies``).

    Raises:
        CodebookError: there is no such policy.
    """
    known = list(claims)
    wanted = frozenset(incident.claim_ids)
    own = in_record_order([claim for claim in known if claim.id in wanted], reports)
    table = originators or load_originators()
    case = _Case(
        incident=incident,
        claims=tuple(own),
        voices=originators_of(own, reports, table, copy_of),
        accused=accused_in(incident, table),
        outdated=outdated_among(own, reports),
        details=details_of(own),
        reports=reports,
        checks=_checks(known, wanted),
        policy=get_policy(policy),
        convention=convention,
    )
    tolls = [
        _toll(case, harm, status, chosen)
        for harm in Harm
        for status in (None, *STATUSES)
        if (chosen := [claim for claim in own if claim.harm is harm and _is_of(claim, status)])
    ]
    return summed(tolls) if case.policy.sums_parts else tolls


def _is_of(claim: Claim, status: Status | None) -> bool:
    """Whether a claim enters the toll of a status: only what the text states does, no rule's guess."""
    return status is None or (claim.status is status and claim.status_basis is StatusBasis.STATED)


def _checks(claims: Sequence[Claim], wanted: frozenset[str]) -> dict[Harm, tuple[ArithmeticCheck, ...]]:
    """The checks that concern the incident: a whole or a part of it is among its claims."""
    found: dict[Harm, tuple[ArithmeticCheck, ...]] = {}
    for peers in by_report_and_harm(claims):
        if wanted.isdisjoint(claim.id for claim in peers):
            continue
        checks = tuple(
            check for check in checks_of(peers) if not wanted.isdisjoint((check.whole_id, *check.part_ids))
        )
        found[peers[0].harm] = found.get(peers[0].harm, ()) + checks
    return found


def _toll(case: _Case, harm: Harm, status: Status | None, claims: Sequence[Claim]) -> Toll:
    stated, set_aside = whole_figures(
        claims, case.voices, case.reports, scope=case.incident.scope, status=status
    )
    figures = [_marked(figure, case) for figure in stated]
    verdict = case.policy.apply(figures)
    used = _ids(verdict)
    by_id = {claim.id: claim for claim in claims}
    return Toll(
        incident_id=case.incident.id,
        harm=harm,
        status=status,
        low=verdict.low,
        high=verdict.high,
        best=verdict.best,
        high_open=verdict.high_open,
        vague=bool(verdict.used) and all(figure.vague for figure in verdict.used),
        words=_distinct(word for figure in (*verdict.low_by, *verdict.high_by) for word in figure.words),
        policy=case.policy.id,
        convention=case.convention,
        low_claims=_distinct(claim for figure in verdict.low_by for claim in figure.claim_ids),
        high_claims=_distinct(claim for figure in verdict.high_by for claim in figure.claim_ids),
        claims_used=used,
        excluded=(*set_aside, *verdict.excluded),
        originators=_distinct(voice for figure in verdict.used for voice in figure.originators),
        carriers=_distinct(
            _carrier(by_id[claim], case.reports.get(by_id[claim].report_id)) for claim in used
        ),
        outlets=_distinct(
            case.reports[report_id].outlet
            for claim in used
            if (report_id := by_id[claim].report_id) in case.reports
        ),
        checks=case.checks.get(harm, ()) if status is None else (),
        history=history_of(figures, case.policy.apply, by_id, case.reports, verdict_now=verdict),
    )


def _carrier(claim: Claim, report: Report | None) -> str | None:
    """Return the agency that carries a claim; an outlet told it itself ("told the Herald") carries nothing."""
    carrier, outlet = claim.attribution.carrier, None if report is None else report.outlet
    return None if carrier and is_same_body(carrier, outlet) else carrier


def _marked(figure: Figure, case: _Case) -> Figure:
    """Say of a figure what the incident's other claims tell: who is accused, what was replaced, which parts it has."""
    by_accused = case.accused.issuperset(figure.originators)
    is_outdated = not case.outdated.isdisjoint(figure.claim_ids)
    details = max(map(case.details.__getitem__, figure.claim_ids))
    if not (by_accused or is_outdated or details):
        return figure  # which is how it was made
    return replace(figure, by_accused=by_accused, is_outdated=is_outdated, details=details)


def _ids(verdict: Verdict) -> tuple[str, ...]:
    return _distinct(claim for figure in verdict.used for claim in figure.claim_ids)


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
