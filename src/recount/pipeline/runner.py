"""Running work over a stream of items: what may stop it, and the plain way, in this process.

Work is a function of one item. To travel to another process it must pickle, as a function of an importable
module (not of a script) or a frozen dataclass with ``__call__`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from recount.model import RejectionReason

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Work on one item that did not come to its end: the reason, and what happened, in sentences."""

    reason: RejectionReason
    detail: str


class Runner(Protocol):
    """Runs work over a stream of items: ``InProcess``, or ``Workers``, which end what hangs."""

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | Stopped]]:
        """Yield each item with its result, in the order of the items."""
        ...


class InProcess:
    """Runs work in this process: no deadline, no bound on memory. A fault is ``Stopped`` all the same."""

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | Stopped]]:
        """Yield each item with its result, in the order of the items."""
        for item in items:
            yield item, attempt(work, item)


IN_PROCESS = InProcess()


def attempt(work: Callable[[Item], Result], item: Item) -> Result | Stopped:
    """Do work on one item; an exception is a fault in Recount, and stops this item and nothing else.

    Raises:
        MemoryError: it is no fault of the code, and what is left of the process may not work.
    """
    try:
        return work(item)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one item must not stop the run; the fault is counted
        what = f"{type(error).__name__}: {error}"[:500]
        detail = f"A fault in Recount stopped the reading of it ({what}). Please report it."
        return Stopped(reason=RejectionReason.INTERNAL_ERROR, detail=detail)
