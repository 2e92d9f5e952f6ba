"""What a rule of integrity is, and what it finds. The docstring of a rule is what readers see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getmodule

from recount.reconcile.integrity.record import Notice, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a rule found. A warning: nothing was changed, and nothing need be wrong.

    Attributes:
        code: of the rule ("IT-014").
        where: the report, claim, incident or toll.
        what: what was found, in figures.
        next_move: what to do about it.
    """

    code: str
    where: str
    what: str
    next_move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityRule:
    """One rule.

    Attributes:
        code: for life.
        find: the rule; its docstring says what must hold.
        source: where it comes from.
        next_move: what a reader does about a finding.
    """

    code: str
    find: Callable[[Record], Iterator[Notice]]
    source: str
    next_move: str

    @property
    def name(self) -> str:
        """What the rule finds, in words."""
        return self.find.__name__.replace("_", " ")

    @property
    def explanation(self) -> str:
        """What must hold, in words for readers."""
        return " ".join((self.find.__doc__ or "").split())

    @property
    def theme(self) -> str:
        """What it and its neighbours are about, in words for readers."""
        said = (getmodule(self.find).__doc__ or "").partition("\n\n")[0]
        return " ".join(said.split())

    def findings(self, record: Record) -> Iterator[Finding]:
        """Yield what the rule finds in a record."""
        for where, what in self.find(record):
            yield Finding(code=self.code, where=where, what=what, next_move=self.next_move)
