"""What looking things up gives besides records: decisions with their place in the log, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recount.model import Decision, Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A decision with its place in the log.

    Attributes:
        seq: of its log entry.
        at: when it was appended.
    """

    seq: int
    at: datetime
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one transaction changed.

    Attributes:
        before, after: versions of tolls that it retired, and that it made.
        opened: ids of incidents that were not there before; closed: of those that are no longer.
        touched: ids of all incidents with a new body.
    """

    before: tuple[Toll, ...] = ()
    after: tuple[Toll, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
