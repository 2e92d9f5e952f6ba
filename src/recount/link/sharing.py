"""How work on many things that do not depend on each other is done: here, or shared among processes.

Whoever shares gives what work on all of them at once would give, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Share(Protocol):
    """Does work on many items; the work takes some of them and gives a result for each."""

    def __call__(
        self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], /
    ) -> list[Result]:
        """Return the result of each item, in order."""
        ...

    def later(
        self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], /
    ) -> Callable[[], list[Result]]:
        """Begin, and return what gives the results when they are needed; it is to be called once."""
        ...


class Alone:
    """Does all of it here."""

    def __call__(
        self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], /
    ) -> list[Result]:
        """Return the result of each item, in order."""
        return work(items)

    def later(
        self, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], /
    ) -> Callable[[], list[Result]]:
        """Return what does the work when its results are needed."""
        return lambda: work(items)


alone = Alone()
