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
from recount.model import CountKind, Harm, RelationType, Scope, TimeInterval

_WAR_DAYS = 300  # a total over most of a year is one of the war, unless it names an undertaking
_MONTH = 31
_LONG = 7  # days
_STRETCHES = frozenset({Scope.PERIOD, Scope.CAMPAIGN})
_YEAR = 370  # "last year", "the past year": a period like others, unless the war is spoken of
_NEAR = 110  # characters after a figure's clause in which its attack may be named ("… in a rocket attack")
_BEFORE = 60
_LEAD = 30  # characters before a date in which a night of it is told
_UNDERTAKING = ("campaign", "push", "siege")
_STANDING = frozenset({Harm.TRAPPED, Harm.DISPLACED, Harm.DETAINED})
_WAR_TOTAL = 10_000  # more than any single event of the wars recorded here
_HUNDREDS = 200
_MANY = 1000  # so many people are not trapped in one incident


@cache
def _load(language: str) -> Mapping[str, re.Pattern[str]]:
    data = load_yaml("recount.extract", f"data/{language}/scope.yml")
    return {
        name: re.compile(rf"(?<![\w-]){any_of(words)}(?![\w-])", re.IGNORECASE | re.DOTALL)
        for name, words in data.items()
    }


def find_totals(
    reading: Reading, proposals: Sequence[Proposal], scopes: Sequence[Scope], whens: Sequence[TimeInterval]
) -> list[bool]:
    """Return which figures are those of a war, or of a longer time than one account tells of.

    What a report tells of an attack is not said of such a total that it gives beside it. A headline sums up the body.
    """
    return [
        not reading.is_headline(proposal.sentence)
        and (scope is Scope.CONFLICT or (scope in _STRETCHES and _lasts(when)))
        for proposal, scope, when in zip(proposals, scopes, whens, strict=True)
    ]


def _lasts(when: TimeInterval) -> bool:
    """Whether an interval is longer than the days of one attack."""
    first, last = when.start, when.last_day
    return first is not None and last is not None and (last - first).days >= _LONG


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
    said: dict[tuple[int, str], bool] = {}
    dated = [
        (_Words(reading, proposal, cues, said), when) for proposal, when in zip(proposals, whens, strict=True)
    ]
    nights = {
        (when.start, when.end)
        for words, when in dated
        if when.words is not None and words.tells_night(when.words)
    }
    found = [_scope(words, when, is_night=(when.start, when.end) in nights) for words, when in dated]
    _follow_body(reading, proposals, whens, found)
    _follow_whole(proposals, found)
    return found


class _Words:
    """The words around a figure, asked for cues; each is looked for once, for most figures need few."""

    __slots__ = ("_cues", "_near", "_said", "_seen", "proposal", "reading")

    def __init__(
        self,
        reading: Reading,
        proposal: Proposal,
        cues: Mapping[str, re.Pattern[str]],
        said: dict[tuple[int, str], bool],
    ) -> None:
        self.reading, self.proposal = reading, proposal
        span, quote = reading.sentences[proposal.sentence].span, proposal.quote
        self._near = max(span.start, quote.start - _BEFORE), min(span.end, quote.end + _NEAR)
        self._cues, self._seen, self._said = cues, dict[str, bool](), said

    def near(self, *names: str) -> bool:
        """Whether one of the cues stands near the figure."""
        return any(self._is_near(name) for name in names)

    def _is_near(self, name: str) -> bool:
        if name not in self._seen:
            self._seen[name] = self._cues[name].search(self.reading.text[slice(*self._near)]) is not None
        return self._seen[name]

    def sentence(self, name: str) -> bool:
        """Whether a cue stands in the figure's sentence."""
        key = self.proposal.sentence, name
        if key not in self._said:
            text = self.reading.words(self.reading.sentences[self.proposal.sentence].span)
            self._said[key] = self._cues[name].search(text) is not None
        return self._said[key]

    def quote(self, name: str) -> bool:
        """Whether a cue stands in the clause of the figure itself."""
        return self._cues[name].search(self.reading.words(self.proposal.quote)) is not None

    def runs(self, date_words: str) -> bool:
        """Whether the words of a date tell of a stretch that goes on."""
        return self._cues["running"].search(date_words) is not None

    def tells_night(self, date_words: str) -> bool:
        """Whether a date, or the word before it, tells of a night ("overnight between Monday and Tuesday")."""
        if self._cues["night"].search(date_words) is not None:
            return True
        sentence = self.reading.words(self.reading.sentences[self.proposal.sentence].span)
        before, found, _ = sentence.partition(date_words)
        return bool(found) and self._cues["night_of"].search(before[-_LEAD:]) is not None

    def is_undertaking(self) -> bool:
        """Whether an offensive or a siege is spoken of near the figure."""
        return self.near(*_UNDERTAKING) or (self.proposal.harm is Harm.TRAPPED and self.near("under_siege"))


def _scope(words: _Words, when: TimeInterval, *, is_night: bool) -> Scope:
    proposal = words.proposal
    if proposal.harm not in _STANDING and words.near("days_total"):
        return Scope.CAMPAIGN if words.is_undertaking() else Scope.PERIOD
    if when.start is None and when.last_day is None:
        return _undated(words)
    if when.start is None or when.last_day is None:
        undertaking = words.is_undertaking() or _is_of_fighting(words, when)
        if _is_of_war(words) and not (undertaking and not words.near("war")):
            return Scope.CONFLICT
        return Scope.CAMPAIGN if undertaking else Scope.PERIOD
    days = (when.last_day - when.start).days + 1
    one_person = proposal.quantity.low == proposal.quantity.high == 1
    if days > _MONTH and one_person:
        return Scope.INCIDENT  # one person is harmed at one time, however roughly told
    is_one_event = words.sentence("event") and not words.is_undertaking() and not _is_open(words, when)
    if 2 < days <= _YEAR and is_one_event:
        return Scope.INCIDENT  # "an attack in July"
    if days >= _WAR_DAYS and (days > _YEAR or words.near("war")):
        return _of_years(words, days)
    if days > 2 or (days == 2 and not is_night and not _is_one_night(words, when)):
        return Scope.CAMPAIGN if words.is_undertaking() else Scope.PERIOD
    if proposal.harm in _STANDING or one_person:
        return Scope.INCIDENT
    return _of_day(words, days)


def _is_of_fighting(words: _Words, when: TimeInterval) -> bool:
    """Whether a figure is that of the fighting in an offensive of which only the first day is told."""
    return when.start is not None and when.basis == "carried" and words.near("clash")


def _of_years(words: _Words, days: int) -> Scope:
    """A total of a year and more: of the war, of an undertaking in it, or of a part of its time."""
    if words.near("war"):
        return Scope.CONFLICT
    if words.is_undertaking() or words.near("party_attacks"):
        return Scope.CAMPAIGN
    of_war = days > 2 * _YEAR or (_number(words.proposal) or 0) >= _WAR_TOTAL
    return Scope.CONFLICT if of_war else Scope.PERIOD


def _is_one_night(words: _Words, when: TimeInterval) -> bool:
    """Whether two days are one night, or the last 24 hours."""
    if when.words is None:
        return words.sentence("night")
    return words.tells_night(when.words)


def _of_day(words: _Words, days: int) -> Scope:
    """One day's figure: its single attack, or all attacks of the day."""
    if words.quote("event"):
        return Scope.INCIDENT
    if days == 2:
        one_clash = words.near("event", "clash") and not words.near("day_total", "pair")
        return Scope.INCIDENT if one_clash else Scope.DAY
    if words.near("event"):
        return Scope.INCIDENT
    several = (
        words.near("pair") or words.sentence("day_total") or words.near("campaign") or words.sentence("push")
    )
    return Scope.DAY if several else Scope.INCIDENT


def _undated(words: _Words) -> Scope:
    """Without a day: people trapped or on the move belong to what keeps or drives them, all else to an
    incident, unless the words tell of attacks in several places."""
    proposal = words.proposal
    many = (_number(proposal) or 0) >= _MANY
    if proposal.harm is Harm.TRAPPED:
        if many:
            return Scope.CAMPAIGN
        return Scope.UNCLEAR if proposal.quantity.kind is CountKind.BARE_PLURAL else Scope.INCIDENT
    if many and words.near("war"):
        return Scope.CONFLICT
    if proposal.harm is Harm.DISPLACED:
        return Scope.INCIDENT if words.near("movement") else Scope.UNCLEAR
    if words.near("event"):
        return Scope.INCIDENT
    if words.is_undertaking():
        return Scope.CAMPAIGN
    if words.near("day_total") or _is_untold_sum(proposal):
        return Scope.UNCLEAR
    return Scope.DAY if words.near("pair") else Scope.INCIDENT


def _is_untold_sum(proposal: Proposal) -> bool:
    """Whether it is a sum of hundreds that nothing ties to one event ("has killed hundreds")."""
    low = proposal.quantity.low or 0
    return proposal.quantity.kind is CountKind.VAGUE and low >= _HUNDREDS


def _number(proposal: Proposal) -> int | None:
    return proposal.quantity.low if proposal.quantity.low is not None else proposal.quantity.high


def _is_of_war(words: _Words) -> bool:
    """Whether a total up to now is one of the war: by its size, or by the words for it."""
    number = _number(words.proposal) or 0
    return number >= _WAR_TOTAL or (number >= _MANY and words.sentence("war"))


def _is_open(words: _Words, when: TimeInterval) -> bool:
    """Whether days run up to the report ("since Monday", "over the past week"; not "earlier this week")."""
    reference = words.reading.reference_date
    if when.words is not None and not words.runs(when.words):
        return False
    return reference is not None and when.last_day is not None and when.last_day >= reference


def _follow_body(
    reading: Reading, proposals: Sequence[Proposal], whens: Sequence[TimeInterval], found: list[Scope]
) -> None:
    """Give a headline the scope of the statement it sums up, where both have the same days."""
    body = [index for index, proposal in enumerate(proposals) if not reading.is_headline(proposal.sentence)]
    pair = _load(reading.report.language)["pair"]
    for index, proposal in enumerate(proposals):
        if not reading.is_headline(proposal.sentence):
            continue
        source = matching_statement(proposals, proposal, body)
        if source is None:
            continue
        span = reading.sentences[proposal.sentence].span
        if found[index] is Scope.DAY and found[source] is Scope.INCIDENT and pair.search(reading.words(span)):
            continue  # "attacks in X and Y", of which the body tells one by one
        if whens[source].start == whens[index].start:
            found[index] = found[source]


def _follow_whole(proposals: Sequence[Proposal], found: list[Scope]) -> None:
    """Give parts named with their whole ("12 people including a child") its scope."""
    starts = {proposal.quantity.span.start: index for index, proposal in enumerate(proposals)}
    for index, proposal in enumerate(proposals):
        hint = proposal.hint
        if hint is not None and hint.type is RelationType.SUBSET_OF and hint.target in starts:
            found[index] = found[starts[hint.target]]
