"""A quantity: a count expression found in a text, with the numbers a convention gives it."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model import CountKind, Qualifier
from recount.text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count expression.

    Attributes:
        span: the expression with its qualifier ("at least 84"), without "more", "others" and the victims.
        core: the number alone ("84").
        low, high: the ends the words allow; ``None`` where they leave an end open.
        qualifier: what stands around the number.
        kind: how the number is written.
        approx: True when the words say the number is approximate.
        convention: name of the convention that read the words.
        more: words beside the number that make it an increment ("another", "more", "others"), else ``None``.
    """

    span: Span
    core: Span
    low: int | None
    high: int | None
    qualifier: Qualifier
    kind: CountKind
    approx: bool = False
    convention: str = "literal"
    more: str | None = None
