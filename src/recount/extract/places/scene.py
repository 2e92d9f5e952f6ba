"""Which places each figure is about: its own phrase, the place its sentence points to, or the scene so far.

The order follows the guidelines of annotation: the place the harm is located at in its own clause, with what
encloses it in the sentence; else the place the account is about, carried from the sentences before; a
headline without a place takes its lead's. "The town" and "there" are read as the name they point back to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from recount.extract.places.account import Account, Names
from recount.extract.places.clause import Clauses
from recount.extract.places.enclosure import Enclosure
from recount.extract.places.fineness import Fineness
from recount.extract.places.phrases import Phrase
from recount.extract.places.pointing import MEMORY, is_vague, point_ahead, with_ahead
from recount.extract.places.refinement import Refiner, is_same_figure
from recount.extract.places.standing import Standing
from recount.extract.places.surroundings import Role
from recount.extract.places.turns import follows_opener, is_answered, is_of_another_day, opens_other
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm, TimeInterval

_FINER_BEFORE = 2  # sentences before one that only names the city
_CLOSE = 30  # code points between "the war" and the figure
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

    def __init__(
        self,
        reading: Reading,
        account: Account,
        enclosure: Enclosure,
        figures: Sequence[Proposal],
        whens: Sequence[TimeInterval],
    ) -> None:
        """Take a report, what it says of places, what encloses them, its figures and their days."""
        self._reading = reading
        self._account = account
        self._enclosure = enclosure
        self._lexicon = account.lexicon
        self._figures = figures
        self._days: dict[int, list[TimeInterval]] = {}
        self._when = {id(item): when for item, when in zip(figures, whens, strict=True)}
        for item, when in zip(figures, whens, strict=True):
            self._days.setdefault(item.sentence, []).append(when)
        self._first: dict[int, int] = {}
        for item in sorted(figures, key=lambda item: item.quantity.span.start):
            self._first.setdefault(item.sentence, item.quantity.span.start)
        self._clauses = Clauses(reading, account, figures)
        self._body = [n for n, item in enumerate(figures) if not reading.is_headline(item.sentence)]
        self._refiner = Refiner(
            account,
            [figures[n] for n in self._body],
            own=lambda item: self._clauses.own(item, Standing.NAMED),
            written=lambda item: reading.words(item.quantity.core).lower(),
        )

    def locate(self) -> list[Names]:
        """Return the names each figure is located at, most specific first."""
        located: dict[int, Names] = {}
        carried: dict[int, Names] = {}  # places of the figures of a sentence
        told: set[int] = set()  # sentences of figures so far
        for n in self._body:
            figure, number = self._figures[n], self._figures[n].sentence
            names = self._account.without_country(self._place(figure, carried))
            if figure.harm is Harm.DISPLACED:
                located[n] = self._enclosure.with_city(number, names)
                continue
            located[n] = self._enclosure.complete(number, names, carried)
            is_beside = number in told and follows_opener(self._account, figure)
            if located[n] and not is_beside and not self._is_of_part(number, located[n]):
                carried[number] = located[n]
            told.add(number)
        lead = carried[min(carried)] if carried else ()
        for n, figure in enumerate(self._figures):
            if n not in located:
                same = (located[m] for m in self._body if is_same_figure(figure, self._figures[m]))
                located[n] = self._headline(figure, lead, next(same, ()))
        return [located[n] for n in range(len(self._figures))]

    # -- one figure -------------------------------------------------------------------------------------

    def _place(self, proposal: Proposal, carried: Mapping[int, Names]) -> Names:
        number, account = proposal.sentence, self._account
        own = self._clauses.own(proposal, Standing.NAMED)
        if own and account.finest(own) > Fineness.COUNTRY_PART:
            return self._refiner.refine(proposal, with_ahead(account, number, own))
        if account.is_of_conflict(number) or self._is_of_country(proposal):
            return own or account.country(number)
        is_turned = number not in carried and self._is_turned(proposal)
        if own or (own := point_ahead(account, number, Fineness.COUNTRY, is_of_kind=is_turned)):
            return self._refiner.refine(proposal, with_ahead(account, number, own))
        if proposal.harm is Harm.DISPLACED:
            return ()  # people leave many places; the last one spoken of is a guess
        weak = self._clauses.own(proposal, Standing.WEAK)
        if is_turned:
            return weak or self._clauses.own(proposal, Standing.ORIGIN) or self._country(proposal, carried)
        before = self._carried(proposal, carried)
        if weak and not self._is_within(before, weak):
            return weak
        return before or self._clauses.own(proposal, Standing.ORIGIN) or self._refiner.refine(proposal, ())

    def _is_within(self, inner: Names, outer: Names) -> bool:
        """Whether the places before are finer, and in the place that is only mentioned now."""
        account = self._account
        cores = {account.core(name) for name in inner}
        return (
            bool(inner)
            and account.finest(inner) > account.finest(outer)
            and cores.issuperset(account.core(name) for name in outer)
        )

    def _carried(self, proposal: Proposal, carried: Mapping[int, Names]) -> Names:
        """Return the places of the sentences before; a country is looked into further."""
        names = self._carry(proposal, carried)
        if names and self._account.finest(names) <= Fineness.COUNTRY_PART:
            return self._refiner.refine(proposal, names)
        return names

    def _headline(self, proposal: Proposal, lead: Names, same: Names) -> Names:
        own = self._clauses.own(proposal, Standing.NAMED) or self._clauses.own(proposal, Standing.WEAK)
        if not own:
            is_of_country = self._account.is_of_conflict(proposal.sentence)
            return self._account.country(proposal.sentence) if is_of_country else same or lead
        if self._account.finest(own) is Fineness.COUNTRY:
            if same and self._account.finest(same) > Fineness.DIVISION:
                return (*self._account.finest_of(same), *own)
            return own
        if all(name.role is Role.BESIDE for name in own) and {n.name for n in own} <= {n.name for n in lead}:
            return lead
        return own

    def _is_of_country(self, proposal: Proposal) -> bool:
        """Whether a figure is the war's own ("the war has killed …"), or no town could have it."""
        if (proposal.quantity.low or 0) >= _OF_COUNTRY.get(proposal.harm, _NEVER):
            return True
        view = self._account.views[proposal.sentence]
        if self._lexicon.words["conflict"].isdisjoint(view.keys):
            return False
        if self._account.is_of_record(proposal.sentence):
            return False
        start, end = proposal.quote.start - _CLOSE, proposal.quote.end + _CLOSE
        return any(
            word.key in self._lexicon.words["conflict"] and start <= word.start < end for word in view.words
        )

    # -- the scene so far -------------------------------------------------------------------------------

    def _carry(self, proposal: Proposal, carried: Mapping[int, Names]) -> Names:
        """Return the places of the nearest sentence before: of its figures, else its finest phrase."""
        account, number = self._account, proposal.sentence
        answered: Names = ()  # of what the event told of answers: only where no other place is told
        for back in range(number, max(-1, number - MEMORY), -1):
            if back in carried:
                return self._without_quarters(number, carried[back])
            if back < number:
                phrases = [
                    phrase
                    for phrase in self._clauses.phrases(back)
                    if phrase.standing >= Standing.NAMED
                    and not (phrase.is_origin or self._is_of_part(back, phrase.names))
                ]
                own = [
                    phrase
                    for phrase in phrases
                    if not is_answered(account, back, phrase, self._first.get(back))
                ]
                if own:
                    found = self._finest(own)
                    is_wide = account.finest(found) <= Fineness.COUNTRY_PART
                    return answered if answered and is_wide else self._finer_before(back, found)
                to_it = [phrase for phrase in phrases if is_answered(account, back, phrase, None)]
                answered = answered or (self._finest(to_it) if to_it else ())
                if opens_other(account, back):
                    break
        return answered

    def _finest(self, phrases: Sequence[Phrase]) -> Names:
        best = max(phrases, key=lambda phrase: self._account.finest(phrase.names))
        return self._account.ordered(best.names)

    def _country(self, proposal: Proposal, carried: Mapping[int, Names]) -> Names:
        """Return the country of the places before: another event is in it, too."""
        names = self._carry(proposal, carried)
        return tuple(name for name in names if name.grade is Fineness.COUNTRY)

    def _is_turned(self, proposal: Proposal) -> bool:
        """Whether a figure is of another event than those told of before, whose place is not known yet."""
        number = proposal.sentence
        if opens_other(self._account, number):
            return True
        earlier = max((other for other in self._days if other < number), default=None)
        if earlier is None:
            return False
        return is_of_another_day(self._account, proposal, self._when[id(proposal)], self._days[earlier])

    def _is_of_part(self, number: int, names: Names) -> bool:
        """Whether a sentence picks a place out of a greater whole ("in X alone"): the next tells of the whole."""
        alone, view = self._lexicon.words["alone"], self._account.views[number]
        if alone.isdisjoint(view.keys):
            return False
        ends = {name.span.end for name in names}
        return any(
            after.key in alone and (before.end in ends or before.key in self._lexicon.terms.kinds)
            for before, after in pairwise(view.words)
        )

    def _finer_before(self, number: int, names: Names) -> Names:
        """Return the quarter that a sentence shortly before named together with a city."""
        account = self._account
        if account.finest(names) is not Fineness.CITY:
            return names
        cores = account.enclosing_cores(names)
        for view in reversed(account.views[max(0, number - _FINER_BEFORE) : number]):
            for phrase in view.phrases:
                is_finer = phrase.standing is Standing.PLACE and account.finest(phrase.names) > Fineness.CITY
                if is_finer and account.enclosing_cores(phrase.names) & cores:
                    return account.ordered(phrase.names)
        return names

    def _without_quarters(self, number: int, names: Names) -> Names:
        """Leave out quarters where a sentence speaks of "areas" of its own; their city then stands for it."""
        if not is_vague(self._account, number):
            return names
        kept = tuple(name for name in names if name.grade is not Fineness.QUARTER)
        return kept or self._enclosure.city(number) or names
