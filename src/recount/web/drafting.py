"""Where this server's process has what rulings move worked out: in a process of its own, or here."""

from __future__ import annotations

from dataclasses import dataclass

from recount.pipeline.drafter import DraftingProcess
from recount.pipeline.judging import Drafter


@dataclass(slots=True)
class _Beside:
    """What stands beside this process."""

    drafter: Drafter | None = None


_beside = _Beside()


def start_drafter(url: str) -> None:
    """Start a process that works out what rulings on a record move; once in each process that serves a team."""
    _beside.drafter = DraftingProcess(url)


def drafter() -> Drafter | None:
    """Return it; ``None`` where there is none, and rulings are worked out by whoever serves them."""
    return _beside.drafter
