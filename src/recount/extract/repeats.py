"""Verbatim repeats claim nothing new: a headline set again in the text, a sentence that stands twice."""

from __future__ import annotations

from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm

# Fewer words in a row recur by chance ("12 people were killed in the town"); on the development reports 6
# drops a claim too many, 7 to 9 none.
FEWEST_WORDS = 7
MOST_ALIKE = 8  # the same words further down are compared with so many earlier places


def drop_repeats(reading: Reading, proposals: list[Proposal]) -> list[Proposal]:
    """Keep the first of proposals whose words stand again, to the end of the sentence, further down.

    One figure read twice for one harm is one claim as well: its id says no more than these two.
    """
    kept: list[Proposal] = []
    read = set[tuple[Harm, int, int]]()
    by_words: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        figure = (proposal.harm, proposal.quantity.span.start, proposal.quantity.span.end)
        if figure in read:
            continue
        read.add(figure)
        alike = by_words.setdefault(reading.words(proposal.quote), [])
        if not any(_repeats(reading, earlier, proposal) for earlier in alike[:MOST_ALIKE]):
            kept.append(proposal)
            alike.append(proposal)
    return kept


def _repeats(reading: Reading, earlier: Proposal, later: Proposal) -> bool:
    if earlier.harm is not later.harm:
        return False
    if earlier.quantity.span.start - earlier.quote.start != later.quantity.span.start - later.quote.start:
        return False
    text = reading.text
    first, second = (reading.sentences[proposal.sentence].span for proposal in (earlier, later))
    left = _common_before(text, earlier.quote.start, first.start, later.quote.start, second.start)
    right = _common_after(text, earlier.quote.start, first.end, later.quote.start, second.end)
    whole = text[later.quote.start - left : later.quote.start + right]
    ends = _is_over(text[earlier.quote.start + right : first.end]) or _is_over(
        text[later.quote.start + right : second.end]
    )
    again = ends or earlier.sentence == later.sentence or reading.is_headline(earlier.sentence)
    return again and len(whole.split()) >= FEWEST_WORDS


def _common_after(text: str, first: int, first_end: int, second: int, second_end: int) -> int:
    length = min(first_end - first, second_end - second)
    for step in range(length):
        if text[first + step] != text[second + step]:
            return step
    return length


def _common_before(text: str, first: int, first_start: int, second: int, second_start: int) -> int:
    length = min(first - first_start, second - second_start)
    for step in range(length):
        if text[first - 1 - step] != text[second - 1 - step]:
            return step
    return length


def _is_over(rest: str) -> bool:
    """Whether nothing but punctuation is left of a sentence."""
    return not any(char.isalnum() for char in rest)
