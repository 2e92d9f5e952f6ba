"""The sentences of a report as the accounts see them: their acts and what each sentence is."""

from __future__ import annotations

from dataclasses import dataclass

from recount.extract.attribution.tokens import word_keys
from recount.extract.parse import as_printed, words_in_lower_case
from recount.extract.perpetrators.act import Act
from recount.extract.perpetrators.acts import ActReader
from recount.extract.perpetrators.lexicon import Lexicon, load_lexicon
from recount.extract.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a sentence is in its account.

    Attributes:
        breaks: it leaves the account, or gives the total of a war.
        is_mutual: it tells of fighting between two sides.
        is_new: it tells of an attack of its own.
        is_definite: it points back to an attack told before.
        is_beside: it tells what happened beside that attack.
        is_one_more: it tells of another one.
    """

    breaks: bool
    is_mutual: bool
    is_new: bool
    is_definite: bool
    is_beside: bool
    is_one_more: bool

    @property
    def ends_account(self) -> bool:
        """Whether no act is carried across it."""
        return self.breaks or self.is_mutual or self.is_new


class Sentences:
    """Sentences read as they are needed, each once."""

    __slots__ = ("_acts", "_kinds", "_printed", "_readers", "language", "lexicon", "reading")

    def __init__(self, reading: Reading, language: str) -> None:
        self.reading = reading
        self.language = language
        self.lexicon: Lexicon = load_lexicon(language)
        # capitals hide names: sentences in capitals are read as they would be printed in mixed case
        spans = [sentence.span for sentence in reading.sentences]
        self._printed = as_printed(reading.text, spans, words_in_lower_case(reading.report.language))
        self._readers: dict[int, ActReader] = {}
        self._acts: dict[int, list[Act]] = {}
        self._kinds: dict[int, Kind] = {}

    def words(self, sentence: int) -> str:
        """Return the words of a sentence."""
        return self.reading.words(self.reading.sentences[sentence].span)

    def reader(self, sentence: int) -> ActReader:
        """Return the reader of a sentence."""
        found = self._readers.get(sentence)
        if found is None:
            span = self.reading.sentences[sentence].span
            found = ActReader(self._printed, span.start, span.end, self.language)
            self._readers[sentence] = found
        return found

    def acts(self, sentence: int) -> list[Act]:
        """Return the acts of a sentence."""
        found = self._acts.get(sentence)
        if found is None:
            found = self._acts[sentence] = self.reader(sentence).read()
        return found

    def kind(self, sentence: int) -> Kind:
        """Return what a sentence is in its account."""
        found = self._kinds.get(sentence)
        if found is None:
            found = self._kinds[sentence] = self._read_kind(sentence)
        return found

    def _read_kind(self, sentence: int) -> Kind:
        words, lexicon, span = self.words(sentence), self.lexicon, self.reading.sentences[sentence].span
        keys = word_keys(self.reading.text, span.start, span.end)
        may_break = not lexicon.breaks.words.isdisjoint(keys) or lexicon.years.search(words) is not None
        is_new, is_definite = self.reader(sentence).events()
        return Kind(
            breaks=may_break and lexicon.breaks.pattern.search(words) is not None,
            is_mutual=lexicon.mutual.found(keys, words),
            is_new=is_new and lexicon.similar_words.isdisjoint(keys),
            is_definite=is_definite,
            is_beside=lexicon.beside.opens(keys, words),
            is_one_more=not lexicon.another_words.isdisjoint(keys),
        )
