"""Whether victims are named one by one, and what is said of the person right behind the name."""

from __future__ import annotations

import re

from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import CountKind

_BY_NAME = frozenset({CountKind.SINGULAR, CountKind.NAME_LIST})
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_FEWEST = 2  # words of a name; one alone is as often a place or a people
_BEHIND = 48  # code points in which a person named is described ("X Y, a teacher from …")
_MOST_WORDS = 5


def is_named(reading: Reading, proposal: Proposal, titles: frozenset[str]) -> bool:
    """Whether the count is a name, or a list of names: capitals that are no words for people.

    Args:
        reading: the report.
        proposal: the figure.
        titles: words for people, which before a name are written with a capital as well.
    """
    if proposal.quantity.kind not in _BY_NAME or reading.is_headline(proposal.sentence):
        return False
    victims = proposal.victims or proposal.quantity.span
    start, end = (
        min(victims.start, proposal.quantity.span.start),
        max(victims.end, proposal.quantity.span.end),
    )
    words = _NAME.findall(reading.text[start:end])
    names = [word for word in words if not word.islower() and not word.isupper()]
    if len(names) < _FEWEST or reading.words(reading.sentences[proposal.sentence].span).isupper():
        return False
    return not titles.issuperset(word.casefold() for word in names)


def described_behind(
    reading: Reading, proposal: Proposal, articles: frozenset[str], ends: frozenset[str]
) -> str:
    """Return the words that say who a person named is, none where nothing is said.

    Args:
        reading: the report.
        proposal: the figure.
        articles: with which the description begins.
        ends: words at which it is over.
    """
    start = proposal.quantity.span.end
    end = min(reading.sentences[proposal.sentence].span.end, start + _BEHIND)
    words = reading.text[start:end].replace("(", " ").split()
    if words and words[0] == ",":
        words = words[1:]
    if not words or words[0].strip(",").casefold() not in articles:
        return ""
    told: list[str] = []
    for word in words[1 : _MOST_WORDS + 1]:
        if word.casefold() in ends:
            break
        told.append(word)
        if word[-1] in ",;.)":
            break
    return " ".join(told)
