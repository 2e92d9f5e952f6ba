"""What a report says of places, sentence by sentence, and the questions its figures ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recount.extract.places.fineness import Fineness, Grades
from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.phrases import Phrase, find_phrases
from recount.extract.places.runs import Word, Words
from recount.extract.places.standing import Standing
from recount.extract.places.surroundings import Role
from recount.extract.places.toponyms import Toponym
from recount.text.spans import Span

_BEFORE_CONFLICT = 3  # words before "conflict" in which its country stands

NOWHERE = Span(0, 0)  # of a country that only an adjective names
Names = tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence's words and place phrases."""

    words: Sequence[Word]
    keys: frozenset[str]
    phrases: Sequence[Phrase]
    breaks: Sequence[int]  # where words stand that part what belongs together


class Account:
    """The places of a report."""

    def __init__(
        self,
        sentences: Sequence[Words],
        toponyms: Sequence[Toponym],
        lexicon: PlaceLexicon,
        grades: Grades,
    ) -> None:
        """Group the names of each sentence.

        Args:
            sentences: the words of each sentence.
            toponyms: the report's names, in order.
            lexicon: of the report's language.
            grades: how fine their places are.
        """
        self.lexicon = lexicon
        self._grades = grades
        self._quarters = {name.name for name in toponyms if name.kind == "quarter"}
        by_sentence: dict[int, list[Toponym]] = {}
        for name in toponyms:
            by_sentence.setdefault(name.sentence, []).append(name)
        breaks = lexicon.words["breaks"]
        self.views = [
            SentenceView(
                words.words,
                words.keys,
                find_phrases(words, by_sentence[number], lexicon) if number in by_sentence else (),
                ()
                if breaks.isdisjoint(words.keys)
                else [word.start for word in words.words if word.key in breaks and not word.is_capital],
            )
            for number, words in enumerate(sentences)
        ]

    def is_quarter(self, name: Toponym) -> bool:
        """Whether the report says of a name, here or elsewhere, that it is a quarter's."""
        return name.name in self._quarters and name.grade is Fineness.QUARTER

    def is_part(self, name: Toponym) -> bool:
        """Whether a name is of a part of a place ("eastern X")."""
        return self.lexicon.terms.take_apart(name.name).is_part

    def written_core(self, name: Toponym) -> str:
        """Return the name without "eastern", "province" and the like."""
        return self.lexicon.terms.take_apart(name.name).core

    def core(self, name: Toponym) -> str:
        """Return the same in lower case, to compare names."""
        return self.written_core(name).lower()

    def grade_of_core(self, name: Toponym) -> Fineness:
        """Return how fine the place is that a name is made from ("X" of "X province")."""
        core = self.lexicon.terms.take_apart(name.name).core
        return max(name.grade, self._grades.of_name(core))

    def finest(self, names: Iterable[Toponym]) -> Fineness:
        """Return the fineness of the smallest of several places."""
        return max(name.grade for name in names)

    def finest_of(self, names: Names) -> Names:
        """Return the smallest of several places, all that are equally small."""
        finest = self.finest(names)
        return tuple(name for name in names if name.grade is finest)

    def enclosing_cores(self, names: Names) -> set[str]:
        """Return the cities and divisions among names, as ``core`` has them."""
        return {self.core(name) for name in names if Fineness.DIVISION <= name.grade <= Fineness.CITY}

    def joined(self, finer: Names, names: Names) -> Names:
        """Return names with finer ones before them; what both name, in the words of ``names``."""
        cores = {self.core(name) for name in names}
        return self.ordered([*(name for name in finer if self.core(name) not in cores), *names])

    def ordered(self, names: Iterable[Toponym]) -> Names:
        """Return names once each ("X" and "X city" are one), the smallest places first."""
        unique: dict[tuple[str, bool, bool], Toponym] = {}
        for name in names:
            taken = self.lexicon.terms.take_apart(name.name)
            unique.setdefault((taken.core, taken.is_part, taken.kind == "site"), name)
        return tuple(sorted(unique.values(), key=lambda name: -name.grade))

    # -- the country ------------------------------------------------------------------------------------

    def is_of_conflict(self, number: int) -> bool:
        """Whether a sentence tells of the whole conflict, or goes on telling of it ("since then")."""
        words, keys = self.lexicon.words, self.views[number].keys
        if words["conflict_time"].isdisjoint(keys) or self.is_of_record(number):
            return False
        before = self.views[number - 1].keys if number else frozenset[str]()
        return bool(keys & words["conflict"]) or bool(
            keys & words["ever_since"] and before & words["conflict"] and before & words["conflict_time"]
        )

    def is_of_record(self, number: int) -> bool:
        """Whether a sentence tells of the first or worst event of its kind ("the first since the war began")."""
        words, view = self.lexicon.words, self.views[number]
        return not words["superlatives"].isdisjoint(view.keys) and any(
            word.key in words["superlatives"] and following.key not in words["durations"]
            for word, following in pairwise(view.words)
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
                is_spoken_of = not name.is_actor and name.role is not Role.AWAY
                if name.grade is Fineness.COUNTRY and is_spoken_of:
                    written = self.lexicon.countries.names.get(name.name)
                    is_located = phrase.standing >= Standing.NAMED or view in near
                    if written == code or (code is None and is_located):
                        return (name,)
        if code is None:
            return ()
        written = next(name for name, other in self.lexicon.countries.names.items() if other == code)
        return (
            Toponym(
                span=NOWHERE, name=written, sentence=number, phrase=0, grade=Fineness.COUNTRY, is_country=True
            ),
        )

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
        finer = sum(name.grade > Fineness.COUNTRY_PART for name in names)
        is_enclosed = any(not name.is_listed for name in names[1:finer])
        return tuple(
            name
            for name in names
            if name.grade > Fineness.COUNTRY_PART or not (is_enclosed or (finer and name.is_owner))
        )


def _names(view: SentenceView) -> Iterator[tuple[Phrase, Toponym]]:
    """Yield the names of a sentence with their phrases, the last phrase first."""
    for phrase in reversed(view.phrases):
        for name in phrase.names:
            yield phrase, name
