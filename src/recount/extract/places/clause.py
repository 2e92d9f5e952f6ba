"""The place of a figure's own sentence: the nearest phrase, completed by what encloses it there."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.places.account import Account, Names
from recount.extract.places.fineness import Fineness
from recount.extract.places.phrases import Phrase
from recount.extract.places.pointing import point_back
from recount.extract.places.standing import Standing
from recount.extract.places.surroundings import Role
from recount.extract.places.turns import is_told_beside
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm

# What counts as near, in code points.
_BREAK = 120  # for each clause border between
_BEFORE = 15  # a phrase after the figure is preferred to one as near before it
_TAKEN = 60  # or one that an earlier figure of the sentence has already
_NAMED = 60  # and one with a preposition to one without
_COMPLETING = 160  # over which a sentence's other phrase can complete a place
_ENCLOSING = Fineness.CITY


class Clauses:
    """The phrases of the sentences in which a report's figures stand."""

    def __init__(self, reading: Reading, account: Account, figures: Sequence[Proposal]) -> None:
        """Take the figures of a report and what it says of places."""
        self._reading = reading
        self._account = account
        self._phrases: dict[int, list[Phrase]] = {}
        self._own: dict[tuple[int, Standing], Names] = {}
        self._counts: dict[int, list[int]] = {}
        for item in figures:
            self._counts.setdefault(item.sentence, []).append(item.quantity.span.start)

    def phrases(self, number: int) -> list[Phrase]:
        """Return the phrases of a sentence, those that only point to a place among them."""
        found = self._phrases.get(number)
        if found is None:
            found = [*self._account.views[number].phrases, *point_back(self._account, number)]
            self._phrases[number] = found
        return found

    def own(self, proposal: Proposal, least: Standing) -> Names:
        """Return the places of a figure in its own sentence, of phrases with so much standing."""
        key = id(proposal), least
        if key not in self._own:
            self._own[key] = self._find(proposal, least)
        return self._own[key]

    def _find(self, proposal: Proposal, least: Standing) -> Names:
        near = [
            (distance, phrase)
            for phrase in self._usable(proposal)
            if phrase.standing >= least
            and ((distance := self._distance(proposal, phrase)) < _BREAK or not _is_mention(phrase))
        ]
        if not near:
            return ()
        first, best = min(near, key=lambda item: item[0])
        if len(near) == 1:
            return self._account.ordered(best.names)
        near = [item for item in near if item[0] < first + _COMPLETING]
        if self._account.finest(best.names) is Fineness.COUNTRY_PART:
            best = self._finer(proposal, best, near)
        rest = [
            name
            for _, phrase in near
            if self._completes(best, phrase) and not self._is_parted(proposal, best, phrase)
            for name in phrase.names
        ]
        return self._account.ordered([*best.names, *rest])

    def _usable(self, proposal: Proposal) -> list[Phrase]:
        """Return the phrases that can locate a figure: for people who left, where they left."""
        phrases = self.phrases(proposal.sentence)
        if proposal.harm is Harm.DISPLACED:
            origins = [phrase._replace(standing=Standing.PLACE) for phrase in phrases if phrase.is_origin]
            return origins or phrases
        return [
            phrase
            for phrase in phrases
            if (
                not phrase.is_origin
                or phrase.standing is Standing.WEAK
                or phrase.names[0].role is not Role.AWAY
            )
            and not is_told_beside(self._account, proposal, phrase)
        ]

    def _distance(self, proposal: Proposal, phrase: Phrase) -> int:
        quote, span, counts = proposal.quote, phrase.span, self._counts[proposal.sentence]
        extra = _NAMED if phrase.standing is Standing.NAMED else 0
        if span.overlaps(quote):
            is_taken = span.start < proposal.quantity.span.start and any(at < span.start for at in counts)
            return extra + _TAKEN * is_taken
        start, end = quote.end, span.start
        if start > end:
            start, end, extra = span.end, quote.start, extra + _BEFORE
            extra += _TAKEN * any(at < span.start and not quote.start <= at < quote.end for at in counts)
        breaks = [at for at in self._account.views[proposal.sentence].breaks if start <= at < end]
        return extra + (end - start) + _BREAK * len(breaks)

    def _finer(self, proposal: Proposal, best: Phrase, near: Sequence[tuple[int, Phrase]]) -> Phrase:
        """Return a place of the sentence that is finer than a part of a country, if it has one."""
        finer = [
            (distance, phrase)
            for distance, phrase in near
            if phrase.standing is Standing.PLACE
            and self._account.finest(phrase.names) > Fineness.COUNTRY_PART
            and not self._is_parted(proposal, best, phrase)
        ]
        return min(finer, key=lambda item: item[0])[1] if finer else best

    def _is_parted(self, proposal: Proposal, first: Phrase, second: Phrase) -> bool:
        """Whether another figure stands between two phrases, or they are a headline's.

        A phrase that opens the sentence is for all its figures: "In X, 3 were killed and 5 hurt in Y".
        """
        if self._reading.is_headline(proposal.sentence):
            return True
        low, high = sorted((first.span, second.span))
        counts, quote = self._counts[proposal.sentence], proposal.quote
        if all(at > low.start for at in counts):
            return False
        return any(low.end <= at < high.start and not quote.start <= at < quote.end for at in counts)

    def _completes(self, best: Phrase, other: Phrase) -> bool:
        """Whether another phrase of the sentence encloses the best one, or tells its parts."""
        grades = [name.grade for name in best.names]
        added = other.names[0].grade
        if added is Fineness.COUNTRY or min(grades) <= Fineness.COUNTRY_PART:
            return False
        if added <= Fineness.CITY:
            return min(grades) > max(added, _ENCLOSING)
        return max(grades) <= Fineness.CITY and not other.is_near


def _is_mention(phrase: Phrase) -> bool:
    """Whether a place is only mentioned, by no word that says what happened there."""
    return phrase.standing is Standing.WEAK and phrase.names[0].role is Role.MENTION
