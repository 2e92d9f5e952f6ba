"""Parts runs of capitalised words into names: commas are missing, people and bodies stand among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.runs import Word

_MAX_UNITS = 3  # units of one name; longer runs are several names without their commas

Stretch = tuple[int, int]  # words [first, last)
Test = Callable[[Sequence[Word], int, int], bool]


class Parter:
    """Parts runs with a lexicon and a test whether a name is known."""

    def __init__(self, lexicon: PlaceLexicon, is_known: Test, is_sure: Test, *, has_commas: bool) -> None:
        """Take the lexicon and two tests of a stretch of words: known at all, known beyond doubt.

        In a text that has its commas, names that follow one another are one name.
        """
        self._has_commas = has_commas
        self._lexicon = lexicon
        self._is_sure = is_sure
        self._words = lexicon.words
        self._bodies = lexicon.words["bodies"]
        self._not_alone = lexicon.not_alone
        self._is_known = is_known

    def part(self, row: Sequence[Word], first: int, end: int) -> Iterable[Stretch]:
        """Return the possible names in the run ``[first, end)``.

        Country adjectives part names; a title begins a person's name; a stretch with a word for a body
        ("Army") is none.
        """
        if end - first == 1:
            return ((first, end),) if self._is_alone(row, first) else ()
        return self._parts(row, first, end)

    def _parts(self, row: Sequence[Word], first: int, end: int) -> Iterator[Stretch]:
        start = first
        for at in range(first, end):
            key = row[at].key
            if key in self._words["titles"] and at > start:
                yield from self._names(row, start, at)
                return
            if (
                key in self._lexicon.adjectives
                or self._lexicon.without_genitive(key) in self._lexicon.adjectives
            ) and not self._is_country(row, at, end):
                yield from self._names(row, start, at)
                start = at + 1
            elif key not in self._lexicon.country_keys and (
                self._lexicon.without_genitive(key) in self._lexicon.country_keys
            ):
                yield from self._names(row, start, at)
                yield at, at + 1
                start = at + 1
        yield from self._names(row, start, end)

    def _is_alone(self, row: Sequence[Word], at: int) -> bool:
        """Whether a capitalised word that stands alone can be a name."""
        key = row[at].key
        if key in self._not_alone:
            return False
        if (
            key.endswith(self._lexicon.genitive)
            and self._lexicon.without_genitive(key) in self._lexicon.adjectives
        ):
            return False
        return at == 0 or row[at - 1].key not in self._bodies

    def _is_country(self, row: Sequence[Word], at: int, end: int) -> bool:
        """Whether an adjective begins the name of a country ("Saudi Arabia")."""
        return at + 1 < end and f"{row[at].key} {row[at + 1].key}" in self._lexicon.country_keys

    def _names(self, row: Sequence[Word], start: int, end: int) -> Iterator[Stretch]:
        if start >= end:
            return
        if any(row[at].key in self._words["organisations"] for at in range(start, end)):
            if self._is_located_country(row, start):
                yield start, start + 1
            return
        before = row[start - 1].key if start > 0 else ""
        after = row[end].key if end < len(row) else ""
        if after in self._words["saying"] and before not in self._words["locative"] and end - start > 1:
            return  # a person
        if before in self._words["bodies"] or (before in self._words["titles"] and end - start > 1):
            return
        if self._has_commas:
            yield start, end
            return
        units = list(self._units(row, start, end))
        if len(units) == 2 and not self._parts_in_two(row, units):
            yield start, end
            return
        pending: list[Stretch] = []
        at = 0
        while at < len(units):
            size = self._longest_known(row, units, at) if len(units) > 1 else 1
            if not size:
                pending.append(units[at])
                at += 1
                continue
            yield from self._unknown(row, pending)
            pending = []
            yield units[at][0], units[at + size - 1][1]
            at += size
        yield from self._unknown(row, pending)

    def _parts_in_two(self, row: Sequence[Word], units: Sequence[Stretch]) -> bool:
        """Whether two units are two names: both known, or one known well, or the first with its article."""
        (first, middle), (_, end) = units
        if self._is_known(row, first, end):
            return False
        if self._is_articled(row[middle - 1]):
            return True
        known = [self._is_known(row, *unit) for unit in units]
        if (
            first > 1
            and row[first - 1].key == self._lexicon.of
            and row[first - 2].key in self._words["plurals"]
        ):
            return any(known)  # "the towns of X Y and Z"
        return all(known) or any(
            is_one and self._is_sure(row, *unit) for is_one, unit in zip(known, units, strict=True)
        )

    def _is_located_country(self, row: Sequence[Word], start: int) -> bool:
        """Whether a country ends a phrase, and a body's name follows ("in X Red Crescent")."""
        before = row[start - 1].key if start > 0 else ""
        is_placed = before in self._words["locative"] or before in self._lexicon.parts
        return is_placed and row[start].key in self._lexicon.country_keys

    def _longest_known(self, row: Sequence[Word], units: Sequence[Stretch], at: int) -> int:
        for size in range(min(_MAX_UNITS, len(units) - at), 0, -1):
            if self._is_known(row, units[at][0], units[at + size - 1][1]):
                return size
        return 0

    def _units(self, row: Sequence[Word], start: int, end: int) -> Iterator[Stretch]:
        """Yield the smallest parts: a word with the generic before it and the articled word after it."""
        at = start
        while at < end:
            stop = at + 1
            while stop < end and self._continues(row, at, stop):
                stop += 1
            yield at, stop
            at = stop

    def _continues(self, row: Sequence[Word], start: int, at: int) -> bool:
        word, before = row[at], row[at - 1]
        if before.key in self._words["heads"] or before.key in self._words["articles"]:
            return True
        if self._is_articled(before) and before.key.split("-", 1)[1] in self._words["heads"]:
            return True
        if before.key in self._lexicon.parts or word.key in self._lexicon.terms.kinds:
            return True
        if word.key in self._words["articles"] or self._is_articled(word):
            return at - start == 1 and not self._is_articled(before)
        return False

    def _is_articled(self, word: Word) -> bool:
        return "-" in word.key and word.key.split("-", 1)[0] in self._words["joined_articles"]

    def _unknown(self, row: Sequence[Word], units: Sequence[Stretch]) -> Iterator[Stretch]:
        """Yield units no register knows: one name when they are few, else each its own."""
        if not 0 < len(units) < _MAX_UNITS or self._is_articled(row[units[0][1] - 1]):
            yield from units
        else:
            yield units[0][0], units[-1][1]
