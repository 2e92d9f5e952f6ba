"""The token grammar: a fast proposer of claims, without a parser."""

from typing import TYPE_CHECKING

from recount.loading import load_on_use

if TYPE_CHECKING:
    from recount.extract.grammar.proposer import ClauseReader, propose_claims, propose_found

__all__ = ["ClauseReader", "propose_claims", "propose_found"]

_HOMES = {
    "proposer": ("ClauseReader", "propose_claims", "propose_found"),
}

__getattr__ = load_on_use(__name__, _HOMES)
