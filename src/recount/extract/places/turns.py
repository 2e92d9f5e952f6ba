"""Where an account turns to another event, whose place the text has yet to give.

"Another air strike hit a village", "in response to the attack on X", "days after a bombing killed 20": the places
spoken of before are not those of the event told of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from recount.extract.places.account import Account
from recount.extract.places.phrases import Phrase
from recount.extract.proposal import Proposal
from recount.model import TimeInterval

QUARTER = "quarter"
_OPENING = 4  # words at the head of a sentence in which "another" or "a separate" stands
_NAMING = 4  # words from there to what it was


def opens_other(account: Account, number: int) -> bool:
    """Whether a sentence begins with another event ("Another air strike …", "In a separate attack …")."""
    words, row = account.lexicon.words, account.views[number].words
    for at, word in enumerate(row[:_OPENING]):
        if word.key in words["other"]:
            return _names_event(account, number, at + 1)
        if word.key not in words["openers"]:
            return False
    return False


def is_answered(account: Account, number: int, phrase: Phrase, first: int | None) -> bool:
    """Whether a phrase is of what the event told of answers, or comes after.

    "In response to the attack on X"; after the first figure of its sentence also "hours after an attack on X".

    Args:
        account: what the report says.
        number: of the sentence.
        phrase: of that sentence.
        first: where the first figure of the sentence stands, if it has one.
    """
    if any(at < phrase.span.start for at in _answers(account, number)):
        return True
    return first is not None and any(first < at < phrase.span.start for at in _openers(account, number))


def is_told_beside(account: Account, proposal: Proposal, phrase: Phrase) -> bool:
    """Whether a phrase is of another event than the figure before it ("killed 19, hours after an attack on X")."""
    first, last = proposal.quantity.span.end, phrase.span.start
    return any(first <= at < last for at in _openers(account, proposal.sentence))


def follows_opener(account: Account, proposal: Proposal) -> bool:
    """Whether a figure stands after words that bring up another event."""
    return any(at < proposal.quantity.span.start for at in _openers(account, proposal.sentence))


def _openers(account: Account, number: int) -> Iterator[int]:
    """Yield where a sentence says "in response to" or "hours after"."""
    yield from _answers(account, number)
    words, view = account.lexicon.words, account.views[number]
    if words["after"].isdisjoint(view.keys):
        return
    for before, word in pairwise(view.words):
        if word.key in words["after"] and before.key in words["later"]:
            yield word.start


def _answers(account: Account, number: int) -> Iterator[int]:
    words, view = account.lexicon.words, account.views[number]
    if words["answers"].isdisjoint(view.keys):
        return
    for word, after in pairwise(view.words):
        if word.key in words["answers"] and after.key in words["answering"]:
            yield word.start


def is_of_another_day(
    account: Account, proposal: Proposal, own: TimeInterval, before: Sequence[TimeInterval]
) -> bool:
    """Whether a figure is of an event brought up for the first time, on a day told in its own words.

    Args:
        account: what the report says.
        proposal: the figure.
        own: its days.
        before: the days of the figures whose place would be carried over.
    """
    if own.words is None or own.basis != "words":
        return False
    if own.is_known and all((own.gap_days(other) or 0) == 0 for other in before):
        return False
    row, kinds = account.views[proposal.sentence].words, account.lexicon.terms.kinds
    if any(kinds.get(word.key) == QUARTER for word in row):
        return False  # "another neighbourhood" is one of the city spoken of
    indefinite = account.lexicon.words["indefinite"]
    return any(
        word.key in indefinite and _names_event(account, proposal.sentence, at + 1)
        for at, word in enumerate(row)
        if word.start < proposal.quantity.span.start
    )


def _names_event(account: Account, number: int, first: int) -> bool:
    events = account.lexicon.words["occurrences"]
    row = account.views[number].words
    return any(word.key in events for word in row[first : first + _NAMING])
