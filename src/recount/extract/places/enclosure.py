"""What encloses a place that stands alone: the city of a quarter, the province of a town.

The guidelines of annotation ask for an enclosing place from the sentence, else the one the account is about.
A quarter lies in the city it was named with, else in the one spoken of. A town gets one where it is named for
the first time, and only one that the gazetteer knows it lies by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from recount.extract.places.account import Account, Names, SentenceView
from recount.extract.places.fineness import Fineness
from recount.extract.places.register import Register
from recount.extract.places.standing import Standing
from recount.extract.places.toponyms import Toponym

_OFTEN = 2  # mentions that make a town the report's
_BEFORE = 3  # sentences before a town that can say where it lies
# Kilometres from a city, and from the chief town of a division, within which a town is said to lie in it.
_REGION = "region"  # encloses, but is no division: a plateau, a strip
_REACH = {Fineness.CITY: 40.0, Fineness.DIVISION: 100.0}


class Enclosure:
    """Completes the places of figures with what encloses them."""

    def __init__(self, account: Account, register: Register) -> None:
        """Take what the report says of places, and what is known of them."""
        self._account = account
        self._register = register

    def complete(self, number: int, names: Names, carried: Mapping[int, Names]) -> Names:
        """Return the places of a figure of sentence ``number`` with what encloses them."""
        account = self._account
        with_city = self.with_city(number, names)
        if with_city != names or not names or account.finest(names) < Fineness.TOWN:
            return with_city
        if account.enclosing_cores(names):
            return names
        if not self._is_new(number, names):
            return (*names, *self._told_with(number, names))
        return (*names, *self._around(number, names, carried))

    def with_city(self, number: int, names: Names) -> Names:
        """Return places with the city, when all are quarters."""
        if not names or not all(self._account.is_quarter(name) for name in names):
            return names
        views = self._account.views
        city = (
            self._city_of(names, views[: number + 1])
            or self._first_city(range(number, -1, -1))
            or self._city_of(names, views[number + 1 :])  # another city may have a quarter of that name
        )
        return (*names, *(city or self.city(number)))

    # -- towns ------------------------------------------------------------------------------------------

    def _is_new(self, number: int, names: Names) -> bool:
        """Whether a sentence names places for the first time."""
        own = {name.name for name in names}
        return not any(
            phrase.standing > Standing.NONE and any(name.name in own for name in phrase.names)
            for view in self._account.views[:number]
            for phrase in view.phrases
        )

    def _told_with(self, number: int, names: Names) -> Names:
        """Return the division a town was named in before, in one phrase ("the village of |X in Y province")."""
        account = self._account
        wanted = {account.core(name) for name in account.finest_of(names)}
        cores = [account.written_core(name) for name in account.finest_of(names)]
        if len(wanted) < len(names):
            return ()  # told with what encloses them already
        for view in account.views[max(0, number - _BEFORE) : number]:
            for phrase in view.phrases:
                if wanted <= {account.core(name) for name in phrase.names}:
                    outer = [name for name in phrase.names if name.grade is Fineness.DIVISION]
                    if outer and account.core(outer[-1]) not in wanted:
                        return (outer[-1],) if self._can_lie(names, cores, outer[-1]) else ()
        return ()

    def _around(self, number: int, names: Names, carried: Mapping[int, Names]) -> Names:
        """Return the city or division last spoken of, when the gazetteer knows that the places lie by it."""
        account = self._account
        cores = [account.written_core(name) for name in account.finest_of(names)]
        if account.views[number].keys & account.lexicon.words["elsewhere"]:
            return ()
        for back in range(number - 1, max(-1, number - 1 - _BEFORE), -1):
            spoken = carried.get(back) or tuple(
                name
                for phrase in account.views[back].phrases
                if phrase.standing >= Standing.NAMED
                for name in phrase.names
            )
            outer = [name for name in spoken if name.grade in _REACH and name.kind != _REGION]
            if outer:
                is_one = len({account.core(name) for name in outer}) == 1
                return (outer[-1],) if is_one and self._can_lie(names, cores, outer[-1]) else ()
        return ()

    def _can_lie(self, names: Names, cores: list[str], outer: Toponym) -> bool:
        """Whether places lie in another as far as the gazetteer knows; what it does not know it cannot deny."""
        account = self._account
        grade, written = outer.grade, account.written_core(outer)
        if grade is Fineness.CITY and not self._register.is_large_city(written):
            return False
        if any(written in name.name for name in names):
            return False  # "X hospital"
        known = [core for core in cores if self._register.entry(core) is not None]
        if not known:
            return not any(account.is_part(name) for name in names)
        return all(self._register.is_near(core, written, _REACH[grade]) for core in known)

    # -- quarters ---------------------------------------------------------------------------------------

    def _city_of(self, quarters: Names, views: Sequence[SentenceView]) -> Names:
        """Return the city that some sentences name together with one of the quarters."""
        wanted = {name.name for name in quarters}
        for view in views:
            for phrase in view.phrases:
                if any(name.name in wanted for name in phrase.names):
                    for name in phrase.names:
                        if name.grade is Fineness.CITY:
                            return (name,)
        return ()

    def city(self, number: int) -> Names:
        """Return the city last spoken of, else the town named most, else the next city."""
        return (
            self._first_city(range(number, -1, -1))
            or self._main_town()
            or self._first_city(range(number + 1, len(self._account.views)))
        )

    def _first_city(self, numbers: Iterable[int]) -> Names:
        for number in numbers:
            for phrase in reversed(self._account.views[number].phrases):
                for name in phrase.names:
                    if name.grade is Fineness.CITY and phrase.standing > Standing.NONE:
                        return (name,)
        return ()

    def _main_town(self) -> Names:
        towns = [
            name
            for view in self._account.views
            for phrase in view.phrases
            for name in phrase.names
            if name.grade is Fineness.TOWN and phrase.standing is Standing.PLACE
        ]
        counts = Counter(name.name for name in towns)
        best = next((name for name in towns if counts[name.name] == max(counts.values())), None)
        return () if best is None or counts[best.name] < _OFTEN else (best,)
