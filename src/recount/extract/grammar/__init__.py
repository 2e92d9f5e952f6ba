"""The token grammar: a fast proposer of claims, without a parser."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recount.extract.grammar.proposer import ClauseReader, propose_claims, propose_found

__all__ = ["ClauseReader", "propose_claims", "propose_found"]

_HOMES = {
    "proposer": ("ClauseReader", "propose_claims", "propose_found"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
