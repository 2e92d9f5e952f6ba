"""Which places each figure is about: its own phrase, the place its sentence points to, or the scene so far.

The order follows the guidelines of annotation: the place the harm is located at in its own clause, with what
encloses it in the sentence; else the place the account is about, carried from the sentences before; a
headline without a place takes its lead's. "The town" and "there" are read as the name they point back to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.extract.places.account import Account, Names
from recount.extract.places.fineness import Fineness
from recount.extract.places.phrases import Phrase, Standing
from recount.extract.places.pointing import MEMORY, is_vague, point_ahead, point_back, with_ahead
from recount.extract.places.surroundings import Role
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm

_BREAK = 120  # code points a clause border counts for
_BEFORE = 15  # a phrase after the figure is preferred to one as near before it
_TAKEN = 60  # or one that an earlier figure of the sentence has already
_NAMED = 60  # and one with a preposition to one without
_COMPLETING = 160  # code points over which a sentence's other phrase can complete a place
_CLOSE = 30  # code points between "the war" and the figure
_ENCLOSING = Fineness.CITY
_NEVER = 10**12
# Figures no town could have: they are the country's, whatever place the sentence before spoke of.
_OF_COUNTRY = {
    Harm.KILLED: 50_000,
    Harm.INJURED: 50_000,
    Harm.CASUALTIES: 50_000,
    Harm.DISPLACED: 1_000_000,
}


class Scene:
    """The places of one report's figures."""

    def __init__(self, reading: Reading, account: Account) -> None:
        self._reading = reading
        self._account = account
        self._lexicon = account.lexicon
        self._pointing = [point_back(account, number) for number in range(len(account.views))]
        self._counts: dict[int, list[int]] = {}

    def locate(self, proposals: Sequence[Proposal]) -> list[Names]:
        """Return the names each proposal is located at, most specific first."""
        located: dict[int, Names] = {}
        carried: dict[int, Names] = {}  # places of the figures of a sentence
        for item in proposals:
            self._counts.setdefault(item.sentence, []).append(item.quantity.span.start)
        headlines = [n for n, item in enumerate(proposals) if self._reading.is_headline(item.sentence)]
        for n in sorted(set(range(len(proposals))) - set(headlines)):
            number = proposals[n].sentence
            names = self._account.without_country(self._place(proposals[n], carried))
            located[n] = self._account.with_city(number, names)
            if located[n] and proposals[n].harm is not Harm.DISPLACED:
                carried[number] = located[n]
        lead = carried[min(carried)] if carried else ()
        for n in headlines:
            located[n] = self._headline(proposals[n], lead)
        return [located[n] for n in range(len(proposals))]

    # -- one figure -------------------------------------------------------------------------------------

    def _place(self, proposal: Proposal, carried: Mapping[int, Names]) -> Names:
        number, account = proposal.sentence, self._account
        own = self._own(proposal, Standing.NAMED)
        if own and account.finest(own) > Fineness.COUNTRY_PART:
            return with_ahead(account, number, own)
        if account.is_of_conflict(number) or self._is_of_country(proposal):
            return own or account.country(number)
        if own or (own := point_ahead(account, number, Fineness.COUNTRY)):
            return with_ahead(account, number, own)
        if proposal.harm is Harm.DISPLACED:
            return ()  # people leave many places; the last one spoken of is a guess
        return (
            self._own(proposal, Standing.WEAK)
            or self._carry(number, carried)
            or self._own(proposal, Standing.ORIGIN)
        )

    def _headline(self, proposal: Proposal, lead: Names) -> Names:
        own = self._own(proposal, Standing.NAMED) or self._own(proposal, Standing.WEAK)
        if not own:
            is_of_country = self._account.is_of_conflict(proposal.sentence)
            return self._account.country(proposal.sentence) if is_of_country else lead
        if all(name.role is Role.BESIDE for name in own) and {n.name for n in own} <= {n.name for n in lead}:
            return lead
        return own

    def _is_of_country(self, proposal: Proposal) -> bool:
        """Whether a figure is the war's own ("the war has killed …"), or no town could have it."""
        if (proposal.quantity.low or 0) >= _OF_COUNTRY.get(proposal.harm, _NEVER):
            return True
        start, end = proposal.quote.start - _CLOSE, proposal.quote.end + _CLOSE
        return any(
            word.key in self._lexicon.words["conflict"] and start <= word.start < end
            for word in self._account.views[proposal.sentence].words
        )

    # -- the sentence itself ----------------------------------------------------------------------------

    def _own(self, proposal: Proposal, least: Standing) -> Names:
        """Return the names of the nearest phrase of the sentence, completed by what encloses it there."""
        phrases = [phrase for phrase in self._usable(proposal) if phrase.standing >= least]
        if not phrases:
            return ()
        distance = {phrase.span: self._distance(proposal, phrase) for phrase in phrases}
        best = min(phrases, key=lambda phrase: distance[phrase.span])
        limit = distance[best.span] + _COMPLETING
        rest = [
            phrase
            for phrase in phrases
            if distance[phrase.span] < limit
            and self._completes(best, phrase)
            and not self._is_parted(proposal, best, phrase)
        ]
        return self._account.ordered([name for phrase in (best, *rest) for name in phrase.names])

    def _usable(self, proposal: Proposal) -> list[Phrase]:
        """Return the phrases that can locate a figure: for people who left, where they left."""
        phrases = [*self._account.views[proposal.sentence].phrases, *self._pointing[proposal.sentence]]
        if proposal.harm is Harm.DISPLACED:
            origins = [replace(phrase, standing=Standing.PLACE) for phrase in phrases if phrase.is_origin]
            return origins or phrases
        return [phrase for phrase in phrases if phrase.names[0].role is not Role.AWAY]

    def _distance(self, proposal: Proposal, phrase: Phrase) -> int:
        quote = proposal.quote
        extra = _NAMED if phrase.standing is Standing.NAMED else 0
        if phrase.span.overlaps(quote):
            is_taken = phrase.span.start < proposal.quantity.span.start and any(
                count < phrase.span.start for count in self._counts[proposal.sentence]
            )
            return extra + _TAKEN * is_taken
        start, end = quote.end, phrase.span.start
        if start > end:
            start, end, extra = phrase.span.end, quote.start, extra + _BEFORE
            extra += _TAKEN * any(count < phrase.span.start for count in self._other_counts(proposal))
        words = self._account.views[proposal.sentence].words
        breaks = sum(word.key in self._lexicon.words["breaks"] for word in words if start <= word.start < end)
        return extra + (end - start) + _BREAK * breaks

    def _is_parted(self, proposal: Proposal, first: Phrase, second: Phrase) -> bool:
        """Whether another figure stands between two phrases, or they are a headline's.

        A phrase that opens the sentence is for all its figures: "In X, 3 were killed and 5 hurt in Y".
        """
        low, high = sorted((first.span, second.span))
        is_opening = all(count > low.start for count in self._counts[proposal.sentence])
        is_between = any(low.end <= count < high.start for count in self._other_counts(proposal))
        return (is_between and not is_opening) or self._reading.is_headline(proposal.sentence)

    def _other_counts(self, proposal: Proposal) -> list[int]:
        own = proposal.quote
        return [at for at in self._counts[proposal.sentence] if not own.start <= at < own.end]

    def _completes(self, best: Phrase, other: Phrase) -> bool:
        """Whether another phrase of the sentence encloses the best one, or tells its parts."""
        grades = {self._account.grade(name) for name in best.names}
        added = self._account.grade(other.names[0])
        if added <= Fineness.COUNTRY_PART or min(grades) <= Fineness.COUNTRY_PART:
            return False
        if added <= Fineness.CITY:
            return min(grades) > max(added, _ENCLOSING)
        return max(grades) <= Fineness.CITY and not other.is_near

    # -- the scene so far -------------------------------------------------------------------------------

    def _carry(self, number: int, carried: Mapping[int, Names]) -> Names:
        """Return the places of the nearest sentence before: of its figures, else its finest phrase."""
        account = self._account
        for back in range(number, max(-1, number - MEMORY), -1):
            if back in carried:
                return self._without_quarters(number, carried[back])
            if back < number:
                phrases = [
                    phrase
                    for phrase in account.views[back].phrases
                    if phrase.standing >= Standing.NAMED and not phrase.is_origin
                ]
                if phrases:
                    best = max(phrases, key=lambda phrase: account.finest(phrase.names))
                    return account.ordered(best.names)
        return ()

    def _without_quarters(self, number: int, names: Names) -> Names:
        """Leave out quarters where a sentence speaks of "areas" of its own; their city then stands for it."""
        if not is_vague(self._account, number):
            return names
        kept = tuple(name for name in names if self._account.grade(name) is not Fineness.QUARTER)
        return kept or self._account.city(number) or names
