"""A place name as a report writes it, and the candidate it is until the whole report is read."""

from __future__ import annotations

from dataclasses import dataclass

from recount.extract.places.fineness import Fineness
from recount.extract.places.surroundings import Role
from recount.text.spans import Span

_PART_KIND = "quarter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name in a sentence.

    Attributes:
        span: the name, with the words that belong to it ("eastern", "province").
        name: the words of the span.
        sentence: index in ``Reading.sentences``.
        phrase: start of the phrase the name stands in, its preposition included.
        kind: kind of place the text gives it, ``None`` when it gives none.
        is_country: whether it is (a part of) a country.
        role: the part it plays.
        is_listed: whether it continues a list ("X, Y and this one").
        is_owner: whether it stands in the genitive ("X's quarters").
        is_plural: whether its kind is that of a list ("X and Y neighbourhoods").
        is_actor: whether a country's name stands for its forces or government ("US warplanes").
        grade: how small the place is, as far as the report tells.
    """

    span: Span
    name: str
    sentence: int
    phrase: int
    grade: Fineness
    kind: str | None = None
    is_country: bool = False
    role: Role = Role.MENTION
    is_listed: bool = False
    is_owner: bool = False
    is_plural: bool = False
    is_actor: bool = False


@dataclass(slots=True)
class Candidate:
    """A name that may be a place's; most are not, so it is made a ``Toponym`` only in the end.

    Attributes:
        core: without "eastern", its kind and a genitive.
        start, end: of what its span will be.
        phrase, kind, role, is_listed, is_owner, is_plural, is_country, is_actor: as of ``Toponym``.
        is_sure: whether it is sure to be a place.
        is_open: whether a list of places can go on after it.
    """

    core: str
    start: int
    end: int
    phrase: int
    kind: str | None
    role: Role
    is_listed: bool
    is_owner: bool
    is_plural: bool
    is_country: bool
    is_actor: bool
    is_sure: bool
    is_open: bool

    def toponym(self, name: str, sentence: int, grade: Fineness) -> Toponym:
        """Return the place name, given the words of its span."""
        return Toponym(
            span=Span(self.start, self.end),
            name=name,
            sentence=sentence,
            phrase=self.phrase,
            grade=grade,
            kind=self.kind,
            is_country=self.is_country,
            role=self.role,
            is_listed=self.is_listed,
            is_owner=self.is_owner,
            is_plural=self.is_plural,
            is_actor=self.is_actor,
        )


def settle_kinds(found: list[Candidate]) -> None:
    """Settle what plurals say of the names of a sentence.

    "X and Y neighbourhoods" gives X its kind, which also shows that it is a place; in "the neighbourhoods of
    X", of a single name, they are parts of X.
    """
    for at in range(len(found) - 1, 0, -1):
        name, before = found[at], found[at - 1]
        if name.is_listed and name.is_plural and before.kind is None:
            before.kind, before.is_plural, before.is_sure = name.kind, True, True
    for at, name in enumerate(found):
        is_parts = name.kind == _PART_KIND and (name.is_open or name.is_plural)
        if is_parts and not name.is_listed and not (at + 1 < len(found) and found[at + 1].is_listed):
            name.kind = None
