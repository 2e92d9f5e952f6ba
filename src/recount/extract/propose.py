"""Several proposers, one list: what each saw, united; who agreed is kept.

Order of precedence: the token grammar, then the rules over a parse, then a language model. Of two proposals that
overlap in count and harm the earlier proposer's stands. Rules add to each other freely; a model only adds figures
where no rule sees any, and never contradicts one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Rejection, RejectionReason

_NEAR = 12  # counts that may overlap with one: each harm of it, and of lists it is a part of


def unite(*lists: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals of several proposers, those with precedence first, in the order of the counts.

    Proposals of one list never displace each other. One that overlaps with a proposal of an earlier list, for
    the same harm, is left out; where both read the same interval it is named as agreeing.
    """
    united: list[Proposal] = []
    for proposals in lists:
        known = _Counts(united)
        for proposal in proposals:
            rivals = [at for at in known.over(proposal) if united[at].harm is proposal.harm]
            if not rivals:
                united.append(proposal)
            for at in rivals:
                united[at] = _agreed(united[at], proposal)
    return _ordered(united)


def add_suggested(
    reading: Reading, rules: Sequence[Proposal], suggested: Sequence[Proposal]
) -> tuple[list[Proposal], list[Rejection]]:
    """Return the proposals of rules with those a model adds, and a rejection for each that contradicts a rule.

    A model that reads a count the rules have read agrees with them, or is overruled: another interval, or
    another harm, is refused.
    """
    united, refused, known = list(rules), list[Rejection](), _Counts(rules)
    for proposal in suggested:
        rivals = known.over(proposal)
        alike = [at for at in rivals if united[at].harm is proposal.harm and _agree(united[at], proposal)]
        for at in alike:
            united[at] = _agreed(united[at], proposal)
        if rivals and not alike:
            refused.append(_overruled(reading, united[rivals[0]], proposal))
        elif not rivals:
            united.append(proposal)
    return _ordered(united), refused


class _Counts:
    """Where the counts of some proposals stand, to find what overlaps with another."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self._spans = sorted((proposal.quantity.span, at) for at, proposal in enumerate(proposals))
        self._starts = [span.start for span, _ in self._spans]

    def over(self, proposal: Proposal) -> list[int]:
        """Return the indices of the proposals whose counts overlap with one's, in the order given."""
        span = proposal.quantity.span
        last = bisect_left(self._starts, span.end)
        near = self._spans[max(0, last - _NEAR) : last]
        return sorted(at for other, at in near if other.overlaps(span))


def _ordered(proposals: list[Proposal]) -> list[Proposal]:
    return sorted(proposals, key=lambda proposal: (proposal.quantity.span, proposal.harm))


def _agree(first: Proposal, second: Proposal) -> bool:
    return (first.quantity.low, first.quantity.high) == (second.quantity.low, second.quantity.high)


def _agreed(known: Proposal, other: Proposal) -> Proposal:
    """Return a proposal with another named as agreeing, where both read the same interval."""
    if not _agree(known, other) or other.proposer in (known.proposer, *known.agreeing):
        return known
    return replace(known, agreeing=(*known.agreeing, other.proposer))


def _overruled(reading: Reading, known: Proposal, proposal: Proposal) -> Rejection:
    words, report = reading.words(proposal.quantity.span), reading.report
    return Rejection(
        stage="extract",
        reason=RejectionReason.OVERRULED,
        detail=f"{words!r} at {proposal.quantity.span.start}: {proposal.proposer} reads "
        f"{proposal.harm.value}, where {known.proposer} reads {reading.words(known.quantity.span)!r} "
        f"{known.harm.value}.",
        origin=report.external_id or report.capture.origin,
        report_id=report.id,
        capture_sha256=report.capture.sha256,
        words=f"{words} {proposal.harm.value} at {proposal.quantity.span.start}",
    )
