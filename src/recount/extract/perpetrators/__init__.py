"""Alleged perpetrators: the parties a text says caused a harm, always as an allegation of the text.

Parties are recognised by kind (army, rebels, "US-led coalition"), by nationality and by name, where they do
something that harms (``acts``); a figure takes the act of its clause, or one of the same account.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.extract.perpetrators.act import Act
from recount.extract.perpetrators.assign import Accounts
from recount.extract.perpetrators.lexicon import load_lexicon
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Perpetrator
from recount.text.spans import Span

_NEAR = 700  # characters over which one account calls those who did it by one word


def find_perpetrators(
    reading: Reading, proposals: Sequence[Proposal], totals: Sequence[bool] | None = None
) -> list[tuple[tuple[Perpetrator, ...], bool]]:
    """Return for each proposal the parties named, and whether the text hedges.

    ``totals`` says which are those of a long time (``find_totals``): the party of an attack is not theirs.
    """
    if not proposals:
        return []
    long = zip(proposals, [False] * len(proposals) if totals is None else totals, strict=True)
    starts = frozenset(proposal.quantity.span.start for proposal, total in long if total)
    accounts = Accounts(reading, reading.report.language, proposals, starts)
    acts = [accounts.choose(proposal) for proposal in proposals]
    told = [
        act or accounts.of_same_figure(proposal, proposals, acts)
        for proposal, act in zip(proposals, acts, strict=True)
    ]
    return [
        _named(reading, act or accounts.of_same_event(proposal, told))
        for proposal, act in zip(proposals, told, strict=True)
    ]


def _named(reading: Reading, act: Act | None) -> tuple[tuple[Perpetrator, ...], bool]:
    if act is None:
        return (), False
    named = tuple(found for party in act.parties if (found := _perpetrator(reading, party, act)) is not None)
    return named, act.alleged and bool(named)


def _perpetrator(reading: Reading, party: Span, act: Act) -> Perpetrator | None:
    """A kind of attack ("terrorist attack") names nobody: the party is the noun, where the report has it."""
    name, lexicon = reading.words(party), load_lexicon(reading.report.language)
    nouns = lexicon.described_parties.get(name.casefold(), ())
    found = _nearest(reading.text, party.end, nouns)
    if found is not None:
        return Perpetrator(name=found[0], start=found.start(), end=found.end())
    if nouns and lexicon.weapon.search(reading.text, party.end, act.end) is None:
        return None
    return Perpetrator(name=name, start=party.start, end=party.end)


def _nearest(text: str, position: int, nouns: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    """The first of the nouns that stands near a position, else the one nearest to it."""
    first, last = max(0, position - _NEAR), position + _NEAR
    near = next((found for noun in nouns if (found := noun.search(text, first, last)) is not None), None)
    if near is not None:
        return near
    everywhere = (found for noun in nouns for found in noun.finditer(text))
    return min(everywhere, key=lambda found: abs(found.start() - position), default=None)


__all__ = ["find_perpetrators"]
