"""Where words stand in a report: the W3C Web Annotation selectors.

Positions count Unicode code points of the report's normalised text in logical order, start included, end
excluded (https://www.w3.org/TR/annotation-model/, sections 4.2.4 and 4.2.5).
"""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT_LENGTH = 32  # code points of prefix and suffix kept, enough to tell repeats of a phrase apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A TextQuoteSelector and a TextPositionSelector over the same words.

    Attributes:
        exact: the words.
        prefix: up to ``CONTEXT_LENGTH`` code points before them.
        suffix: up to ``CONTEXT_LENGTH`` code points after them.
        start: first code point of the words in the normalised text.
        end: the code point after the last.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.exact) or self.start < 0:
            raise ValueError(f"selector {self.start}–{self.end} does not span {self.exact!r}")

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Selector:
        """Make the selector of ``text[start:end]``."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}–{end} is not inside a text of {len(text)} code points")
        return cls(
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT_LENGTH) : start],
            suffix=text[end : end + CONTEXT_LENGTH],
            start=start,
            end=end,
        )

    def holds_in(self, text: str) -> bool:
        """Whether exactly these words stand at this place of ``text``."""
        return text[self.start : self.end] == self.exact

    def contains(self, other: Selector) -> bool:
        """Whether the other words lie inside these."""
        return self.start <= other.start and other.end <= self.end
