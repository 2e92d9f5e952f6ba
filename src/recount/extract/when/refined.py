"""Narrower days: a figure "earlier this week" whose event the text gives a day further on.

The day must be that of the event taken up again ("The killings took place on Tuesday", "Tuesday's raid"), or
of another statement of the same figure, and must lie inside the time the figure's own words give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recount.extract.when.scene import VIOLENT, Scene, interval_of
from recount.extract.when.timeline import Part
from recount.model import CountKind, DatePrecision, Harm, TimeInterval

_REACH = 3  # sentences in which an event just told of gets its day
_LEAST_REPEAT = 4  # smaller figures recur by chance
_WIDE = frozenset({DatePrecision.DAYS_2_TO_6, DatePrecision.WEEK, DatePrecision.MONTH})
_INSIDE = frozenset({"relative", "month"})  # "earlier this week", "last month", "in June"
_STATED = frozenset({CountKind.DIGITS, CountKind.WORDS})


def refine_dates(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give figures of a few days, a week or a month the day the text gives their event."""
    for index, proposal in enumerate(scene.proposals):
        when = found[index]
        if when is not None and proposal.harm in VIOLENT and _is_wide(when):
            found[index] = _told_after(scene, proposal.sentence, when) or when
    _refine_repeats(scene, found)


def _is_wide(when: TimeInterval) -> bool:
    """Whether the words give a stretch in which one day may lie; not what lasted all of it ("since Tuesday")."""
    return (
        when.basis == "words" and when.precision in _WIDE and when.start is not None and when.end is not None
    )


def _told_after(scene: Scene, sentence: int, when: TimeInterval) -> TimeInterval | None:
    """The day of the event in the sentences that follow, before another stretch or figure is told of."""
    words = when.words or ""
    if not any(
        told.mention.words == words and told.mention.kind in _INSIDE for told in scene.timeline[sentence]
    ):
        return None
    last = min(sentence + _REACH, len(scene.timeline) - 1)
    for following in range(sentence + 1, last + 1):
        for told in scene.timeline[following]:
            if told.part is not Part.DEED:
                continue
            day = interval_of(told, scene, basis="carried")
            return day if told.is_reference and _lies_inside(day, when) else None
        if any(other.sentence == following for other in scene.proposals):
            return None
    return None


def _lies_inside(day: TimeInterval, when: TimeInterval) -> bool:
    if day.start is None or day.end is None or when.start is None or when.end is None:
        return False
    return day.precision is DatePrecision.DAY and when.start <= day.start and day.end <= when.end


def _refine_repeats(scene: Scene, found: list[TimeInterval | None]) -> None:
    """Give another statement of a figure in the same stretch of time the day just found for it."""
    days: dict[tuple[Harm, int | None, int | None], TimeInterval] = {}
    for key, when in zip(_keys(scene), found, strict=True):
        if key is not None and when is not None and when.basis == "carried":
            days.setdefault(key, when)
    for index, key in enumerate(_keys(scene)):
        when = found[index]
        if key not in days or when is None or not _is_wide(when):
            continue
        if _lies_inside(days[key], when):
            found[index] = replace(days[key], words=None, basis="carried")


def _keys(scene: Scene) -> Sequence[tuple[Harm, int | None, int | None] | None]:
    return [
        (proposal.harm, proposal.quantity.low, proposal.quantity.high)
        if proposal.quantity.kind in _STATED and (proposal.quantity.low or 0) >= _LEAST_REPEAT
        else None
        for proposal in scene.proposals
    ]
