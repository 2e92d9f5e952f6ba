"""Alleged perpetrators: the parties a text says caused a harm, always as an allegation of the text.

Parties are recognised by kind (army, rebels, "US-led coalition"), by nationality and by name, where they do
something that harms (``acts``); a figure takes the act of its clause, or one of the same account.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.extract.perpetrators.acts import Act
from recount.extract.perpetrators.assign import Accounts
from recount.extract.perpetrators.lexicon import load_lexicon
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Modality, Perpetrator
from recount.text.spans import Span

_TELLING = 4  # figures below are too common to show that two sentences tell of one event


def find_perpetrators(
    reading: Reading, proposals: Sequence[Proposal]
) -> list[tuple[tuple[Perpetrator, ...], bool]]:
    """Return for each proposal the parties named, and whether the text hedges."""
    if not proposals:
        return []
    accounts = Accounts(reading, reading.report.language)
    acts = [accounts.choose(proposal) for proposal in proposals]
    return [
        _named(reading, act or _of_same_figure(proposal, proposals, acts))
        for proposal, act in zip(proposals, acts, strict=True)
    ]


def _of_same_figure(
    proposal: Proposal, proposals: Sequence[Proposal], acts: Sequence[Act | None]
) -> Act | None:
    """The act behind the same figure told elsewhere in the report: a repeat is of the same event."""
    low = proposal.quantity.low
    if low is None or low < _TELLING or proposal.modality is not Modality.ASSERTED:
        return None
    for other, act in zip(proposals, acts, strict=True):
        if act is not None and other.harm is proposal.harm and other.quantity.low == low:
            return act
    return None


def _named(reading: Reading, act: Act | None) -> tuple[tuple[Perpetrator, ...], bool]:
    if act is None:
        return (), False
    return tuple(_perpetrator(reading, party) for party in act.parties), act.alleged


def _perpetrator(reading: Reading, party: Span) -> Perpetrator:
    """A party given only by an adjective ("terrorist attacks") goes by its noun where the report has it."""
    name = reading.words(party)
    if name.isalpha() and name.casefold() in load_lexicon(reading.report.language).described_parties:
        noun = re.search(rf"\b{name}s\b", reading.text, re.IGNORECASE)
        if noun is not None:
            return Perpetrator(name=noun[0], start=noun.start(), end=noun.end())
    return Perpetrator(name=name, start=party.start, end=party.end)


__all__ = ["find_perpetrators"]
