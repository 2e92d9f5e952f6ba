"""What linking keeps beside the record, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """Claims of one report about one event, or one total.

    Attributes:
        number: names it.
        cover: number of what a total covers, ``None`` for an event.
        body: as the linker wrote it.
    """

    number: int
    report_id: str
    incident_id: str
    cover: int | None
    body: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two live incidents that may be one, their ids in order; ``body`` says why, as JSON."""

    one: str
    two: str
    score: float
    body: str
