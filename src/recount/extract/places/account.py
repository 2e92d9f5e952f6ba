"""What a report says of places, sentence by sentence, and the questions its figures ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from recount.extract.places.fineness import Fineness, grade_names
from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.phrases import Phrase, Standing, find_phrases
from recount.extract.places.runs import Word, Words
from recount.extract.places.toponyms import Toponym
from recount.text.spans import Span

_OFTEN = 2  # mentions that make a town the report's
_BEFORE_CONFLICT = 3  # words before "conflict" in which its country stands

NOWHERE = Span(0, 0)  # of a country that only an adjective names
Names = tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence's words and place phrases."""

    words: Sequence[Word]
    keys: frozenset[str]
    phrases: Sequence[Phrase]


class Account:
    """The places of a report."""

    def __init__(
        self,
        sentences: Sequence[Words],
        toponyms: Sequence[Toponym],
        lexicon: PlaceLexicon,
        is_city: Callable[[str], bool],
    ) -> None:
        """Group the names of each sentence.

        Args:
            sentences: the words of each sentence.
            toponyms: the report's names, in order.
            lexicon: of the report's language.
            is_city: whether a register knows a name as a city's.
        """
        self.lexicon = lexicon
        self._grades = grade_names(toponyms, lexicon, is_city)
        by_sentence: dict[int, list[Toponym]] = {}
        for name in toponyms:
            by_sentence.setdefault(name.sentence, []).append(name)
        self.views = [
            SentenceView(
                words.words,
                frozenset(word.key for word in words.words),
                find_phrases(words.words, by_sentence.get(number, ()), lexicon),
            )
            for number, words in enumerate(sentences)
        ]

    def grade(self, name: Toponym) -> Fineness:
        """Return how fine a place is, as far as the report tells."""
        return self._grades.get(name.name, Fineness.COUNTRY)

    def grade_of_core(self, name: Toponym) -> Fineness:
        """Return how fine the place is that a name is made from ("X" of "X province")."""
        core = self.lexicon.terms.take_apart(name.name).core
        return max(self.grade(name), self._grades.get(core, Fineness.COUNTRY))

    def finest(self, names: Iterable[Toponym]) -> Fineness:
        """Return the fineness of the smallest of several places."""
        return max(self.grade(name) for name in names)

    def ordered(self, names: Iterable[Toponym]) -> Names:
        """Return names once each, the smallest places first."""
        unique: dict[str, Toponym] = {}
        for name in names:
            unique.setdefault(name.name, name)
        return tuple(sorted(unique.values(), key=lambda name: -self.grade(name)))

    # -- the country ------------------------------------------------------------------------------------

    def is_of_conflict(self, number: int) -> bool:
        """Whether a sentence tells of the whole conflict, or goes on telling of it ("since then")."""
        words, keys = self.lexicon.words, self.views[number].keys
        if not keys & words["conflict_time"]:
            return False
        before = self.views[number - 1].keys if number else frozenset[str]()
        return bool(keys & words["conflict"]) or bool(
            keys & words["ever_since"] and before & words["conflict"] and before & words["conflict_time"]
        )

    def country(self, number: int) -> Names:
        """Return the country a sentence's conflict is in; empty when the report does not say.

        A country counts when the conflict bears its adjective ("the Malian conflict"), when this sentence or
        the one before names it, or when the report locates harm in it; never for being spoken of much.
        """
        code = self._country_of_conflict(number)
        near = self.views[max(0, number - 1) : number + 1]
        for view in (*reversed(near), *self.views):
            for phrase, name in _names(view):
                if self.grade(name) is Fineness.COUNTRY and not name.is_actor:
                    written = self.lexicon.countries.names.get(name.name)
                    is_located = phrase.standing >= Standing.NAMED or view in near
                    if written == code or (code is None and is_located):
                        return (name,)
        if code is None:
            return ()
        written = next(name for name, other in self.lexicon.countries.names.items() if other == code)
        return (Toponym(span=NOWHERE, name=written, sentence=number, phrase=0, is_country=True),)

    def _country_of_conflict(self, number: int) -> str | None:
        row = self.views[number].words
        for at, word in enumerate(row):
            if word.key in self.lexicon.words["conflict"]:
                for before in row[max(0, at - _BEFORE_CONFLICT) : at]:
                    if before.is_capital and (code := self.lexicon.country_words.get(before.key)):
                        return code
        return None

    def without_country(self, names: Names) -> Names:
        """Leave out the country where finer places are enclosed already, or it only owns them."""
        finer = sum(self.grade(name) > Fineness.COUNTRY_PART for name in names)
        is_enclosed = any(not name.is_listed for name in names[1:finer])
        return tuple(
            name
            for name in names
            if self.grade(name) > Fineness.COUNTRY_PART or not (is_enclosed or (finer and name.is_owner))
        )

    # -- the city ---------------------------------------------------------------------------------------

    def with_city(self, number: int, names: Names) -> Names:
        """Add the city of quarters that stand alone."""
        if not names or any(n.kind != "quarter" or self.grade(n) < Fineness.QUARTER for n in names):
            return names
        return (*names, *(self._city_of(names) or self.city(number)))

    def _city_of(self, quarters: Names) -> Names:
        """Return the city that the report names together with one of the quarters."""
        wanted = {name.name for name in quarters}
        for view in self.views:
            for phrase in view.phrases:
                if any(name.name in wanted for name in phrase.names):
                    for name in phrase.names:
                        if self.grade(name) is Fineness.CITY:
                            return (name,)
        return ()

    def city(self, number: int) -> Names:
        """Return the city last spoken of, else the town named most, else the next city."""
        return (
            self._first_city(range(number, -1, -1))
            or self._main_town()
            or self._first_city(range(number + 1, len(self.views)))
        )

    def _first_city(self, numbers: Iterable[int]) -> Names:
        for number in numbers:
            for phrase, name in _names(self.views[number]):
                if self.grade(name) is Fineness.CITY and phrase.standing > Standing.NONE:
                    return (name,)
        return ()

    def _main_town(self) -> Names:
        towns = [
            name
            for view in self.views
            for phrase, name in _names(view)
            if self.grade(name) is Fineness.TOWN and phrase.standing is Standing.PLACE
        ]
        counts = Counter(name.name for name in towns)
        best = next((name for name in towns if counts[name.name] == max(counts.values())), None)
        return () if best is None or counts[best.name] < _OFTEN else (best,)


def _names(view: SentenceView) -> Iterator[tuple[Phrase, Toponym]]:
    """Yield the names of a sentence with their phrases, the last phrase first."""
    for phrase in reversed(view.phrases):
        for name in phrase.names:
            yield phrase, name
