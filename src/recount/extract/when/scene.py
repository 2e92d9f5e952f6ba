"""A report with its time expressions and figures, as the rules for dates see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.extract.when.cues import Cues
from recount.extract.when.timeline import Told
from recount.model import Harm, TimeInterval
from recount.model.interval import precision_of

VIOLENT = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.MISSING, Harm.DETAINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A report with its time expressions and figures."""

    reading: Reading
    timeline: Sequence[Sequence[Told]]
    proposals: Sequence[Proposal]
    counts: Mapping[int, Sequence[int]]  # where counts begin, by sentence, in order
    cues: Cues


def interval_of(told: Told, scene: Scene, *, basis: str = "words") -> TimeInterval:
    """The days of an expression; of something that began then, the days up to the report."""
    interval = told.mention.to_interval(basis=basis)
    reference = scene.reading.reference_date
    if told.is_start and reference is not None and interval.start is not None and interval.start <= reference:
        return replace(
            interval, end=reference + timedelta(days=1), precision=precision_of(interval.start, reference)
        )
    return interval


def began_it(scene: Scene, proposal: Proposal, when: TimeInterval) -> bool:
    """Whether the days of a figure are those from which on something is so ("the worst since May, when 29 died")."""
    return any(
        told.mention.kind == "since" and told.mention.words == when.words and told.mention.end != when.end
        for told in scene.timeline[proposal.sentence]
    )
