"""A count of people as a report states it: an interval with its words, never a bare number."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model.codes import CountKind, Qualifier

_WITHOUT_NUMERAL = (CountKind.VAGUE, CountKind.BARE_PLURAL, CountKind.NONE_STATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people, as claimed.

    Attributes:
        low: the least number the words allow, ``None`` when the words leave the low end open ("up to 30").
        high: the greatest number the words allow, ``None`` when open ("at least 84").
        words: the count expression exactly as it stands in the report.
        qualifier: what stands around the number.
        kind: how the number is written.
        approx: True when the words say the number is approximate ("about", "nearly").
        convention: name of the convention that turned the words into numbers.
    """

    low: int | None
    high: int | None
    words: str
    qualifier: Qualifier = Qualifier.EXACT
    kind: CountKind = CountKind.DIGITS
    approx: bool = False
    convention: str = "literal"

    def __post_init__(self) -> None:
        if self.low is not None and self.low < 0:
            raise ValueError(f"a count of people cannot be negative: {self.low} ({self.words!r})")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} exceeds high {self.high} ({self.words!r})")

    @property
    def is_exact(self) -> bool:
        """Whether the words give one number."""
        return self.low is not None and self.low == self.high

    @property
    def is_vague(self) -> bool:
        """Whether no numeral stands in the words ("dozens", "civilians")."""
        return self.kind in _WITHOUT_NUMERAL

    @property
    def greatest_stated(self) -> int | None:
        """The greatest number stated, a lower bound included ("at least 84" states 84)."""
        return self.high if self.high is not None else self.low
