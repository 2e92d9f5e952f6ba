"""Days that figures take from other figures: sums, repeats and headlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.extract.proposal import Proposal
from recount.extract.when.scene import VIOLENT, Scene, interval_of
from recount.extract.when.timeline import day_told
from recount.model import CountKind, DatePrecision, Harm, RelationType, TimeInterval

_LEAST_SUM = 10  # below it, two figures too often add up to a third by chance
_STATED = frozenset({CountKind.DIGITS, CountKind.WORDS})
_PORTION_REACH = 4  # sentences back to the dead that "the rest of the dead" are of
_LEAST_VAGUE = 20
_LEAST_REPEAT = 4  # smaller figures recur by chance


def date_sums(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give a figure that is the sum of two others of other days the days of both."""
    parts: dict[Harm, dict[int, TimeInterval]] = {}
    for proposal, when in zip(scene.proposals, found, strict=True):
        stated = proposal.quantity.kind in _STATED and proposal.quantity.low is not None
        if when is not None and when.basis == "words" and stated and proposal.quantity.low is not None:
            parts.setdefault(proposal.harm, {}).setdefault(proposal.quantity.low, when)
    for index, proposal in enumerate(scene.proposals):
        when, total = found[index], proposal.quantity.low
        if total is None or total < _LEAST_SUM or (when is not None and when.basis == "words"):
            continue
        hull = _hull_of_parts(total, parts.get(proposal.harm, {}))
        if hull is not None:
            found[index] = hull


def _hull_of_parts(total: int, parts: Mapping[int, TimeInterval]) -> TimeInterval | None:
    """The days of two parts that make the total and share no day."""
    for number, days in parts.items():
        other = parts.get(total - number)
        if other is None or not days.gap_days(other):
            continue
        if days.start is None or other.start is None or days.last_day is None or other.last_day is None:
            continue
        return TimeInterval.of_days(
            min(days.start, other.start), max(days.last_day, other.last_day), basis="carried"
        )
    return None


def date_portions(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give "most", "six of the dead" the day of those they are of, where they have none of their own."""
    starts = {proposal.quantity.span.start: index for index, proposal in enumerate(scene.proposals)}
    for index, proposal in enumerate(scene.proposals):
        when = found[index]
        hint = proposal.hint
        if hint is not None and hint.type is RelationType.SUBSET_OF and hint.target in starts:
            found[index] = found[starts[hint.target]]
            continue
        if (when is not None and when.basis == "words") or not _is_portion(scene, proposal):
            continue
        for before in range(index - 1, -1, -1):
            whole, day = scene.proposals[before], found[before]
            if proposal.sentence - whole.sentence > (1 if hint is None else _PORTION_REACH):
                break
            if whole.is_compared or (hint is not None and whole.harm is not proposal.harm):
                continue
            if whole.quantity.span != proposal.quantity.span and day is not None:
                found[index] = replace(day, words=None, basis="carried")
                break


def _is_portion(scene: Scene, proposal: Proposal) -> bool:
    hint = proposal.hint
    if hint is not None and hint.type is RelationType.SUBSET_OF and hint.target is None:
        return True
    words = scene.reading.words(proposal.quantity.span)
    return proposal.victims is None and scene.cues.portion.fullmatch(words) is not None


def date_repeats(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give a figure without a day the day of another statement of the same figure."""
    known = {
        (proposal.harm, proposal.quantity.low, proposal.quantity.high): when
        for proposal, when in reversed(list(zip(scene.proposals, found, strict=True)))
        if when is not None
        and when.is_known
        and proposal.quantity.kind in _STATED
        and not scene.reading.is_headline(proposal.sentence)
    }
    numbers = {(harm, low or high): when for (harm, low, high), when in known.items()}
    for index, proposal in enumerate(scene.proposals):
        number = proposal.quantity.low or proposal.quantity.high
        when = numbers.get((proposal.harm, number))
        stated = proposal.quantity.kind in _STATED and (number or 0) >= _LEAST_REPEAT
        if found[index] is None and when is not None and stated:
            found[index] = replace(when, words=None, basis="carried")
    starts = {proposal.quantity.span.start: index for index, proposal in enumerate(scene.proposals)}
    for index, proposal in enumerate(scene.proposals):
        hint = proposal.hint
        if (
            found[index] is None
            and hint is not None
            and hint.type is RelationType.SUBSET_OF
            and hint.target in starts
        ):
            found[index] = found[starts[hint.target]]  # a part of what just got its day


def date_headlines(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give headlines the day of the statement they sum up."""
    body = [
        index
        for index, proposal in enumerate(scene.proposals)
        if not scene.reading.is_headline(proposal.sentence)
    ]
    for index, proposal in enumerate(scene.proposals):
        if not scene.reading.is_headline(proposal.sentence) or found[index] is not None:
            continue
        dated = [position for position in body if found[position] is not None]
        same = source = _same_number(scene.proposals, proposal, dated)
        if source is None:
            source = matching_statement(scene.proposals, proposal, body)
        when = None if source is None else found[source]
        if when is not None and when.precision > DatePrecision.DAYS_2_TO_6 and same is None:
            when = _lead_day(scene) or when
        if source is not None:
            found[index] = None if when is None else replace(when, words=None, basis="carried")
        elif proposal.harm in VIOLENT:
            found[index] = _lead_day(scene)


def matching_statement(proposals: Sequence[Proposal], headline: Proposal, body: Sequence[int]) -> int | None:
    """Return the statement of the body that a headline sums up: of its harm, with its number or a like one;
    else the first of its harm. ``None`` when there is none."""
    same = _same_number(proposals, headline, body)
    if same is not None:
        return same
    return next((index for index in body if proposals[index].harm is headline.harm), None)


def _same_number(proposals: Sequence[Proposal], headline: Proposal, body: Sequence[int]) -> int | None:
    number = _number(headline)
    for tolerance in (1.0, 1.1):
        for index in body:
            other = _number(proposals[index])
            if proposals[index].harm is not headline.harm or not number or not other:
                continue
            if max(number, other) <= tolerance * min(number, other):
                return index
    return None


def _number(proposal: Proposal) -> int | None:
    """The number that tells a figure from others; small vague words ("many") tell none."""
    number = proposal.quantity.low or proposal.quantity.high
    return number if proposal.quantity.kind in _STATED or (number or 0) >= _LEAST_VAGUE else None


def _lead_day(scene: Scene) -> TimeInterval | None:
    """The day told of in the first sentences of the body."""
    leads = [index for index in range(len(scene.timeline)) if not scene.reading.is_headline(index)][:2]
    for sentence in leads:
        told = day_told(scene.timeline[sentence])
        if told is not None:
            return interval_of(told, scene, basis="carried")
    return None
