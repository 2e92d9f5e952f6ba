"""Place names as written, each with the kind its words give it and the part it plays.

A name counts as a place when its surroundings say so ("in the town of X", "X province", "north of X"), when
it is a country's, when it is listed with one that counts, or when it counted elsewhere in the report. The
gazetteer helps where the surroundings are weak ("to X", "hit X") and where commas are missing between names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recount.extract.places.lexicon import PlaceLexicon, load_lexicon
from recount.extract.places.parting import Parter
from recount.extract.places.runs import (
    Word,
    Words,
    capital_runs,
    country_codes,
    lower_words,
    read_words,
)
from recount.extract.places.surroundings import Role, Surroundings, first_of_name, kind_after, look_around
from recount.extract.reading import Reading
from recount.gazetteer import Gazetteer, PlaceContext
from recount.text.spans import Span

_NAMED_KINDS = frozenset({"adm1", "city", "site"})  # their words belong to the name ("X province")
_KNOWN_SCORE = 0.76  # of a gazetteer's candidate: the name itself, in a country the report is about
_BODY = 3  # sentences of running text; a title's names must then stand there too, or be known
_WORDS_A_COMMA = 60  # a text with fewer commas has lost them
_MAX_BETWEEN = 3  # words between two names of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name in a sentence.

    Attributes:
        span: the name, with the words that belong to it ("eastern", "province").
        name: the words of the span.
        sentence: index in ``Reading.sentences``.
        phrase: start of the phrase the name stands in, its preposition included.
        kind: kind of place the text gives it, ``None`` when it gives none.
        is_country: whether it is (a part of) a country.
        role: the part it plays.
        is_listed: whether it continues a list ("X, Y and this one").
        is_owner: whether it stands in the genitive ("X's quarters").
        is_plural: whether its kind is that of a list ("X and Y neighbourhoods").
        is_actor: whether a country's name stands for its forces or government ("US warplanes").
    """

    span: Span
    name: str
    sentence: int
    phrase: int
    kind: str | None = None
    is_country: bool = False
    role: Role = Role.MENTION
    is_listed: bool = False
    is_owner: bool = False
    is_plural: bool = False
    is_actor: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A name, the key under which it is the same elsewhere, and whether it is sure to be a place."""

    toponym: Toponym
    key: str
    is_sure: bool
    is_open: bool


def find_toponyms(reading: Reading, gazetteer: Gazetteer | None = None) -> list[Toponym]:
    """Return the place names of a report, in order; empty for a language without a lexicon."""
    lexicon = load_lexicon(reading.report.language)
    if lexicon is None:
        return []
    return ToponymFinder(reading.text, read_sentences(reading, lexicon), gazetteer, lexicon).find()


def read_sentences(reading: Reading, lexicon: PlaceLexicon) -> list[Words]:
    """Return the words of each sentence."""
    return [read_words(reading.text, sentence.span, lexicon) for sentence in reading.sentences]


class ToponymFinder:
    """Finds the names of one report; remembers what the gazetteer and earlier sentences said."""

    def __init__(
        self, text: str, sentences: Sequence[Words], gazetteer: Gazetteer | None, lexicon: PlaceLexicon
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._lowered = lower_words(self._text)
        self._has_body = sum(not words.is_title for words in self._sentences) >= _BODY
        self._known: dict[str, bool] = {}
        self._established: set[str] = set()
        self.countries = country_codes(sentences, lexicon)
        self._context = PlaceContext(countries=self.countries)
        self._parter = Parter(
            lexicon,
            self._is_known_stretch,
            self._is_sure_stretch,
            has_commas=text.count(",") * _WORDS_A_COMMA >= sum(len(words.words) for words in sentences),
        )
        self._runs = [list(capital_runs(words, lexicon, self._lowered)) for words in self._sentences]

    def find(self) -> list[Toponym]:
        """Read all sentences, and those with long runs again once the report's names are known."""
        found = [self._in_sentence(number) for number in range(len(self._sentences))]
        sure = {name.key for names in found for name in names if name.is_sure}
        self._remember(found)
        for number, runs in enumerate(self._runs):
            row = self._sentences[number].words
            if self._sentences[number].is_title or any(
                end - start > 1 or row[end - 1].key.endswith(self._lexicon.genitive) for start, end in runs
            ):
                found[number] = self._in_sentence(number)
        return [name.toponym for names in found for name in names if name.is_sure or name.key in sure]

    def _remember(self, found: Sequence[Sequence[_Found]]) -> None:
        """Take the sure names of running text as known."""
        for number, names in enumerate(found):
            if not self._sentences[number].is_title:
                cores = {
                    self._lexicon.terms.take_apart(name.toponym.name).core for name in names if name.is_sure
                }
                self._established |= cores
        self._established = {core for core in self._established if self._stem(core) not in self._established}
        self._known.update(dict.fromkeys(self._established, True))

    def _in_sentence(self, number: int) -> list[_Found]:
        row = self._sentences[number].words
        found: list[_Found] = []
        after = 0  # index after the last name
        for first, end in self._runs[number]:
            for start, stop in self._parter.part(row, first, end):
                around = look_around(row, start, stop, self._lexicon)
                join = self._join(row[after:start], around, found[-1]) if found else None
                if join is not None:
                    around = self._listed(around, join, found)
                name = self._name(number, row, (start, stop), around)
                if name is not None:
                    found.append(name)
                    after = stop
        _share_kinds(found)
        return found

    def _join(self, between: Sequence[Word], around: Surroundings, last: _Found) -> str | None:
        """Return what joins a name to the one before it: "" for nothing, ``None`` when no list goes on."""
        words = self._lexicon.words
        joins = [word.key for word in between if word.key in words["list_words"] or word.key == ","]
        others = sum(not self._lexicon.is_modifier(word.key) for word in between) - len(joins)
        if around.role is not Role.MENTION or len(between) > _MAX_BETWEEN or others > 0:
            return None
        if not joins:
            return "" if last.is_open and not between else None
        return joins[-1]

    def _listed(self, around: Surroundings, join: str, found: list[_Found]) -> Surroundings:
        """Take the role from the name before; with "and" the whole list is sure when its first name is."""
        last = found[-1]
        is_sure = around.is_sure or (last.is_sure and (join != "," or last.is_open))
        if join not in ("", ",") and not last.is_sure:
            start = len(found) - 1
            while start > 0 and found[start].toponym.is_listed and not found[start].is_sure:
                start -= 1
            if found[start].is_sure:
                found[start:] = [replace(name, is_sure=True) for name in found[start:]]
                is_sure = True
        return replace(
            around,
            role=last.toponym.role,
            kind=around.kind or (last.toponym.kind if last.is_open else None),
            is_sure=is_sure,
            is_open=last.is_open,
            first=-1,
        )

    def _name(
        self, number: int, row: Sequence[Word], stretch: tuple[int, int], around: Surroundings
    ) -> _Found | None:
        start, stop = stretch
        span = Span(row[first_of_name(row, start, self._lexicon)].start, row[stop - 1].end)
        core = self._text[row[start].start : span.end]
        is_owner, kind = row[stop - 1].is_possessive, around.kind
        if not is_owner and self._is_genitive(core):
            cut = len(self._lexicon.genitive)
            core, span, is_owner = core[:-cut], Span(span.start, span.end - cut), True
        if len(core) < 2 or core.lower() in self._lexicon.fragments:
            return None
        if is_owner:
            kind = None
        is_country = self._lexicon.terms.take_apart(core).core in self._lexicon.countries.names
        if is_country and kind is not None and not is_owner and stop - start == 1:
            is_owner, kind = True, None  # "Syria capital"
        elif not is_owner:
            after, end = kind_after(row, stop, self._lexicon)
            span = Span(span.start, row[end - 1].end) if after in _NAMED_KINDS else span
        toponym = Toponym(
            span=span,
            name=span.of(self._text),
            sentence=number,
            phrase=span.start if around.first < 0 else min(span.start, row[around.first].start),
            kind=kind,
            is_country=is_country,
            role=Role.OWNER if is_owner and around.role is Role.MENTION else around.role,
            is_listed=around.first < 0,
            is_owner=is_owner,
            is_plural=stop < len(row) and row[stop].key in self._lexicon.words["plurals"],
            is_actor=is_country and self._is_actor(row, stop),
        )
        is_known = is_country or core in self._established
        is_sure = is_known or (around.role is not Role.MENTION and self._is_known(core))
        if not is_sure and not (self._sentences[number].is_title and self._has_body):
            is_sure = around.is_sure
        return _Found(toponym, core.lower(), is_sure, around.is_open)

    def _is_actor(self, row: Sequence[Word], stop: int) -> bool:
        if stop >= len(row) or row[stop].start != row[stop - 1].end + 1:
            return False
        key = row[stop].key
        return key in self._lexicon.words["actors"] or key in self._lexicon.words["attacks"]

    def _stem(self, core: str) -> str | None:
        """Return a name without its last genitive ending, ``None`` when it has none."""
        stem = self._lexicon.without_genitive(core)
        return None if stem == core else stem

    def _is_genitive(self, core: str) -> bool:
        """Whether a name ends in a genitive s that lost its apostrophe ("Syrias")."""
        bare = self._stem(core)
        if bare is None or core in self._established or core in self._lexicon.countries.names:
            return False
        if bare in self._established or bare in self._lexicon.countries.names:
            return True
        return self._is_known(bare) and not self._is_known(core)

    def _is_known_stretch(self, row: Sequence[Word], start: int, stop: int) -> bool:
        core = self._text[row[start].start : row[stop - 1].end]
        return self._is_known(core) or self._is_genitive(core)

    def _is_sure_stretch(self, row: Sequence[Word], start: int, stop: int) -> bool:
        """Whether a name is a country's, one of this report's, or a city's."""
        core = self._text[row[start].start : row[stop - 1].end]
        if core in self._established or core in self._lexicon.countries.names or self._is_genitive(core):
            return True
        if self._gazetteer is None:
            return False
        found = self._gazetteer.find(core, context=self._context, limit=1)
        return bool(found) and found[0].kind == "city" and found[0].score >= _KNOWN_SCORE

    def _is_known(self, name: str) -> bool:
        """Whether a name is a country's, one of this report's, or one the gazetteer has where it is set."""
        known = self._known.get(name)
        if known is None:
            core = self._lexicon.terms.take_apart(name).core
            known = self._known.get(core, False) or core in self._lexicon.countries.names
            known = self._known[name] = known or self._is_in_gazetteer(core)
        return known

    def _is_in_gazetteer(self, core: str) -> bool:
        if self._gazetteer is None or core.lower() in self._lowered:
            return False
        found = self._gazetteer.find(core, context=self._context, limit=1)
        return bool(found) and found[0].score >= _KNOWN_SCORE


def _share_kinds(found: list[_Found]) -> None:
    """Give "X" the kind of "X and Y neighbourhoods", which also shows that it is a place."""
    for at in range(len(found) - 1, 0, -1):
        name, before = found[at].toponym, found[at - 1].toponym
        if name.is_listed and name.is_plural and before.kind is None:
            shared = replace(before, kind=name.kind, is_plural=True)
            found[at - 1] = replace(found[at - 1], toponym=shared, is_sure=True)
