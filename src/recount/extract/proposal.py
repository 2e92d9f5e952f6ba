"""A proposal: a place in a report where a proposer sees a casualty figure. Slots and anchoring follow."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model import Harm, Modality, RelationType
from recount.text.quantities import Quantity
from recount.text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationHint:
    """A relation the wording itself shows ("including seven", "another 12", "up from 14").

    Attributes:
        type: the relation.
        target: start of the count of the other proposal when the wording names it, ``None`` when it is to be
            found ("another 12").
        cue: the words that show it.
    """

    type: RelationType
    target: int | None
    cue: str


COMPARED = "compared"  # the rule that reads figures of another time


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One figure seen by one proposer.

    Attributes:
        sentence: index in ``Reading.sentences``.
        quantity: the count expression; made by ``text.quantities`` only.
        harm: what happened.
        trigger: the harm word.
        quote: clause holding count and harm word.
        victims: words naming the victims, ``None`` when the text names none.
        modality: whether the text asserts it.
        hint: relation shown by the wording.
        parts: phrases that name groups among the victims ("including women", "most of them children").
        agent: words of the grammatical agent ("Russian jets", after "killed by"), ``None`` without one.
        proposer: name of the rule that saw it.
        agreeing: names of other proposers that read the same figure (``extract.propose``).
    """

    sentence: int
    quantity: Quantity
    harm: Harm
    trigger: Span
    quote: Span
    victims: Span | None = None
    modality: Modality = Modality.ASSERTED
    hint: RelationHint | None = None
    parts: tuple[Span, ...] = ()
    agent: Span | None = None
    proposer: str = "grammar"
    agreeing: tuple[str, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether it is a figure of another time that another figure is set against ("against 97 in March")."""
        return self.proposer.endswith(COMPARED)
