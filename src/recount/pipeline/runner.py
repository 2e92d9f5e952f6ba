"""Running work over a stream of items: what work is, what may stop it, and the plain way, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from recount.model import RejectionReason

Item = TypeVar("Item")
Result = TypeVar("Result")
_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Work on one item that did not come to its end: the reason, and a sentence on what happened."""

    reason: RejectionReason
    detail: str


class Work(Protocol[_Item_contra, _Result_co]):
    """What is done with each item. It may travel to another process, so it must pickle."""

    def prepare(self) -> None:
        """Load what the work needs; a worker calls it once, before the deadline of its first item runs."""

    def __call__(self, item: _Item_contra, /) -> _Result_co:
        """Do it: a pure function of the item."""


class Runner(Protocol):
    """Runs work over a stream of items; ``InProcess``, or ``Workers``, which end what hangs."""

    def map(
        self, work: Work[Item, Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | Stopped]]:
        """Yield each item with its result, in the order of the items."""


class InProcess:
    """Runs work in this process: no deadline, no bound on memory. A fault is ``Stopped`` all the same."""

    def map(
        self, work: Work[Item, Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | Stopped]]:
        """Yield each item with its result, in the order of the items."""
        for item in items:
            yield item, attempt(work, item)


def attempt(work: Work[Item, Result], item: Item) -> Result | Stopped:
    """Do work on one item; an exception is a fault in Recount, stops this item and nothing else.

    Raises:
        MemoryError: no fault of the code, and what is left of the process may not work.
    """
    try:
        return work(item)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one item must not stop the run; the fault is counted
        detail = f"A fault in Recount stopped the work on it ({type(error).__name__}: {error}). Please report it."
        return Stopped(reason=RejectionReason.INTERNAL_ERROR, detail=detail)
