"""Rules on tolls: a range with two ends, each stated by somebody, and a history that leads up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise

from recount.model import Claim, Modality, Status
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.where import at_claim, at_toll, in_figures
from recount.reconcile.policies import POLICIES, get_policy, list_policies

TENFOLD = 10  # a third of incidents have two different ends, one in eight a high twice the low: ten is odd


def low_above_high(record: Record) -> Iterator[Notice]:
    """The low end is not above the high end."""
    for toll in record.tolls:
        if toll.low is not None and toll.high is not None and toll.low > toll.high:
            yield at_toll(toll), f"low {toll.low}, high {toll.high}"


def best_outside_the_range(record: Record) -> Iterator[Notice]:
    """The best estimate lies between the low and the high end."""
    for toll in record.tolls:
        low = toll.low if toll.low is not None else 0
        if toll.best is None:
            continue
        if toll.best < low or (toll.high is not None and not toll.high_open and toll.best > toll.high):
            yield at_toll(toll), f"best {toll.best}, range {in_figures(toll.low, toll.high)}"


def best_is_not_the_sum_of_its_parts(record: Record) -> Iterator[Notice]:
    """The best estimate of all victims is that of civilians, of combatants and of those of unknown status.

    Of tolls made by a policy that defines it so.
    """
    summing = {policy.id for policy in POLICIES if policy.sums_parts}
    for toll in record.tolls:
        if toll.status is not None or toll.best is None or toll.policy not in summing:
            continue
        parts = [record.toll_of(toll.incident_id, toll.harm, status) for status in Status]
        known = [part.best for part in parts if part and part.best is not None]
        if known and sum(known) != toll.best:
            yield at_toll(toll), f"best {toll.best}, its parts {' + '.join(map(str, known))} = {sum(known)}"


def toll_of_no_incident(record: Record) -> Iterator[Notice]:
    """A toll is that of an incident the record holds."""
    for toll in record.tolls:
        if toll.incident_id not in record.incident:
            yield at_toll(toll), "the record does not hold its incident"


def toll_counts_a_foreign_claim(record: Record) -> Iterator[Notice]:
    """A toll counts and sets aside claims of its own incident only."""
    for toll in record.tolls:
        incident = record.incident.get(toll.incident_id)
        named = (*toll.claims_used, *(item.claim_id for item in toll.excluded))
        foreign = set(named).difference(incident.claim_ids) if incident else ()
        if foreign:
            yield at_toll(toll), f"not of its incident: {', '.join(sorted(foreign))}"


def counted_and_set_aside(record: Record) -> Iterator[Notice]:
    """A claim either counts in a toll or is set aside with a reason."""
    for toll in record.tolls:
        both = set(toll.claims_used).intersection(item.claim_id for item in toll.excluded)
        if both:
            yield at_toll(toll), f"counted and set aside: {', '.join(sorted(both))}"


def claim_lost_from_the_toll(record: Record) -> Iterator[Notice]:
    """Every claim of an incident and harm stands in its toll: counted, or set aside with a reason."""
    for toll in record.tolls:
        incident = record.incident.get(toll.incident_id)
        named = {*toll.claims_used, *(item.claim_id for item in toll.excluded)}
        for claim in record.claims_of(incident) if incident and toll.status is None else ():
            if claim.harm is toll.harm and claim.id not in named:
                yield at_toll(toll), f"{at_claim(claim)} is neither counted nor set aside"


def end_nobody_states(record: Record) -> Iterator[Notice]:
    """Each end of a range is the number of a claim, or the sum of parts that one text gives."""
    for toll in record.tolls:
        for name, end, keys in (("low", toll.low, toll.low_claims), ("high", toll.high, toll.high_claims)):
            claims = [record.claims[key] for key in keys if key in record.claims]
            if end is not None and claims and not _is_stated(end, claims):
                yield at_toll(toll), f"its {name} {end} is in none of {', '.join(keys)}"


def _is_stated(end: int, claims: Sequence[Claim]) -> bool:
    """Whether a claim gives a number, or parts that stand side by side in the list add up to it."""
    lows = [claim.count.low for claim in claims if claim.count.low is not None]
    tops = [claim.count.greatest_stated or 0 for claim in claims]
    return end in lows or end in tops or _is_a_sum(end, lows) or _is_a_sum(end, tops)


def _is_a_sum(end: int, numbers: Sequence[int]) -> bool:
    return any(end in accumulate(numbers[start:]) for start in range(len(numbers)))


def number_without_claims(record: Record) -> Iterator[Notice]:
    """A number has claims behind it that the record holds."""
    for toll in record.tolls:
        if (toll.low is not None or toll.high is not None) and not record.used_by(toll):
            yield at_toll(toll), f"{in_figures(toll.low, toll.high)}, and no claim behind it"


def nobody_harmed_without_words(record: Record) -> Iterator[Notice]:
    """A toll of 0 rests on words that say nobody was harmed; what is not known is blank."""
    for toll in record.tolls:
        if toll.high == 0 and not toll.high_open and not any(map(_says_nobody, record.used_by(toll))):
            yield at_toll(toll), "0, and no claim says that nobody was harmed"


def _says_nobody(claim: Claim) -> bool:
    return claim.count.high == 0


def unasserted_claim_counts(record: Record) -> Iterator[Notice]:
    """What a text denies, expects or only imagines counts in no toll."""
    for toll in record.tolls:
        for claim in record.used_by(toll):
            if claim.modality is not Modality.ASSERTED:
                yield at_toll(toll), f"it counts {at_claim(claim)}, which is {claim.modality.value}"


def made_by_another_rule(record: Record) -> Iterator[Notice]:
    """All tolls of a record are made by its policy, in the version that is installed, and its convention."""
    scope = record.scope
    policy = get_policy(scope.policy).id if scope.policy in list_policies() else scope.policy
    for toll in record.tolls:
        if (toll.policy, toll.convention) != (policy, scope.convention):
            what = f"by {toll.policy} and {toll.convention}; the record uses {policy} and {scope.convention}"
            yield at_toll(toll), what


def range_of_tenfold(record: Record) -> Iterator[Notice]:
    """Where the high end is ten times the low, figures of two events or scopes may have been mixed."""
    for incident in record.single():
        for toll in record.tolls_of.get(incident.id, ()):
            low, high = toll.low or 0, toll.high or 0
            if toll.status is None and low > 0 and high >= TENFOLD * low and high - low >= TENFOLD:
                yield at_toll(toll), f"{low}–{high} ({incident.label})"


def openness_no_claim_has(record: Record) -> Iterator[Notice]:
    """The upper end is open exactly where a claim that sets it leaves it open ("84 or more")."""
    for toll in record.tolls:
        tops = [record.claims[key] for key in toll.high_claims if key in record.claims]
        if tops and toll.high_open is not _is_open(tops):
            yield (
                at_toll(toll),
                f"its upper end is {'open' if toll.high_open else 'closed'}, its claims' is not",
            )


def _is_open(claims: Sequence[Claim]) -> bool:
    return any(claim.count.high is None for claim in claims)


def history_ends_elsewhere(record: Record) -> Iterator[Notice]:
    """The last step of a toll's history is the toll."""
    for toll in record.tolls:
        last = toll.history[-1] if toll.history else None
        if last and (last.low, last.high) != (toll.low, toll.high):
            what = f"{in_figures(toll.low, toll.high)}, its history ends at {in_figures(last.low, last.high)}"
            yield at_toll(toll), what


def history_out_of_order(record: Record) -> Iterator[Notice]:
    """A history runs from the oldest report to the newest."""
    for toll in record.tolls:
        days = [step.known_on or date.min for step in toll.history]
        if any(earlier >= later for earlier, later in pairwise(days)):
            yield at_toll(toll), f"its history is not in the order of days: {', '.join(map(str, days))}"


def step_with_low_above_high(record: Record) -> Iterator[Notice]:
    """In every step of a history the low end is not above the high end."""
    for toll in record.tolls:
        for step in toll.history:
            if step.low is not None and step.high is not None and step.low > step.high:
                yield at_toll(toll), f"on {step.known_on}: low {step.low}, high {step.high}"


def step_before_its_report(record: Record) -> Iterator[Notice]:
    """A figure moves a toll on the day of its report, not before."""
    for toll in record.tolls:
        for step in toll.history:
            for claim in (record.claims[key] for key in step.claim_ids if key in record.claims):
                report = record.reports.get(claim.report_id)
                day = report.reference_date if report else None
                if step.known_on and day and step.known_on < day:
                    yield at_toll(toll), f"{at_claim(claim)} of {day} moves it on {step.known_on}"
