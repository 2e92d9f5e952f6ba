"""Finer places for a figure whose own words are vague, from where the report tells of the same thing again.

Either the same figure stands elsewhere with a finer place, or the next sentences go on about its event ("an
attack in Mali killed 20 … Tuesday's attack hit the town of X"). What encloses the two must not differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from recount.extract.places.account import Account, Names, SentenceView
from recount.extract.places.fineness import Fineness
from recount.extract.places.phrases import Phrase
from recount.extract.places.pointing import is_vague
from recount.extract.places.standing import Standing
from recount.extract.proposal import Proposal
from recount.model import CountKind

_REACH = 2  # sentences after a figure that can tell its place when its own names a country or none
_REACH_OF_TOWN = 1  # and when it names a city
_REACH_WITHOUT = 4  # and when nothing is named so far
_DEFINITE = 3  # words between "the" and "attack"
_EXACT = frozenset({CountKind.DIGITS, CountKind.WORDS})
# The same number of victims is the same figure: in a whole country, and in one town.
_FEW, _MANY = 2, 4
_FAR, _RARE = 3, 15  # so many sentences apart, only a number that is rarely met twice


def is_same_figure(one: Proposal, other: Proposal) -> bool:
    """Whether two figures count the same harm and the same number."""
    first, second = one.quantity, other.quantity
    return one.harm is other.harm and first.low is not None and first.low == second.low


class Refiner:
    """Looks for finer places in the rest of a report."""

    def __init__(
        self,
        account: Account,
        figures: Sequence[Proposal],
        own: Callable[[Proposal], Names],
        written: Callable[[Proposal], str],
    ) -> None:
        """Look for the places of figures.

        Args:
            account: what the report says of places.
            figures: of its body.
            own: the places of a figure's own sentence.
            written: the number of a figure as the text has it, in lower case.
        """
        self._account = account
        self._written = written
        self._figures = figures
        self._own = own

    def refine(self, proposal: Proposal, names: Names) -> Names:
        """Return the names of a figure with the finer ones found elsewhere before them."""
        account = self._account
        if names and account.finest(names) > Fineness.CITY:
            return names
        is_wide = not names or account.finest(names) <= Fineness.COUNTRY_PART
        if any(name.is_listed for name in names) or (not is_wide and is_vague(account, proposal.sentence)):
            return names
        found = self._told_again(proposal, names, _FEW if is_wide else _MANY) or self._gone_on(
            proposal, names
        )
        return account.joined(found, names)

    def _told_again(self, proposal: Proposal, names: Names, least: int) -> Names:
        """Return the place of the same figure in another sentence."""
        if (proposal.quantity.low or 0) < least or proposal.quantity.kind not in _EXACT:
            return ()
        for other in self._figures:
            apart = abs(other.sentence - proposal.sentence)
            if apart > _FAR and (proposal.quantity.low or 0) < _RARE:
                continue
            if apart and is_same_figure(proposal, other):
                found = self._own(other)
                if found and self._fits(found, names):
                    return found
        return ()

    def _gone_on(self, proposal: Proposal, names: Names) -> Names:
        """Return the place that the next sentences give the event."""
        for view in self._next(proposal, names):
            is_same = self._repeats_number(proposal, view)
            for phrase in view.phrases:
                is_place = phrase.standing >= Standing.NAMED and not phrase.is_origin
                if is_place and (is_same or not phrase.is_near) and self._can_be(phrase, names):
                    return phrase.names
        return ()

    def _next(self, proposal: Proposal, names: Names) -> Iterator[SentenceView]:
        """Yield the next sentences that can be about a figure's event: without figures of their own."""
        account = self._account
        first = proposal.sentence + 1
        is_wide = bool(names) and account.finest(names) <= Fineness.COUNTRY_PART
        reach = _REACH if is_wide else _REACH_OF_TOWN if names else _REACH_WITHOUT
        for number, view in enumerate(account.views[first : first + reach], first):
            if view.keys & account.lexicon.words["elsewhere"]:
                return
            others = [o for o in self._figures if o.sentence == number and o.harm is proposal.harm]
            is_other = bool(others) and not any(is_same_figure(proposal, other) for other in others)
            if self._repeats_number(proposal, view):
                yield view
            elif is_other and names:
                return
            elif self._tells_of_event(view) or not (names or is_other):
                yield view

    def _repeats_number(self, proposal: Proposal, view: SentenceView) -> bool:
        """Whether a sentence says the same number with "the" ("the 18 militants")."""
        if proposal.quantity.kind not in _EXACT or (proposal.quantity.low or 0) < _FEW:
            return False
        number = self._written(proposal)
        return number in view.keys and any(
            word.key in self._account.lexicon.words["definite"] and following.key == number
            for word, following in pairwise(view.words)
        )

    def _tells_of_event(self, view: SentenceView) -> bool:
        """Whether a sentence goes on about an event ("the blast", "Tuesday's assault")."""
        words, row = self._account.lexicon.words, view.words
        if view.keys & words["partly"] or not view.keys & words["events"]:
            return False
        return any(
            word.key in words["events"]
            and any(
                before.key in words["definite"] or before.key in words["times"]
                for before in row[max(0, at - _DEFINITE) : at]
            )
            for at, word in enumerate(row)
        )

    def _can_be(self, phrase: Phrase, names: Names) -> bool:
        """Whether a phrase of a sentence that goes on can tell a figure's place."""
        account = self._account
        grade = account.finest(phrase.names)
        if not names or account.finest(names) <= Fineness.COUNTRY_PART:
            return grade > Fineness.DIVISION
        if any(name.is_listed for name in phrase.names):
            return False  # several places are its parts
        is_quarter = grade is Fineness.QUARTER and account.finest(names) is Fineness.CITY
        return (is_quarter and len(phrase.names) == 1) or self._fits(phrase.names, names)

    def _fits(self, inner: Names, outer: Names) -> bool:
        """Whether places can lie in others: finer, and what encloses them does not differ."""
        account = self._account
        coarse = max(account.finest(outer), Fineness.DIVISION) if outer else Fineness.DIVISION
        own = account.enclosing_cores(outer)
        if account.finest(inner) <= coarse or own.issuperset(map(account.core, account.finest_of(inner))):
            return False
        return not own or bool(account.enclosing_cores(inner) & own)
