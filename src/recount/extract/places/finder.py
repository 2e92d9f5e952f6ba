"""Finds place names, each with the kind its words give it and the part it plays.

A name counts as a place when its surroundings say so ("in the town of X", "X province", "north of X"), when
it is a country's, when it is listed with one that counts, or when it counted elsewhere in the report. The
gazetteer helps where the surroundings are weak ("to X", "hit X") and where commas are missing between names.
"""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.parse import as_printed, words_in_lower_case
from recount.extract.places.fineness import Grades
from recount.extract.places.known import KnownNames
from recount.extract.places.lexicon import PlaceLexicon, load_lexicon
from recount.extract.places.parting import Parter
from recount.extract.places.register import Register
from recount.extract.places.runs import (
    Word,
    Words,
    capital_runs,
    country_codes,
    lower_words,
    read_words,
)
from recount.extract.places.surroundings import Role, Surroundings, is_indefinite, look_around, next_name
from recount.extract.places.toponyms import Candidate, Toponym, settle_kinds
from recount.extract.reading import Reading
from recount.gazetteer import Gazetteer
from recount.text.spans import Sentence

_NAMED_KINDS = frozenset({"adm1", "city", "site"})  # their words belong to the name ("X province")
_BODY = 3  # sentences of running text; a title's names must then stand there too, or be known
_WORDS_A_COMMA = 60  # a text with fewer commas has lost them
_MAX_BESIDE = 5  # words between "near" and the name by which another place is known
_MAX_ACTOR = 2  # words from a country's name to its forces' ("US latest strike")
_SHORTEST_STEM = 4  # letters of a name that an adjective is made of
_MAX_BETWEEN = 3  # words between two names of a list


def find_toponyms(reading: Reading, gazetteer: Gazetteer | None = None) -> list[Toponym]:
    """Return the place names of a report, in order; empty for a language without a lexicon."""
    lexicon = load_lexicon(reading.report.language)
    if lexicon is None:
        return []
    return finder_of(reading, gazetteer, lexicon).find()


def finder_of(reading: Reading, gazetteer: Gazetteer | None, lexicon: PlaceLexicon) -> ToponymFinder:
    """Return the finder of a report, or of the headline of another one in it."""
    sentences = _read(reading, reading.sentences, lexicon)
    around = _read(reading, reading.whole, lexicon) if reading.whole else sentences
    return ToponymFinder(reading.text, sentences, gazetteer, lexicon, around=around)


def _read(reading: Reading, sentences: Sequence[Sentence], lexicon: PlaceLexicon) -> list[Words]:
    """Return the words of each sentence."""
    spans = [sentence.span for sentence in sentences]
    text = as_printed(reading.text, spans, words_in_lower_case(reading.report.language))
    return [read_words(text, span, lexicon) for span in spans]


class ToponymFinder:
    """Finds the names of one report.

    Attributes:
        sentences: those it looks for names in.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Words],
        gazetteer: Gazetteer | None,
        lexicon: PlaceLexicon,
        *,
        around: Sequence[Words],
    ) -> None:
        """``around`` are the sentences of the whole report: how it writes a word shows whether that is a name."""
        self._text = text
        self.sentences = sentences
        self._lexicon = lexicon
        self._words = lexicon.words
        lowered = lower_words(around)
        self._has_body = sum(not words.is_title for words in around) >= _BODY
        self.countries = country_codes(around, lexicon)
        self.register = Register(gazetteer, self.countries)
        self._names = KnownNames(self.register, lexicon, lowered)
        self._parter = Parter(
            lexicon,
            self._is_known_stretch,
            self._is_city_stretch,
            has_commas=text.count(",") * _WORDS_A_COMMA >= sum(len(words.words) for words in sentences),
        )
        self.grades = Grades((), lexicon, self.register.is_city)
        self._runs = [list(capital_runs(words, lexicon, lowered)) for words in sentences]
        self._peoples = {
            self._text[words.words[start].start : words.words[end - 1].end]
            for words, runs in zip(sentences, self._runs, strict=True)
            for start, end in runs
            if end < len(words.words) and words.words[end].key in lexicon.words["peoples"]
        }

    def find(self) -> list[Toponym]:
        """Read all sentences, and again those in which names could be parted once the report's are known."""
        found = [self._in_sentence(number) for number in range(len(self.sentences))]
        sure = {name.core.lower() for names in found for name in names if name.is_sure}
        take_apart = self._lexicon.terms.take_apart
        fresh = self._names.establish(
            take_apart(self._text[name.start : name.end]).core
            for number, names in enumerate(found)
            if not self.sentences[number].is_title
            for name in names
            if name.is_sure
        )
        for number, words in enumerate(self.sentences):
            if words.is_title or (fresh and self._can_part(words.words, self._runs[number], fresh)):
                found[number] = self._in_sentence(number)
        kept = [
            (number, name, self._text[name.start : name.end])
            for number, names in enumerate(found)
            for name in names
            if name.is_sure or name.core.lower() in sure
        ]
        cores = {name.core for _, name, _ in kept}
        kept = [item for item in kept if not self._is_adjective(item[1].core, cores)]
        self.grades = Grades(
            ((written, name.kind, name.is_country) for _, name, written in kept),
            self._lexicon,
            self.register.is_city,
        )
        return [
            name.toponym(written, number, self.grades.of(written, name.kind, is_country=name.is_country))
            for number, name, written in kept
        ]

    def _is_adjective(self, core: str, cores: set[str]) -> bool:
        """Whether a name only is the adjective of another place of the report ("Redlandian" of "Redlandia")."""
        if not core.isalpha() or core in self._lexicon.countries.names:
            return False
        stems = (core[: -len(ending)] for ending in self._lexicon.adjective_endings if core.endswith(ending))
        return any(
            stem in cores or f"{stem}{vowel}" in cores
            for stem in stems
            if len(stem) >= _SHORTEST_STEM
            for vowel in "aeo"
        )

    def _can_part(self, row: Sequence[Word], runs: Sequence[tuple[int, int]], fresh: frozenset[str]) -> bool:
        """Whether names that became known can part a run, or show a genitive in it."""
        genitive = self._lexicon.genitive
        for start, end in runs:
            is_long = end - start > 1
            for word in row[start:end]:
                key = word.key
                if (is_long and key in fresh) or (key.endswith(genitive) and key[: -len(genitive)] in fresh):
                    return True
        return False

    # -- a sentence -------------------------------------------------------------------------------------

    def _in_sentence(self, number: int) -> list[Candidate]:
        words = self.sentences[number]
        row = words.words
        is_title = words.is_title and self._has_body
        found: list[Candidate] = []
        after = 0  # index after the last name
        for first, end in self._runs[number]:
            for start, stop in self._parter.part(row, first, end):
                around = look_around(row, start, stop, self._lexicon)
                is_listed = False
                if found:
                    if around.kind is not None and self._is_of(row, start, around, found[-1]):
                        around = around._replace(kind=None)  # "the X district of Y"
                    is_next = start > first and self._goes_on(row, start, end)
                    join = self._join(row[after:start], around, found[-1], is_next=is_next)
                    if join is not None:
                        around, is_listed = self._listed(around, join, found), True
                name = self._candidate(row, (start, stop), around, is_listed=is_listed, is_title=is_title)
                if name is not None:
                    found.append(name)
                    after = stop
        settle_kinds(found)
        return found

    def _is_of(self, row: Sequence[Word], start: int, around: Surroundings, last: Candidate) -> bool:
        """Whether the noun before "of" and a name belongs to the name before it."""
        if (
            start < 2
            or row[start - 1].key != self._lexicon.of
            or last.kind is None
            or around.after is not None
        ):
            return False
        return last.end in (row[start - 2].start - 1, row[start - 2].end)

    def _goes_on(self, row: Sequence[Word], start: int, end: int) -> bool:
        """Whether a list goes on within a run ("X Y and Z", "X Y areas", "X al-Y")."""
        key = row[start].key
        if "-" in key and key.split("-", 1)[0] in self._words["joined_articles"]:
            return True
        after = row[end].key if end < len(row) else ""
        return after in self._words["list_words"] or after in self._words["plurals"]

    def _join(
        self, between: Sequence[Word], around: Surroundings, last: Candidate, *, is_next: bool
    ) -> str | None:
        """Return what joins a name to the one before it: "" for nothing, ``None`` when no list goes on."""
        if around.role is not Role.MENTION or len(between) > _MAX_BETWEEN:
            return None
        if not between:
            return "" if last.is_open or is_next else None
        join: str | None = None
        for word in between:
            if word.key in self._words["list_words"] or word.key == ",":
                join = word.key
            elif not self._lexicon.is_modifier(word.key):
                return None
        return join

    def _listed(self, around: Surroundings, join: str, found: list[Candidate]) -> Surroundings:
        """Take the role from the name before; with "and" the whole list is sure when its first name is."""
        last = found[-1]
        is_sure = around.is_sure or (last.is_sure and (join != "," or last.is_open))
        if join not in ("", ",") and not last.is_sure:
            start = len(found) - 1
            while start > 0 and found[start].is_listed and not found[start].is_sure:
                start -= 1
            if found[start].is_sure:
                is_sure = True
                for name in found[start:]:
                    name.is_sure = True
        kind = around.kind or (last.kind if last.is_open else None)
        return around._replace(role=last.role, kind=kind, is_sure=is_sure, is_open=last.is_open)

    # -- a name -----------------------------------------------------------------------------------------

    def _candidate(
        self,
        row: Sequence[Word],
        stretch: tuple[int, int],
        around: Surroundings,
        *,
        is_listed: bool,
        is_title: bool,
    ) -> Candidate | None:
        start, stop = stretch
        if self._is_fragment(row, start, stop) or self._is_of_body(row, stop):
            return None
        begin, end = row[around.begin].start, row[stop - 1].end
        core = self._text[row[start].start : end]
        is_owner, kind = row[stop - 1].is_possessive, around.kind
        if not is_owner and self._names.is_genitive(core):
            cut = len(self._lexicon.genitive)
            core, end, is_owner = core[:-cut], end - cut, True
        if len(core) < 2 or (core in self._peoples and kind is None):
            return None
        is_country = self._lexicon.terms.take_apart(core).core in self._lexicon.countries.names
        if not is_owner and around.after is not None:
            if self._is_outer(row, start, stop, around) or (is_country and stop - start == 1):
                is_owner = True  # "an X hospital", "Syria capital"
            elif around.after in _NAMED_KINDS:
                end = row[around.end - 1].end
        is_owner = is_owner or (is_country and kind is not None and stop - start == 1)
        return Candidate(
            core=core,
            start=begin,
            end=end,
            phrase=begin if is_listed else min(begin, row[around.first].start),
            kind=None if is_owner else kind,
            role=Role.OWNER if is_owner and around.role is Role.MENTION else around.role,
            is_listed=is_listed,
            is_owner=is_owner,
            is_plural=stop < len(row) and row[stop].key in self._words["plurals"],
            is_country=is_country,
            is_actor=is_country and self._is_actor(row, stop),
            is_sure=is_country or self._is_sure(row, core, stretch, around, is_title=is_title),
            is_open=around.is_open,
        )

    def _is_sure(
        self,
        row: Sequence[Word],
        core: str,
        stretch: tuple[int, int],
        around: Surroundings,
        *,
        is_title: bool,
    ) -> bool:
        if self._names.is_sure(core) or (around.role is not Role.MENTION and self._names.is_known(core)):
            return True
        return not is_title and (around.is_sure or self._is_by_known(row, *stretch))

    def _is_by_known(self, row: Sequence[Word], start: int, stop: int) -> bool:
        """Whether a name is followed by where it lies ("X near Y", of a known Y), not where somebody is."""
        if stop >= len(row) or row[stop].key not in self._words["near"]:
            return False
        if start and row[start - 1].key in self._words["parties"]:
            return False  # "clashes with X near Y"
        for word in row[stop + 1 : stop + 1 + _MAX_BESIDE]:
            if word.is_capital and word.key not in self._lexicon.adjectives:
                return self._names.is_known(self._text[word.start : word.end])
        return False

    def _is_of_body(self, row: Sequence[Word], stop: int) -> bool:
        """Whether a body's noun follows a name ("X news agency")."""
        if stop >= len(row) or row[stop].key not in self._words["body_nouns"]:
            return False
        return row[stop].start == row[stop - 1].end + 1

    def _is_outer(self, row: Sequence[Word], start: int, stop: int, around: Surroundings) -> bool:
        """Whether a name only says where a thing is: "an X hospital", "the X suburb of Y", of a city X."""
        if is_indefinite(row, around.begin, self._lexicon):
            return True
        following = next_name(row, around.end, self._lexicon)
        if following is None or row[following].key in self._lexicon.country_keys:
            return False
        own = self.register.city_score(self._text[row[start].start : row[stop - 1].end])
        return own > self.register.city_score(self._text[row[following].start : row[following].end])

    def _is_fragment(self, row: Sequence[Word], start: int, stop: int) -> bool:
        """Whether there is no name in it, only words that stand with names ("Town", "West")."""
        kinds, modifiers = self._lexicon.terms.kinds, self._words["kind_modifiers"]
        if stop - start == 1:
            return row[start].key in self._lexicon.fragments or row[start].key in kinds
        if row[stop - 1].key not in kinds:
            return False
        return row[stop - 2].key in kinds or (stop - start == 2 and row[start].key in modifiers)

    def _is_actor(self, row: Sequence[Word], stop: int) -> bool:
        """Whether words for its forces or government follow a country's name."""
        end = row[stop - 1].end
        for word in row[stop : stop + _MAX_ACTOR]:
            if word.start != end + 1:
                return False
            if word.key in self._words["actors"] or word.key in self._words["attacks"]:
                return True
            if word.key not in self._words["between_actor"]:
                return False
            end = word.end
        return False

    def _is_known_stretch(self, row: Sequence[Word], start: int, stop: int) -> bool:
        core = self._text[row[start].start : row[stop - 1].end]
        return self._names.is_known(core) or self._names.is_genitive(core)

    def _is_city_stretch(self, row: Sequence[Word], start: int, stop: int) -> bool:
        return self._names.is_city(self._text[row[start].start : row[stop - 1].end])
