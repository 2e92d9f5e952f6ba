"""Verbatim repeats claim nothing new: a headline set again in the text, a sentence that stands twice."""

from __future__ import annotations

from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm

# Fewer words in a row recur by chance ("12 people were killed in the town"); on the development reports 6
# drops a claim too many, 7 to 9 none.
FEWEST_WORDS = 7
MOST_ALIKE = 8  # the same words further down are compared with so many earlier places
# Code points compared to either side of a claim. No sentence of news is longer; one that is and says the same over
# and over would cost its length again for each claim in it. Beyond, two claims are the same words all the way.
MOST_COMPARED = 1000
LOOK_AHEAD = 100  # code points; more punctuation ends no sentence


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
    ends = right == MOST_COMPARED or (
        _is_over(text, earlier.quote.start + right, first.end)
        or _is_over(text, later.quote.start + right, second.end)
    )
    again = ends or earlier.sentence == later.sentence or reading.is_headline(earlier.sentence)
    return again and len(whole.split()) >= FEWEST_WORDS


def _common_after(text: str, first: int, first_end: int, second: int, second_end: int) -> int:
    length = min(first_end - first, second_end - second, MOST_COMPARED)
    return _common(text[first : first + length], text[second : second + length])


def _common_before(text: str, first: int, first_start: int, second: int, second_start: int) -> int:
    length = min(first - first_start, second - second_start, MOST_COMPARED)
    return _common(text[first - length : first][::-1], text[second - length : second][::-1])


def _common(first: str, second: str) -> int:
    """How many code points two stretches of one length have in common at their beginning, by halving."""
    low, high = 0, len(first)
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _is_over(text: str, start: int, end: int) -> bool:
    """Whether nothing but punctuation is left of a sentence, as far as a look ahead goes."""
    return not any(char.isalnum() for char in text[start : min(end, start + LOOK_AHEAD)])
