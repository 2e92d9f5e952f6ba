"""The token grammar: a fast proposer of claims, without a parser."""

from recount.extract.grammar.proposer import ClauseReader, propose_claims, propose_found

__all__ = ["ClauseReader", "propose_claims", "propose_found"]
