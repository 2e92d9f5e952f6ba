"""A report in passages of whole sentences, with the way back from a passage to the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recount.extract.gate import passes_gate
from recount.extract.reading import Reading
from recount.text.spans import Span

MOST_LETTERS = 4000
"""Of a passage: with the instructions some 1,300 tokens, which every local model takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some sentences in a row, runs of white space as one space.

    Attributes:
        text: what the model reads; one line for each sentence.
        places: where each of its code points stands in the report.
    """

    text: str
    places: tuple[int, ...]

    def find(self, words: str, within: Span | None = None) -> Iterator[Span]:
        """Yield where words stand in the report, in order; white space of any kind equals one space.

        Args:
            within: a span of the report to keep to.
        """
        wanted, text = " ".join(words.split()), self.text.replace("\n", " ")
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            span = Span(self.places[at], self.places[at + len(wanted) - 1] + 1)
            if _is_whole(text, at, at + len(wanted)) and (within is None or within.contains(span)):
                yield span
            at = text.find(wanted, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word or a number ("1" is not in "12" nor in "1,200")."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    inside = before[-1:].isalnum() and text[start].isalnum()
    inside = inside or (after[:1].isalnum() and text[end - 1].isalnum())
    digits = (
        (before[-1:] in ",." and before[:1].isdigit() and text[start].isdigit())
        if len(before) == 2
        else False
    )
    more = (
        (after[:1] in ",." and after[1:].isdigit() and text[end - 1].isdigit()) if len(after) == 2 else False
    )
    return not (inside or digits or more)


def cut_passages(reading: Reading) -> list[Passage]:
    """Return the passages of a report that can hold a claim at all; furniture and credits are in none."""
    groups: list[list[Span]] = []
    size = 0
    for sentence in reading.sentences:
        span = Span(sentence.span.start, min(sentence.span.end, sentence.span.start + MOST_LETTERS))
        size += span.end - span.start + 1
        if not groups or size > MOST_LETTERS:
            groups.append([])
            size = span.end - span.start + 1
        groups[-1].append(span)
    passages = [_passage(reading.text, spans) for spans in groups]
    return [passage for passage in passages if passes_gate(passage.text, reading.report.language)]


def _passage(text: str, spans: list[Span]) -> Passage:
    letters: list[str] = []
    places: list[int] = []
    for span in spans:
        if letters:
            letters.append("\n")
            places.append(places[-1])
        for at in range(span.start, span.end):
            is_space = text[at].isspace()
            if is_space and letters and letters[-1].isspace():
                continue
            letters.append(" " if is_space else text[at])
            places.append(at)
    return Passage(text="".join(letters), places=tuple(places))
