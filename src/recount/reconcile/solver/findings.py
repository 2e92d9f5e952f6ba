"""What an answer consists of: bounds, proofs, and the disputes they depend on."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model import Exclusion
from recount.reconcile.solver.programme import Extent
from recount.reconcile.solver.proofs import Proof
from recount.reconcile.solver.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An originator in a dispute, and its claims there."""

    originator: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What follows when some of those who contradict each other are believed and others are not.

    Attributes:
        believed, set_aside: the sides of the dispute; all other claims bind in every choice.
        extent: the bounds that follow for the question, with other disputes left open.
        low, high: a proof of each end, where other matters add nothing to it.
    """

    believed: tuple[Side, ...]
    set_aside: tuple[Side, ...]
    extent: Extent
    low: tuple[Proof, ...] = ()
    high: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims that cannot all be true.

    Attributes:
        conflict: a smallest set of such figures.
        choices: what follows from each maximal set of claims that agree.
        complete: False when there are more such sets than were worked out; the bounds then rest on the
            claims that were found in no contradiction.
    """

    conflict: Proof
    choices: tuple[Choice, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is proved under one set of assumptions.

    Attributes:
        separate, complete: whether the record's incidents are taken as separate, and as all that happened.
        extent: the bounds; of contradictory claims the widest over all choices of whom to believe.
        outside: bounds of those of the people asked about who are in no incident of the record (the
            residual of aggregates); ``None`` where nothing tells.
        low, high: proofs of each end, from claims that nobody contradicts; empty where an end depends on
            whom one believes (then each choice has its own).
        disputes: claims that contradict each other, and what follows from each way to settle it.
    """

    separate: bool
    complete: bool
    extent: Extent
    outside: Extent | None = None
    low: tuple[Proof, ...] = ()
    high: tuple[Proof, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: what was asked.
        proved: what follows from the claims alone.
        recorded: what follows when the record's incidents are taken as separate and complete.
        claim_ids: claims that bind and touch the question.
        excluded: claims of the question's people, place and days that do not bind, and why (codes of
            ``data/<language>/proof.yml``).
    """

    question: Question
    proved: Finding
    recorded: Finding
    claim_ids: tuple[str, ...]
    excluded: tuple[Exclusion, ...]
