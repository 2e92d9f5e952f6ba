"""An act: a party, and what a sentence says it did."""

from __future__ import annotations

from dataclasses import dataclass

from recount.text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A party and what it is said to have done.

    Attributes:
        parties: the words naming each party.
        start, end: code points of party and act together.
        act: where the verb or the strike stands.
        alleged: whether the sentence hedges or blames.
        is_active: whether the party is the subject of the verb of attack.
        is_blame: whether somebody blames the party, rather than telling what it did.
        is_claim: whether the party claims it.
    """

    parties: tuple[Span, ...]
    start: int
    end: int
    act: Span
    alleged: bool = False
    is_active: bool = False
    is_blame: bool = False
    is_claim: bool = False


def is_part(act: Act, other: Act) -> bool:
    """Whether an act only repeats part of another one ("of the coalition" in "by jets of the coalition")."""
    return (
        act is not other
        and set(act.parties) < set(other.parties)
        and other.start <= act.start
        and act.end <= other.end
    )
