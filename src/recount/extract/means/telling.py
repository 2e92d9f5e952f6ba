"""What the sentences of a report tell of means: the cues of each, and which leave the account."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from recount.extract.attribution.tokens import word_keys
from recount.extract.means.lexicon import Cue, Lexicon, find_cues
from recount.extract.reading import Reading


class Telling:
    """The cues of one report's sentences."""

    __slots__ = ("cues", "figures", "lead", "lexicon", "reading", "starts", "text", "told", "totals")

    def __init__(self, reading: Reading, lexicon: Lexicon, figures: frozenset[int]) -> None:
        self.reading = reading
        self.figures = figures
        self.text = reading.text
        self.lexicon = lexicon
        sentences = range(len(reading.sentences))
        self.lead = next((index for index in sentences if not reading.is_headline(index)), 0)
        end = min(len(sentences) - 1, max(max(figures) + 1, self.lead + lexicon.lead_reach))
        self.cues = find_cues(reading, end, lexicon)
        self.starts = [cue.start for cue in self.cues]
        self.told: dict[int, list[Cue]] = {}
        self.totals: dict[int, bool] = {}

    def _told_in(self, sentence: int) -> list[Cue]:
        """The cues of a sentence, without those the sentence says are not known."""
        found = self.told.get(sentence)
        if found is None:
            span = self.reading.sentences[sentence].span
            end = span.end
            if not self.lexicon.unknown_words.isdisjoint(word_keys(self.text, span.start, span.end)):
                unknown = self.lexicon.unknown.search(self.text, span.start, span.end)
                end = span.end if unknown is None else unknown.start()
            found = self.told[sentence] = list(self._between(span.start, end))
        return found

    def _breaks(self, sentence: int) -> bool:
        """Whether a sentence leaves the account."""
        span, words = self.reading.sentences[sentence].span, self._words(sentence)
        is_plain = self.lexicon.break_words.isdisjoint(word_keys(self.text, span.start, span.end))
        if is_plain and self.lexicon.year.search(words) is None:
            return False
        return self.lexicon.breaks.search(words) is not None

    def _between(self, start: int, end: int) -> Sequence[Cue]:
        first = bisect_right(self.starts, start - 1)
        last = bisect_right(self.starts, end - 1)
        return self.cues[first:last]

    def _words(self, sentence: int) -> str:
        return self.reading.words(self.reading.sentences[sentence].span)

    def _is_aerial(self, sentence: int) -> bool:
        """Whether bombardment is from the air: the sentence or the ones before say so."""
        first = max(0, sentence - 2)
        start = self.reading.sentences[first].span.start
        end = self.reading.sentences[min(sentence + 1, len(self.reading.sentences) - 1)].span.end
        return self.lexicon.aerial.search(self.text, start, end) is not None
