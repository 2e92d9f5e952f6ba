"""How much violence a figure covers: one incident, a day, a period, a campaign, the war.

Only figures of one scope are set against each other, so a doubt is told as ``unclear``. The length of the
harm's interval decides first, the words around the figure between what is left: a day's single attack or all
its attacks, a stretch of days or a named undertaking, an offensive or the war.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from recount.codebook.resources import load_yaml
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.extract.when import any_of, matching_statement
from recount.model import CountKind, Harm, Scope, TimeInterval

_WAR_DAYS = 300  # a total over most of a year is one of the war, unless it names an undertaking
_MONTH = 31
_YEAR = 370  # "last year", "the past year": a period like others, unless the war is spoken of
_NEAR = 110  # characters after a figure's clause in which its attack may be named ("… in a rocket attack")
_BEFORE = 60
_UNDERTAKING = frozenset({"campaign", "siege"})
_STANDING = frozenset({Harm.TRAPPED, Harm.DISPLACED, Harm.DETAINED})
_MANY = 1000  # so many people are not trapped in one incident


@cache
def _load(language: str) -> Mapping[str, re.Pattern[str]]:
    data = load_yaml("recount.extract", f"data/{language}/scope.yml")
    return {
        name: re.compile(rf"(?<![\w-]){any_of(words)}(?![\w-])", re.IGNORECASE | re.DOTALL)
        for name, words in data.items()
    }


def find_scope(reading: Reading, proposals: Sequence[Proposal], whens: Sequence[TimeInterval]) -> list[Scope]:
    """Return the scope of each proposal, in the order of the proposals.

    Args:
        reading: the report.
        proposals: its figures.
        whens: their intervals, from ``find_when``.

    Raises:
        CodebookError: the language has no lexicon of scopes.
    """
    if not proposals:
        return []
    cues = _load(reading.report.language)
    nights = {
        (when.start, when.end)
        for when in whens
        if when.words is not None and cues["night"].search(when.words) is not None
    }
    found = [
        _scope(reading, proposal, when, cues, (when.start, when.end) in nights)
        for proposal, when in zip(proposals, whens, strict=True)
    ]
    _follow_body(reading, proposals, whens, found)
    return found


def _scope(
    reading: Reading,
    proposal: Proposal,
    when: TimeInterval,
    cues: Mapping[str, re.Pattern[str]],
    is_night: bool,  # noqa: FBT001 - of the interval
) -> Scope:
    sentence = reading.sentences[proposal.sentence].span
    near = reading.text[
        max(sentence.start, proposal.quote.start - _BEFORE) : min(sentence.end, proposal.quote.end + _NEAR)
    ]
    near_has = frozenset(name for name, cue in cues.items() if cue.search(near))
    if when.start is None and when.last_day is None:
        return _undated(proposal, near_has)
    if when.start is None or when.last_day is None:
        return Scope.CAMPAIGN if near_has & _UNDERTAKING else Scope.PERIOD
    days = (when.last_day - when.start).days + 1
    if days > _MONTH and proposal.quantity.low == proposal.quantity.high == 1:
        return Scope.INCIDENT  # one person is harmed at one time, however roughly told
    if days >= _WAR_DAYS and not (days <= _YEAR and "war" not in near_has):
        return _of_years(near_has)
    if days > 2 or (days == 2 and not is_night and not _is_one_night(reading.words(sentence), when, cues)):
        return Scope.CAMPAIGN if near_has & _UNDERTAKING else Scope.PERIOD
    if proposal.harm in _STANDING:
        return Scope.INCIDENT
    return _of_day(reading.words(sentence), reading.words(proposal.quote), near_has, days, cues)


def _of_years(near_has: frozenset[str]) -> Scope:
    """A total of a year and more: of the war, or of an undertaking in it."""
    is_undertaking = bool(near_has & {*_UNDERTAKING, "party_attacks"}) and "war" not in near_has
    return Scope.CAMPAIGN if is_undertaking else Scope.CONFLICT


def _is_one_night(sentence: str, when: TimeInterval, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether two days are one night, or the last 24 hours."""
    return cues["night"].search(when.words or sentence) is not None


def _of_day(
    sentence: str, quote: str, near_has: frozenset[str], days: int, cues: Mapping[str, re.Pattern[str]]
) -> Scope:
    """One day's figure: its single attack, or all attacks of the day."""
    if cues["event"].search(quote):
        return Scope.INCIDENT
    if days == 2 or "campaign" in near_has or "day_total" in near_has:
        return Scope.INCIDENT if "event" in near_has else Scope.DAY
    if "event" in near_has or cues["day_total"].search(sentence) is None:
        return Scope.INCIDENT
    return Scope.DAY


def _undated(proposal: Proposal, near_has: frozenset[str]) -> Scope:
    """Without a day: people trapped or on the move belong to what keeps or drives them, all else to an
    incident, unless the words tell of attacks in several places."""
    number = proposal.quantity.low if proposal.quantity.low is not None else proposal.quantity.high
    if proposal.harm is Harm.TRAPPED:
        if number is not None and number >= _MANY:
            return Scope.CAMPAIGN
        return Scope.UNCLEAR if proposal.quantity.kind is CountKind.BARE_PLURAL else Scope.INCIDENT
    if proposal.harm is Harm.DISPLACED:
        if number is not None and number >= _MANY and "war" in near_has:
            return Scope.CONFLICT
        return Scope.INCIDENT if "movement" in near_has else Scope.UNCLEAR
    if number is not None and number >= _MANY and "war" in near_has:
        return Scope.CONFLICT
    if "event" in near_has:
        return Scope.INCIDENT
    if near_has & _UNDERTAKING:
        return Scope.CAMPAIGN
    return Scope.UNCLEAR if "day_total" in near_has else Scope.INCIDENT


def _follow_body(
    reading: Reading, proposals: Sequence[Proposal], whens: Sequence[TimeInterval], found: list[Scope]
) -> None:
    """Give a headline the scope of the statement it sums up, where both have the same days."""
    body = [index for index, proposal in enumerate(proposals) if not reading.is_headline(proposal.sentence)]
    for index, proposal in enumerate(proposals):
        if not reading.is_headline(proposal.sentence):
            continue
        source = matching_statement(proposals, proposal, body)
        if source is not None and whens[source].start == whens[index].start:
            found[index] = found[source]
