"""How far two counts may stand for one number: the band of numbers a count allows in practice.

A count leaves an end open ("at least 84"), but nobody writes "at least 84" of 500. The bands close open ends
so that figures can be held against each other; they decide relations only and are never stored.
"""

from __future__ import annotations

from dataclasses import dataclass

from recount.model import Count, CountKind, Qualifier

OPEN_SLACK = 1.15  # "over 80" and "at least 90" may be one toll, "at least 100" is another
NEAR_SLACK = 0.1  # of "about", "nearly", "up to", either way
VAGUE_SPAN = 6  # "dozens" is said of up to six times 24, "hundreds" of up to 1200
_SMALLEST_VAGUE = 20  # below, vague words ("several", "many", "civilians") say next to nothing about size
_NO_LIMIT = 10.0**11


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers a count may stand for, both ends included.

    Attributes:
        low, high: the ends.
        stated: the number named, ``None`` when the words are vague.
    """

    low: float
    high: float
    stated: int | None

    @property
    def says_little(self) -> bool:
        """Whether the words hardly tell the size ("several", "many", "civilians")."""
        return self.stated is None and self.low < _SMALLEST_VAGUE

    def meets(self, other: Band) -> bool:
        """Whether both counts may stand for one number."""
        return self.low <= other.high and other.low <= self.high

    def exceeds(self, other: Band) -> bool:
        """Whether this count may be the whole of which the other is a part: it is or may be greater."""
        if self.stated is not None and other.stated is not None:
            return other.stated < self.stated
        return other.low < self.high


def band_of(count: Count) -> Band:
    """Return the band of a count."""
    low = 0 if count.low is None else count.low
    if count.is_vague:
        high = low * VAGUE_SPAN if low >= _SMALLEST_VAGUE and count.high is None else _NO_LIMIT
        return Band(low, high if count.high is None else count.high, None)
    stated = count.greatest_stated or 0
    if count.high is None:
        return Band(stated * (1 - NEAR_SLACK / 2), stated * OPEN_SLACK, stated)
    if count.low is None:
        return Band(
            stated * (1 - NEAR_SLACK) if count.approx else stated / 2, stated * (1 + NEAR_SLACK / 2), stated
        )
    if count.approx:
        return Band(low * (1 - NEAR_SLACK), count.high * (1 + NEAR_SLACK), stated)
    return Band(low, count.high, stated)


def same_number(first: Count, second: Count) -> bool:
    """Whether two counts name one number, apart from what stands around it ("14", "at least 14")."""
    if first.is_vague or second.is_vague:
        return first.is_vague and second.is_vague and first.low == second.low
    return named_number(first) == named_number(second)


def named_number(count: Count) -> tuple[int | None, int | None]:
    """Return the number as named: "more than 500" names 500."""
    if count.qualifier is Qualifier.MORE_THAN and count.low is not None:
        return count.low - 1, count.low - 1
    named = count.low if count.high is None else count.high
    return (named, named) if count.low is None or count.high is None else (count.low, count.high)


def is_single(count: Count) -> bool:
    """Whether exactly one person is counted."""
    return count.low == count.high == 1 or count.kind is CountKind.SINGULAR
